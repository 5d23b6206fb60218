/**
 * Version 11: the conversation records that changed, one row for each record, numbered by its latest change: a client that
 * has the list asks only for those after the last number it knows. Triggers note changes of whatever a record shows, with
 * three exceptions:
 * - a new message, because sending must cost no more for it: its copy in the owner's inbox tells of it;
 * - another latest message without a new copy: {@link Conversations} notes it;
 * - the name and face of the author of the latest message: `changes` has them, for everybody.
 */
export const changedRecords = `
CREATE TABLE changed_records (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_pk INTEGER NOT NULL UNIQUE REFERENCES conversations ON DELETE CASCADE,
  owner_id TEXT NOT NULL
) STRICT;
CREATE INDEX changed_records_of_owner ON changed_records (owner_id);

CREATE TRIGGER record_set AFTER UPDATE OF recv_opt, draft_text, draft_time_ms, is_pinned, is_private_chat, ex,
  cleared_time_ms ON conversations
BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id) VALUES (NEW.conversation_pk, NEW.owner_id);
END;
-- 0 when it was read, 4 for a new group notice; mentions come with a message.
CREATE TRIGGER record_read AFTER UPDATE OF group_at_type ON conversations WHEN NEW.group_at_type IN (0, 4) BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id) VALUES (NEW.conversation_pk, NEW.owner_id);
END;

-- What became of the latest message: of the body, for all who have it, and of one copy, as when somebody has read it.
CREATE TRIGGER record_latest_in_group AFTER UPDATE OF send_id, content ON messages
  WHEN NEW.group_id <> '' BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE target_id = NEW.group_id AND conversation_type = 2 AND latest_message_pk = NEW.message_pk;
END;
CREATE TRIGGER record_latest_in_single AFTER UPDATE OF send_id, content ON messages
  WHEN NEW.group_id = '' BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE owner_id IN (NEW.send_id, NEW.recv_id)
      AND conversation_id IN ('single_' || NEW.send_id, 'single_' || NEW.recv_id) AND latest_message_pk = NEW.message_pk;
END;
CREATE TRIGGER record_latest_copy AFTER UPDATE OF is_read, read_time_ms ON copies BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE conversation_pk = NEW.conversation_pk AND latest_message_pk = NEW.message_pk;
END;

-- Names, faces and memberships.
CREATE TRIGGER record_user AFTER UPDATE OF nickname, face_url ON users
  WHEN NEW.nickname <> OLD.nickname OR NEW.face_url <> OLD.face_url BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations WHERE target_id = NEW.user_id AND conversation_type = 1;
END;
CREATE TRIGGER record_remark AFTER UPDATE OF remark ON friends BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE owner_id = NEW.owner_id AND conversation_id = 'single_' || NEW.user_id;
END;
CREATE TRIGGER record_friend_deleted AFTER DELETE ON friends WHEN OLD.remark <> '' BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE owner_id = OLD.owner_id AND conversation_id = 'single_' || OLD.user_id;
END;
CREATE TRIGGER record_group AFTER UPDATE OF group_name, face_url ON groups
  WHEN NEW.group_name <> OLD.group_name OR NEW.face_url <> OLD.face_url BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations WHERE target_id = NEW.group_id AND conversation_type = 2;
END;
CREATE TRIGGER record_joined AFTER INSERT ON members BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE owner_id = NEW.user_id AND conversation_id = 'group_' || NEW.group_id;
END;
CREATE TRIGGER record_left AFTER DELETE ON members BEGIN
  INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id)
    SELECT conversation_pk, owner_id FROM conversations
    WHERE owner_id = OLD.user_id AND conversation_id = 'group_' || OLD.group_id;
END;
`;

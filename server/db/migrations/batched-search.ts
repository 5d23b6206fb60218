/**
 * Version 6: messages enter the index in batches instead of one by one, which cost more than storing the messages, because
 * every savepoint makes the index write out what it holds. `indexed_pk` is the newest message in the index; the trigger for
 * revoked and replaced messages applies only up to it.
 */
export const batchedSearch = `
DROP TRIGGER message_search_insert;
DROP TRIGGER message_search_update;
CREATE TABLE message_search_state (indexed_pk INTEGER NOT NULL) STRICT;
INSERT INTO message_search_state (indexed_pk) SELECT coalesce(max(message_pk), 0) FROM messages;
CREATE TRIGGER message_search_update AFTER UPDATE OF content_type, content, revoked_at_ms ON messages
  WHEN NEW.message_pk <= (SELECT indexed_pk FROM message_search_state) BEGIN
  DELETE FROM message_search WHERE rowid = NEW.message_pk;
  INSERT INTO message_search (rowid, text)
    SELECT message_pk, text FROM searchable_messages WHERE message_pk = NEW.message_pk AND text IS NOT NULL;
END;
`;

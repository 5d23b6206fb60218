/**
 * Version 1. Columns carry their unit; booleans are 0 and 1. What can be derived is not stored: names and faces come
 * from users at read time, member counts from members, totals from conversations.
 *
 * A message's body is stored once in `messages`; narrow rows of `copies`, one per owner, say who has it (domain rules 2).
 * Copies are clustered by conversation and time, so a page of history is one range. Revoking marks the body and
 * clearing marks the conversation, so neither touches the copies, however many there are.
 */
export const initialSchema = `
CREATE TABLE users (
  user_id TEXT PRIMARY KEY,
  nickname TEXT NOT NULL,
  face_url TEXT NOT NULL DEFAULT '',
  gender INTEGER NOT NULL DEFAULT 0,
  phone_number TEXT NOT NULL DEFAULT '',
  birth_s INTEGER NOT NULL DEFAULT 0,
  email TEXT NOT NULL DEFAULT '',
  ex TEXT NOT NULL DEFAULT '',
  global_recv_opt INTEGER NOT NULL DEFAULT 0,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Issued tokens. A token without a row is unknown (705); one with kicked_at_ms was kicked (706).
CREATE TABLE tokens (
  token_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users,
  platform_id INTEGER NOT NULL,
  expires_at_s INTEGER NOT NULL,
  kicked_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_user ON tokens (user_id, platform_id);

-- Friendship is two rows, one for each side.
CREATE TABLE friends (
  owner_id TEXT NOT NULL REFERENCES users,
  user_id TEXT NOT NULL REFERENCES users,
  remark TEXT NOT NULL DEFAULT '',
  add_source INTEGER NOT NULL DEFAULT 0,
  operator_id TEXT NOT NULL,
  ex TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (owner_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX friends_by_user ON friends (user_id);

CREATE TABLE blacks (
  owner_id TEXT NOT NULL REFERENCES users,
  user_id TEXT NOT NULL REFERENCES users,
  add_source INTEGER NOT NULL DEFAULT 0,
  operator_id TEXT NOT NULL,
  ex TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (owner_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE friend_applications (
  from_id TEXT NOT NULL REFERENCES users,
  to_id TEXT NOT NULL REFERENCES users,
  req_msg TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  handle_result INTEGER NOT NULL DEFAULT 0,
  handler_id TEXT NOT NULL DEFAULT '',
  handle_msg TEXT NOT NULL DEFAULT '',
  handled_at_ms INTEGER NOT NULL DEFAULT 0,
  ex TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (from_id, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX friend_applications_received ON friend_applications (to_id, created_at_ms);

CREATE TABLE groups (
  group_id TEXT PRIMARY KEY,
  group_name TEXT NOT NULL,
  notification TEXT NOT NULL DEFAULT '',
  introduction TEXT NOT NULL DEFAULT '',
  face_url TEXT NOT NULL DEFAULT '',
  status INTEGER NOT NULL DEFAULT 0,
  creator_id TEXT NOT NULL REFERENCES users,
  owner_id TEXT NOT NULL REFERENCES users,
  group_type INTEGER NOT NULL DEFAULT 0,
  ex TEXT NOT NULL DEFAULT '',
  need_verification INTEGER NOT NULL DEFAULT 0,
  look_member_info INTEGER NOT NULL DEFAULT 0,
  apply_member_friend INTEGER NOT NULL DEFAULT 0,
  notification_updated_at_ms INTEGER NOT NULL DEFAULT 0,
  notification_user_id TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  group_id TEXT NOT NULL REFERENCES groups,
  user_id TEXT NOT NULL REFERENCES users,
  role_level INTEGER NOT NULL,
  -- The member's name in this group; if '', that of their profile is shown.
  nickname TEXT NOT NULL DEFAULT '',
  joined_at_ms INTEGER NOT NULL,
  join_source INTEGER NOT NULL DEFAULT 0,
  operator_id TEXT NOT NULL,
  inviter_id TEXT NOT NULL DEFAULT '',
  mute_end_s INTEGER NOT NULL DEFAULT 0,
  ex TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_user ON members (user_id);
-- The order of member lists: owner, administrators, others, each by joining time (domain rules 13.3).
CREATE INDEX members_in_order
  ON members (group_id, (CASE role_level WHEN 2 THEN 0 WHEN 3 THEN 1 ELSE 2 END), joined_at_ms, user_id);

CREATE TABLE group_applications (
  group_id TEXT NOT NULL REFERENCES groups,
  user_id TEXT NOT NULL REFERENCES users,
  req_msg TEXT NOT NULL,
  requested_at_ms INTEGER NOT NULL,
  handle_result INTEGER NOT NULL DEFAULT 0,
  handler_id TEXT NOT NULL DEFAULT '',
  handle_msg TEXT NOT NULL DEFAULT '',
  handled_at_ms INTEGER NOT NULL DEFAULT 0,
  join_source INTEGER NOT NULL DEFAULT 0,
  inviter_id TEXT NOT NULL DEFAULT '',
  ex TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_applications_sent ON group_applications (user_id, requested_at_ms);

-- The seq of a user's newest copy, and of the newest one that a connection of theirs has received.
CREATE TABLE inboxes (
  inbox_pk INTEGER PRIMARY KEY,
  user_id TEXT NOT NULL UNIQUE REFERENCES users,
  last_seq INTEGER NOT NULL DEFAULT 0,
  seen_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row per chat, for all its participants: keeps send times strictly increasing.
CREATE TABLE threads (
  thread_key TEXT PRIMARY KEY,
  last_send_time_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  message_pk INTEGER PRIMARY KEY,
  client_msg_id TEXT NOT NULL UNIQUE,
  server_msg_id TEXT NOT NULL,
  send_id TEXT NOT NULL,
  -- recv_id is '' in groups, group_id in single chats.
  recv_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  content_type INTEGER NOT NULL,
  content TEXT NOT NULL,
  msg_from INTEGER NOT NULL,
  platform_id INTEGER NOT NULL,
  create_time_ms INTEGER NOT NULL,
  send_time_ms INTEGER NOT NULL,
  -- 2 sent, 3 failed.
  status INTEGER NOT NULL,
  revoked_at_ms INTEGER,
  -- The send time of the message that a revoke notice replaces.
  source_send_time_ms INTEGER,
  -- The number of members of the group when the message was sent.
  member_count INTEGER NOT NULL DEFAULT 0,
  offline_push TEXT NOT NULL DEFAULT '',
  attached_info TEXT NOT NULL DEFAULT '',
  ex TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE conversations (
  conversation_pk INTEGER PRIMARY KEY,
  owner_id TEXT NOT NULL REFERENCES users,
  conversation_id TEXT NOT NULL,
  conversation_type INTEGER NOT NULL,
  -- The ID of the peer or group.
  target_id TEXT NOT NULL,
  recv_opt INTEGER NOT NULL DEFAULT 0,
  unread_count INTEGER NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
  group_at_type INTEGER NOT NULL DEFAULT 0,
  latest_message_pk INTEGER REFERENCES messages,
  -- 0 hides the conversation from lists.
  latest_send_time_ms INTEGER NOT NULL DEFAULT 0,
  -- Copies with a send time up to this one count as deleted.
  cleared_time_ms INTEGER NOT NULL DEFAULT 0,
  draft_text TEXT NOT NULL DEFAULT '',
  draft_time_ms INTEGER NOT NULL DEFAULT 0,
  is_pinned INTEGER NOT NULL DEFAULT 0,
  is_private_chat INTEGER NOT NULL DEFAULT 0,
  ex TEXT NOT NULL DEFAULT '',
  UNIQUE (owner_id, conversation_id)
) STRICT;
CREATE INDEX conversations_by_target ON conversations (target_id, conversation_type);
CREATE INDEX conversations_unread ON conversations (owner_id, recv_opt, unread_count) WHERE unread_count > 0;
-- The order of conversation lists (domain rules 5.2).
CREATE INDEX conversations_in_order
  ON conversations (owner_id, is_pinned DESC, (max(latest_send_time_ms, draft_time_ms)) DESC, conversation_id)
  WHERE latest_send_time_ms > 0;

CREATE TABLE copies (
  conversation_pk INTEGER NOT NULL REFERENCES conversations,
  send_time_ms INTEGER NOT NULL,
  message_pk INTEGER NOT NULL REFERENCES messages,
  inbox_pk INTEGER NOT NULL REFERENCES inboxes,
  -- Contiguous per inbox from 1; 0 for copies that were never sent: failed or inserted locally.
  seq INTEGER NOT NULL,
  -- 2 sent, 3 failed, 4 deleted by the owner.
  status INTEGER NOT NULL,
  is_read INTEGER NOT NULL DEFAULT 0,
  read_time_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_pk, send_time_ms, message_pk)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX copies_in_inbox ON copies (inbox_pk, seq) WHERE seq > 0;
`;

/**
 * Version 8: what a client that knows a user's data up to some point has to be told. New messages are in the inbox by
 * their seq; this table has what changed of the old ones, each thing once, under the number of its latest change. The
 * epoch identifies the database to which all these numbers belong.
 */
export const changes = `
CREATE TABLE database_epoch (epoch TEXT NOT NULL) STRICT;
INSERT INTO database_epoch VALUES (lower(hex(randomblob(16))));

CREATE TABLE changes (
  change_pk INTEGER PRIMARY KEY AUTOINCREMENT,
  -- 0 for what concerns whoever knows the author.
  inbox_pk INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'clear', 'author')),
  -- message_pk, conversation_pk or user_id.
  ref ANY NOT NULL,
  UNIQUE (inbox_pk, kind, ref)
) STRICT;
CREATE INDEX changes_of_inbox ON changes (inbox_pk);
`;

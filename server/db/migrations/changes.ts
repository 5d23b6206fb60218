/**
 * Version 8: the changes that a client must receive if it knows a user's data up to some point. New messages are found in
 * the inbox by their seq; this table has the changes of older data, with one row for each changed thing, numbered by its
 * latest change. The epoch identifies the database to which these numbers belong.
 */
export const changes = `
CREATE TABLE database_epoch (epoch TEXT NOT NULL) STRICT;
INSERT INTO database_epoch VALUES (lower(hex(randomblob(16))));

CREATE TABLE changes (
  change_pk INTEGER PRIMARY KEY AUTOINCREMENT,
  -- 0 for a change of an author, which concerns everyone who knows them.
  inbox_pk INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'clear', 'author')),
  -- message_pk, conversation_pk or user_id.
  ref ANY NOT NULL,
  UNIQUE (inbox_pk, kind, ref)
) STRICT;
CREATE INDEX changes_of_inbox ON changes (inbox_pk);
`;

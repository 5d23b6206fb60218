/** Version 3: which members have read a message in a group, shown to its sender (domain rules 8.3). */
export const groupReads = `
CREATE TABLE group_reads (
  message_pk INTEGER NOT NULL REFERENCES messages,
  user_id TEXT NOT NULL REFERENCES users,
  read_time_ms INTEGER NOT NULL,
  PRIMARY KEY (message_pk, user_id)
) STRICT, WITHOUT ROWID;
`;

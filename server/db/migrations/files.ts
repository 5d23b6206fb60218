/**
 * Version 5: uploaded files. The bytes are in `<data>/files/<file_id>`; everybody who is given the ID may read them.
 * `file_uses` lists the messages that carry a file: when the last of them is revoked, the file is deleted.
 */
export const files = `
CREATE TABLE files (
  file_id TEXT PRIMARY KEY,
  owner_id TEXT NOT NULL REFERENCES users,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  uploaded_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file_uses (
  message_pk INTEGER NOT NULL REFERENCES messages,
  file_id TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
  PRIMARY KEY (message_pk, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_uses_by_file ON file_uses (file_id);
`;

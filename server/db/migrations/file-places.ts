/**
 * Version 9: the places other than messages that contain the URL of a file, so that unused files are found without reading
 * all profiles, groups and drafts. {@link FilePlaces} maintains the table.
 */
export const filePlaces = `
CREATE TABLE file_places (
  -- 'user <user_id>', 'group <group_id>', 'draft <conversation_pk>'.
  place TEXT NOT NULL,
  file_id TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
  PRIMARY KEY (place, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_places_by_file ON file_places (file_id);

-- Looks up whatever follows the word "files" among the file IDs; text that is not a file's URL matches none.
WITH RECURSIVE said (place, text) AS (
  SELECT 'user ' || user_id, face_url || ' ' || ex FROM users
  UNION ALL SELECT 'group ' || group_id, face_url || ' ' || ex || ' ' || notification || ' ' || introduction FROM groups
  UNION ALL SELECT 'draft ' || conversation_pk, draft_text FROM conversations
),
named (place, rest) AS (
  SELECT place, substr(text, instr(text, 'files') + 5) FROM said WHERE instr(text, 'files') > 0
  UNION ALL SELECT place, substr(rest, instr(rest, 'files') + 5) FROM named WHERE instr(rest, 'files') > 0
)
INSERT OR IGNORE INTO file_places (place, file_id)
  SELECT n.place, f.file_id FROM named n JOIN files f ON f.file_id = substr(ltrim(n.rest, '\\/'), 1, 32);
`;

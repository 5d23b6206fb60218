/**
 * Version 2: a full-text index of what people write: texts, mentions and names of files. Trigrams find substrings in any
 * script, including Chinese, without a dictionary. Each body is indexed once, however many copies it has; the copies
 * determine who may see a match. The index stores no text of its own, and triggers keep it up to date with the view.
 */
export const messageSearch = `
CREATE VIEW searchable_messages AS
  SELECT message_pk, send_id, content_type,
    CASE content_type
      WHEN 101 THEN content
      WHEN 105 THEN CASE WHEN json_valid(content) THEN CAST(json_extract(content, '$.fileName') AS TEXT) END
      WHEN 106 THEN CASE WHEN json_valid(content) THEN CAST(json_extract(content, '$.text') AS TEXT) END
    END AS text
  FROM messages
  WHERE content_type IN (101, 105, 106) AND revoked_at_ms IS NULL;

CREATE VIRTUAL TABLE message_search USING fts5(text, tokenize = 'trigram', content = '', contentless_delete = 1);

CREATE TRIGGER message_search_insert AFTER INSERT ON messages WHEN NEW.content_type IN (101, 105, 106) BEGIN
  INSERT INTO message_search (rowid, text)
    SELECT message_pk, text FROM searchable_messages WHERE message_pk = NEW.message_pk AND text IS NOT NULL;
END;
CREATE TRIGGER message_search_update AFTER UPDATE OF content_type, content, revoked_at_ms ON messages BEGIN
  DELETE FROM message_search WHERE rowid = OLD.message_pk;
  INSERT INTO message_search (rowid, text)
    SELECT message_pk, text FROM searchable_messages WHERE message_pk = NEW.message_pk AND text IS NOT NULL;
END;
CREATE TRIGGER message_search_delete AFTER DELETE ON messages BEGIN
  DELETE FROM message_search WHERE rowid = OLD.message_pk;
END;

INSERT INTO message_search (rowid, text)
  SELECT message_pk, text FROM searchable_messages WHERE text IS NOT NULL;
`;

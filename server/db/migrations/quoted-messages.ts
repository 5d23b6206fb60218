/** Version 4: an index that finds the messages that quote a message, by its clientMsgID, when that message is revoked. */
export const quotedMessages = `
CREATE INDEX messages_by_quoted
  ON messages (CASE WHEN json_valid(content) THEN json_extract(content, '$.quoteMessage.clientMsgID') END)
  WHERE content_type IN (106, 114);
`;

/** Version 4: an index to find the messages that quote another by its clientMsgID, for when that one is revoked. */
export const quotedMessages = `
CREATE INDEX messages_by_quoted
  ON messages (CASE WHEN json_valid(content) THEN json_extract(content, '$.quoteMessage.clientMsgID') END)
  WHERE content_type IN (106, 114);
`;

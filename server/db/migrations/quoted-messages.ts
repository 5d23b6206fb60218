/** Version 4: finds the messages that quote another by its clientMsgID, for when that one is taken back. */
export const quotedMessages = `
CREATE INDEX messages_by_quoted
  ON messages (CASE WHEN json_valid(content) THEN json_extract(content, '$.quoteMessage.clientMsgID') END)
  WHERE content_type IN (106, 114);
`;

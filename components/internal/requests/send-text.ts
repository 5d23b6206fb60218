import type { Timeline } from '../../../src/index.js';
import type { RequestDetails } from '../events.js';

/** Sends a text, which may quote a message and mention people. */
export async function sendText(
  timeline: Timeline,
  { text, quotedID, mentions = [] }: RequestDetails['openim-send-request'],
): Promise<void> {
  const quoted = timeline.messages.peek().find(({ message }) => message.clientMsgID === quotedID)?.message;
  const message = quoted && JSON.stringify(quoted);
  if (message || mentions.length > 0) timeline.setDraft('');
  if (mentions.length > 0) {
    await timeline.create('createTextAtMessage', {
      text,
      atUserIDList: mentions.map(({ userID }) => userID),
      atUsersInfo: mentions.map(({ userID, nickname }) => ({ atUserID: userID, groupNickname: nickname })),
      ...(message ? { message } : {}),
    });
  } else if (message) {
    await timeline.create('createQuoteMessage', { text, message });
  } else {
    await timeline.sendText(text);
  }
}

import type { Timeline } from '../../../src/index.js';
import type { ChatState } from '../chat-state.js';
import type { RequestDetails } from '../events.js';

/**
 * Sends a text, which may quote a message and mention people. A text that cannot be stored goes back into the composer: the
 * code for its message may not be there, for example.
 */
export async function sendText(
  timeline: Timeline,
  { text, quotedID, mentions = [] }: RequestDetails['openim-send-request'],
  state: ChatState,
): Promise<void> {
  // The message may be far from those that are loaded now.
  const quoted = [state.quoted.peek(), ...timeline.messages.peek()].find(
    (candidate) => candidate?.message.clientMsgID === quotedID,
  );
  if (quoted === state.quoted.peek()) state.quoted.value = undefined;
  const quote = quoted && { message: JSON.stringify(quoted.message) };
  timeline.setDraft('');
  try {
    if (mentions.length > 0) {
      await timeline.create('createTextAtMessage', {
        text,
        atUserIDList: mentions.map(({ userID }) => userID),
        atUsersInfo: mentions.map(({ userID, nickname }) => ({ atUserID: userID, groupNickname: nickname })),
        ...quote,
      });
    } else if (quote) {
      await timeline.create('createQuoteMessage', { text, ...quote });
    } else {
      await timeline.sendText(text);
    }
  } catch (error) {
    state.edited.value = text;
    state.quoted.value ??= quoted;
    throw error;
  }
}

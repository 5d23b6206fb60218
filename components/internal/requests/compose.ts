/** Creates messages that are more than a text or a file, and forwards messages. Fetched with the first of these. */
import { ContentType, ErrorCode, OpenIMError, type Session, type Timeline } from '../../../src/index.js';
import type { ChatState } from '../chat-state.js';
import type { RequestDetails } from '../events.js';
import { withTimeline } from './with-timeline.js';

export async function sendContent(
  timeline: Timeline,
  { content }: RequestDetails['openim-compose-request'],
): Promise<void> {
  switch (content.kind) {
    case 'location': {
      const { description, latitude, longitude } = content;
      return timeline.create('createLocationMessage', { description, latitude, longitude });
    }
    case 'card': {
      const { userID, groupID, nickname, faceURL } = content;
      const whose = groupID ? { groupID, groupName: nickname } : { userID, nickname };
      return timeline.create('createCardMessage', JSON.stringify({ ...whose, faceURL, ex: '' }));
    }
    case 'face': {
      const { index, data } = content;
      return timeline.create('createFaceMessage', { index, data });
    }
    case 'custom': {
      const { data, description, extension } = content;
      return timeline.create('createCustomMessage', { data, description, extension });
    }
  }
}

/** Puts the text of a waiting or revoked message back into the text field. */
export async function takeBack(
  timeline: Timeline,
  { clientMsgID }: RequestDetails['openim-edit-request'],
  state: ChatState,
): Promise<void> {
  const recalled = state.recalled.peek().get(clientMsgID);
  if (recalled !== undefined) {
    state.edited.value = recalled;
    return;
  }
  const find = () => timeline.messages.peek().find(({ message }) => message.clientMsgID === clientMsgID);
  const waiting = find();
  if (waiting?.message.contentType !== ContentType.Text) return;
  await timeline.discard(clientMsgID);
  // The message may have been sent meanwhile; putting it back would send it twice.
  if (find()?.delivery.kind === 'sent') {
    throw new OpenIMError(ErrorCode.NotAllowedNow, 'the message was sent meanwhile');
  }
  state.edited.value = waiting.message.content;
}

/** Forwards messages to other conversations, in their order. */
export async function forward(
  session: Session,
  { conversationID, clientMsgIDs, targetIDs, merged }: RequestDetails['openim-forward-request'],
): Promise<void> {
  const wanted = new Set(clientMsgIDs);
  await withTimeline(session, conversationID, async (source) => {
    const messages = source.messages
      .peek()
      .filter(({ message, delivery }) => wanted.has(message.clientMsgID) && delivery.kind === 'sent')
      .map(({ message }) => JSON.stringify(message));
    if (messages.length === 0)
      throw new OpenIMError(ErrorCode.NotAllowedNow, 'only sent messages can be forwarded');
    await Promise.all(
      targetIDs.map((targetID) =>
        withTimeline(session, targetID, (target) => forwardTo(target, messages, merged)),
      ),
    );
  });
}

async function forwardTo(
  target: Timeline,
  messages: readonly string[],
  merged: RequestDetails['openim-forward-request']['merged'],
): Promise<void> {
  if (merged) {
    const { title, summaries } = merged;
    await target.create('createMergerMessage', {
      messageList: [...messages],
      title,
      summaryList: [...summaries],
    });
  } else {
    for (const message of messages) await target.create('createForwardMessage', message);
  }
}

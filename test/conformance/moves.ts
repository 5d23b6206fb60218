/** What people in the scenario do again and again. */
import type { MessageItem } from '../../src/index.js';
import { sentMessage } from './expected.js';
import type { ExpectedEvent, Person } from './stage.js';

/** A text message, as object and as the JSON a client made it. */
export async function createText(person: Person, text: string): Promise<{ created: MessageItem; json: string }> {
  const json = await person.does('createTextMessage', text);
  return { created: JSON.parse(json) as MessageItem, json };
}

/** Sends a text to a person; the message as it was answered. */
export async function sendText(from: Person, recvID: string, text: string): Promise<MessageItem> {
  const { json } = await createText(from, text);
  return JSON.parse(await from.does('sendMessage', { recvID, groupID: '', message: json })) as MessageItem;
}

/** Sends a text to a group of `memberCount`; the message, which is exactly as it should be. */
export async function sendToGroup(
  from: Person,
  groupID: string,
  text: string,
  memberCount: number,
  nowMs: number,
): Promise<MessageItem> {
  const { created, json } = await createText(from, text);
  const expected = sentMessage(created, { groupID, memberCount }, nowMs);
  return from.answers<MessageItem>(expected, 'sendMessage', { recvID: '', groupID, message: json });
}

/** What the sending client is told before the answer. */
export function progress({ clientMsgID }: MessageItem): ExpectedEvent {
  return ['OnProgress', { progress: 100, clientMsgID }];
}

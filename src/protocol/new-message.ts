import { ContentType } from './constants.js';
import type { MessageItem } from './message-entities.js';
import { blankMessage } from './messages.js';

/** Who writes the message, and when. */
export type MessageContext = {
  readonly sendID: string;
  readonly senderNickname: string;
  readonly senderFaceUrl: string;
  readonly platformID: number;
  /** A fresh random ID, 32 hex digits. */
  readonly clientMsgID: string;
  readonly nowMs: number;
};

/** Creates a plain text message. */
export function textMessage(context: MessageContext, text: string): MessageItem {
  return newMessage(context, ContentType.Text, { content: text });
}

export function newMessage(
  context: MessageContext,
  contentType: number,
  members: Partial<MessageItem>,
): MessageItem {
  return { ...blankMessage(), ...authorship(context), contentType, ...members };
}

export function authorship(context: MessageContext) {
  const { sendID, senderNickname, senderFaceUrl, platformID, clientMsgID, nowMs } = context;
  return { clientMsgID, createTime: nowMs, sendTime: nowMs, sendID, senderNickname, senderFaceUrl, platformID };
}

import { SessionType } from './constants.js';
import type { ConversationItem } from './entities.js';

/** The other side of a conversation: a person or a group. */
export type ConversationTarget = { readonly userID: string } | { readonly groupID: string };

/** Returns the viewer's conversationID of the chat with `target`: `single_<peer>` or `group_<groupID>`. */
export function conversationIDOf(target: ConversationTarget): string {
  return 'userID' in target ? `single_${target.userID}` : `group_${target.groupID}`;
}

/**
 * Returns the target of a conversationID, or undefined if the ID does not have our form. Splits at the first underscore
 * only, because user and group IDs may contain underscores.
 */
export function targetOfConversation(conversationID: string): ConversationTarget | undefined {
  const [, kind, id] = /^(single|group)_(.+)$/s.exec(conversationID) ?? [];
  if (!id) return undefined;
  return kind === 'single' ? { userID: id } : { groupID: id };
}

/**
 * Returns the ID of the conversation in which `viewerID` sees a message: that of the group, or of the single chat with
 * the other party. A message to oneself belongs to `single_<self>`.
 */
export function conversationIDOfMessage(
  message: {
    readonly sessionType: number;
    readonly groupID: string;
    readonly sendID: string;
    readonly recvID: string;
  },
  viewerID: string,
): string {
  if (message.sessionType === SessionType.Group) return conversationIDOf({ groupID: message.groupID });
  return conversationIDOf({ userID: message.sendID === viewerID ? message.recvID : message.sendID });
}

/** Whether conversation lists leave the conversation out: it was just created by getOneConversation, or deleted. */
export function isHiddenConversation(conversation: Pick<ConversationItem, 'latestMsgSendTime'>): boolean {
  return conversation.latestMsgSendTime === 0;
}

/** Compares in the order of conversation lists (domain rules 5.2): pinned ones, latest message or draft, then ID. */
export function compareConversations(
  a: Pick<ConversationItem, 'isPinned' | 'latestMsgSendTime' | 'draftTextTime' | 'conversationID'>,
  b: Pick<ConversationItem, 'isPinned' | 'latestMsgSendTime' | 'draftTextTime' | 'conversationID'>,
): number {
  return (
    Number(b.isPinned) - Number(a.isPinned) ||
    Math.max(b.latestMsgSendTime, b.draftTextTime) - Math.max(a.latestMsgSendTime, a.draftTextTime) ||
    (a.conversationID < b.conversationID ? -1 : 1)
  );
}

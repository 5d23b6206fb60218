import { SessionType } from './constants.js';
import type { ConversationItem } from './entities.js';

/** The other side of a conversation: a person or a group. */
export type ConversationTarget = { readonly userID: string } | { readonly groupID: string };

/** conversationID of the chat with `target`, as the viewer has it: `single_<peer>` or `group_<groupID>`. */
export function conversationIDOf(target: ConversationTarget): string {
  return 'userID' in target ? `single_${target.userID}` : `group_${target.groupID}`;
}

/** conversationID for a `sourceID` and `sessionType` as getOneConversation takes them. */
export function conversationIDOfSource(sourceID: string, sessionType: SessionType): string {
  return conversationIDOf(sessionType === SessionType.Single ? { userID: sourceID } : { groupID: sourceID });
}

/** The target behind a conversationID, or undefined when it is none of ours. Splits at the first underscore only. */
export function targetOfConversation(conversationID: string): ConversationTarget | undefined {
  const [, kind, id] = /^(single|group)_(.+)$/s.exec(conversationID) ?? [];
  if (!id) return undefined;
  return kind === 'single' ? { userID: id } : { groupID: id };
}

/**
 * conversationID under which `viewerID` files a message: the group's, or that of whichever party is not the viewer.
 * A message to oneself belongs to `single_<self>`.
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

/** Whether conversation lists leave the record out: freshly created by getOneConversation, or deleted. */
export function isHiddenConversation(conversation: Pick<ConversationItem, 'latestMsgSendTime'>): boolean {
  return conversation.latestMsgSendTime === 0;
}

/** Order of conversation lists (domain rules 5.2): pinned first, then the latest message or draft, then the ID. */
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

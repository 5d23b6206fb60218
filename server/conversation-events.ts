import { isHiddenConversation, toJson, type ConversationItem } from '../src/protocol/index.js';
import type { Call } from './call.js';

/**
 * Tells all of a user's connections that records of theirs changed, in one event with the full records. Hidden ones are
 * left out: lists do not show them, and clients insert what they are told of.
 */
export function announceConversations(call: Call, ownerID: string, conversationIDs: readonly string[]): void {
  if (!call.events.isOnline(ownerID)) return;
  const items = call.store.conversations.items(ownerID, conversationIDs);
  send(
    call,
    ownerID,
    items.filter((item) => !isHiddenConversation(item)),
  );
}

/** As {@link announceConversations} for a setting the caller just made, hidden records included. */
export function announceOwnSetting(call: Call, conversationIDs: readonly string[]): void {
  send(call, call.userID, call.store.conversations.items(call.userID, conversationIDs));
}

/** Tells all of the caller's connections the total of unread messages. */
export function announceTotalUnread(call: Call): void {
  const total = call.store.conversations.totalUnread(call.userID);
  call.toSelf('OnTotalUnreadMessageCountChanged', String(total));
}

function send(call: Call, ownerID: string, items: ConversationItem[]): void {
  if (items.length > 0) call.toUser(ownerID, 'OnConversationChanged', toJson(items));
}

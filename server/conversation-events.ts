import { isHiddenConversation, toJson, type ConversationItem } from '../src/protocol/index.js';
import type { Call } from './call.js';
import type { Store } from './db/store.js';
import type { EventSender } from './events.js';

/** What the functions below need; every {@link Call} has it. */
export type Teller = { readonly store: Store; readonly events: EventSender };

/**
 * Tells all of a user's connections which of their conversations changed, in one event with the full records. Hidden
 * conversations are left out: lists do not show them, but clients would insert any record they receive.
 */
export function announceConversations(
  { store, events }: Teller,
  ownerID: string,
  conversationIDs: readonly string[],
): void {
  if (!events.isOnline(ownerID)) return;
  const items = store.conversations.items(ownerID, conversationIDs);
  send(
    events,
    ownerID,
    items.filter((item) => !isHiddenConversation(item)),
  );
}

/** Like {@link announceConversations}, for a setting that the caller just changed; includes hidden conversations. */
export function announceOwnSetting(call: Call, conversationIDs: readonly string[]): void {
  send(call.events, call.userID, call.store.conversations.items(call.userID, conversationIDs));
}

/** Tells all of the caller's connections the total number of unread messages. */
export function announceTotalUnread(call: Call): void {
  const total = call.store.conversations.totalUnread(call.userID);
  call.toSelf('OnTotalUnreadMessageCountChanged', String(total));
}

function send(events: EventSender, ownerID: string, items: ConversationItem[]): void {
  if (items.length > 0) events.toUser(ownerID, 'OnConversationChanged', toJson(items));
}

/**
 * Announces changes to data that users already have to those of their clients that keep a copy of it
 * (docs/protocol-extensions.md, `inbox-changes`). Each change is numbered in the database and announced live; a client
 * that missed some asks for all changes after the last number it knows. Both give the present state, not its history.
 */
import { toJson, type ChangedInbox, type InboxChange } from '../src/protocol/index.js';
import { announceConversations, type Teller } from './conversation-events.js';
import type { Change, ChangeSpan, NumberedChange } from './db/changes.js';
import { messageItem } from './db/message-item.js';
import { isVisible, type MessageRow } from './db/messages.js';
import type { Store } from './db/store.js';

/** Whether events of the protocol itself already tell of a change. */
export type Telling = 'told' | 'untold';

export function blankChanges(): ChangedInbox {
  return { messages: [], deletedMessages: [], clearedConversations: [], authors: [] };
}

/** Returns the present state of what changed, without what the user does not have or no longer has to do with. */
export function stateOf(
  store: Store,
  userID: string,
  changes: readonly (Change | NumberedChange)[],
): ChangedInbox {
  const state = blankChanges();
  for (const change of changes) {
    switch (change.kind) {
      case 'message': {
        addMessage(store, userID, store.messages.get(change.messagePk), state);
        break;
      }
      case 'clear': {
        const cleared = store.changes.cleared(change.conversationPk);
        if (cleared) state.clearedConversations.push(cleared);
        break;
      }
      case 'author': {
        const author = store.changes.author(change.userID, userID);
        if (author) state.authors.push(author);
        break;
      }
    }
  }
  return state;
}

function addMessage(store: Store, userID: string, body: MessageRow | undefined, state: ChangedInbox): void {
  const held = body && store.conversations.holding(userID, body);
  if (!held) return;
  if (isVisible(held.copy, held.conversation.clearedTimeMs)) state.messages.push(messageItem(held.copy, userID));
  else state.deletedMessages.push(held.copy.client_msg_id);
}

/**
 * Records changes to a user's data, and announces them to those of their connections that follow it.
 *
 * @param telling `told` if events of the protocol already say what changed: then only the change's number is announced
 */
export function announceChanges(
  teller: Teller,
  userID: string,
  changes: readonly Change[],
  telling: Telling,
): void {
  if (changes.length === 0) return;
  const span = teller.store.changes.note(teller.store.inboxes.get(userID).inboxPk, changes);
  tell(teller, userID, span, () => (telling === 'told' ? blankChanges() : stateOf(teller.store, userID, changes)));
}

/** Records that messages a user has are somebody else's now. They may be many, so connections are told to ask for them. */
export function announceNewAuthor(teller: Teller, userID: string, messagePks: readonly number[]): void {
  const changes = messagePks.map((messagePk): Change => ({ kind: 'message', messagePk }));
  const { change } = teller.store.changes.note(teller.store.inboxes.get(userID).inboxPk, changes);
  tell(teller, userID, { afterChange: change, change }, blankChanges);
}

/** Records and announces that a user cleared or removed conversations. */
export function announceCleared(teller: Teller, userID: string, conversationPks: readonly number[]): void {
  const changes = conversationPks.map((conversationPk): Change => ({ kind: 'clear', conversationPk }));
  announceChanges(teller, userID, changes, 'untold');
}

/** Tells those of `userIDs` who are online a user's name and face. They must be among those who may have messages of theirs. */
export function announceAuthor({ store, events }: Teller, userID: string, userIDs: Iterable<string>): void {
  const author = store.changes.author(userID, userID);
  if (!author) return;
  const change = { ...blankChanges(), authors: [author], afterChange: 0, change: 0 };
  events.toExtended(userIDs, 'OnInboxChanged', () => toJson<InboxChange>(change));
}

/**
 * Records and announces that a message was revoked. Users who have the message but get no notice, because they left the
 * group or muted it, are told that it is gone, and their conversation no longer shows it as the latest. Everybody who has
 * messages that quoted it, in whatever conversation, is told that these no longer contain it.
 */
export function announceRevoked(
  teller: Teller,
  original: MessageRow,
  quoting: readonly MessageRow[],
  noticedIDs: ReadonlySet<string>,
): void {
  const { conversations } = teller.store;
  const changesOf = new Map<string, Change[]>();
  const add = (message: MessageRow, ownerIDs: readonly string[]): void => {
    const change: Change = { kind: 'message', messagePk: message.message_pk };
    for (const ownerID of ownerIDs) {
      const changes = changesOf.get(ownerID);
      if (changes) changes.push(change);
      else changesOf.set(ownerID, [change]);
    }
  };
  const unnoticedIDs = conversations.ownersHolding(original).filter((ownerID) => !noticedIDs.has(ownerID));
  for (const ownerID of unnoticedIDs) {
    const held = conversations.holding(ownerID, original);
    if (held?.conversation.latestMessagePk !== original.message_pk) continue;
    conversations.resetLatest(held.conversation);
    announceConversations(teller, ownerID, [held.conversationID]);
  }
  add(original, unnoticedIDs);
  for (const message of quoting) add(message, conversations.ownersHolding(message));
  for (const [ownerID, changes] of changesOf) announceChanges(teller, ownerID, changes, 'untold');
}

function tell({ events }: Teller, userID: string, span: ChangeSpan, state: () => ChangedInbox): void {
  if (!events.isOnline(userID)) return;
  events.toExtended([userID], 'OnInboxChanged', () => toJson<InboxChange>({ ...state(), ...span }));
}

/**
 * Announces changes to data that users already have to those of their clients that keep a copy of it
 * (docs/protocol-extensions.md, `inbox-changes`). Each change is numbered in the database and announced live; a client
 * that missed some asks for all changes after the last number it knows. Both give the present state, not its history.
 */
import { toJson, type ChangedInbox, type InboxChange } from '../src/protocol/index.js';
import { announceConversations, type Teller } from './conversation-events.js';
import type { Change, NumberedChange } from './db/changes.js';
import type { Holder } from './db/holders.js';
import { messageItem } from './db/message-item.js';
import type { MessageRow } from './db/message-rows.js';
import { isVisible } from './db/messages.js';
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
  const messages: number[] = [];
  const cleared: number[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case 'message': {
        messages.push(change.messagePk);
        break;
      }
      case 'clear': {
        cleared.push(change.conversationPk);
        break;
      }
      case 'author': {
        const author = store.changes.author(change.userID, userID);
        if (author) state.authors.push(author);
        break;
      }
    }
  }
  for (const copy of messages.length > 0 ? store.messages.copiesOf(userID, messages) : []) {
    if (isVisible(copy, copy.cleared_time_ms)) state.messages.push(messageItem(copy, userID));
    else state.deletedMessages.push(copy.client_msg_id);
  }
  if (cleared.length > 0) state.clearedConversations = store.changes.cleared(cleared);
  return state;
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
  announceEach(teller, new Map([[userID, changes]]), (changed) =>
    telling === 'told' ? blankChanges() : stateOf(teller.store, userID, changed),
  );
}

/** Like {@link announceChanges}, for several users and without events of the protocol. */
export function announceChangesOf(teller: Teller, changesOf: ReadonlyMap<string, readonly Change[]>): void {
  announceEach(teller, changesOf, (changes, userID) => stateOf(teller.store, userID, changes));
}

function announceEach(
  { store, events }: Teller,
  changesOf: ReadonlyMap<string, readonly Change[]>,
  state: (changes: readonly Change[], userID: string) => ChangedInbox,
): void {
  const users = [...changesOf].filter(([, changes]) => changes.length > 0);
  if (users.length === 0) return;
  const inboxPks = store.inboxes.keysOf(users.map(([userID]) => userID));
  const told = users.flatMap(([userID, changes]) => {
    const inboxPk = inboxPks.get(userID);
    return inboxPk !== undefined && events.isOnline(userID) ? [{ userID, changes, inboxPk }] : [];
  });
  const spans = store.changes.note(
    users.flatMap(([userID, changes]) => {
      const inboxPk = inboxPks.get(userID);
      if (inboxPk === undefined) throw new Error(`no inbox for ${userID}`);
      return changes.map((change) => ({ inboxPk, change }));
    }),
    told.map(({ inboxPk }) => inboxPk),
  );
  for (const [index, { userID, changes }] of told.entries()) {
    const span = spans[index];
    if (!span) throw new Error('changes without a number');
    events.toExtended([userID], 'OnInboxChanged', () =>
      toJson<InboxChange>({ ...state(changes, userID), ...span }),
    );
  }
}

/** Records that messages a user has are somebody else's now. They may be many, so connections are told to ask for them. */
export function announceNewAuthor(teller: Teller, userID: string, messagePks: readonly number[]): void {
  const changes = messagePks.map((messagePk): Change => ({ kind: 'message', messagePk }));
  const { inboxPk } = teller.store.inboxes.get(userID);
  const owned = changes.map((change) => ({ inboxPk, change }));
  const change = teller.store.changes.note(owned, [inboxPk])[0]?.change ?? 0;
  const state = { ...blankChanges(), afterChange: change, change };
  teller.events.toExtended([userID], 'OnInboxChanged', () => toJson<InboxChange>(state));
}

/** Records and announces that a user cleared or removed conversations. */
export function announceCleared(teller: Teller, userID: string, conversationPks: readonly number[]): void {
  const changes = conversationPks.map((conversationPk): Change => ({ kind: 'clear', conversationPk }));
  announceChanges(teller, userID, changes, 'untold');
}

/** A revoked message with all who have it, and the messages that quoted it. */
type Revoked = {
  readonly original: MessageRow;
  readonly holders: readonly Holder[];
  readonly quoting: readonly MessageRow[];
};

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
  { original, holders, quoting }: Revoked,
  noticedIDs: ReadonlySet<string>,
): void {
  const { conversations } = teller.store;
  const changesOf = new Map<string, Change[]>();
  const add = (message: MessageRow, owners: readonly Holder[]): void => {
    const change: Change = { kind: 'message', messagePk: message.message_pk };
    for (const { userID } of owners) {
      const changes = changesOf.get(userID);
      if (changes) changes.push(change);
      else changesOf.set(userID, [change]);
    }
  };
  const unnoticed = holders.filter(({ userID }) => !noticedIDs.has(userID));
  const showing = unnoticed.filter(({ latestMessagePk }) => latestMessagePk === original.message_pk);
  conversations.resetLatest(showing.map(({ conversationPk }) => conversationPk));
  for (const { userID, conversationID } of showing) announceConversations(teller, userID, [conversationID]);
  add(original, unnoticed);
  for (const message of quoting) add(message, conversations.holders(message));
  announceChangesOf(teller, changesOf);
}

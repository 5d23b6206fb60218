import { isNotification, ContentType, countsAsUnread, type Author } from '../protocol/index.js';
import { UNSENT_SORT_KEY, type CachedMessage } from '../sync/types.js';
import { indexInSorted } from '../util/sorted.js';
import type { TimelineMessage } from './types.js';

type Placed = Pick<CachedMessage, 'sortKey'>;

/**
 * The messages of a timeline: a sorted range without gaps. The arrays and messages it returns are immutable: a change
 * makes a new array, in which all unchanged messages are the same objects.
 */
export class MessageWindow {
  readonly #userID: string;
  #messages: readonly TimelineMessage[] = [];
  #byID = new Map<string, TimelineMessage>();

  constructor(userID: string) {
    this.#userID = userID;
  }

  get messages(): readonly TimelineMessage[] {
    return this.#messages;
  }

  get(clientMsgID: string): TimelineMessage | undefined {
    return this.#byID.get(clientMsgID);
  }

  /** The sort key before which older messages are loaded; while there are no messages, one above all sent messages. */
  get oldestSortKey(): number {
    return this.#messages[0]?.sortKey ?? UNSENT_SORT_KEY;
  }

  /** The sort key of the newest sent message; undefined if there is none. */
  get newestSentSortKey(): number | undefined {
    const unsent = indexInSorted<Placed>(this.#messages, FIRST_UNSENT, (a, b) => a.sortKey - b.sortKey);
    return this.#messages[unsent - 1]?.sortKey;
  }

  /** Replaces all messages. */
  replace(messages: readonly CachedMessage[]): void {
    const shown = this.#byID;
    this.#byID = new Map();
    this.#messages = messages.map((message) => this.#keep(this.#shownAs(message, shown)));
  }

  /** Adds a page of messages before the oldest one. */
  prepend(messages: readonly CachedMessage[]): void {
    this.#messages = [...this.#keepNew(messages), ...this.#messages];
  }

  /** Adds a page of messages after the newest one. */
  append(messages: readonly CachedMessage[]): void {
    this.#messages = [...this.#messages, ...this.#keepNew(messages)];
  }

  /**
   * Puts changed and new messages in their places, and removes deleted ones.
   * @param isWanted decides whether to add a message that is not in the window yet
   */
  update(
    changed: readonly CachedMessage[],
    deletedIDs: readonly string[],
    isWanted: (message: CachedMessage) => boolean,
  ): void {
    const messages = [...this.#messages];
    for (const clientMsgID of deletedIDs) this.#remove(messages, clientMsgID);
    for (const message of changed) {
      const shown = this.#byID.get(message.message.clientMsgID);
      if (!shown && !isWanted(message)) continue;
      this.#remove(messages, message.message.clientMsgID);
      const next = this.#keep({ ...message, outgoing: isOutgoing(message, this.#userID) });
      messages.splice(indexInSorted(messages, next, compareMessages), 0, next);
    }
    this.#messages = messages;
  }

  /** Updates the names and avatars on all messages of these authors. Returns whether they wrote any message here. */
  rename(authors: readonly Author[]): boolean {
    const byID = new Map(authors.map((author) => [author.userID, author]));
    if (!this.#messages.some(({ message }) => byID.has(message.sendID))) return false;
    this.#messages = this.#messages.map((shown) => {
      const author = byID.get(shown.message.sendID);
      if (!author) return shown;
      const { nickname: senderNickname, faceURL: senderFaceUrl } = author;
      return this.#keep({ ...shown, message: { ...shown.message, senderNickname, senderFaceUrl } });
    });
    return true;
  }

  /** Removes all sent messages. */
  clearSent(): void {
    this.replace(this.#messages.filter(({ sortKey }) => sortKey >= UNSENT_SORT_KEY));
  }

  /** Returns how many messages here are of a kind that counts as unread, at most `most`. */
  countUnread(most: number): number {
    return Math.min(most, this.#counting().length);
  }

  /**
   * Returns the first of the last `count` messages that are of a kind that counts as unread; if fewer are here, the
   * oldest of them.
   */
  firstUnreadID(count: number): string | undefined {
    if (count <= 0) return undefined;
    return this.#counting().slice(-count)[0]?.message.clientMsgID;
  }

  #counting(): TimelineMessage[] {
    return this.#messages.filter((message) => isForReader(message, this.#userID));
  }

  #remove(messages: TimelineMessage[], clientMsgID: string): void {
    const shown = this.#byID.get(clientMsgID);
    if (!shown) return;
    this.#byID.delete(clientMsgID);
    messages.splice(indexInSorted(messages, shown, compareMessages), 1);
  }

  #keepNew(messages: readonly CachedMessage[]): TimelineMessage[] {
    const fresh = messages.filter(({ message }) => !this.#byID.has(message.clientMsgID));
    return fresh.map((message) => this.#keep(this.#shownAs(message, this.#byID)));
  }

  #keep(message: TimelineMessage): TimelineMessage {
    this.#byID.set(message.message.clientMsgID, message);
    return message;
  }

  /** Returns the object that is already shown if nothing has changed, otherwise a new one. */
  #shownAs(message: CachedMessage, shown: ReadonlyMap<string, TimelineMessage>): TimelineMessage {
    const present = shown.get(message.message.clientMsgID);
    if (present && isSame(present, message)) return present;
    return { ...message, outgoing: isOutgoing(message, this.#userID) };
  }
}

/** Whether the user has written the message, as opposed to a notification on their behalf. */
export function isOutgoing({ message }: CachedMessage, userID: string): boolean {
  return message.sendID === userID && !isNotification(message.contentType);
}

/** Whether a message is of a kind that counts as unread until the user has seen it. */
export function isForReader(cached: CachedMessage, userID: string): boolean {
  return !isOutgoing(cached, userID) && countsAsUnread(cached.message.contentType);
}

/** The position after all sent messages. */
const FIRST_UNSENT: Placed = { sortKey: UNSENT_SORT_KEY };

/** Whether a message is one that a user or the system wrote, and not the notice of a revocation. */
export function isNews({ message }: CachedMessage): boolean {
  return countsAsUnread(message.contentType) || message.contentType === ContentType.CustomWithoutConversation;
}

/** Compares in the order of the cache's rows. */
function compareMessages(a: CachedMessage, b: CachedMessage): number {
  const [idA, idB] = [a.message.clientMsgID, b.message.clientMsgID];
  return a.sortKey - b.sortKey || (idA < idB ? 1 : idA > idB ? -1 : 0);
}

function isSame(a: CachedMessage, b: CachedMessage): boolean {
  return (
    a.sortKey === b.sortKey && JSON.stringify([a.delivery, a.message]) === JSON.stringify([b.delivery, b.message])
  );
}

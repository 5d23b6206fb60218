import { isNotification, ContentType, countsAsUnread, type Author } from '../protocol/index.js';
import { UNSENT_SORT_KEY, type CachedMessage } from '../sync/types.js';
import { indexInSorted } from '../util/sorted.js';
import type { TimelineMessage } from './types.js';

type Placed = Pick<CachedMessage, 'sortKey'>;

/**
 * The messages of a timeline: a gapless stretch, sorted. Immutable in what it hands out: a
 * change makes a new array, in which all unchanged messages are the same objects.
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

  /** Where older messages join on; above all when there is nothing yet. */
  get oldestSortKey(): number {
    return this.#messages[0]?.sortKey ?? UNSENT_SORT_KEY;
  }

  /** Where the newest sent message stands; undefined when there is none. */
  get newestSentSortKey(): number | undefined {
    const unsent = indexInSorted<Placed>(this.#messages, FIRST_UNSENT, (a, b) => a.sortKey - b.sortKey);
    return this.#messages[unsent - 1]?.sortKey;
  }

  /** Everything anew. */
  replace(messages: readonly CachedMessage[]): void {
    const shown = this.#byID;
    this.#byID = new Map();
    this.#messages = messages.map((message) => this.#keep(this.#shownAs(message, shown)));
  }

  /** A page below the oldest. */
  prepend(messages: readonly CachedMessage[]): void {
    const older = messages.filter(({ message }) => !this.#byID.has(message.clientMsgID));
    const shown = older.map((message) => this.#keep(this.#shownAs(message, this.#byID)));
    this.#messages = [...shown, ...this.#messages];
  }

  /** A page above the newest. */
  append(messages: readonly CachedMessage[]): void {
    const newer = messages.filter(({ message }) => !this.#byID.has(message.clientMsgID));
    const shown = newer.map((message) => this.#keep(this.#shownAs(message, this.#byID)));
    this.#messages = [...this.#messages, ...shown];
  }

  /**
   * Changed and new messages, each to its place.
   * @param isWanted whether a message that is not here yet shall be
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

  /** People are called something else, or look it, on all their messages. False: nobody of them wrote anything here. */
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

  /** Everything that was sent goes. */
  clearSent(): void {
    this.replace(this.#messages.filter(({ sortKey }) => sortKey >= UNSENT_SORT_KEY));
  }

  /** How many that count as unread are here, at most `most`. */
  countUnread(most: number): number {
    return Math.min(most, this.#counting().length);
  }

  /** The message that begins the last `count` ones that count as unread; the oldest one when they are not all here. */
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

  #keep(message: TimelineMessage): TimelineMessage {
    this.#byID.set(message.message.clientMsgID, message);
    return message;
  }

  /** The object that is shown already where it says the same. */
  #shownAs(message: CachedMessage, shown: ReadonlyMap<string, TimelineMessage>): TimelineMessage {
    const present = shown.get(message.message.clientMsgID);
    if (present && isSame(present, message)) return present;
    return { ...message, outgoing: isOutgoing(message, this.#userID) };
  }
}

function isOutgoing({ message }: CachedMessage, userID: string): boolean {
  return message.sendID === userID && !isNotification(message.contentType);
}

/** Whether a message counts as unread until its reader has seen it. */
export function isForReader(cached: CachedMessage, userID: string): boolean {
  return !isOutgoing(cached, userID) && countsAsUnread(cached.message.contentType);
}

/** Above all that was sent. */
const FIRST_UNSENT: Placed = { sortKey: UNSENT_SORT_KEY };

/** Whether a message is one that somebody wrote, or the system said: not the trace of one that was taken back. */
export function isNews({ message }: CachedMessage): boolean {
  return countsAsUnread(message.contentType) || message.contentType === ContentType.CustomWithoutConversation;
}

/** As the cache orders rows. */
function compareMessages(a: CachedMessage, b: CachedMessage): number {
  const [idA, idB] = [a.message.clientMsgID, b.message.clientMsgID];
  return a.sortKey - b.sortKey || (idA < idB ? 1 : idA > idB ? -1 : 0);
}

function isSame(a: CachedMessage, b: CachedMessage): boolean {
  return (
    a.sortKey === b.sortKey && JSON.stringify([a.delivery, a.message]) === JSON.stringify([b.delivery, b.message])
  );
}

import type { TimelineMessage } from '../../src/index.js';

/** How many messages are rendered at first, and how many more when the reader comes near an end. */
const PAGE_ROWS = 60;
/** Most messages rendered; with their separators the list stays below 300 rows. */
const MAX_ROWS = 220;

/**
 * Which of a timeline's messages are in the DOM: a stretch that grows towards where the reader goes and drops what is far
 * behind. It holds on to messages, not to indexes, so that paging above does not move it.
 */
export class RowWindow {
  #messages: readonly TimelineMessage[] = [];
  #start = 0;
  #end = 0;

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** Whether the newest message is rendered. */
  get reachesEnd(): boolean {
    return this.#end === this.#messages.length;
  }

  /** Takes in a new state of the timeline. `followsEnd`: the reader is at the end and stays there. */
  update(messages: readonly TimelineMessage[], followsEnd: boolean): void {
    if (messages === this.#messages) return;
    const former = this.#messages;
    const reachedEnd = this.reachesEnd;
    const first = former[this.#start];
    const start = first ? findID(messages, first.message.clientMsgID) : -1;
    this.#messages = messages;
    if (start === -1 || followsEnd) {
      this.showEnd();
      // Rows above that are rendered already stay, as long as there is room.
      if (start !== -1) this.#start = Math.max(Math.min(this.#start, start), this.#end - MAX_ROWS);
      return;
    }
    const last = former[this.#end - 1];
    const end = last ? findID(messages, last.message.clientMsgID) + 1 : 0;
    this.#start = start;
    this.#end = end > start ? end : Math.min(messages.length, start + PAGE_ROWS);
    if (reachedEnd && messages.length - start <= MAX_ROWS) this.#end = messages.length;
  }

  /** Forgets the timeline. */
  reset(): void {
    this.#messages = [];
    this.#start = 0;
    this.#end = 0;
  }

  showEnd(): void {
    this.#end = this.#messages.length;
    this.#start = Math.max(0, this.#end - PAGE_ROWS);
  }

  /** Renders more above. False when there is nothing. */
  growUp(): boolean {
    if (this.#start === 0) return false;
    this.#start = Math.max(0, this.#start - PAGE_ROWS);
    this.#end = Math.min(this.#end, this.#start + MAX_ROWS);
    return true;
  }

  /** Renders more below. False when there is nothing. */
  growDown(): boolean {
    if (this.reachesEnd) return false;
    this.#end = Math.min(this.#messages.length, this.#end + PAGE_ROWS);
    this.#start = Math.max(this.#start, this.#end - MAX_ROWS);
    return true;
  }
}

function findID(messages: readonly TimelineMessage[], clientMsgID: string): number {
  return messages.findIndex(({ message }) => message.clientMsgID === clientMsgID);
}

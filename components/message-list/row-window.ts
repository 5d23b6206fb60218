import type { TimelineMessage } from '../../src/index.js';
import { albumAround } from './albums.js';

/** Number of messages that are rendered before any height is known. */
const FIRST_ROWS = 24;
/** Maximum number of messages rendered; with their separators, the list stays below 300 rows. */
const MAX_ROWS = 180;
/** Height of a message until one has been measured. */
const GUESS_PX = 56;

/** What is on screen, in px from the first message; `contentHeight` is that of all messages, rendered or not. */
export type View = { readonly top: number; readonly height: number; readonly contentHeight: number };

/**
 * Determines which of a timeline's messages are in the DOM: those on screen and some around them. The others are empty space
 * with the height they had when they were last rendered, or with the average height, so that the scroll bar is right. The
 * window is tied to messages, not to indexes, so that older messages do not move it. A message that is added at the end costs
 * the same however many there are. An album is rendered either as a whole or not at all: its height is that of its first
 * message.
 */
export class RowWindow {
  #messages: readonly TimelineMessage[] = [];
  #start = 0;
  #end = 0;
  /** Number of messages that fill the screen and its surroundings. */
  #span = FIRST_ROWS;
  /** Heights as last measured, in px, by clientMsgID. */
  readonly #heights = new Map<string, number>();
  #average = 0;
  #above = 0;
  #below = 0;

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** Height of the messages above that are not rendered, in px. */
  get above(): number {
    return this.#above;
  }

  /** Height of the messages below that are not rendered, in px. */
  get below(): number {
    return this.#below;
  }

  /** Whether the newest message is rendered. */
  get reachesEnd(): boolean {
    return this.#end === this.#messages.length;
  }

  /** Takes in a new state of the timeline. `followsEnd`: the reader is at the end and stays there. */
  update(messages: readonly TimelineMessage[], followsEnd: boolean): void {
    if (messages === this.#messages) return;
    const former = this.#messages;
    this.#messages = messages;
    const isSameUpToEnd =
      isSameAt(former, messages, 0) &&
      isSameAt(former, messages, this.#start) &&
      isSameAt(former, messages, former.length - 1);
    if (isSameUpToEnd) {
      for (let index = former.length; index < messages.length; index += 1) this.#below += this.#heightOf(index);
      // Nothing is rendered for a reader who is elsewhere.
      if (followsEnd) this.#set(Math.max(this.#start, messages.length - this.#span), messages.length);
      return;
    }
    const rendered = new Set(former.slice(this.#start, this.#end).map(idOf));
    const start = messages.findIndex((message) => rendered.has(idOf(message)));
    let end = messages.length;
    if (start === -1) this.showEnd();
    else if (followsEnd) this.#place(Math.max(start, end - MAX_ROWS));
    else {
      while (!rendered.has(idOf(messages[end - 1]))) end -= 1;
      this.#place(start, end);
    }
  }

  /** Forgets the timeline and the heights of its messages, but not their average. */
  reset(): void {
    this.#messages = [];
    this.#heights.clear();
    this.#place(0, 0);
  }

  /** Called when the width has changed, so that no height holds any more. */
  forgetHeights(): void {
    this.#heights.clear();
    this.#average = 0;
    this.#place(this.#start, this.#end);
  }

  showEnd(): void {
    this.#place(this.#messages.length - this.#span);
  }

  /** Renders the message at `index`, and its surroundings if it was not rendered yet. */
  showIndex(index: number): void {
    if (index >= this.#start && index < this.#end) return;
    const start = Math.max(0, index - Math.ceil(this.#span / 2));
    this.#place(start, Math.min(this.#messages.length, start + this.#span));
  }

  /** Takes in the heights of rendered messages, in px. */
  measured(heights: ReadonlyMap<string, number>): void {
    for (const [clientMsgID, height] of heights) this.#heights.set(clientMsgID, height);
    if (this.#average > 0 || heights.size === 0) return;
    // Computed once: an average that followed the measurements would move everything all the time.
    this.#average = [...heights.values()].reduce((sum, height) => sum + height, 0) / heights.size;
    this.#place(this.#start, this.#end);
  }

  /** Returns whether less than half of `reach` px beyond the screen is rendered although there are more messages. */
  isShort({ top, height, contentHeight }: View, reach: number): boolean {
    const isShortAbove = this.#start > 0 && this.#above > top - reach / 2;
    return isShortAbove || (!this.reachesEnd && contentHeight - this.#below < top + height + reach / 2);
  }

  /** Moves the window to what is on screen and `reach` px beyond it. Returns false if that changes nothing. */
  follow({ top, height }: View, reach: number): boolean {
    const { start: formerStart, end: formerEnd } = this;
    const start = this.#indexAt(top - reach);
    const end = Math.min(this.#indexAt(top + height + reach) + 1, start + MAX_ROWS, this.#messages.length);
    this.#span = Math.max(FIRST_ROWS, end - start);
    this.#set(start, end);
    return this.#start !== formerStart || this.#end !== formerEnd;
  }

  /** Returns the index of the message `px` below the top of the first one; the first or last index if that is outside. */
  #indexAt(px: number): number {
    let index = this.#start;
    let top = this.#above;
    while (index > 0 && top > px) top -= this.#heightOf(--index);
    const last = this.#messages.length - 1;
    while (index < last) {
      const bottom = top + this.#heightOf(index);
      if (bottom > px) break;
      top = bottom;
      index += 1;
    }
    return Math.max(0, index);
  }

  /** Moves both ends, one message at a time. */
  #set(wishedStart: number, wishedEnd: number): void {
    const { start, end } = this.#wholeAlbums(wishedStart, wishedEnd);
    if (end <= this.#start || start >= this.#end) {
      this.#place(start, end);
      return;
    }
    for (; this.#start < start; this.#start += 1) this.#above += this.#heightOf(this.#start);
    while (this.#start > start) this.#above -= this.#heightOf(--this.#start);
    for (; this.#end < end; this.#end += 1) this.#below -= this.#heightOf(this.#end);
    while (this.#end > end) this.#below += this.#heightOf(--this.#end);
    if (this.#start === 0) this.#above = 0;
    if (this.reachesEnd) this.#below = 0;
  }

  /** Moves both ends, and adds up all heights again. */
  #place(wishedStart: number, wishedEnd = this.#messages.length): void {
    const { start, end } = this.#wholeAlbums(Math.max(0, wishedStart), wishedEnd);
    this.#start = start;
    this.#end = end;
    this.#above = 0;
    this.#below = 0;
    for (let index = 0; index < this.#start; index += 1) this.#above += this.#heightOf(index);
    for (let index = end; index < this.#messages.length; index += 1) this.#below += this.#heightOf(index);
  }

  #wholeAlbums(start: number, end: number): { readonly start: number; readonly end: number } {
    if (end <= start) return { start, end };
    return { start: albumAround(this.#messages, start).start, end: albumAround(this.#messages, end - 1).end };
  }

  #heightOf(index: number): number {
    return this.#heights.get(idOf(this.#messages[index])) ?? (this.#average || GUESS_PX);
  }
}

function idOf(message: TimelineMessage | undefined): string {
  return message?.message.clientMsgID ?? '';
}

function isSameAt(a: readonly TimelineMessage[], b: readonly TimelineMessage[], index: number): boolean {
  const id = idOf(a[index]);
  return id !== '' && id === idOf(b[index]);
}

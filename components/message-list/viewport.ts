import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TimelineMessage } from '../../src/index.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { rowHeights } from './row-heights.js';
import { RowWindow } from './row-window.js';

/** How far beyond the screen messages are rendered, in heights of the list. */
const REACH = 0.5;
const MIN_REACH_PX = 300;
/** Where a message that is jumped to is placed, in heights of the list from its top. */
const JUMP_PLACE = 0.25;

export type ViewportParts = {
  readonly scroller: HTMLElement;
  readonly content: HTMLElement;
  /** The rendered messages, each with its clientMsgID. */
  readonly rows: ReadonlyMap<Element, string>;
};

export type Place = {
  readonly clientMsgID: string;
  /** Distance of its start from the top of the list; if absent, it is placed where it is easily noticed. */
  readonly topPx?: number;
  readonly takesFocus?: boolean;
};

export type ViewportOptions = {
  /** Whether the last of the messages is the newest there is. */
  readonly endsWithNewest: () => boolean;
  /** Called after the list was scrolled or has changed its size, once nothing moves any more. */
  readonly onPlace: (scroller: HTMLElement) => void;
};

/**
 * Knows which part of a timeline is in the DOM and where the reader is: renders what is on screen, reserves room for the rest,
 * keeps the reader's place, and goes to messages wherever they are.
 */
export class Viewport implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ViewportOptions;
  readonly #window = new RowWindow();
  readonly #keeper: ScrollKeeper;
  #messages: readonly TimelineMessage[] = [];
  #parts: ViewportParts | undefined;
  /** Whether the rows have their final height. */
  #isSettled = false;
  /** A message that is scrolled to once it is rendered. */
  #aim: Place | undefined;
  /** The animation frame for work that must not be done during a layout. */
  #frame: number | undefined;
  /** The list's width for which the measured heights hold. */
  #width = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, options: ViewportOptions) {
    this.#host = host;
    this.#options = options;
    this.#keeper = new ScrollKeeper(host, {
      reachesEnd: () => this.#reachesEnd(),
      onPlace: (isLayout) => this.#handlePlace(isLayout),
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#parts = undefined;
  }

  /** The range of messages that are rendered. */
  get window(): Pick<RowWindow, 'start' | 'end' | 'reachesEnd'> {
    return this.#window;
  }

  /** Whether the reader stays at the end when messages are added. */
  get followsEnd(): boolean {
    return this.#keeper.isAtEnd;
  }

  /** Whether the newest message is on screen. */
  get isAtEnd(): boolean {
    return this.#keeper.isAtEnd && this.#reachesEnd();
  }

  /** The place that the reader is at, or is about to go to; undefined at the end. */
  get place(): Place | undefined {
    const row = this.#keeper.rows.find(({ element }) => element.dataset['id']);
    return this.#aim ?? (row && { clientMsgID: row.element.dataset['id'] ?? '', topPx: row.top });
  }

  /** Starts over with another timeline. */
  reset(): void {
    this.#window.reset();
    this.#aim = undefined;
    this.#messages = [];
    this.#keeper.stickToEnd();
  }

  /** Stays at the end from now on. */
  stickToEnd(): void {
    this.#keeper.stickToEnd();
  }

  /** Stops staying at the end. */
  leaveEnd(): void {
    this.#keeper.leaveEnd();
  }

  /** Takes in a new state of the timeline. */
  update(messages: readonly TimelineMessage[]): void {
    this.#window.update(messages, this.#keeper.isAtEnd);
    this.#messages = messages;
  }

  /** Goes to the end, and stays there. */
  showEnd(): void {
    this.#window.showEnd();
    this.#keeper.stickToEnd();
    this.#host.requestUpdate();
  }

  /** Renders a message, and scrolls to it as soon as it is rendered. Returns false if the message is not loaded. */
  aimAt(aim: Place): boolean {
    const index = this.#messages.findIndex(({ message }) => message.clientMsgID === aim.clientMsgID);
    if (index === -1) return false;
    this.#keeper.leaveEnd();
    this.#window.showIndex(index);
    this.#aim = aim;
    this.#host.requestUpdate();
    return true;
  }

  /** Called before rows change. */
  willRender(): void {
    this.#keeper.record();
    this.#isSettled = false;
  }

  /** Called after rows have changed; `parts` is undefined if there are none. */
  rendered(parts: ViewportParts | undefined): void {
    this.#parts = parts;
    if (!parts) {
      this.#keeper.detach();
      return;
    }
    this.#applySpace(parts);
    this.#keeper.attach(parts);
    void this.#settle(parts);
  }

  /** Returns the element of a rendered message. */
  rowOf(clientMsgID: string): HTMLElement | undefined {
    for (const [element, id] of this.#parts?.rows ?? []) if (id === clientMsgID) return element as HTMLElement;
    return undefined;
  }

  /** New rows render a moment after the list; the place is restored once they have their height. */
  async #settle({ rows }: ViewportParts): Promise<void> {
    const unfinished = [...rows.keys()].filter(
      (row): row is OpenIMElement => row instanceof OpenIMElement && row.isUpdatePending,
    );
    await Promise.all(unfinished.map((row) => row.updateComplete));
    this.#isSettled = true;
    this.#keeper.restore();
    this.#arrive();
  }

  #arrive(): void {
    const aim = this.#aim;
    const row = aim && this.rowOf(aim.clientMsgID);
    if (!row || !this.#parts) return;
    this.#aim = undefined;
    this.#keeper.goTo(row, aim.topPx ?? this.#parts.scroller.clientHeight * JUMP_PLACE);
    if (aim.takesFocus) row.focus({ preventScroll: true });
  }

  /** Makes room for the messages that are not rendered. */
  #applySpace({ content }: ViewportParts): void {
    content.style.setProperty('--_above', `${String(this.#window.above)}px`);
    content.style.setProperty('--_below', `${String(this.#window.below)}px`);
  }

  #handlePlace(isLayout: boolean): void {
    const parts = this.#parts;
    if (!parts || !this.#isSettled || this.#messages.length === 0 || parts.scroller.clientHeight === 0) return;
    if (isLayout) {
      this.#frame ??= requestAnimationFrame(() => {
        this.#frame = undefined;
        this.#handlePlace(false);
      });
    } else if (this.#measureAnew(parts)) {
      // Calls this handler again once the place is restored.
      this.#keeper.restore();
    } else {
      this.#follow(parts);
      this.#options.onPlace(parts.scroller);
    }
  }

  /** Measures all rows if the list has another width than the known heights. Returns whether anything has moved. */
  #measureAnew(parts: ViewportParts): boolean {
    const { scroller, content } = parts;
    if (this.#width === scroller.clientWidth) return false;
    this.#width = scroller.clientWidth;
    this.#window.forgetHeights();
    this.#window.measured(rowHeights(content));
    this.#applySpace(parts);
    return true;
  }

  #follow({ scroller, content }: ViewportParts): void {
    const { scrollTop: top, clientHeight: height, scrollHeight: contentHeight } = scroller;
    const view = { top, height, contentHeight };
    const reach = Math.max(MIN_REACH_PX, height * REACH);
    if (!this.#window.isShort(view, reach)) return;
    this.#window.measured(rowHeights(content));
    if (this.#window.follow(view, reach)) this.#host.requestUpdate();
  }

  #reachesEnd(): boolean {
    return this.#window.reachesEnd && this.#options.endsWithNewest();
  }
}

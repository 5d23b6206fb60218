import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { scaleOf } from './row-heights.js';

/** How near to the end counts as having come back to it. */
const END_SLACK_PX = 24;
/** How far up from the end counts as having left it. */
const LEAVING_PX = 4;
/** How many rows below the anchor can stand in for it when it goes away. */
const SUBSTITUTES = 12;

type Anchor = { readonly element: HTMLElement; readonly top: number };

export type ScrollParts = {
  readonly scroller: HTMLElement;
  /** What is scrolled. Its children are the rows, in the order they stand. */
  readonly content: HTMLElement;
};

/** For so long WebKit may scroll back from an end, while the reader touches nothing. */
const SCROLLING_BACK_MS = 500;
const TOUCHES = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

export type ScrollKeeperOptions = {
  /** Whether the last row is the last there is: who comes to the end of a part of the list is not at the end. */
  readonly reachesEnd: () => boolean;
  /**
   * Told after the place or the sizes have changed. `isLayout`: in the middle of the browser's layout, where nothing may
   * change its size any more.
   */
  readonly onPlace: (isLayout: boolean) => void;
};

/**
 * Keeps a reader's place. At the end of the list they stay at the end; anywhere else the row they look at stays where it
 * is, whatever is added, removed or resized above it. The browser's own scroll anchoring does not know what a row is, and
 * Safari has none; it is switched off.
 *
 * How: the place is how far the reader has scrolled, and how far the first row that begins on screen then was from the top
 * of the content. The former is taken in at scroll events and before rows change, when an event may be still to come; what
 * the browser scrolled because there was no room is not the reader's. Whenever the content changes its size, before
 * anything is painted (a ResizeObserver runs between layout and paint), the list is scrolled by as much as that distance
 * changed. Distances inside the content do not depend
 * on where the reader scrolls meanwhile, so nobody is pulled back.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #options: ScrollKeeperOptions;
  #parts: ScrollParts | undefined;
  #observer: ResizeObserver | undefined;
  #place: 'end' | readonly Anchor[] = 'end';
  /** How far the reader has scrolled. */
  #scrollTop = 0;
  /** When the reader was last put to the end because something changed: WebKit may scroll back from it for a while. */
  #endKeptMs = 0;
  /** When the reader last touched the list: what scrolls for a while after that is theirs. */
  #touchedMs = 0;
  /** The list's width for which that holds; none while it is hidden or out of the page, where browsers forget the place. */
  #width = 0;

  constructor(host: ReactiveControllerHost, options: ScrollKeeperOptions) {
    this.#options = options;
    host.addController(this);
  }

  get isAtEnd(): boolean {
    return this.#place === 'end';
  }

  /** The rows that one reads, each with its distance from the top of what is on screen; none at the end. */
  get rows(): readonly Anchor[] {
    const anchors = this.#place === 'end' ? [] : this.#place;
    return anchors.map(({ element, top }) => ({ element, top: top - this.#scrollTop }));
  }

  hostDisconnected(): void {
    this.detach();
  }

  /** Begins to keep the place in these elements; the same ones again change nothing. */
  attach(parts: ScrollParts): void {
    if (this.#parts?.content === parts.content) return;
    this.detach();
    this.#parts = parts;
    parts.scroller.addEventListener('scroll', this.#handleScroll, { passive: true });
    for (const type of TOUCHES) parts.scroller.addEventListener(type, this.#handleTouch, { passive: true });
    this.#observer = new ResizeObserver(() => {
      this.restore(true);
    });
    this.#observer.observe(parts.scroller);
    this.#observer.observe(parts.content);
    this.restore();
  }

  detach(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#parts?.scroller.removeEventListener('scroll', this.#handleScroll);
    this.#parts = undefined;
    this.#width = 0;
  }

  /** Goes to the end, now and with whatever comes. */
  stickToEnd(): void {
    this.#place = 'end';
    this.restore();
  }

  /** Gives up the end, for somebody who is on their way elsewhere. */
  leaveEnd(): void {
    if (this.#place === 'end') this.#place = this.#parts ? findAnchors(this.#parts) : [];
  }

  /** Goes to a row, `offsetPx` below the top of what is on screen where there is room, and keeps that place. */
  goTo(element: Element, offsetPx: number): void {
    const parts = this.#parts;
    if (!parts) return;
    parts.scroller.scrollTop = topInside(element, parts.content) - offsetPx;
    this.#remember(parts);
    this.#options.onPlace(false);
  }

  /** Takes in how far the reader has scrolled. Call it before rows change: the event may be still to come. */
  record(): void {
    const parts = this.#parts;
    // While a list gets another width, WebKit lays it out twice, and scrolls where the first time there is no room.
    if (!parts || parts.scroller.clientWidth !== this.#width) return;
    const { scroller } = parts;
    const toEnd = distanceToEnd(scroller);
    // Not further than the end, which is where Safari lets them pull.
    const scrollTop = scroller.scrollTop + Math.min(0, toEnd);
    const up = this.#scrollTop - scrollTop;
    // Where there is no longer room for the place, the browser has scrolled.
    if (up > 0 && toEnd < 1) return;
    if (this.#place === 'end') {
      // Whoever scrolls up has left the end, however little and whatever has come meanwhile.
      if (up <= LEAVING_PX || this.#isScrolledBack()) return;
      this.leaveEnd();
    } else if (up < 0 && toEnd <= END_SLACK_PX && this.#options.reachesEnd()) {
      this.#place = 'end';
    }
    this.#scrollTop = scrollTop;
  }

  /** Puts the reader back to their place. Call it when rows have changed. */
  restore(isLayout = false): void {
    const parts = this.#parts;
    if (!parts) return;
    const { scroller } = parts;
    // Without a box, or without room in it.
    if (scroller.clientHeight === 0) {
      this.#width = 0;
      return;
    }
    if (this.#place === 'end') {
      scroller.scrollTop = scroller.scrollHeight;
      this.#scrollTop = scroller.scrollTop;
      this.#endKeptMs = performance.now();
    } else {
      const wanted = this.#scrollTop + shiftOf(this.#place, parts);
      // Browsers scroll by whole pixels, and end a gesture's motion where a page scrolls.
      if (Math.abs(wanted - scroller.scrollTop) > 0.5) scroller.scrollTop = Math.round(wanted);
      // Whoever scrolled to the end while rows changed was not seen to arrive.
      this.#remember(parts, wanted - scroller.scrollTop);
    }
    this.#width = scroller.clientWidth;
    this.#options.onPlace(isLayout);
  }

  /** `residue`: how far the browser stayed behind, carried on so that it does not add up. More than rounding is no room. */
  #remember(parts: ScrollParts, residue = 0): void {
    const { scroller } = parts;
    this.#scrollTop = scroller.scrollTop;
    this.#place =
      distanceToEnd(scroller) <= 1 && this.#options.reachesEnd()
        ? 'end'
        : findAnchors(parts, Math.abs(residue) < 1 ? residue : 0);
  }

  /**
   * WebKit scrolls beside the page's script, and a list that has just grown back from its new end to its old one. It is the
   * browser that has no scroll anchoring to be switched off.
   */
  #isScrolledBack(): boolean {
    const sinceMs = performance.now() - SCROLLING_BACK_MS;
    return this.#endKeptMs > sinceMs && this.#touchedMs < sinceMs && !CSS.supports('overflow-anchor:none');
  }

  readonly #handleTouch = (): void => {
    this.#touchedMs = performance.now();
  };

  readonly #handleScroll = (): void => {
    const { isAtEnd } = this;
    const endKeptMs = this.#endKeptMs;
    this.record();
    // In this frame's layout, which may be another one than that of the place.
    if (!this.isAtEnd || this.#isScrolledBack()) this.restore();
    else if (!isAtEnd) this.#options.onPlace(false);
    // Nothing has changed: what goes on scrolling is not held for ever.
    this.#endKeptMs = endKeptMs;
  };
}

function distanceToEnd({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}

/** The first row that begins on screen (the first one on screen when none does), and those after it. */
function findAnchors({ scroller, content }: ScrollParts, residue = 0): Anchor[] {
  const rows = content.children as HTMLCollectionOf<HTMLElement>;
  const { top: viewTop, bottom: viewBottom } = scroller.getBoundingClientRect();
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && row.getBoundingClientRect().top < viewTop) low = middle + 1;
    else high = middle;
  }
  const begins = rows[low]?.getBoundingClientRect().top ?? Infinity;
  const index = begins < viewBottom ? low : Math.max(0, low - 1);
  return [...rows].slice(index, index + 1 + SUBSTITUTES).map((element) => ({
    element,
    top: topInside(element, content) - residue,
  }));
}

/** How much further down, in the content, the first of the anchors that are still there has come to be. */
function shiftOf(anchors: readonly Anchor[], { content }: ScrollParts): number {
  const anchor = anchors.find(({ element }) => content.contains(element));
  return anchor ? topInside(anchor.element, content) - anchor.top : 0;
}

function topInside(element: Element, content: HTMLElement): number {
  return (element.getBoundingClientRect().top - content.getBoundingClientRect().top) / scaleOf(content);
}

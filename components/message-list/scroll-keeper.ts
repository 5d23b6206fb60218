import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { scaleOf } from './row-heights.js';

/** How near to its end the list must be scrolled to count as being at the end again. */
const END_SLACK_PX = 24;
/** How far up from its end the list must be scrolled to count as having left the end. */
const LEAVING_PX = 4;
/** How many rows below the anchor can replace it if it is removed. */
const SUBSTITUTES = 12;

type Anchor = { readonly element: HTMLElement; readonly top: number };

export type ScrollParts = {
  readonly scroller: HTMLElement;
  /** The scrolled element. Its children are the rows, in their order on screen. */
  readonly content: HTMLElement;
};

/** For this long, WebKit may scroll back from an end while the reader touches nothing. */
const SCROLLING_BACK_MS = 500;
const TOUCHES = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

export type ScrollKeeperOptions = {
  /** Whether the last row is the newest message: the end of a part of the list does not count as the end. */
  readonly reachesEnd: () => boolean;
  /**
   * Called after the place or the sizes have changed. `isLayout`: the call comes during the browser's layout, where nothing may
   * change its size any more.
   */
  readonly onPlace: (isLayout: boolean) => void;
};

/**
 * Keeps the reader's place. A reader at the end of the list stays at the end; anywhere else, the row they are looking at stays
 * where it is, whatever is added, removed or resized above it. The browser's own scroll anchoring is switched off: it does not
 * know what a row is, and Safari has none.
 *
 * The place consists of the reader's scroll position, and of the distance between the top of the content and the first row that
 * begins on screen. The scroll position is recorded at scroll events and before rows change, when the event may still be
 * pending; positions to which the browser has scrolled for lack of room are not recorded. Whenever the content changes its
 * size, the list is scrolled by as much as that distance has changed, before anything is painted (a ResizeObserver runs between
 * layout and paint). Distances inside the content do not depend on where the reader scrolls meanwhile, so the reader is never
 * pulled back.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: ScrollKeeperOptions;
  #parts: ScrollParts | undefined;
  #observer: ResizeObserver | undefined;
  #place: 'end' | readonly Anchor[] = 'end';
  /** The scroll position of the reader. */
  #scrollTop = 0;
  /** When the reader was last moved to the end because of a change: WebKit may scroll back from there for a while. */
  #endKeptMs = 0;
  /** When the reader last touched the list: any scrolling for a while after that is theirs. */
  #touchedMs = 0;
  /**
   * The list's width at that place; 0 while the list is hidden or outside the document, where browsers forget the scroll
   * position.
   */
  #width = 0;

  /** Where the list's box began and ended at that place. */
  #top = 0;
  #bottom = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, options: ScrollKeeperOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get isAtEnd(): boolean {
    return this.#place === 'end';
  }

  /** The rows that the reader is looking at, each with its distance from the top of the visible part; none at the end. */
  get rows(): readonly Anchor[] {
    const anchors = this.#place === 'end' ? [] : this.#place;
    return anchors.map(({ element, top }) => ({ element, top: top - this.#scrollTop }));
  }

  hostDisconnected(): void {
    this.detach();
  }

  /** Starts to keep the place in these elements; has no effect if they are the same as before. */
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

  /** Scrolls to the end, now and whenever something is added. */
  stickToEnd(): void {
    this.#place = 'end';
    this.restore();
  }

  /** Stops staying at the end, for a reader who is about to go elsewhere. */
  leaveEnd(): void {
    if (this.#place === 'end') this.#place = this.#parts ? findAnchors(this.#parts) : [];
  }

  /** Scrolls to a row, `offsetPx` below the top of the visible part if there is room, and keeps that place. */
  goTo(element: Element, offsetPx: number): void {
    const parts = this.#parts;
    if (!parts) return;
    parts.scroller.scrollTop = topInside(element, parts.content) - offsetPx;
    this.#remember(parts);
    this.#options.onPlace(false);
  }

  /** Records how far the reader has scrolled. Call it before rows change: the scroll event may still be pending. */
  record(): void {
    const parts = this.#parts;
    // When a list changes its width, WebKit lays it out twice, and scrolls if there is no room in the first layout.
    if (!parts || parts.scroller.clientWidth !== this.#width) return;
    const { scroller } = parts;
    const toEnd = distanceToEnd(scroller);
    // Limited to the end, beyond which Safari lets readers pull the content.
    const scrollTop = scroller.scrollTop + Math.min(0, toEnd);
    const up = this.#scrollTop - scrollTop;
    // If there is no longer room for the place, the browser has scrolled, not the reader.
    if (up > 0 && toEnd < 1) return;
    if (this.#place === 'end') {
      // Scrolling up leaves the end, however little it is and whatever has arrived meanwhile.
      if (up <= LEAVING_PX || this.#isScrolledBack()) return;
      this.leaveEnd();
    } else if (up < 0 && toEnd <= END_SLACK_PX && this.#options.reachesEnd()) {
      this.#place = 'end';
    }
    this.#scrollTop = scrollTop;
  }

  /** Returns the reader to their place. Call it after rows have changed. */
  restore(isLayout = false): void {
    const parts = this.#parts;
    if (!parts) return;
    const { scroller } = parts;
    const { offsetTop: top, offsetHeight: height } = this.#host;
    // The list has no box, or its box has no room.
    if (scroller.clientHeight === 0) {
      this.#width = 0;
      return;
    }
    if (this.#place === 'end') {
      scroller.scrollTop = scroller.scrollHeight;
      this.#scrollTop = scroller.scrollTop;
      this.#endKeptMs = performance.now();
    } else {
      // What comes or goes above the list, such as a banner, moves only the top of its box.
      const moved = Math.abs(top + height - this.#bottom) < 2 ? top - this.#top : 0;
      const wanted = this.#scrollTop + shiftOf(this.#place, parts) + moved;
      // Browsers scroll by whole pixels, and end the motion of a gesture when a page scrolls.
      if (Math.abs(wanted - scroller.scrollTop) > 0.5) scroller.scrollTop = Math.round(wanted);
      // No event has reported a reader who scrolled to the end while rows changed.
      this.#remember(parts, wanted - scroller.scrollTop);
    }
    this.#width = scroller.clientWidth;
    this.#top = top;
    this.#bottom = top + height;
    this.#options.onPlace(isLayout);
  }

  /**
   * `residue`: how far the browser stayed behind, kept so that rounding does not add up. If it is larger, there was no room.
   */
  #remember(parts: ScrollParts, residue = 0): void {
    const { scroller } = parts;
    this.#scrollTop = scroller.scrollTop;
    this.#place =
      distanceToEnd(scroller) <= 1 && this.#options.reachesEnd()
        ? 'end'
        : findAnchors(parts, Math.abs(residue) < 1 ? residue : 0);
  }

  /**
   * Whether the browser has scrolled back, not the reader. WebKit scrolls in parallel with the page's script, and moves a list
   * that has just grown from its new end back to its old one. It is recognized by its lack of scroll anchoring.
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
    // Restores in this frame's layout, which may differ from the one in which the place was recorded.
    if (!this.isAtEnd || this.#isScrolledBack()) this.restore();
    else if (!isAtEnd) this.#options.onPlace(false);
    // Nothing has changed, so the time is not extended: a list that goes on scrolling must not be held forever.
    this.#endKeptMs = endKeptMs;
  };
}

function distanceToEnd({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}

/** Returns the first row that begins on screen (or the first one on screen if none does), and the rows after it. */
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

/** Returns how far down in the content the first of the anchors that still exist has moved. */
function shiftOf(anchors: readonly Anchor[], { content }: ScrollParts): number {
  const anchor = anchors.find(({ element }) => content.contains(element));
  return anchor ? topInside(anchor.element, content) - anchor.top : 0;
}

function topInside(element: Element, content: HTMLElement): number {
  return (element.getBoundingClientRect().top - content.getBoundingClientRect().top) / scaleOf(content);
}

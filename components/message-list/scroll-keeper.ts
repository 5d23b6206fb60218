import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How near to the end counts as having come back to it. */
const END_SLACK_PX = 24;
/** How far up from the end counts as having left it. */
const LEAVING_PX = 4;
/** How many rows below the anchor can stand in for it when it goes away. */
const SUBSTITUTES = 12;

type Anchor = { readonly element: Element; readonly top: number };

export type ScrollParts = {
  readonly scroller: HTMLElement;
  /** What is scrolled. Its children are the rows, in the order they stand. */
  readonly content: HTMLElement;
};

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
 * How: the first row that begins on screen is the anchor, and its distance from the top of the content is remembered.
 * Whenever the content changes its size, before anything is painted (a ResizeObserver runs between layout and paint), the
 * list is scrolled by as much as that distance changed. Distances inside the content do not depend on where the reader
 * scrolls meanwhile, so nobody is pulled back.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #options: ScrollKeeperOptions;
  #parts: ScrollParts | undefined;
  #observer: ResizeObserver | undefined;
  #anchors: readonly Anchor[] = [];
  #isAtEnd = true;
  /** The content's height for which the anchors and `isAtEnd` hold. */
  #contentHeight = 0;
  /** The list's own size for which they do. */
  #viewSize = '';
  #scrollTop = 0;
  /** Whether the list was hidden or out of the page, where browsers forget how far it was scrolled. */
  #wasAway = false;
  /** Whether the place was remembered before rows changed, and nobody has scrolled since. */
  #isRecorded = false;
  /** How far the browser, which scrolls by whole pixels, stayed behind: carried on, so that it does not add up. */
  #residue = 0;

  constructor(host: ReactiveControllerHost, options: ScrollKeeperOptions) {
    this.#options = options;
    host.addController(this);
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  hostDisconnected(): void {
    this.detach();
  }

  /** Begins to keep the place in these elements; the same ones again change nothing. */
  attach(parts: ScrollParts): void {
    if (this.#parts?.scroller === parts.scroller && this.#parts.content === parts.content) return;
    this.detach();
    this.#parts = parts;
    // Others hold no place; the same ones do when they come back.
    this.#anchors = this.#anchors.filter(({ element }) => parts.content.contains(element));
    parts.scroller.addEventListener('scroll', this.#handleScroll, { passive: true });
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
    this.#wasAway = true;
  }

  /** Goes to the end, now and with whatever comes. */
  stickToEnd(): void {
    this.#isAtEnd = true;
    this.#scrollTop = 0;
    this.restore();
  }

  /** Gives up the end, for somebody who is on their way elsewhere. */
  leaveEnd(): void {
    this.#isAtEnd = false;
  }

  /** Goes to a row, `offsetPx` below the top of what is on screen where there is room, and keeps that place. */
  goTo(element: Element, offsetPx: number): void {
    const parts = this.#parts;
    if (!parts) return;
    const { scroller, content } = parts;
    this.#isAtEnd = false;
    this.#residue = 0;
    scroller.scrollTop += element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - offsetPx;
    this.#isAtEnd = this.#options.reachesEnd() && distanceToEnd(scroller) <= LEAVING_PX;
    this.#remember(parts, content.offsetHeight, false);
  }

  /** Remembers the place. Call it before rows change. */
  record(): void {
    const parts = this.#parts;
    if (!parts || this.#isStale(parts)) return;
    this.#noticeLeaving(parts);
    this.#followScroll(parts);
    this.#isRecorded = true;
  }

  /** Puts the reader back to the remembered place. Call it when rows have changed. */
  restore(isLayout = false): void {
    const parts = this.#parts;
    if (!parts) return;
    const { scroller, content } = parts;
    if (isHidden(scroller)) {
      this.#wasAway = true;
      return;
    }
    // WebKit lays changed rows out before the room around them has its size, and scrolls where that is too short: what
    // has moved since the place was recorded was not the reader.
    if (!this.#isRecorded) this.#noticeLeaving(parts);
    if (this.#isAtEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    } else {
      const anchor = this.#anchors.find(({ element }) => content.contains(element));
      const shift = anchor ? topInside(anchor.element, content) - anchor.top : 0;
      // Where there is no longer room for the place, the browser has scrolled already.
      const furthest = scroller.scrollHeight - scroller.clientHeight;
      const isMoved = this.#isRecorded || this.#scrollTop > furthest || this.#wasAway;
      const from = isMoved ? this.#scrollTop : scroller.scrollTop;
      const wanted = from + shift + (from === this.#scrollTop ? this.#residue : 0);
      if (Math.abs(wanted - scroller.scrollTop) > 0.01) scroller.scrollTop = wanted;
      const residue = wanted - scroller.scrollTop;
      // More than rounding: there is no room.
      this.#residue = Math.abs(residue) < 1 ? residue : 0;
      // Whoever scrolled to the end while rows changed was not seen to arrive.
      this.#isAtEnd = distanceToEnd(scroller) <= 1 && this.#options.reachesEnd();
    }
    this.#wasAway = false;
    this.#isRecorded = false;
    this.#remember(parts, content.offsetHeight, isLayout);
  }

  #remember(parts: ScrollParts, contentHeight: number, isLayout: boolean): void {
    const { scroller } = parts;
    this.#contentHeight = contentHeight;
    this.#viewSize = sizeOf(scroller);
    this.#scrollTop = scroller.scrollTop;
    this.#anchors = this.#isAtEnd ? [] : findAnchors(parts);
    this.#options.onPlace(isLayout);
  }

  readonly #handleScroll = (): void => {
    const parts = this.#parts;
    if (!parts) return;
    this.#isRecorded = false;
    this.#noticeLeaving(parts);
    // The content has just changed and this frame's restore is still to come: nothing measured now would be right.
    if (this.#isStale(parts)) return;
    const { scroller } = parts;
    const comesBack = distanceToEnd(scroller) <= END_SLACK_PX && scroller.scrollTop >= this.#scrollTop;
    if (comesBack && this.#options.reachesEnd()) this.#isAtEnd = true;
    this.#followScroll(parts);
    this.#options.onPlace(false);
  };

  #followScroll(parts: ScrollParts): void {
    const { scrollTop } = parts.scroller;
    if (scrollTop !== this.#scrollTop) this.#residue = 0;
    this.#scrollTop = scrollTop;
    this.#anchors = this.#isAtEnd ? [] : findAnchors(parts);
  }

  /**
   * Whoever scrolls up from the end has left it, however little and whatever has come meanwhile: while messages pour in,
   * the scroll event may come after the next of them. What the browser does when the content gets shorter is no leaving.
   */
  #noticeLeaving(parts: ScrollParts): void {
    const { scroller } = parts;
    const furthest = scroller.scrollHeight - scroller.clientHeight;
    if (!this.#isAtEnd || this.#wasAway || Math.min(this.#scrollTop, furthest) - scroller.scrollTop <= LEAVING_PX)
      return;
    // While a list gets another size, WebKit lays it out twice, and scrolls where the first time it is too short.
    if (sizeOf(scroller) !== this.#viewSize) return;
    this.#isAtEnd = false;
    this.#scrollTop = scroller.scrollTop;
    this.#anchors = findAnchors(parts);
  }

  #isStale({ scroller, content }: ScrollParts): boolean {
    return this.#wasAway || content.offsetHeight !== this.#contentHeight || sizeOf(scroller) !== this.#viewSize;
  }
}

/** Whether the list has no box, or no room in it. */
function isHidden({ clientHeight }: HTMLElement): boolean {
  return clientHeight === 0;
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): string {
  return [clientWidth, clientHeight].join();
}

function distanceToEnd({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}

/** The first row that begins on screen (the first one on screen when none does), and those after it. */
function findAnchors({ scroller, content }: ScrollParts): Anchor[] {
  const rows = content.children;
  const viewTop = scroller.getBoundingClientRect().top;
  const viewBottom = viewTop + scroller.clientHeight;
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
    top: topInside(element, content),
  }));
}

function topInside(element: Element, content: HTMLElement): number {
  return element.getBoundingClientRect().top - content.getBoundingClientRect().top;
}

import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** Up to this many rows, all of them are rendered: rows that are not in the DOM cannot be found by the browser's own search. */
const SIMPLE_COUNT = 120;
/** How far beyond the visible part rows are rendered, in heights of that part. */
const OVERSCAN = 1;
/** Height of the visible part until it has been measured. */
const GUESSED_VIEW_PX = 900;

/** A row, or a heading, which has the class `heading`. */
type AnyRow = { readonly kind: string };

/** The rows from `start` to before `end`, and the room that the rows before and after them take up. */
export type RowRange = {
  readonly start: number;
  readonly end: number;
  readonly beforePx: number;
  readonly afterPx: number;
};

/**
 * Keeps only the rows near the visible part in the DOM. The host renders the range it is given, between two times
 * {@link roomTemplate}.
 */
export class VirtualRows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #findScroller: () => HTMLElement | null;
  #scroller: HTMLElement | undefined;
  #observer: ResizeObserver | undefined;
  #scrollTop = 0;
  #viewHeight = GUESSED_VIEW_PX;
  /** The top of each row, and the bottom of the last one. */
  #offsets: readonly number[] = [0];
  #range: RowRange = { start: 0, end: 0, beforePx: 0, afterPx: 0 };
  /** Heights of a row and of a heading, with the gap below. */
  #heights: readonly number[];

  /** @param heights of a row and of a heading, with the gap below, until they have been measured */
  constructor(
    host: ReactiveControllerHost,
    findScroller: () => HTMLElement | null,
    ...heights: readonly [rowPx: number, headingPx: number]
  ) {
    this.#host = host;
    this.#findScroller = findScroller;
    this.#heights = heights;
    host.addController(this);
  }

  /** Height of a row with the gap below it. */
  get rowPx(): number {
    return this.#heights[0] ?? 0;
  }

  get scroller(): HTMLElement | undefined {
    return this.#scroller;
  }

  hostConnected(): void {
    if (!this.#scroller) return;
    // Browsers forget the scroll position of an element that is removed from the document.
    this.#scroller.scrollTop = this.#scrollTop;
    this.#observer?.observe(this.#scroller);
  }

  hostUpdated(): void {
    const scroller = this.#findScroller() ?? undefined;
    if (scroller !== this.#scroller) this.#follow(scroller);
    this.#measureRows();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Returns the rows to render. */
  range(rows: readonly AnyRow[]): RowRange {
    let end = 0;
    this.#offsets = [0, ...rows.map(({ kind }) => (end += this.#heights[Number(kind === 'heading')] ?? 0))];
    this.#range = this.#compute();
    return this.#range;
  }

  /** Scrolls until a row is visible; it is rendered with the next update. */
  reveal(index: number): void {
    const scroller = this.#scroller;
    const top = this.#offsets[index];
    const bottom = this.#offsets[index + 1];
    if (!scroller || top === undefined || bottom === undefined) return;
    // What lies over the end of the list.
    const coveredPx = Number.parseFloat(getComputedStyle(scroller).scrollPaddingBlockEnd) || 0;
    const least = bottom + coveredPx - scroller.clientHeight;
    scroller.scrollTop = Math.max(least, Math.min(scroller.scrollTop, top));
    this.#measure();
  }

  /** Scrolls until a row is the first one visible. */
  scrollTo(index: number): void {
    const top = this.#offsets[index];
    if (!this.#scroller || top === undefined) return;
    this.#scroller.scrollTop = top;
    this.#measure();
  }

  #follow(scroller: HTMLElement | undefined): void {
    this.#observer?.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#measure);
    this.#scroller = scroller;
    if (!scroller) return;
    scroller.addEventListener('scroll', this.#measure, { passive: true });
    this.#observer = new ResizeObserver(this.#measure);
    this.#observer.observe(scroller);
  }

  readonly #measure = (): void => {
    if (!this.#scroller) return;
    this.#scrollTop = this.#scroller.scrollTop;
    this.#viewHeight = this.#scroller.clientHeight || GUESSED_VIEW_PX;
    const { start, end } = this.#compute();
    if (start !== this.#range.start || end !== this.#range.end) this.#host.requestUpdate();
  };

  /** Measures a row and a heading: their heights, which depend on the page and the text size, determine what is rendered. */
  #measureRows(): void {
    const heights = ['[role="option"]', '.heading'].map((selector, index) => {
      const row = this.#scroller?.querySelector<HTMLElement>(selector);
      // While the list is hidden, the row has no height.
      if (!row?.offsetHeight) return this.#heights[index] ?? 0;
      // Not its offsetHeight, which is rounded.
      const { blockSize, marginBlockEnd } = getComputedStyle(row);
      return Number.parseFloat(blockSize) + Number.parseFloat(marginBlockEnd);
    });
    if (String(heights) === String(this.#heights)) return;
    this.#heights = heights;
    this.#host.requestUpdate();
  }

  #compute(): RowRange {
    const count = this.#offsets.length - 1;
    const total = this.#offsets[count] ?? 0;
    if (count <= SIMPLE_COUNT) return { start: 0, end: count, beforePx: 0, afterPx: 0 };
    const margin = this.#viewHeight * OVERSCAN;
    const start = this.#rowAt(this.#scrollTop - margin);
    const end = Math.min(count, this.#rowAt(this.#scrollTop + this.#viewHeight + margin) + 1);
    const beforePx = this.#offsets[start] ?? 0;
    return { start, end, beforePx, afterPx: total - (this.#offsets[end] ?? total) };
  }

  /** Returns the index of the row at a distance from the top. */
  #rowAt(px: number): number {
    let low = 0;
    let high = this.#offsets.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#offsets[middle] ?? 0) <= px) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * Renders the room of rows that are not rendered. Its height is set before the rows after it are: a list that became shorter
 * for a moment would be scrolled.
 */
export function roomTemplate(px: number): TemplateResult {
  // Through the CSSOM, which every CSP allows.
  return html`<div .style=${`block-size:${String(px)}px`} role="presentation"></div>`;
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { pageAttention, type AttentionSource } from '../internal/attention.js';

/** A row counts as on screen if this share of it is visible, or if it fills this share of the screen. */
const SEEN_SHARE = 0.6;
const SEEN_SCREEN_SHARE = 0.4;

/** Reports the rows that the user can see: on screen, in a visible page that has the focus. Each is reported once. */
export class SeenController implements ReactiveController {
  readonly #onSeen: (ids: readonly string[]) => void;
  readonly #rows = new Map<Element, string>();
  readonly #onScreen = new Set<string>();
  #told = new Set<string>();
  #attention: AttentionSource = pageAttention;
  #observer: IntersectionObserver | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, onSeen: (ids: readonly string[]) => void) {
    this.#onSeen = onSeen;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#attention.subscribe(this.#tell);
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#rows.clear();
    this.#onScreen.clear();
  }

  setAttention(source: AttentionSource): void {
    if (source === this.#attention) return;
    this.#attention = source;
    this.#unsubscribe?.();
    this.#unsubscribe = source.subscribe(this.#tell);
    this.#tell();
  }

  /** Starts over with another conversation. */
  reset(): void {
    this.#told = new Set();
    this.#onScreen.clear();
  }

  /** Watches exactly these rows; `rows` maps each element to its message. */
  watch(rows: ReadonlyMap<Element, string>): void {
    // Without a `root`, the observer clips by the list, everything around it and the window: only what is really on screen
    // counts.
    this.#observer ??= new IntersectionObserver(this.#handleIntersections, {
      threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, SEEN_SHARE, 0.8, 1],
    });
    for (const [element, id] of this.#rows) {
      if (rows.get(element) === id) continue;
      this.#observer.unobserve(element);
      this.#rows.delete(element);
      this.#onScreen.delete(id);
    }
    for (const [element, id] of rows) {
      if (this.#rows.has(element)) continue;
      this.#rows.set(element, id);
      this.#observer.observe(element);
    }
  }

  readonly #handleIntersections = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const entry of entries) {
      const id = this.#rows.get(entry.target);
      if (id === undefined) continue;
      if (isOnScreen(entry)) this.#onScreen.add(id);
      else this.#onScreen.delete(id);
    }
    this.#tell();
  };

  readonly #tell = (): void => {
    if (!this.#attention.hasAttention) return;
    const ids = [...this.#onScreen].filter((id) => !this.#told.has(id));
    if (ids.length === 0) return;
    for (const id of ids) this.#told.add(id);
    this.#onSeen(ids);
  };
}

function isOnScreen({
  isIntersecting,
  intersectionRatio,
  intersectionRect,
  rootBounds,
}: IntersectionObserverEntry): boolean {
  if (!isIntersecting) return false;
  return (
    intersectionRatio >= SEEN_SHARE ||
    (rootBounds !== null && intersectionRect.height >= rootBounds.height * SEEN_SCREEN_SHARE)
  );
}

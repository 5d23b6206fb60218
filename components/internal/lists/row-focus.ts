import type { LitElement, ReactiveController } from 'lit';
import type { VirtualRows } from './virtual-rows.js';

/**
 * The focus in a list of which only some rows are rendered: one Tab stop, and keys that move from row to row. Rows have the
 * role `option` and their ID in `data-id`.
 */
export class RowFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #virtual: VirtualRows;
  readonly #onChoose: (id: string) => void;
  /** The IDs of all rows; undefined for a row that cannot be focused, such as a heading. */
  #ids: readonly (string | undefined)[] = [];
  #activeID = '';
  #lastID: string | undefined;
  /** ID of a row that is focused once it is rendered; empty if no row is left, and the search field takes the focus. */
  #wantedID: string | undefined;

  /** @param onChoose called when the user selects a row with a key */
  constructor(host: LitElement, virtual: VirtualRows, onChoose: (id: string) => void) {
    this.#host = host;
    this.#virtual = virtual;
    this.#onChoose = onChoose;
    host.addController(this);
  }

  /** Call it before rows are rendered. `activeID` is the selected row. */
  update(ids: readonly (string | undefined)[], activeID: string): void {
    const lastID = this.#lastID;
    const place = lastID === undefined ? -1 : this.#ids.indexOf(lastID);
    this.#ids = ids;
    if (lastID !== undefined && place !== -1 && !ids.includes(lastID)) {
      // The row was removed: the row that has taken its place becomes the Tab stop, and takes over the focus.
      this.#lastID = ids.slice(place).find((id) => id !== undefined) ?? this.#reachable().at(-1);
      if (this.elementOf(lastID)?.matches(':focus')) this.#wantedID = this.#lastID ?? '';
    }
    this.#activeID = activeID;
  }

  /** ID of the Tab stop: the row that had the focus last, or the selected one, or the first one. */
  get currentID(): string | undefined {
    const wished = [this.#lastID, this.#activeID].find((id) => id && this.#ids.includes(id));
    return wished ?? this.#reachable()[0];
  }

  set currentID(id: string | undefined) {
    if (id === this.#lastID) return;
    this.#lastID = id;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const id = this.#wantedID;
    this.#wantedID = undefined;
    if (id === undefined) return;
    const target = id ? this.elementOf(id) : this.#host.renderRoot.querySelector<HTMLElement>('input, .notice');
    // Scrolls to it once more: WebKit may have scrolled back while the rows were exchanged.
    target?.focus();
  }

  /** The element of a row, if it is rendered. */
  elementOf(id: string): HTMLElement | undefined {
    const rows = this.#virtual.scroller?.querySelectorAll<HTMLElement>('[role="option"]') ?? [];
    return [...rows].find((row) => row.dataset['id'] === id);
  }

  /** Focuses a row, rendering it if necessary; the first row if `id` is undefined. */
  goTo(id = this.#reachable()[0]): void {
    if (id === undefined) return;
    this.currentID = id;
    this.#virtual.reveal(this.#ids.indexOf(id));
    const element = this.elementOf(id);
    if (element) element.focus();
    else {
      this.#wantedID = id;
      this.#host.requestUpdate();
    }
  }

  /** Moves the focus, or selects a row with Enter or Space. Returns false if the key has no meaning here. */
  handleKeydown(event: KeyboardEvent): boolean {
    const id = rowID(event.target) ?? this.currentID;
    const ids = this.#reachable();
    const place = ids.findIndex((candidate) => candidate === id);
    const page = Math.max(1, Math.floor((this.#virtual.scroller?.clientHeight ?? 0) / this.#virtual.rowPx) - 1);
    const last = ids.length - 1;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: Math.min(place + 1, last),
      ArrowUp: Math.max(place - 1, 0),
      PageDown: Math.min(place + page, last),
      PageUp: Math.max(place - page, 0),
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (move !== undefined) this.goTo(ids[move]);
    else if ((event.key === 'Enter' || event.key === ' ') && id !== undefined) this.#onChoose(id);
    else return false;
    event.preventDefault();
    return true;
  }

  #reachable(): string[] {
    return this.#ids.filter((id) => id !== undefined);
  }
}

/** Returns the ID of the row from which an event came. */
export function rowID(target: EventTarget | null | undefined): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[role="option"]')?.dataset['id'] : undefined;
}

import { BAD_ARGUMENTS, EmbedError } from './embed-error.js';
import type { EmbedEventName, EmbedEvents, Listener } from './types.js';

/** For each event of `on`, the launcher's event and how its detail becomes the listener's argument. */
const sources: {
  readonly [Name in EmbedEventName]: readonly [event: string, tell?: (detail: never) => EmbedEvents[Name]];
} = {
  ready: ['openim-ready'],
  open: ['openim-launcher-open'],
  close: ['openim-launcher-close'],
  message: ['openim-message-received'],
  'message-sent': ['openim-message-sent'],
  unread: ['openim-unread-change', ({ total }: { total: number }) => total],
  connection: [
    'openim-connection-change',
    ({ state }: { state: { kind: EmbedEvents['connection'] } }) => state.kind,
  ],
  'token-expired': ['openim-token-expired'],
  error: ['openim-error'],
};

type AnyListener = (detail: unknown) => void;

/** The page's listeners by event name. They survive a `shutdown` and also receive the events of the next launcher. */
export class Listeners {
  readonly #listeners = new Map<string, Set<AnyListener>>();

  constructor() {
    for (const name of Object.keys(sources)) this.#listeners.set(name, new Set());
  }

  /** Adds a listener; returns the function that removes it. @throws {EmbedError} 803 no such event, or no function */
  add<Name extends EmbedEventName>(name: Name, listener: Listener<Name>): () => void {
    if (typeof listener !== 'function') throw new EmbedError(BAD_ARGUMENTS, 'on needs a function');
    // Wrapped, because the same function given twice is two listeners, each of which can be removed by itself.
    const entry: AnyListener = (detail) => (listener as AnyListener)(detail);
    entries.set(entry, listener as AnyListener);
    this.#of(name).add(entry);
    return () => void this.#of(name).delete(entry);
  }

  /**
   * Removes a listener, every time it was added; without `listener`, all listeners to the event.
   * @throws {EmbedError} 803 no such event
   */
  remove(name: EmbedEventName, listener?: (detail: never) => void): void {
    const all = this.#of(name);
    for (const entry of all) if (!listener || entries.get(entry) === listener) all.delete(entry);
  }

  /** Forwards the events of a launcher to the listeners. */
  follow(element: HTMLElement): void {
    for (const [name, [event, tell]] of Object.entries(sources)) {
      element.addEventListener(event, (happened) => {
        // The detail of a CustomEvent without one is null.
        const detail = ((happened as CustomEvent<unknown>).detail ?? undefined) as never;
        for (const listener of [...this.#of(name)]) call(listener, tell ? tell(detail) : detail);
      });
    }
  }

  #of(name: string): Set<AnyListener> {
    const all = this.#listeners.get(name);
    if (!all)
      throw new EmbedError(BAD_ARGUMENTS, `unknown event ${name}; use one of ${Object.keys(sources).join(', ')}`);
    return all;
  }
}

const entries = new WeakMap<AnyListener, AnyListener>();

/** Calls a listener; an error it throws is logged, so that the other listeners are still called. */
function call(listener: AnyListener, detail: unknown): void {
  try {
    listener(detail);
  } catch (error) {
    console.error('[openim-chat] a listener failed', error);
  }
}

import type { Logger } from './logger.js';

export type Unsubscribe = () => void;

/**
 * Typed listeners by event name. If a listener throws, the error is logged and the other listeners are still called.
 * Listeners added or removed while an event is being emitted take effect with the next event.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  readonly #logger: Pick<Logger, 'error'>;

  constructor(logger: Pick<Logger, 'error'>) {
    this.#logger = logger;
  }

  on<Name extends keyof Events>(event: Name, listener: (payload: Events[Name]) => void): Unsubscribe {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  emit<Name extends keyof Events>(event: Name, payload: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (payload: Events[Name]) => void)(payload);
      } catch (error) {
        this.#logger.error(`a listener to ${String(event)} failed`, error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

export type Unsubscribe = () => void;

/**
 * Typed listeners by event name. A listener that throws does not keep the others from being called: the error goes to
 * `onError`. Listeners added or removed while an event is being emitted take effect with the next one.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  readonly #onError: (error: unknown, event: keyof Events) => void;

  constructor(onError: (error: unknown, event: keyof Events) => void) {
    this.#onError = onError;
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
        this.#onError(error, event);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

import type { EventFrame, EventName } from '../protocol/index.js';
import { consoleLogger } from '../util/logger.js';
import type { Logger } from '../util/logger.js';

type Listener = (frame: never) => void;

/**
 * Listeners by event name, with the methods of the original client's `emitter`, and exported under that name. Listeners
 * receive the raw frame, whose `data` is a string. If a listener throws, the error is logged and the others are called.
 */
export class EventEmitter {
  readonly #listeners = new Map<string, readonly Listener[]>();
  readonly #logger: Logger;

  /** @param logger logs the errors that listeners throw; default: the console */
  constructor(logger: Logger = consoleLogger) {
    this.#logger = logger;
  }

  /** Adds a listener to an event. A listener that is added twice is called twice. */
  on<Name extends EventName>(event: Name, listener: (frame: EventFrame<Name>) => void): this {
    this.#listeners.set(event, [...this.#of(event), listener]);
    return this;
  }

  /** Removes a listener, one occurrence of it if it was added twice; without `listener`, all listeners to the event. */
  off<Name extends EventName>(event: Name, listener?: (frame: EventFrame<Name>) => void): this {
    const listeners = this.#of(event);
    const index = listener ? listeners.indexOf(listener) : -1;
    if (!listener) this.#listeners.delete(event);
    else
      this.#listeners.set(
        event,
        listeners.filter((_, i) => i !== index),
      );
    return this;
  }

  /** Calls the listeners to the event in the order in which they were added. */
  emit<Name extends EventName>(event: Name, frame: EventFrame<Name>): this {
    for (const listener of this.#of(event)) {
      try {
        (listener as (frame: EventFrame<Name>) => void)(frame);
      } catch (error) {
        this.#logger.error(`a listener to ${event} failed`, error);
      }
    }
    return this;
  }

  #of(event: string): readonly Listener[] {
    return this.#listeners.get(event) ?? [];
  }
}

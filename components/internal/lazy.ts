import { signal } from '@preact/signals-core';
import { ErrorCode, OpenIMError } from '../../src/index.js';

/** A part of the page that is fetched when it is first needed. */
export class Lazy<Part> {
  readonly #fetch: () => Promise<Part>;
  readonly #part = signal<Part | undefined>(undefined);
  #loading: Promise<Part> | undefined;

  constructor(fetch: () => Promise<Part>) {
    this.#fetch = fetch;
  }

  /**
   * The part; undefined until it is loaded. Reading it fetches it, and rendering that reads it is repeated once it is loaded.
   */
  get value(): Part | undefined {
    // If fetching fails, the next rendering tries again.
    if (!this.#part.value) this.load().catch(() => undefined);
    return this.#part.value;
  }

  /**
   * Fetches the part if necessary, and resolves to it.
   *
   * @throws {OpenIMError} 112 if it cannot be fetched; another call tries again
   */
  load(): Promise<Part> {
    this.#loading ??= this.#fetch().then(
      (part) => (this.#part.value = part),
      (error: unknown) => {
        this.#loading = undefined;
        throw new OpenIMError(ErrorCode.NoSocket, `a part of the page could not be loaded: ${String(error)}`);
      },
    );
    return this.#loading;
  }
}

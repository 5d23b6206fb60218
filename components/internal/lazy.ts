import { signal } from '@preact/signals-core';
import { ErrorCode, OpenIMError } from '../../src/index.js';

/** A part of the page that is fetched when it is first needed. */
export class Lazy<Part> {
  readonly #fetch: () => Promise<Part>;
  readonly #part = signal<Part | null | undefined>(undefined);
  #loading: Promise<Part> | undefined;

  constructor(fetch: () => Promise<Part>) {
    this.#fetch = fetch;
  }

  /**
   * The part; undefined while it is fetched for the first time, null after that has failed. Reading it fetches it, and
   * rendering that reads it is repeated when it changes.
   */
  get value(): Part | null | undefined {
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
        this.#part.value = null;
        throw new OpenIMError(ErrorCode.NoSocket, String(error));
      },
    );
    return this.#loading;
  }
}

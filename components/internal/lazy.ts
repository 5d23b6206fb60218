import { signal } from '@preact/signals-core';
import { ErrorCode, OpenIMError } from '../../src/index.js';

/** A part of the page that is fetched when somebody first needs it. */
export class Lazy<Part> {
  readonly #fetch: () => Promise<Part>;
  readonly #part = signal<Part | undefined>(undefined);
  #loading: Promise<Part> | undefined;

  constructor(fetch: () => Promise<Part>) {
    this.#fetch = fetch;
  }

  /** The part, or undefined until it is here. Who reads it while rendering renders again when it comes. */
  get value(): Part | undefined {
    // What cannot be fetched now is tried again with the next rendering.
    if (!this.#part.value) this.load().catch(() => undefined);
    return this.#part.value;
  }

  /**
   * Resolves to the part.
   *
   * @throws {OpenIMError} 112 it cannot be fetched, and may be asked for again
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

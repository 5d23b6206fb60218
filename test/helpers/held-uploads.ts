/** Uploads of this page that do not begin before {@link HeldUploads.release}. */
export class HeldUploads {
  readonly #original = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'send')?.value as (
    body?: XMLHttpRequestBodyInit | null,
  ) => void;
  readonly #held: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor() {
    const held = this.#held;
    const waiting = this.#waiting;
    const send = this.#original;
    XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body) {
      held.push(() => send.call(this, body as XMLHttpRequestBodyInit));
      waiting.splice(0).forEach((resolve) => {
        resolve();
      });
    };
  }

  /** Resolves when an upload wants to begin. */
  async begun(): Promise<void> {
    if (this.#held.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Lets go what waits, and everything after. */
  release(): void {
    XMLHttpRequest.prototype.send = this.#original;
    this.#held.splice(0).forEach((send) => {
      send();
    });
  }

  /** What waits never happens, as when its page is gone. */
  forget(): void {
    XMLHttpRequest.prototype.send = this.#original;
    this.#held.length = 0;
  }
}

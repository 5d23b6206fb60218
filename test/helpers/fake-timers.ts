/** Takes the place of the page's timeouts until it is told to restore them. */
export class FakeTimers {
  readonly #real = { set: globalThis.setTimeout, clear: globalThis.clearTimeout };
  readonly #callbacks = new Map<number, () => void>();

  constructor() {
    let id = 0;
    globalThis.setTimeout = ((callback: (...args: unknown[]) => void, _delayMs: number, ...args: unknown[]) => {
      id += 1;
      this.#callbacks.set(id, () => callback(...args));
      return id;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((handle: number) => {
      this.#callbacks.delete(handle);
    }) as typeof clearTimeout;
  }

  get count(): number {
    return this.#callbacks.size;
  }

  /** Lets all that are set come due; what they set anew waits for the next time. */
  fire(): void {
    const callbacks = [...this.#callbacks.values()];
    this.#callbacks.clear();
    for (const callback of callbacks) callback();
  }

  restore(): void {
    globalThis.setTimeout = this.#real.set;
    globalThis.clearTimeout = this.#real.clear;
  }
}

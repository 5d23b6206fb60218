import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Timers of browsers hold no more. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Lets its host render again at a moment, since something it shows ends then. */
export class Alarm implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #atMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Milliseconds since 1970; undefined when nothing ends. */
  set(atMs: number | undefined): void {
    if (atMs === this.#atMs) return;
    this.#clear();
    if (atMs === undefined) return;
    this.#atMs = atMs;
    this.#timer = setTimeout(
      () => {
        this.#clear();
        this.#host.requestUpdate();
      },
      Math.min(Math.max(0, atMs - Date.now()) + 1, MAX_DELAY_MS),
    );
  }

  hostDisconnected(): void {
    this.#clear();
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#atMs = undefined;
  }
}

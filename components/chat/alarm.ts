import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The longest delay that browsers' timers support. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Makes its host render again at a given moment, because something that it shows expires then. */
export class Alarm implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #atMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Sets the moment, in milliseconds since 1970; undefined if nothing expires. */
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

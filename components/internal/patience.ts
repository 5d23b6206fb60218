import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * How long a page may take to set everything, for example while it hydrates or fetches a token, before a problem is reported.
 */
const PATIENCE_MS = 1000;

/**
 * The time for which an element waits for something missing, after which it renders again. It begins when something is first
 * missed.
 */
export class Patience implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #hasEnded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether that time is not over yet; read it when something is missing. */
  get lasts(): boolean {
    this.#timer ??= setTimeout(() => {
      this.#hasEnded = true;
      this.#host.requestUpdate();
    }, PATIENCE_MS);
    return !this.#hasEnded;
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** Starts over with what is missed next. To be called when nothing is missing any more. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#hasEnded = false;
  }
}

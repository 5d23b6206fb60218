import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a page may take to say everything, such as while it hydrates or fetches a token, before it is told off. */
const PATIENCE_MS = 1000;

/** The time an element waits for what it lacks, and renders again after. It begins when something is first missed. */
export class Patience implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #hasEnded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether there is some left; call it where something is missing. */
  get lasts(): boolean {
    this.#timer ??= setTimeout(() => {
      this.#hasEnded = true;
      this.#host.requestUpdate();
    }, PATIENCE_MS);
    return !this.#hasEnded;
  }

  /** Begins anew with what is missed next. Called when the element leaves its page, and when nothing is missing any more. */
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#hasEnded = false;
  }
}

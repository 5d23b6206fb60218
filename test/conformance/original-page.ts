import { WebSocket } from 'ws';

/** A socket that never opens and never ends. */
class DeadSocket {
  readonly readyState = 3;
  send(): void {
    // Nobody is there.
  }
  close(): void {
    // It never was open.
  }
}

/** Ticks the heartbeat of 2.3.0 in a page; here time stands still. */
class IdleWorker {
  onmessage: (() => void) | undefined;
  terminate(): void {
    this.onmessage = undefined;
  }
}

/** What the published clients expect of the page around them, for the rest of the process. */
export class OriginalPage {
  #isClosed = false;

  static install(): OriginalPage {
    const page = new OriginalPage();
    const globals = {
      WebSocket: page.#socketClass(),
      window: { navigator: { onLine: true }, URL: { createObjectURL: () => 'blob:' } },
      Worker: IdleWorker,
    };
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
    }
    // The clients tell the console of every frame.
    console.log = () => undefined;
    return page;
  }

  /** 2.0.3 reconnects for ever (protocol 10): from here on it gets nowhere, and has nothing to wait for. */
  close(): void {
    this.#isClosed = true;
  }

  #socketClass(): unknown {
    return new Proxy(WebSocket, {
      construct: (target, [url]: [string]) => (this.#isClosed ? new DeadSocket() : new target(url)),
    });
  }
}

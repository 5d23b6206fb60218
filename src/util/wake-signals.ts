import type { Unsubscribe } from './emitter.js';

/** What the device reports about its network and sleep. Injected, because Node has no such events and tests need their own. */
export interface WakeSignals {
  /** Whether the device certainly has no network. False does not mean that it has one. */
  readonly offline: boolean;
  /** Calls `listener` whenever connecting may work again: the network is back, the page is visible or restored. */
  subscribe(listener: () => void): Unsubscribe;
}

type EventHost = {
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
};
type Host = Partial<EventHost> & {
  readonly navigator?: { readonly onLine?: boolean };
  readonly document?: EventHost & { readonly visibilityState: string };
};

/**
 * The signals of the present page or worker; there are none without events, as in Node. Listens to `pageshow` and
 * `visibilitychange` too, because on iOS pages come back from sleep with dead sockets and without an `online` event.
 */
export const hostWakeSignals: WakeSignals = {
  get offline() {
    return (globalThis as Host).navigator?.onLine === false;
  },

  subscribe(listener) {
    const host = globalThis as Host;
    const page = host.document;
    const whenVisible = () => {
      if (page?.visibilityState === 'visible') listener();
    };
    host.addEventListener?.('online', listener);
    host.addEventListener?.('pageshow', listener);
    page?.addEventListener('visibilitychange', whenVisible);
    return () => {
      host.removeEventListener?.('online', listener);
      host.removeEventListener?.('pageshow', listener);
      page?.removeEventListener('visibilitychange', whenVisible);
    };
  },
};

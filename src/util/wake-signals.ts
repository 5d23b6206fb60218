import type { Unsubscribe } from './emitter.js';

/** What the device says about itself. Injected, since there is no such thing in Node and none to control in tests. */
export interface WakeSignals {
  /** Whether the device is sure to have no network. The opposite proves nothing. */
  readonly offline: boolean;
  /** Calls `listener` whenever trying to connect may suddenly work: network back, page visible or restored. */
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
 * The signals of the page or worker this runs in; none where there are no events, as in Node. `pageshow` and
 * `visibilitychange` because iOS brings pages back from sleep with dead sockets and without `online`.
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

import type { Unsubscribe } from '../../util/emitter.js';

export type PageLifeEvents = {
  /** The page is being left, frozen or put into the back/forward cache: its scripts stop after this. */
  readonly onLeave: () => void;
  /** The page runs again after `onLeave`; also called when it is loaded. */
  readonly onReturn: () => void;
  /** The page has become visible. */
  readonly onVisible: () => void;
  /** The page has received the focus. */
  readonly onFocus: () => void;
};

/**
 * Reports when this page is suspended and resumed. A suspended page must not hold a lock or a socket: it would block the
 * other tabs, and browsers would not put it into the back/forward cache.
 */
export function watchPageLife({ onLeave, onReturn, onVisible, onFocus }: PageLifeEvents): Unsubscribe {
  const stop = new AbortController();
  const listen = (target: EventTarget, name: string, listener: () => void) =>
    target.addEventListener(name, listener, { signal: stop.signal });
  listen(window, 'pagehide', onLeave);
  listen(document, 'freeze', onLeave);
  listen(window, 'pageshow', onReturn);
  listen(document, 'resume', onReturn);
  listen(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') onVisible();
  });
  listen(window, 'focus', onFocus);
  return () => stop.abort();
}

import type { Unsubscribe } from '../../util/emitter.js';

export type PageLifeEvents = {
  /** The page is being left, kept for the back button or frozen: nothing of it runs after this. */
  readonly onLeave: () => void;
  /** It goes on, if it had been left. */
  readonly onReturn: () => void;
  /** The user can see it now. */
  readonly onVisible: () => void;
  /** The user turns to it. */
  readonly onFocus: () => void;
};

/** Tells when this page stops and goes on: a page that holds a lock or a socket would not be kept, or hold others up. */
export function watchPageLife({ onLeave, onReturn, onVisible, onFocus }: PageLifeEvents): Unsubscribe {
  const onVisibility = () => {
    if (document.visibilityState === 'visible') onVisible();
  };
  const listeners = [
    [window, 'pagehide', onLeave],
    [document, 'freeze', onLeave],
    [window, 'pageshow', onReturn],
    [document, 'resume', onReturn],
    [document, 'visibilitychange', onVisibility],
    [window, 'focus', onFocus],
  ] as const;
  for (const [target, name, listener] of listeners) target.addEventListener(name, listener);
  return () => {
    for (const [target, name, listener] of listeners) target.removeEventListener(name, listener);
  };
}

import { onCloseRequest } from './close-request.js';

/**
 * Shows a popover of `host` where `place` puts it, again whenever the size of the window changes. Calls `close` when the
 * user presses elsewhere, except on `anchor`, or goes back. Returns a function that ends this.
 *
 * The popover is a manual one: the browser's own light dismiss would close a menu when the finger that opened it is lifted.
 */
export function showOverlay(
  host: HTMLElement,
  popover: HTMLElement | null,
  place: () => void,
  close: () => void,
  anchor?: Element,
): () => void {
  popover?.showPopover();
  place();
  const stop = new AbortController();
  const { signal } = stop;
  globalThis.addEventListener('resize', place, { signal });
  globalThis.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath();
      if (!path.includes(host) && !(anchor && path.includes(anchor))) close();
    },
    { capture: true, signal },
  );
  onCloseRequest(close, signal);
  return () => stop.abort();
}

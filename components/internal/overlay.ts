import { onCloseRequest } from './close-request.js';

/**
 * Shows a popover of `host` where `place` puts it, again whenever the size of the window changes. Calls `close` when the
 * user presses elsewhere, or goes back. Returns a function that ends this.
 *
 * The popover is a manual one: the browser's own light dismiss would close a menu when the finger that opened it is lifted.
 */
export function showOverlay(
  host: HTMLElement,
  popover: HTMLElement | null,
  place: () => void,
  close: () => void,
  anchor: object | undefined,
): () => void {
  popover?.showPopover();
  place();
  const stop = new AbortController();
  const { signal } = stop;
  globalThis.addEventListener('resize', place, { signal });
  const handlePress = (press: Event): void => {
    if (isFrom(press, host)) return;
    close();
    if (!isFrom(press, anchor)) return;
    // The button that opened it would open it again, unless the press becomes no click, but a swipe.
    const over = new AbortController();
    const handleNext = (next: Event): void => {
      over.abort();
      if (next.type === 'click' && isFrom(next, anchor)) next.stopPropagation();
    };
    for (const type of ['click', 'pointerdown'])
      globalThis.addEventListener(type, handleNext, { capture: true, signal: over.signal });
  };
  globalThis.addEventListener('pointerdown', handlePress, { capture: true, signal });
  onCloseRequest(close, signal);
  return () => stop.abort();
}

function isFrom(event: Event, target: object | undefined): boolean {
  return event.composedPath().includes(target as EventTarget);
}

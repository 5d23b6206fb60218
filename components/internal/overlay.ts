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
    const isFromAnchor = isFrom(press, anchor);
    if (isFrom(press, host)) return;
    close();
    // The button that opened it would open it again.
    const handleClick = (click: Event): void => {
      if (isFromAnchor && isFrom(click, anchor)) click.stopPropagation();
    };
    globalThis.addEventListener('click', handleClick, { capture: true, once: true });
  };
  globalThis.addEventListener('pointerdown', handlePress, { capture: true, signal });
  onCloseRequest(close, signal);
  return () => stop.abort();
}

function isFrom(event: Event, target: object | undefined): boolean {
  return event.composedPath().includes(target as EventTarget);
}

const LONG_PRESS_MS = 500;
/** If a finger moves further than this, it is scrolling. */
const MAX_MOVE_PX = 10;

/**
 * Calls `onPress` when a finger rests on the host, with its place and the innermost element there. If it returns true, lifting
 * the finger presses nothing.
 */
export function onLongPress(
  host: HTMLElement,
  onPress: (point: { readonly x: number; readonly y: number }, target: EventTarget | undefined) => boolean,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: PointerEvent | undefined;
  let hasPressed = false;
  const cancel = (): void => clearTimeout(timer);
  host.addEventListener('pointerdown', (event) => {
    cancel();
    start = event;
    hasPressed = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const [target] = event.composedPath();
    timer = setTimeout(() => {
      hasPressed = onPress(event, target);
    }, LONG_PRESS_MS);
  });
  host.addEventListener('pointermove', ({ x, y }) => {
    if (start && Math.hypot(x - start.x, y - start.y) > MAX_MOVE_PX) cancel();
  });
  // Where the platform opens a context menu for the same gesture, that event replaces this one.
  for (const end of ['pointerup', 'pointercancel', 'contextmenu']) host.addEventListener(end, cancel);
  const handleClick = (event: MouseEvent): void => {
    // A click by a key has no detail.
    if (!hasPressed || !event.detail) return;
    event.preventDefault();
    event.stopPropagation();
  };
  host.addEventListener('click', handleClick, true);
}

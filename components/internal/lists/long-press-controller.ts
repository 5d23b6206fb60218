import type { ReactiveController, ReactiveControllerHost } from 'lit';

const LONG_PRESS_MS = 500;
/** If a finger moves further than this, it is scrolling. */
const MAX_MOVE_PX = 10;

/** Reports when a finger rests on the host, and where. */
export class LongPressController implements ReactiveController {
  readonly #onPress: (point: { x: number; y: number }, target: EventTarget | undefined) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #start = { x: 0, y: 0 };

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onPress: (point: { x: number; y: number }, target: EventTarget | undefined) => void,
  ) {
    this.#onPress = onPress;
    host.addController(this);
    host.addEventListener('pointerdown', this.#handleDown);
    host.addEventListener('pointermove', this.#handleMove);
    // Where the platform opens a context menu for the same gesture, that event replaces this one.
    for (const end of ['pointerup', 'pointercancel', 'contextmenu'] as const)
      host.addEventListener(end, this.#cancel);
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  readonly #handleDown = (event: PointerEvent): void => {
    this.#cancel();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const target = event.composedPath()[0];
    this.#start = { x: event.clientX, y: event.clientY };
    this.#timer = setTimeout(() => {
      this.#onPress(this.#start, target);
    }, LONG_PRESS_MS);
  };

  readonly #handleMove = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) > MAX_MOVE_PX) this.#cancel();
  };

  readonly #cancel = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  };
}

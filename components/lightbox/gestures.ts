/** How a picture is shown: moved by pixels, and magnified. Pure. */
export type View = { readonly x: number; readonly y: number; readonly scale: number };

export const HOME: View = { x: 0, y: 0, scale: 1 };
const MAX_SCALE = 8;

/** How far a pointer must move to be more than a tap. */
const DRAG_PX = 6;

type Point = { readonly x: number; readonly y: number };

/** Magnifies around a point, given from the centre of the box, which stays where it is. */
export function zoomAt(view: View, factor: number, point: Point): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  if (scale === 1) return HOME;
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** Returns the meaning of a swipe over a picture that is not magnified. */
export function swipeOf({ x, y }: Point): 'previous' | 'next' | 'close' | undefined {
  if (Math.abs(x) > Math.abs(y) * 1.5 && Math.abs(x) > 60) return x > 0 ? 'previous' : 'next';
  return y > 90 && y > Math.abs(x) * 1.5 ? 'close' : undefined;
}

/**
 * Interprets pointers: one finger or the mouse moves the picture, two fingers zoom. Returns the view, and at the end the
 * meaning.
 */
export class Gestures {
  readonly #pointers = new Map<number, Point>();
  /** How far a picture that is not magnified was pulled. */
  #pull: Point = { x: 0, y: 0 };
  #hadTwo = false;
  /** Length of the pointer's path, in any direction. */
  #wayPx = 0;

  down(id: number, point: Point): void {
    if (this.#pointers.size === 0) {
      this.#pull = { x: 0, y: 0 };
      this.#hadTwo = false;
      this.#wayPx = 0;
    }
    this.#pointers.set(id, point);
    if (this.#pointers.size > 1) this.#hadTwo = true;
  }

  /** Returns the view after a pointer has moved; undefined if that pointer is not down. */
  move(id: number, point: Point, view: View): View | undefined {
    const former = this.#pointers.get(id);
    if (!former) return undefined;
    this.#pointers.set(id, point);
    const other = [...this.#pointers].find(([key]) => key !== id)?.[1];
    if (other) {
      const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
      const before = Math.hypot(former.x - other.x, former.y - other.y);
      const factor = Math.hypot(point.x - other.x, point.y - other.y) / Math.max(1, before);
      return zoomAt(view, factor, middle);
    }
    const by = { x: point.x - former.x, y: point.y - former.y };
    this.#wayPx += Math.hypot(by.x, by.y);
    if (view.scale === 1) this.#pull = { x: this.#pull.x + by.x, y: this.#pull.y + by.y };
    return { ...view, x: view.x + by.x, y: view.y + by.y };
  }

  /** Removes a pointer. Returns what the gesture meant if the pointer was the last one. */
  up(id: number): ReturnType<typeof swipeOf> | 'tap' {
    if (!this.#pointers.delete(id) || this.#pointers.size > 0 || this.#hadTwo) return undefined;
    return this.isDragging ? swipeOf(this.#pull) : 'tap';
  }

  /** Whether the gesture is more than a tap by now. */
  get isDragging(): boolean {
    return this.#wayPx > DRAG_PX;
  }

  get isActive(): boolean {
    return this.#pointers.size > 0;
  }
}

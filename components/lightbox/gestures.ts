/** Where a picture stands: moved by pixels, magnified. Pure. */
export type View = { readonly x: number; readonly y: number; readonly scale: number };

export const HOME: View = { x: 0, y: 0, scale: 1 };
const MAX_SCALE = 8;

/** How far a pointer moves before it means more than a tap. */
const DRAG_PX = 6;

type Point = { readonly x: number; readonly y: number };

/** Magnifies around a point, which is given from the middle of the box and stays where it is. */
export function zoomAt(view: View, factor: number, point: Point): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  if (scale === 1) return HOME;
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** What a finger did that let go of a picture of natural size. */
export function swipeOf({ x, y }: Point): 'previous' | 'next' | 'close' | undefined {
  if (Math.abs(x) > Math.abs(y) * 1.5 && Math.abs(x) > 60) return x > 0 ? 'previous' : 'next';
  return y > 90 && y > Math.abs(x) * 1.5 ? 'close' : undefined;
}

/** One finger or the mouse moves, two fingers magnify. Tells what to show, and what was meant in the end. */
export class Gestures {
  readonly #pointers = new Map<number, Point>();
  /** How far a picture of natural size was pulled. */
  #pull: Point = { x: 0, y: 0 };
  #hadTwo = false;
  /** How far it went, there and back. */
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

  /** The view after a pointer moved; undefined when none of them is down. */
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

  /** A pointer is gone; what was meant when it was the last. */
  up(id: number): ReturnType<typeof swipeOf> | 'tap' {
    if (!this.#pointers.delete(id) || this.#pointers.size > 0 || this.#hadTwo) return undefined;
    return this.isDragging ? swipeOf(this.#pull) : 'tap';
  }

  /** Whether it is more than a tap by now. */
  get isDragging(): boolean {
    return this.#wayPx > DRAG_PX;
  }

  get isActive(): boolean {
    return this.#pointers.size > 0;
  }
}

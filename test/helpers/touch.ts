/** A finger on a touch screen. */
import { FakeTimers } from './fake-timers.js';

/** Dispatches what a finger does at an element, at `x` pixels from the left of the page. Returns false if it was prevented. */
export function touch(
  element: Element,
  type: 'pointerdown' | 'pointermove' | 'pointerup' | 'click',
  x = 5,
): boolean {
  return element.dispatchEvent(
    new PointerEvent(type, {
      pointerType: 'touch',
      isPrimary: true,
      detail: 1,
      clientX: x,
      clientY: 5,
      bubbles: true,
      composed: true,
      cancelable: true,
    }),
  );
}

/** Puts a finger on an element and, in no time, leaves it there for as long as a menu needs to open. */
export function rest(element: Element): void {
  const timers = new FakeTimers();
  try {
    touch(element, 'pointerdown');
    timers.fire();
  } finally {
    timers.restore();
  }
}

/** Lets the page find itself on a touch screen, or not. Returns what undoes it. */
export function setTouchScreen(isTouchScreen: boolean): () => void {
  const { matchMedia } = globalThis;
  globalThis.matchMedia = (query) =>
    query === '(pointer: coarse)'
      ? Object.defineProperty(matchMedia(query), 'matches', { value: isTouchScreen })
      : matchMedia(query);
  return () => {
    globalThis.matchMedia = matchMedia;
  };
}

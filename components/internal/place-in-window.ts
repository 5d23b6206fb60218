/** Minimum distance of an overlay from the edges of the window. */
export const MARGIN_PX = 8;

/**
 * Places an element with a fixed position where it is wanted, or as near to that as the window has room. `left` and `top` are
 * positions on screen. They are set through the CSSOM, which every CSP allows.
 */
export function placeInWindow(element: HTMLElement, left: number, top: number): void {
  const { width, height } = element.getBoundingClientRect();
  // On a page with CSS zoom, one px takes up more than one px of the window.
  const { currentCSSZoom: zoom = 1 } = element as { currentCSSZoom?: number };
  const put = (side: 'left' | 'top', wished: number, room: number): void => {
    const px = Math.max(MARGIN_PX, Math.min(wished, room - MARGIN_PX)) / zoom;
    element.style.setProperty(side, `${String(px)}px`);
  };
  put('left', left, innerWidth - width);
  put('top', top, innerHeight - height);
}

/** How near to an edge of the window something over the page may come. */
export const MARGIN_PX = 8;

/**
 * Puts something that is fixed to the window where it is wished, or as near to that as the window has room; `left` and `top` as
 * on the screen. Positions are set through the CSSOM, which a CSP allows.
 */
export function placeInWindow(element: HTMLElement, left: number, top: number): void {
  const { width, height } = element.getBoundingClientRect();
  // In a page that is zoomed a px takes more of the screen.
  const { currentCSSZoom: zoom = 1 } = element as { currentCSSZoom?: number };
  const put = (side: 'left' | 'top', wished: number, room: number): void => {
    const px = Math.max(MARGIN_PX, Math.min(wished, room - MARGIN_PX)) / zoom;
    element.style.setProperty(side, `${String(px)}px`);
  };
  put('left', left, innerWidth - width);
  put('top', top, innerHeight - height);
}

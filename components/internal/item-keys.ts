/** Arrow keys among items that lie in lines, as in a grid. */

/** Returns the direction in which a key moves along a line. */
export function stepOf({ key }: KeyboardEvent, host: Element): 1 | -1 | undefined {
  const isRTL = getComputedStyle(host).direction === 'rtl';
  if (key === 'ArrowRight') return isRTL ? -1 : 1;
  if (key === 'ArrowLeft') return isRTL ? 1 : -1;
  return undefined;
}

/** Returns the item to which a key moves from `present`; undefined if there is none, or if the key does not move. */
export function nextItem(
  items: readonly HTMLElement[],
  present: HTMLElement,
  event: KeyboardEvent,
): HTMLElement | undefined {
  const step = stepOf(event, present);
  if (step) return items[items.indexOf(present) + step];
  switch (event.key) {
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowDown':
      return nearestOf(items, present, 1);
    case 'ArrowUp':
      return nearestOf(items, present, -1);
    default:
      return undefined;
  }
}

/** Returns the closest item in the next line down (1) or up (-1). */
function nearestOf(
  items: readonly HTMLElement[],
  present: HTMLElement,
  direction: 1 | -1,
): HTMLElement | undefined {
  const from = present.getBoundingClientRect();
  const distances = items.flatMap((item) => {
    const { top, left } = item.getBoundingClientRect();
    const down = (top - from.top) * direction;
    return down > 1 ? [{ item, down, aside: Math.abs(left - from.left) }] : [];
  });
  distances.sort((one, other) => one.down - other.down || one.aside - other.aside);
  return distances[0]?.item;
}

/** Arrow keys among tabs, and among items that lie in lines, as in a grid. */

/** Selects and focuses the tab to which a key moves; the last one is followed by the first. A listener of a `tablist`. */
export function handleTabKeydown(event: KeyboardEvent): void {
  const tabs = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role="tab"]')];
  const place = tabs.indexOf(event.target as HTMLElement);
  const step = stepOf(event, event.target as Element) ?? { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step ? tabs.at((place + step) % tabs.length) : { Home: tabs[0], End: tabs.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.click();
  next.focus();
}

/** Returns the direction in which a key moves along a line. */
function stepOf({ key }: KeyboardEvent, host: Element): 1 | -1 | undefined {
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

/** Rows that belong to no message: what stands at the ends of the list. */
export const EDGE_CLASS = 'edge';

/**
 * Heights of the rendered messages in px, by clientMsgID. A message's height runs from the first row that belongs to it,
 * such as its day, to the first one of the next message, so that they add up to what is on screen. That of an album is
 * its first message's, and the others have none.
 */
export function rowHeights(content: HTMLElement): ReadonlyMap<string, number> {
  const scale = scaleOf(content);
  const heights = new Map<string, number>();
  let top: number | undefined;
  let id: string | undefined;
  let bottom = 0;
  for (const row of content.children) {
    if (row.classList.contains(EDGE_CLASS)) continue;
    const box = row.getBoundingClientRect();
    if (id !== undefined && top !== undefined) {
      heights.set(id, (box.top - top) / scale);
      top = undefined;
    }
    top ??= box.top;
    id = (row as HTMLElement).dataset['id'];
    bottom = box.bottom;
    for (const other of [...row.querySelectorAll<HTMLElement>('[data-id]')].slice(1))
      heights.set(other.dataset['id'] ?? '', 0);
  }
  if (id !== undefined && top !== undefined) heights.set(id, (bottom - top) / scale);
  return heights;
}

/**
 * How much of the screen a px of the content takes, where a page scales or zooms what is around it: boxes are measured on the
 * screen, and scrolled in the content's own px. What is less than a px in all is the rounding of `offsetHeight`. A page may
 * scale to nothing before it shows the list, which says nothing.
 */
export function scaleOf(content: HTMLElement): number {
  const { height } = content.getBoundingClientRect();
  const { offsetHeight } = content;
  return height === 0 || Math.abs(height - offsetHeight) < 1 ? 1 : height / offsetHeight;
}

/** Class of rows that belong to no message, at the ends of the list. */
export const EDGE_CLASS = 'edge';

/**
 * Returns the heights of the rendered messages in px, by clientMsgID. A message's height runs from the first row that belongs
 * to it, such as its day, to the first row of the next message, so that the heights add up to what is on screen. The height of
 * an album is that of its first message; its other messages have none.
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
 * Returns how many px on screen one px of the content takes, if a page scales or zooms an ancestor: boxes are measured on
 * screen, but scrolling uses the content's own px. A total difference of less than one px comes from the rounding of
 * `offsetHeight`. A page may scale the list to nothing before it shows it; then there is no ratio, and 1 is returned.
 */
export function scaleOf(content: HTMLElement): number {
  const { height } = content.getBoundingClientRect();
  const { offsetHeight } = content;
  return height === 0 || Math.abs(height - offsetHeight) < 1 ? 1 : height / offsetHeight;
}

/**
 * Tells the styles of an element which part of the window is visible, by `--_top` and `--_height`: an
 * on-screen keyboard covers the window without making it smaller, and browsers then move the window to show the field.
 * Returns a function that stops following.
 */
export function followVisibleArea({ style }: HTMLElement): () => void {
  const area = visualViewport as VisualViewport;
  const follow = (): void => {
    // Whoever enlarges the page sees a part of it, which is not what an element is to fill.
    const scale = Math.max(area.scale, 1);
    style.setProperty('--_top', `${String(scale > 1 ? 0 : area.offsetTop)}px`);
    style.setProperty('--_height', `${String(area.height * scale)}px`);
  };
  const stop = new AbortController();
  for (const event of ['resize', 'scroll']) area.addEventListener(event, follow, stop);
  return () => {
    stop.abort();
    // Another part may be visible by the time that it is followed again.
    for (const name of ['--_top', '--_height']) style.removeProperty(name);
  };
}

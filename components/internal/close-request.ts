/** Not in every browser yet, and not among TypeScript's types. */
type CloseWatcherClass = new (options: { signal: AbortSignal }) => EventTarget;

/**
 * Calls `close` once, unless `signal` is aborted before, when the user asks the browser to close what is in front: by Back on
 * Android, which would leave the page, or by Escape, wherever the focus is. Whoever handles the key itself prevents its
 * default. Has no effect in browsers without CloseWatcher.
 */
export function onCloseRequest(close: () => void, signal: AbortSignal): void {
  const { CloseWatcher } = globalThis as { CloseWatcher?: CloseWatcherClass };
  if (CloseWatcher) new CloseWatcher({ signal }).addEventListener('close', close);
}

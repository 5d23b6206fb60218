/** Runs `task` once the page is idle, or after `timeoutMs` at the latest. */
export function whenIdle(task: () => void, timeoutMs: number): void {
  // Safari has no requestIdleCallback before 18: https://caniuse.com/requestidlecallback
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: timeoutMs });
  else setTimeout(task, timeoutMs);
}

/** What was rejected in this page and heard by nobody, until it is stopped. */
export function noteUnhandled(): { readonly reasons: readonly unknown[]; readonly stop: () => void } {
  const reasons: unknown[] = [];
  const note = ({ reason }: PromiseRejectionEvent): void => {
    reasons.push(reason);
  };
  globalThis.addEventListener('unhandledrejection', note);
  return { reasons, stop: () => globalThis.removeEventListener('unhandledrejection', note) };
}

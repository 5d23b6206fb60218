/** Whether somebody is looking at the page. */
export interface AttentionSource {
  readonly hasAttention: boolean;
  /** Calls the listener whenever the attention may have changed. Returns a function that stops this. */
  subscribe(listener: () => void): () => void;
}

/** Reports attention while the page is visible and has the focus. */
export const pageAttention: AttentionSource = {
  get hasAttention() {
    return document.visibilityState === 'visible' && document.hasFocus();
  },
  subscribe(listener) {
    const stop = new AbortController();
    const { signal } = stop;
    globalThis.addEventListener('focus', listener, { signal });
    globalThis.addEventListener('blur', listener, { signal });
    document.addEventListener('visibilitychange', listener, { signal });
    return () => stop.abort();
  },
};

/** What is chosen in a page stands in its address, so that a reload, and whoever is sent there, sees the same. */
export function chosen(name: string): string {
  return new URLSearchParams(location.search).get(name) ?? '';
}

export function remember(name: string, value: string): void {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value);
  else query.delete(name);
  history.replaceState(null, '', query.size > 0 ? `?${query.toString()}` : location.pathname);
}

/** Opens the chat of the address once the conversations of a provider or messenger are there, and notes others. */
export function rememberChat(host: HTMLElement | null): void {
  host?.addEventListener('openim-ready', () => {
    const conversationID = chosen('chat');
    if (!conversationID) return;
    host.dispatchEvent(
      new CustomEvent('openim-conversation-select-request', {
        bubbles: true,
        composed: true,
        cancelable: true,
        detail: { conversationID },
      }),
    );
  });
  host?.addEventListener('openim-conversation-change', ({ detail }) =>
    remember('chat', detail.conversationID ?? ''),
  );
}

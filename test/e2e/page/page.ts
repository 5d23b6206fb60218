/** A page as an application would have it: its query says who is logged in and which conversation is open. */
import { registerMessageRenderer } from '../../../components/index.js';

const query = new URLSearchParams(location.search);

function configure(selector: string, attributes: readonly string[]): void {
  const element = document.querySelector(selector);
  for (const name of attributes) {
    const value = query.get(name);
    if (value !== null) element?.setAttribute(name, value);
  }
}

configure('openim-chat', ['conversation-id', 'peer-id', 'group-id']);
configure('openim-provider, openim-messenger', ['url', 'user-id', 'token', 'platform-id', 'locale']);

// For tests that show messages in the page's own way.
Object.assign(globalThis, { registerMessageRenderer });

import { OpenIMChatSearch } from './chat-search.component.js';

export { OpenIMChatSearch } from './chat-search.component.js';

OpenIMChatSearch.define('openim-chat-search');

declare global {
  interface HTMLElementTagNameMap {
    'openim-chat-search': OpenIMChatSearch;
  }
}

import { OpenIMConversationList } from './conversation-list.component.js';
import '../avatar/avatar.js';
import '../menu/menu.js';

export { OpenIMConversationList } from './conversation-list.component.js';

OpenIMConversationList.define('openim-conversation-list');

declare global {
  interface HTMLElementTagNameMap {
    'openim-conversation-list': OpenIMConversationList;
  }
}

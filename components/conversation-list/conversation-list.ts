import { OpenIMConversationList } from './conversation-list.component.js';
import '../avatar/avatar.js';

export { OpenIMConversationList } from './conversation-list.component.js';

OpenIMConversationList.define('openim-conversation-list');

declare global {
  interface HTMLElementTagNameMap {
    'openim-conversation-list': OpenIMConversationList;
  }
}

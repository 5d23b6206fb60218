import { OpenIMMessageList } from './message-list.component.js';
import '../avatar/avatar.js';
import '../message/message.js';
import '../typing-indicator/typing-indicator.js';

export { OpenIMMessageList } from './message-list.component.js';

OpenIMMessageList.define('openim-message-list');

declare global {
  interface HTMLElementTagNameMap {
    'openim-message-list': OpenIMMessageList;
  }
}

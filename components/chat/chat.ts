import { OpenIMChat } from './chat.component.js';
import '../avatar/avatar.js';
import '../composer/composer.js';
import '../connection-status/connection-status.js';
import '../message-list/message-list.js';

export { OpenIMChat } from './chat.component.js';

OpenIMChat.define('openim-chat');

declare global {
  interface HTMLElementTagNameMap {
    'openim-chat': OpenIMChat;
  }
}

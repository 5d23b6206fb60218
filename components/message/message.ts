import { OpenIMMessage } from './message.component.js';
import '../avatar/avatar.js';
import '../menu/menu.js';

export { OpenIMMessage, type RunPosition } from './message.component.js';

OpenIMMessage.define('openim-message');

declare global {
  interface HTMLElementTagNameMap {
    'openim-message': OpenIMMessage;
  }
}

import { OpenIMMessage } from './message.component.js';
import '../avatar/avatar.js';

export { OpenIMMessage, type RunPosition } from './message.component.js';
export { registerMessageRenderer, type MessageRenderer, type RendererContext } from './renderer-registry.js';

OpenIMMessage.define('openim-message');

declare global {
  interface HTMLElementTagNameMap {
    'openim-message': OpenIMMessage;
  }
}

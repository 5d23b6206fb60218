import { OpenIMTypingIndicator } from './typing-indicator.component.js';

export { OpenIMTypingIndicator } from './typing-indicator.component.js';

OpenIMTypingIndicator.define('openim-typing-indicator');

declare global {
  interface HTMLElementTagNameMap {
    'openim-typing-indicator': OpenIMTypingIndicator;
  }
}

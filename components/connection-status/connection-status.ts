import { OpenIMConnectionStatus } from './connection-status.component.js';

export { OpenIMConnectionStatus } from './connection-status.component.js';

OpenIMConnectionStatus.define('openim-connection-status');

declare global {
  interface HTMLElementTagNameMap {
    'openim-connection-status': OpenIMConnectionStatus;
  }
}

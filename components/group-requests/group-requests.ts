import { OpenIMGroupRequests } from './group-requests.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';

export { OpenIMGroupRequests } from './group-requests.component.js';

OpenIMGroupRequests.define('openim-group-requests');

declare global {
  interface HTMLElementTagNameMap {
    'openim-group-requests': OpenIMGroupRequests;
  }
}

import { OpenIMFriendRequests } from './friend-requests.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';

export { OpenIMFriendRequests } from './friend-requests.component.js';

OpenIMFriendRequests.define('openim-friend-requests');

declare global {
  interface HTMLElementTagNameMap {
    'openim-friend-requests': OpenIMFriendRequests;
  }
}

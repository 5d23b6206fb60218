import { OpenIMMessenger } from './messenger.component.js';
import '../avatar/avatar.js';
import '../block-list/block-list.js';
import '../chat/chat.js';
import '../connection-status/connection-status.js';
import '../contact-list/contact-list.js';
import '../conversation-list/conversation-list.js';
import '../create-group/create-group.js';
import '../dialog/dialog.js';
import '../find-contact/find-contact.js';
import '../friend-requests/friend-requests.js';
import '../group-details/group-details.js';
import '../group-requests/group-requests.js';
import '../menu/menu.js';
import '../profile/profile.js';
import '../user-card/user-card.js';

export { OpenIMMessenger } from './messenger.component.js';

OpenIMMessenger.define('openim-messenger');

declare global {
  interface HTMLElementTagNameMap {
    'openim-messenger': OpenIMMessenger;
  }
}

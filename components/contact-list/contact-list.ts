import { OpenIMContactList } from './contact-list.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';

export { OpenIMContactList } from './contact-list.component.js';

OpenIMContactList.define('openim-contact-list');

declare global {
  interface HTMLElementTagNameMap {
    'openim-contact-list': OpenIMContactList;
  }
}

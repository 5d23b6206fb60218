import { OpenIMFindContact } from './find-contact.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';

export { OpenIMFindContact } from './find-contact.component.js';

OpenIMFindContact.define('openim-find-contact');

declare global {
  interface HTMLElementTagNameMap {
    'openim-find-contact': OpenIMFindContact;
  }
}

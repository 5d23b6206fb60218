import { OpenIMUserCard } from './user-card.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';
import '../field-row/field-row.js';

export { OpenIMUserCard } from './user-card.component.js';

OpenIMUserCard.define('openim-user-card');

declare global {
  interface HTMLElementTagNameMap {
    'openim-user-card': OpenIMUserCard;
  }
}

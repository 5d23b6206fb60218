import { OpenIMGroupDetails } from './group-details.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';
import '../field-row/field-row.js';
import '../menu/menu.js';
import '../people-picker/people-picker.js';

export { OpenIMGroupDetails } from './group-details.component.js';

OpenIMGroupDetails.define('openim-group-details');

declare global {
  interface HTMLElementTagNameMap {
    'openim-group-details': OpenIMGroupDetails;
  }
}

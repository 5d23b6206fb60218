import { OpenIMProfile } from './profile.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';
import '../field-row/field-row.js';

export { OpenIMProfile } from './profile.component.js';

OpenIMProfile.define('openim-profile');

declare global {
  interface HTMLElementTagNameMap {
    'openim-profile': OpenIMProfile;
  }
}

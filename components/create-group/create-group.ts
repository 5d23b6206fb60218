import { OpenIMCreateGroup } from './create-group.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';
import '../people-picker/people-picker.js';

export { OpenIMCreateGroup } from './create-group.component.js';

OpenIMCreateGroup.define('openim-create-group');

declare global {
  interface HTMLElementTagNameMap {
    'openim-create-group': OpenIMCreateGroup;
  }
}

import { OpenIMForwardDialog } from './forward-dialog.component.js';
import '../dialog/dialog.js';
import '../people-picker/people-picker.js';

export { OpenIMForwardDialog } from './forward-dialog.component.js';

OpenIMForwardDialog.define('openim-forward-dialog');

declare global {
  interface HTMLElementTagNameMap {
    'openim-forward-dialog': OpenIMForwardDialog;
  }
}

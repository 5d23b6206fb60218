import { OpenIMLocationDialog } from './location-dialog.component.js';
import '../dialog/dialog.js';

export { OpenIMLocationDialog } from './location-dialog.component.js';

OpenIMLocationDialog.define('openim-location-dialog');

declare global {
  interface HTMLElementTagNameMap {
    'openim-location-dialog': OpenIMLocationDialog;
  }
}

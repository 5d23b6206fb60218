import { OpenIMDialog } from './dialog.component.js';

export { OpenIMDialog } from './dialog.component.js';

OpenIMDialog.define('openim-dialog');

declare global {
  interface HTMLElementTagNameMap {
    'openim-dialog': OpenIMDialog;
  }
}

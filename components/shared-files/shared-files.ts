import { OpenIMSharedFiles } from './shared-files.component.js';
import '../dialog/dialog.js';

export { OpenIMSharedFiles } from './shared-files.component.js';

OpenIMSharedFiles.define('openim-shared-files');

declare global {
  interface HTMLElementTagNameMap {
    'openim-shared-files': OpenIMSharedFiles;
  }
}

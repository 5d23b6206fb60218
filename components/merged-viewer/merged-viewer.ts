import { OpenIMMergedViewer } from './merged-viewer.component.js';
import '../dialog/dialog.js';

export { OpenIMMergedViewer } from './merged-viewer.component.js';

OpenIMMergedViewer.define('openim-merged-viewer');

declare global {
  interface HTMLElementTagNameMap {
    'openim-merged-viewer': OpenIMMergedViewer;
  }
}

import { OpenIMMergedViewer } from './merged-viewer.component.js';

export { OpenIMMergedViewer } from './merged-viewer.component.js';

OpenIMMergedViewer.define('openim-merged-viewer');

declare global {
  interface HTMLElementTagNameMap {
    'openim-merged-viewer': OpenIMMergedViewer;
  }
}

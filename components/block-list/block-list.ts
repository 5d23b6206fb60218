import { OpenIMBlockList } from './block-list.component.js';
import '../avatar/avatar.js';
import '../dialog/dialog.js';

export { OpenIMBlockList } from './block-list.component.js';

OpenIMBlockList.define('openim-block-list');

declare global {
  interface HTMLElementTagNameMap {
    'openim-block-list': OpenIMBlockList;
  }
}

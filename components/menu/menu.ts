import { OpenIMMenu } from './menu.component.js';

export { OpenIMMenu } from './menu.component.js';

OpenIMMenu.define('openim-menu');

declare global {
  interface HTMLElementTagNameMap {
    'openim-menu': OpenIMMenu;
  }
}

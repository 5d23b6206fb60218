import { OpenIMComposer } from './composer.component.js';

export { OpenIMComposer } from './composer.component.js';

OpenIMComposer.define('openim-composer');

declare global {
  interface HTMLElementTagNameMap {
    'openim-composer': OpenIMComposer;
  }
}

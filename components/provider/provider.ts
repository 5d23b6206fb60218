import { OpenIMProvider } from './provider.component.js';

export { OpenIMProvider } from './provider.component.js';

OpenIMProvider.define('openim-provider');

declare global {
  interface HTMLElementTagNameMap {
    'openim-provider': OpenIMProvider;
  }
}

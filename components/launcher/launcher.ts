import { OpenIMLauncher } from './launcher.component.js';

export { OpenIMLauncher } from './launcher.component.js';
export type { LauncherTarget, OutgoingMessage, PreChatField, VisitorAttributes } from './types.js';

OpenIMLauncher.loadPanel = () => import('../launcher-panel/launcher-panel.js');
if ('customElements' in globalThis) OpenIMLauncher.define('openim-launcher');

declare global {
  interface HTMLElementTagNameMap {
    'openim-launcher': OpenIMLauncher;
  }
}

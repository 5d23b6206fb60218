import { registerSupportNotes } from '../internal/support-notes.js';
import { OpenIMLauncherPanel } from './launcher-panel.component.js';
import '../chat/chat.js';
import '../provider/provider.js';

export { OpenIMLauncherPanel } from './launcher-panel.component.js';

registerSupportNotes();
OpenIMLauncherPanel.define('openim-launcher-panel');

declare global {
  interface HTMLElementTagNameMap {
    'openim-launcher-panel': OpenIMLauncherPanel;
  }
}

import { registerSupportNotes } from '../internal/support-notes.js';
import { OpenIMVisitorCard } from './visitor-card.component.js';
import '../avatar/avatar.js';

export { OpenIMVisitorCard, type PreparedAnswer } from './visitor-card.component.js';

registerSupportNotes();
OpenIMVisitorCard.define('openim-visitor-card');

declare global {
  interface HTMLElementTagNameMap {
    'openim-visitor-card': OpenIMVisitorCard;
  }
}

import { OpenIMEmojiPicker } from './emoji-picker.component.js';

export { OpenIMEmojiPicker } from './emoji-picker.component.js';

OpenIMEmojiPicker.define('openim-emoji-picker');

declare global {
  interface HTMLElementTagNameMap {
    'openim-emoji-picker': OpenIMEmojiPicker;
  }
}

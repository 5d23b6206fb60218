import { OpenIMPeoplePicker } from './people-picker.component.js';
import '../avatar/avatar.js';

export { OpenIMPeoplePicker } from './people-picker.component.js';

OpenIMPeoplePicker.define('openim-people-picker');

declare global {
  interface HTMLElementTagNameMap {
    'openim-people-picker': OpenIMPeoplePicker;
  }
}

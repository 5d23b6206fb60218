import { OpenIMFieldRow } from './field-row.component.js';

export { OpenIMFieldRow } from './field-row.component.js';

OpenIMFieldRow.define('openim-field-row');

declare global {
  interface HTMLElementTagNameMap {
    'openim-field-row': OpenIMFieldRow;
  }
}

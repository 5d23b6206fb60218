import { deepActiveElement } from '../internal/deep-active-element.js';

/** Writes into a field, from a place in it to the caret, as typing does: so that it can be undone, and what was typed before. */
export function insertText(field: HTMLTextAreaElement, text: string, from = field.selectionStart): void {
  if (field.disabled) return;
  if (!isTyped(field, text, from)) {
    field.setRangeText(text, from, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
}

function isTyped(field: HTMLTextAreaElement, text: string, from: number): boolean {
  // It takes the focus for a moment, with which the keyboard of a touch screen would come and go.
  if (matchMedia('(pointer: coarse)').matches) return false;
  const focused = deepActiveElement();
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, field.selectionEnd);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is nothing else that can be undone
  const isDone = document.execCommand('insertText', false, text);
  focused?.focus({ preventScroll: true });
  return isDone;
}

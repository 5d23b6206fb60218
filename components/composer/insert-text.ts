import { deepActiveElement } from '../internal/deep-active-element.js';

/** Inserts a text between position `from` and the end of the selection, like typing, so that the user can undo it. */
export function insertText(field: HTMLTextAreaElement, text: string, from = field.selectionStart): void {
  if (field.disabled) return;
  if (!isTyped(field, text, from)) {
    field.setRangeText(text, from, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
}

function isTyped(field: HTMLTextAreaElement, text: string, from: number): boolean {
  // Typing takes the focus for a moment, which would open and close the keyboard of a touch screen.
  if (matchMedia('(pointer: coarse)').matches) return false;
  const focused = deepActiveElement();
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, field.selectionEnd);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is nothing else that can be undone
  const isDone = document.execCommand('insertText', false, text);
  focused?.focus({ preventScroll: true });
  return isDone;
}

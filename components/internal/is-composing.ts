/** What a key event carries while an input method is composing, in browsers that say so in no other way. */
const IME_KEY_CODE = 229;

/** Whether a key is an input method's, which is composing: then it means nothing else. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends a composition before its Enter: only keyCode tells
  return event.isComposing || event.keyCode === IME_KEY_CODE;
}

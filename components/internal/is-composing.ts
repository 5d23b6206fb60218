/** The key code of events during a composition, in browsers that report the composition in no other way. */
const IME_KEY_CODE = 229;

/** Whether a key belongs to an input method that is composing, and must therefore have no other effect. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends a composition before its Enter: only keyCode tells
  return event.isComposing || event.keyCode === IME_KEY_CODE;
}

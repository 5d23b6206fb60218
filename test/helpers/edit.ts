/** Does to the focused field what the browser's own keys do, so that it can be undone. */
export function edit(command: 'insertText' | 'undo', text = ''): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to undo
  document.execCommand(command, false, text);
}

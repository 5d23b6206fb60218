/** Returns the trimmed text of a field in the form from which an event came. */
export function formText({ target }: Event, name: string): string {
  const value = target instanceof HTMLFormElement ? new FormData(target).get(name) : null;
  return typeof value === 'string' ? value.trim() : '';
}

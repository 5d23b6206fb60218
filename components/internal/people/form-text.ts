/** The text of a field in the form that an event came from, without spaces around it. */
export function formText({ target }: Event, name: string): string {
  const value = target instanceof HTMLFormElement ? new FormData(target).get(name) : null;
  return typeof value === 'string' ? value.trim() : '';
}

/** The value behind JSON text, undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** A text member of the object behind JSON text, undefined when there is none. */
export function readMember(text: string, member: string): string | undefined {
  const value = readJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[member];
  return typeof found === 'string' ? found : undefined;
}

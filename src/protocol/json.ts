declare const jsonOf: unique symbol;

/**
 * A string with the JSON text of a `T`. The protocol returns objects as JSON strings in `data`; with the brand,
 * {@link parse} restores their type without a cast. At run time it is a plain string.
 */
export type Json<T> = string & { readonly [jsonOf]?: T };

/** Returns the JSON text of `value`, with the type of `value` as its brand. */
export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value);
}

/**
 * Parses a JSON string, or the `data` of a response or event frame, into a typed value.
 *
 * @throws {SyntaxError} if the text is not JSON, such as the plain strings that some methods return (`getLoginUser`)
 */
export function parse<T>(source: Json<T> | { readonly data: Json<T> }): T {
  return JSON.parse(typeof source === 'string' ? source : source.data) as T;
}

/** Parses text of unknown origin; returns undefined if it is not JSON. */
export function readJson(text: string): unknown {
  try {
    // Many members of the protocol are empty strings; throwing an exception for each of them would be slow.
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Parses the JSON text of an object; returns undefined for any other value, and for text that is not JSON. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  const value = readJson(text);
  return isRecord(value) ? value : undefined;
}

/** Returns a string member of the object whose JSON text is given; undefined if there is no such member. */
export function textMember(text: string, member: string): string | undefined {
  const found = parseJsonObject(text)?.[member];
  return typeof found === 'string' ? found : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

declare const jsonOf: unique symbol;

/**
 * A string with the JSON text of a `T`. The seed returns objects as JSON strings in `data`; the brand lets {@link parse}
 * restore their type without a cast. At run time it is a plain string.
 */
export type Json<T> = string & { readonly [jsonOf]?: T };

/** JSON text of `value`, remembering the value's type. */
export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value);
}

/**
 * The typed value behind a JSON string, or behind the `data` of a response or event frame.
 *
 * @throws {SyntaxError} when the text is no JSON, as with the bare strings some methods return (`getLoginUser`).
 */
export function parse<T>(source: Json<T> | { readonly data: Json<T> }): T {
  return JSON.parse(typeof source === 'string' ? source : source.data) as T;
}

/** The value behind JSON text of unknown origin; undefined for text that is none. */
export function readJson(text: string): unknown {
  try {
    // Members that say nothing are empty texts, and there are many: an exception for each would be slow.
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** The object behind a JSON text; undefined for any other value, and for text that is no JSON. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  const value = readJson(text);
  return isRecord(value) ? value : undefined;
}

/** A text member of the object behind a JSON text; undefined when there is none. */
export function textMember(text: string, member: string): string | undefined {
  const found = parseJsonObject(text)?.[member];
  return typeof found === 'string' ? found : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

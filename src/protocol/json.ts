declare const jsonOf: unique symbol;

/**
 * A string that holds the JSON text of a `T`. The seed returns objects as JSON strings in `data`; the brand lets
 * {@link parse} give them their type back without a cast. At run time it is a plain string.
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

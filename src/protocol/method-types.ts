/** How a method of the protocol is described, in types and at run time. The methods themselves are in methods.ts. */
import type { Json } from './json.js';

/**
 * One method: its name on the wire, its arguments (without the trailing `operationID` that every method takes) and the
 * type of `data` in its response.
 */
export type Method<Wire extends string, Args extends readonly unknown[], Data extends string> = {
  readonly wire: Wire;
  readonly args: Args;
  readonly data: Data;
};

/** `data` of methods without a result: the empty string. */
export type Nothing = '';
/** `data` of user, friend and group methods without a result: the JSON text of an empty string, two quotes. */
export type QuotedNothing = Json<''>;

/** How a method's argument becomes the frame's `data` string. */
export type ArgumentEncoding =
  /** No argument: `''`. */
  | { readonly kind: 'none' }
  /** A string is sent as it is; any other value as its JSON text, like in the original client. */
  | { readonly kind: 'text' }
  /** A value is sent as its JSON text; a string is taken for JSON text and sent as it is. */
  | { readonly kind: 'json' }
  /**
   * An object is sent as its JSON text, with some members encoded as JSON text themselves: `jsonMembers` are always sent,
   * as `''` if absent, `optionalJsonMembers` only if given. With `picked`, only those members are sent.
   */
  | {
      readonly kind: 'object';
      readonly jsonMembers: readonly string[];
      readonly optionalJsonMembers?: readonly string[];
      readonly picked?: readonly string[];
    }
  /** `{member: JSON text of the argument}`. */
  | { readonly kind: 'wrapped'; readonly member: string };

export type MethodSpec<Wire extends string = string> = {
  readonly wire: Wire;
  readonly encoding: ArgumentEncoding;
};

/** The type of the run-time table for an interface of methods: a method missing from either is a compile error. */
export type TableOf<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends Method<infer Wire, readonly unknown[], string>
    ? MethodSpec<Wire>
    : never;
};

/** How a table is written down: with the wire name only where it is not the capitalized name of the method. */
export type TableSource<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends Method<infer Wire, readonly unknown[], string>
    ? Wire extends Capitalize<Name & string>
      ? ArgumentEncoding
      : MethodSpec<Wire>
    : never;
};

/** Completes a table with the wire names that its source leaves out. */
export function tableOf<Methods>(source: TableSource<Methods>): TableOf<Methods> {
  const rows = Object.entries<ArgumentEncoding | MethodSpec>(source);
  return Object.fromEntries(rows.map(([name, row]) => [name, specOf(name, row)])) as TableOf<Methods>;
}

/** Completes a row of a table with the wire name, if its source leaves it out. */
export function specOf(name: string, row: ArgumentEncoding | MethodSpec): MethodSpec {
  return 'wire' in row ? row : { wire: name.charAt(0).toUpperCase() + name.slice(1), encoding: row };
}

export const none: ArgumentEncoding = { kind: 'none' };
export const text: ArgumentEncoding = { kind: 'text' };
export const json: ArgumentEncoding = { kind: 'json' };
export const object = (...jsonMembers: string[]): ArgumentEncoding => ({ kind: 'object', jsonMembers });

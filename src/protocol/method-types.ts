/** What a method of the protocol is, in types and at run time. The methods themselves are in methods.ts. */
import type { Json } from './json.js';

/**
 * One method: its name on the wire, its arguments (without the trailing `operationID` every method takes) and what
 * `data` of its response holds.
 */
export type Method<Wire extends string, Args extends readonly unknown[], Data extends string> = {
  readonly wire: Wire;
  readonly args: Args;
  readonly data: Data;
};

/** `data` of methods that answer nothing: the empty string. */
export type Nothing = '';
/** `data` of user, friend and group methods that answer nothing: the JSON text of an empty string, two quotes. */
export type QuotedNothing = Json<''>;

/** How a method's argument becomes the frame's `data` string. */
export type ArgumentEncoding =
  /** No argument: `''`. */
  | { readonly kind: 'none' }
  /** A string that travels as it is; anything else as JSON text, as the original client has it. */
  | { readonly kind: 'text' }
  /** A value as JSON text; one that is JSON text already as it is. */
  | { readonly kind: 'json' }
  /**
   * An object as JSON text, some of whose members are JSON text themselves: `jsonMembers` always stand there, `''` when
   * absent, `optionalJsonMembers` only where they were given. `picked` leaves others out.
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

/** The run-time table of an interface of methods: a method missing from either is a compile error. */
export type TableOf<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends Method<infer Wire, readonly unknown[], string>
    ? MethodSpec<Wire>
    : never;
};

/** What a table is written as: a name on the wire stands there only where it is not the method's with a capital. */
type TableSource<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends Method<infer Wire, readonly unknown[], string>
    ? Wire extends Capitalize<Name & string>
      ? ArgumentEncoding
      : MethodSpec<Wire>
    : never;
};

export function tableOf<Methods>(source: TableSource<Methods>): TableOf<Methods> {
  const rows = Object.entries<ArgumentEncoding | MethodSpec>(source).map(([name, row]) => [
    name,
    'wire' in row ? row : { wire: name.charAt(0).toUpperCase() + name.slice(1), encoding: row },
  ]);
  return Object.fromEntries(rows) as TableOf<Methods>;
}

export const none: ArgumentEncoding = { kind: 'none' };
export const text: ArgumentEncoding = { kind: 'text' };
export const json: ArgumentEncoding = { kind: 'json' };
export const object = (...jsonMembers: string[]): ArgumentEncoding => ({ kind: 'object', jsonMembers });

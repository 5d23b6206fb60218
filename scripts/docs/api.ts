/** The protocol as the reference describes it: what read-api.ts finds in the tables and pages.ts prints. */

export type Api = {
  readonly methods: readonly MethodDoc[];
  readonly events: readonly EventDoc[];
  readonly types: readonly TypeDoc[];
  readonly errors: readonly ErrorDoc[];
  /** Which codes every method can fail with, in words. */
  readonly errorsOfAll: string;
};

export type MethodDoc = {
  readonly name: string;
  readonly wire: string;
  /** The heading it stands under. */
  readonly domain: string;
  /** Whether the 2.3 clients added it; otherwise it is from the seed. */
  readonly isAddition: boolean;
  readonly summary: string;
  readonly params: readonly ParamDoc[];
  /** The type of `data`, as written in the table. */
  readonly data: string;
  /** The text of `@fires`, `''` without. */
  readonly fires: string;
  readonly throws: readonly ThrowsDoc[];
};

export type ParamDoc = {
  readonly name: string;
  readonly type: string;
  /** The members of an object; undefined for other types. */
  readonly members: readonly MemberDoc[] | undefined;
};

export type MemberDoc = {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly summary: string;
};

/** One entry of `@throws`: codes that share a reason. */
export type ThrowsDoc = { readonly codes: readonly number[]; readonly reason: string };

export type EventDoc = {
  readonly name: string;
  readonly domain: string;
  readonly isAddition: boolean;
  readonly summary: string;
  readonly data: string;
};

export type TypeDoc = {
  readonly name: string;
  readonly section: string;
  readonly summary: string;
  /** What the name stands for: members of an object, values of a constant, or a type's own text. */
  readonly body:
    | { readonly kind: 'object'; readonly members: readonly MemberDoc[] }
    | { readonly kind: 'values'; readonly values: readonly ValueDoc[] }
    | { readonly kind: 'text'; readonly text: string };
};

export type ValueDoc = { readonly name: string; readonly value: string; readonly summary: string };

export type ErrorDoc = { readonly name: string; readonly code: number; readonly summary: string };

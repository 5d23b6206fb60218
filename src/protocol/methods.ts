import { extraMethodTable, type ExtraMethods } from './extra-methods.js';
import type { WsResponse } from './frames.js';
import { seedMethodTable, type SeedMethods } from './seed-methods.js';

/** All methods: the seed's and those that only later clients have. */
export interface Methods extends SeedMethods, ExtraMethods {}

export type MethodName = keyof Methods;
export type MethodArgs<Name extends MethodName> = Methods[Name]['args'];
export type MethodData<Name extends MethodName> = Methods[Name]['data'];
export type MethodResponse<Name extends MethodName> = WsResponse<MethodData<Name>>;
export type WireName = Methods[MethodName]['wire'];

/** The API of the SDK: every method of the table, with an optional trailing operationID that comes back in the reply. */
export type MethodApi = {
  [Name in keyof Methods]: (
    ...args: [...args: MethodArgs<Name>, operationID?: string]
  ) => Promise<MethodResponse<Name>>;
};

/** The run-time side of {@link Methods}. */
export const methodTable = /* @__PURE__ */ allMethods();

function allMethods() {
  return { ...seedMethodTable, ...extraMethodTable };
}

/** Method names by their names on the wire. */
export const methodByWireName: ReadonlyMap<string, MethodName> = /* @__PURE__ */ namesByWire();

function namesByWire() {
  return new Map((Object.keys(methodTable) as MethodName[]).map((name) => [methodTable[name].wire, name]));
}

/** Keys of `RequestFunc` in `open-im-sdk` that are not the upper-case wire name. */
const REQUEST_FUNC_ALIASES = { CREATEIMAGEMESSAGEFROMBYURL: 'CreateImageMessageByURL' } as const;

/** Wire names by the upper-case keys under which `open-im-sdk` exports them: `RequestFunc.SENDMESSAGE`. */
export const RequestFunc = /* @__PURE__ */ wiresByCapitals();
export type RequestFunc = WireName;

function wiresByCapitals() {
  const wires = Object.values(methodTable).map(({ wire }) => [wire.toUpperCase(), wire]);
  return {
    ...(Object.fromEntries(wires) as { readonly [Wire in WireName as Uppercase<Wire>]: Wire }),
    ...REQUEST_FUNC_ALIASES,
  };
}

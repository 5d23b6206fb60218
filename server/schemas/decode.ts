/**
 * Decodes a frame's `data` to a method's argument. The method table says how the argument is encoded, the method's schema
 * what it must look like. The tolerance of protocol 2.1 and 3.2 is here: members that should be JSON text may be the plain
 * object, or JSON text that was encoded again, up to three levels deep.
 */
import * as v from 'valibot';
import {
  ErrorCode,
  methodTable,
  OpenIMError,
  type ArgumentEncoding,
  type MethodName,
} from '../../src/protocol/index.js';

type AnySchema = v.GenericSchema<unknown, unknown>;

/** How often JSON text may be encoded: the 2.0.3 client encodes again what it already encoded in the caller's object. */
const MAX_WRAPPING = 3;

/**
 * Returns the validated argument.
 *
 * @throws {OpenIMError} 1001 malformed JSON, a missing member or one of the wrong type; 803 malformed inner JSON or a
 *   value out of range
 */
export function decodeArgument(method: MethodName, schema: AnySchema, data: string): unknown {
  const encoding: ArgumentEncoding = methodTable[method].encoding;
  const argument = rawArgument(encoding, data);
  refuseLists(encoding, schema, argument);
  const result = v.safeParse(schema, argument);
  if (result.success) return result.output;
  throw errorOf(encoding, result.issues);
}

/**
 * Refuses lists in place of objects. To the schema, a list is an object without members, which would pass if all members
 * are optional.
 *
 * @throws {OpenIMError} 1001; 803 in inner JSON
 */
function refuseLists(encoding: ArgumentEncoding, schema: AnySchema, argument: unknown): void {
  if (!isObjectSchema(schema)) return;
  if (Array.isArray(argument)) {
    throw encoding.kind === 'wrapped'
      ? new OpenIMError(ErrorCode.BadArguments, 'args failed')
      : new OpenIMError(ErrorCode.BadRequest, 'unmarshal failed');
  }
  for (const [member, entry] of Object.entries(schema.entries)) {
    if (isObjectSchema(entry) && Array.isArray((argument as Record<string, unknown> | undefined)?.[member])) {
      throw new OpenIMError(ErrorCode.BadArguments, `args failed: ${member}`);
    }
  }
}

function isObjectSchema(schema: AnySchema): schema is AnySchema & { entries: Record<string, AnySchema> } {
  return schema.type === 'object';
}

function rawArgument(encoding: ArgumentEncoding, data: string): unknown {
  switch (encoding.kind) {
    case 'none':
      return undefined;
    case 'text':
      return data;
    case 'json':
      return outerJson(data);
    case 'wrapped': {
      const outer = outerObject(data);
      if (!(encoding.member in outer)) throw new OpenIMError(ErrorCode.BadRequest, 'key not in');
      return innerJson(outer[encoding.member]);
    }
    case 'object': {
      const outer = outerObject(data);
      for (const member of jsonMembersOf(encoding)) {
        if (Object.hasOwn(outer, member)) outer[member] = innerJson(outer[member]);
      }
      return outer;
    }
  }
}

function jsonMembersOf(encoding: ArgumentEncoding & { kind: 'object' }): readonly string[] {
  return [...encoding.jsonMembers, ...(encoding.optionalJsonMembers ?? [])];
}

/** Parses `data`, again if the result is text. @throws {OpenIMError} 1001 */
function outerJson(data: string): unknown {
  try {
    return unwrap(data);
  } catch {
    throw new OpenIMError(ErrorCode.BadRequest, 'unmarshal failed');
  }
}

function outerObject(data: string): Record<string, unknown> {
  const value = outerJson(data);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OpenIMError(ErrorCode.BadRequest, 'unmarshal failed');
  }
  return { ...value };
}

/** Parses a member that should be JSON text. Leaves `''`, which clients send for an optional member that is absent. */
function innerJson(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  try {
    return unwrap(value);
  } catch {
    throw new OpenIMError(ErrorCode.BadArguments, 'args failed');
  }
}

/** Parses JSON text, again while the result is text, up to {@link MAX_WRAPPING} times. @throws {SyntaxError} */
export function unwrap(text: string): unknown {
  let value: unknown = text;
  for (let level = 0; level < MAX_WRAPPING && typeof value === 'string'; level++) value = JSON.parse(value);
  return value;
}

/**
 * Turns issues into the protocol's errors: wrong types and missing members of the outer JSON are a bad request (1001),
 * everything about values and about inner JSON is bad arguments (803).
 */
function errorOf(encoding: ArgumentEncoding, issues: readonly v.BaseIssue<unknown>[]): OpenIMError {
  const issue = issues[0];
  const path = issue?.path?.map(({ key }) => String(key)) ?? [];
  const isMissing = issue?.received === 'undefined' && path.length === 1 && encoding.kind !== 'wrapped';
  const isInner =
    encoding.kind === 'wrapped' ||
    (encoding.kind === 'object' && jsonMembersOf(encoding).includes(path[0] ?? '') && !isMissing);
  if (issue?.kind === 'schema' && !isInner) {
    return isMissing
      ? new OpenIMError(ErrorCode.BadRequest, 'key not in')
      : new OpenIMError(ErrorCode.BadRequest, 'Request Parameter Error');
  }
  return new OpenIMError(ErrorCode.BadArguments, `args failed: ${path.join('.')}`);
}

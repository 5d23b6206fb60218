import { composedExtraMethods } from './extra-methods.js';
import { specOf, text, type ArgumentEncoding, type MethodSpec } from './method-types.js';
import type { MethodName } from './methods.js';
import { composedSeedMethods } from './seed-methods.js';

const composedMethods: Partial<Record<MethodName, ArgumentEncoding | MethodSpec>> = {
  ...composedSeedMethods,
  ...composedExtraMethods,
};

/**
 * Returns what the table says about a method, without the table, which a page would have to load for its hundred names: the
 * arguments of methods that are not composed are encoded alike, whether there are none, a text or JSON.
 */
export function methodSpec(name: MethodName): MethodSpec {
  return specOf(name, composedMethods[name] ?? text);
}

/**
 * Encodes a method's arguments as the `data` of a request frame, byte for byte like `open-im-sdk` 2.3.0. Does not modify
 * the arguments.
 */
export function encodeArguments(name: MethodName, args: readonly unknown[]): string {
  const { encoding } = methodSpec(name);
  const argument = args[0];
  switch (encoding.kind) {
    case 'wrapped':
      return JSON.stringify({ [encoding.member]: jsonText(argument) });
    case 'object':
      return JSON.stringify(encodeMembers(argument as Record<string, unknown>, encoding));
    default:
      return jsonText(argument ?? '');
  }
}

function encodeMembers(
  argument: Record<string, unknown>,
  encoding: ArgumentEncoding & { kind: 'object' },
): Record<string, unknown> {
  const picked = encoding.picked ?? Object.keys(argument);
  const encoded = Object.fromEntries(picked.map((member) => [member, argument[member]]));
  for (const member of encoding.jsonMembers) {
    // An absent member is sent as '': original clients always send offlinePushInfo, with this value if it is absent.
    encoded[member] = jsonText(encoded[member] ?? '');
  }
  for (const member of encoding.optionalJsonMembers ?? []) {
    if (encoded[member] !== undefined) encoded[member] = jsonText(encoded[member]);
  }
  return encoded;
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

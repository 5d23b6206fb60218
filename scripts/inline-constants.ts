import MagicString from 'magic-string';
import type { Plugin } from 'vite';
import * as protocol from '../src/protocol/index.js';

/** The protocol's tables of plain values, such as `ContentType`, by name. Values are JavaScript source text. */
const tables = new Map(Object.entries(protocol).map(([name, value]) => [name, plainValues(value)]));

function plainValues(table: object | string | number): ReadonlyMap<string, string> {
  const values = typeof table === 'object' ? Object.entries<unknown>(table as Record<string, unknown>) : [];
  const plain = values.filter(([, value]) => typeof value === 'number' || typeof value === 'string');
  return new Map(plain.map(([key, value]) => [key, JSON.stringify(value)]));
}

/**
 * Replaces `ContentType.Text` with `101`, so that a page loads only those tables that some module uses as a whole.
 * Bundlers do this for single constants, but not for the members of a table.
 */
export function inlineConstants(): Plugin {
  return {
    name: 'openim-inline-constants',
    // After types are stripped, so that the parser meets plain JavaScript.
    enforce: 'post',
    transform: {
      filter: { id: /\/(?:src|components|embed)\/.*\.ts$/ },
      handler(code) {
        const program = this.parse(code);
        const known = new Set(program.body.flatMap((statement) => topLevelNames(statement as Statement)));
        const result = new MagicString(code);
        for (const { object, property, start, end } of memberExpressions(program)) {
          const value = known.has(object.name) ? tables.get(object.name)?.get(property.name) : undefined;
          if (value !== undefined) result.overwrite(start, end, value);
        }
        return { code: result.toString(), map: result.generateMap({ hires: true }) };
      },
    },
  };
}

/** What is needed here of ESTree's ImportDeclaration, and of an ExportNamedDeclaration of a variable. */
type Statement = {
  type: string;
  specifiers?: { local: { name: string } }[];
  declaration?: { declarations?: { id: { name: string } }[] } | null;
};

/** Returns the names by which a module may know a table: those that it imports or declares. */
function topLevelNames({ type, specifiers = [], declaration }: Statement): string[] {
  if (type === 'ImportDeclaration') return specifiers.map(({ local }) => local.name);
  return declaration?.declarations?.map(({ id }) => id.name) ?? [];
}

/** What is needed here of ESTree's MemberExpression, `a.b` and not `a[b]`. */
type Member = { start: number; end: number; object: { name: string }; property: { name: string } };

function memberExpressions(node: unknown): Member[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(memberExpressions);
  const { type, computed, object } = node as { type?: string; computed?: boolean; object?: { type: string } };
  const isMember = type === 'MemberExpression' && computed === false && object?.type === 'Identifier';
  return isMember ? [...inner, node as Member] : inner;
}

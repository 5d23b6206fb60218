import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Rewrites lit's decorators to what one writes in JavaScript: `@property` and `@state` to the static member `properties`,
 * `@query` to a getter. So neither the decorators are loaded nor the code that a compiler makes of them. Fails for a
 * decorator that it does not know.
 */
export function staticProperties(): Plugin {
  return {
    name: 'openim-static-properties',
    // Runs after the compiler, because it transforms the compiler's output.
    enforce: 'post',
    transform: {
      filter: { id: /\/components\/.*\.ts$/, code: '_decorate' },
      handler(code) {
        const body = this.parse(code).body as unknown as Statement[];
        const result = new MagicString(code);
        const tables = new Map<string, { readonly at: Statement; readonly rows: string[] }>();
        for (const statement of body) {
          const use = decoratorUse(statement);
          if (!use) continue;
          const { className, member, decorator } = use;
          const given = use.given.map(({ start, end }) => code.slice(start, end)).join(', ');
          const row = rowOf(decorator, given);
          if (row !== undefined) {
            const table = tables.get(className) ?? { at: statement, rows: [] };
            table.rows.push(`${member}: ${row}`);
            tables.set(className, table);
          } else if (decorator === 'query' && use.given.length === 1) {
            const end = body
              .map((candidate) => endOfClass(candidate, className))
              .find((found) => found !== undefined);
            if (end === undefined) this.error(`no class ${className} stands where its decorators do`);
            result.appendLeft(
              end - 1,
              `get ${member}() { return this.renderRoot?.querySelector(${given}) ?? null; }\n`,
            );
          } else {
            this.error(`@${decorator}(${given}) of ${className}.${member} is not known here`);
          }
          result.remove(statement.start, statement.end);
        }
        for (const [className, { at, rows }] of tables) {
          result.appendLeft(at.start, `${className}.properties = { ${rows.join(', ')} };`);
        }
        return { code: result.toString(), map: result.generateMap({ hires: true }) };
      },
    },
  };
}

/** Returns a decorator's entry in lit's table of properties; undefined for anything but `@property` and `@state`. */
function rowOf(decorator: string, given: string): string | undefined {
  if (decorator === 'property') return given || '{}';
  return decorator === 'state' && given === '' ? '{ state: true }' : undefined;
}

type Node = { readonly type: string; readonly start: number; readonly end: number };

/** What is needed here of ESTree's ExpressionStatement, ClassDeclaration and ExportNamedDeclaration. */
type Statement = Node & {
  readonly expression?: Call;
  readonly id?: { readonly name: string } | null;
  readonly declaration?: Statement | null;
};

/** `_decorate([decorator(given)], ClassName.prototype, "member", …)`. */
type Call = Node & {
  readonly callee: { readonly name?: string };
  readonly arguments: readonly [
    {
      readonly elements: readonly [
        { readonly callee: { readonly name: string }; readonly arguments: readonly Node[] },
      ];
    },
    { readonly object: { readonly name: string } },
    { readonly value: string },
  ];
};

function decoratorUse({ type, expression }: Statement) {
  if (type !== 'ExpressionStatement' || expression?.type !== 'CallExpression') return undefined;
  if (expression.callee.name !== '_decorate') return undefined;
  const [{ elements }, { object }, { value: member }] = expression.arguments;
  const [{ callee, arguments: given }] = elements;
  return { className: object.name, member, decorator: callee.name, given };
}

function endOfClass(statement: Statement, className: string): number | undefined {
  const { type, id, declaration, end } = statement;
  if (declaration) return endOfClass(declaration, className);
  return type === 'ClassDeclaration' && id?.name === className ? end : undefined;
}

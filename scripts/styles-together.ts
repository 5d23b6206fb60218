import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Puts the style sheets of each file next to each other, before everything that uses them: gzip finds repetitions only
 * within 32 KB, and style sheets repeat each other. A style sheet is a constant named `…Styles`, made of a template and of
 * other style sheets.
 */
export function stylesTogether(): Plugin {
  return {
    name: 'openim-styles-together',
    renderChunk(code) {
      const body = this.parse(code).body as unknown as Statement[];
      const sheets = body.filter((statement) => sheetOf(statement) !== undefined);
      const first = sheets[0];
      if (!first) return null;
      // The style sheets must follow their tag, which is imported or declared in this file.
      const tag = sheetOf(first)?.tag.name;
      const before = body.filter(
        (statement) => statement.type === 'ImportDeclaration' || namesOf(statement).includes(tag),
      );
      const result = new MagicString(code);
      for (const { start, end } of sheets) result.move(start, end, before.at(-1)?.end ?? 0);
      return { code: result.toString(), map: result.generateMap({ hires: true }) };
    },
  };
}

/** What is needed here of ESTree's statements; only a VariableDeclaration has `declarations`. */
type Statement = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly declarations?: readonly { readonly id: { readonly name?: string }; readonly init: Template | null }[];
};

type Template = {
  readonly type: string;
  readonly tag: { readonly name: string };
  readonly quasi: { readonly expressions: readonly { readonly name?: string }[] };
};

const SHEET_NAME = /Styles(?:\$\d+)?$/;

function sheetOf({ declarations = [] }: Statement): Template | undefined {
  const [declaration] = declarations;
  const { id, init } = declaration ?? {};
  if (declarations.length !== 1 || init?.type !== 'TaggedTemplateExpression') return undefined;
  const isOfSheets = init.quasi.expressions.every(({ name = '' }) => SHEET_NAME.test(name));
  return SHEET_NAME.test(id?.name ?? '') && isOfSheets ? init : undefined;
}

function namesOf({ declarations = [] }: Statement): (string | undefined)[] {
  return declarations.map(({ id }) => id.name);
}

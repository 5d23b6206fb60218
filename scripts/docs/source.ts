/** What the reference needs of TypeScript's view of a source file: doc comments, headings, texts. */
import ts from 'typescript';

export type DocComment = {
  readonly summary: string;
  /** Text of the first tag by that name, `''` without. */
  tag(name: string): string;
};

/** Returns the doc comment right before a node; its summary is `''` if there is none. */
export function docOf(node: ts.Node): DocComment {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const last = docs.at(-1);
  const textOf = (comment: Parameters<typeof ts.getTextOfJSDocComment>[0]): string =>
    flowing(ts.getTextOfJSDocComment(comment) ?? '');
  return {
    summary: textOf(last?.comment),
    tag: (name) => textOf(last?.tags?.find(({ tagName }) => tagName.text === name)?.comment),
  };
}

/** Text of several lines as one paragraph; `{@link Name}` becomes the name as code. */
function flowing(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\{@link (\w+) ?\}/g, '`$1`')
    .trim();
}

/**
 * Returns each node with the last heading before it, `// ── Title: remark ───`, without the remark. Nodes before the
 * first heading get `otherwise`.
 */
export function underHeadings<Node extends ts.Node>(
  nodes: readonly Node[],
  otherwise: string,
): { readonly node: Node; readonly heading: string }[] {
  let heading = otherwise;
  return nodes.map((node) => {
    const text = node.getSourceFile().text.slice(node.getFullStart(), node.getStart());
    const [, title] = /^ *\/\/ ── (.+?) ─+$/m.exec(text) ?? [];
    if (title) heading = title.replace(/:.*/, '');
    return { node, heading };
  });
}

export function exportedStatements(file: ts.SourceFile): ts.Statement[] {
  return file.statements.filter(
    (statement) =>
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
}

/** The members of an interface of the file. @throws {Error} when there is none */
export function membersOfInterface(file: ts.SourceFile, name: string): ts.PropertySignature[] {
  const found = file.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (!found) throw new Error(`${file.fileName} has no interface ${name}`);
  return found.members.filter(ts.isPropertySignature);
}

/** The object behind `export const name = {…} as const`, `satisfies` or not; undefined for all else. */
export function constantObject(statement: ts.Statement, name?: string): ts.ObjectLiteralExpression | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (name !== undefined && declaration?.name.getText() !== name) return undefined;
  let value = declaration?.initializer;
  while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))) value = value.expression;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

/** A type's text on one line. */
export function typeText(node: ts.TypeNode): string {
  return node
    .getText()
    .replace(/\s+/g, ' ')

    .replace(/^\| /, '');
}

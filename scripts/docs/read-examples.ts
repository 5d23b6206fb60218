/** The source text of the examples, as the reference prints it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { MemberDoc } from './api.js';
import { docOf, typeText } from './source.js';

export type Examples = {
  /** Code by the name of the method, event or text it belongs to. */
  readonly codes: ReadonlyMap<string, string>;
  /** What examples take from the application around them. */
  readonly stage: readonly MemberDoc[];
};

/** Reads docs/examples below `root`. @throws {Error} when two examples have the same name */
export function readExamples(root: string): Examples {
  const directory = join(root, 'docs/examples');
  const codes = new Map<string, string>();
  let stage: readonly MemberDoc[] = [];
  for (const name of readdirSync(directory).sort()) {
    const text = readFileSync(join(directory, name), 'utf8');
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
    if (name === 'stage.ts') stage = stageMembers(file);
    const imported = importedValues(file);
    for (const method of examplesOf(file)) {
      const example = method.name.getText();
      if (codes.has(example)) throw new Error(`there are two examples of ${example}`);
      codes.set(example, codeOf(method, imported));
    }
  }
  return { codes, stage };
}

/** The methods of every object a file exports. */
function examplesOf(file: ts.SourceFile): ts.MethodDeclaration[] {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .map(({ initializer }) =>
      initializer && ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer,
    )
    .filter((value) => value !== undefined && ts.isObjectLiteralExpression(value))
    .flatMap(({ properties }) => properties.filter(ts.isMethodDeclaration));
}

/** Returns an example's body, without indentation, below an import of what it uses. */
function codeOf(method: ts.MethodDeclaration, imported: readonly string[]): string {
  const body = method.body!.getText().replace(/^\{\n|\n *\}$/g, '');
  const indent = /^ */.exec(body)?.[0] ?? '';
  const code = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
  const used = imported.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  return used.length === 0 ? code : `import { ${used.join(', ')} } from 'openim-chat';\n\n${code}`;
}

function importedValues(file: ts.SourceFile): string[] {
  return file.statements
    .filter(ts.isImportDeclaration)
    .flatMap(({ importClause }) => {
      const bindings = importClause?.namedBindings;
      const isOfTypes = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      return !isOfTypes && bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
    })
    .map(({ name }) => name.text);
}

function stageMembers(file: ts.SourceFile): MemberDoc[] {
  const stage = file.statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'ExampleStage')?.type;
  if (!stage || !ts.isTypeLiteralNode(stage)) throw new Error('stage.ts has no ExampleStage');
  return stage.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: typeText(member.type!),
    isOptional: false,
    summary: docOf(member).summary,
  }));
}

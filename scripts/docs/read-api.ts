/**
 * Reads the protocol from its own tables. Their doc comments are the reference's text, so anything missing or wrong in
 * them (a method without a description, a code or event that does not exist) is an error.
 */
import { join } from 'node:path';
import ts from 'typescript';
import type { Api, ErrorDoc, EventDoc, MemberDoc, MethodDoc, ParamDoc, ThrowsDoc, TypeDoc } from './api.js';
import {
  constantObject,
  docOf,
  exportedStatements,
  membersOfInterface,
  typeText,
  underHeadings,
} from './source.js';

const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  strict: true,
  types: [],
  noEmit: true,
};

/** Files with types, and the titles of their sections, to which a heading in the file is added. */
const TYPE_FILES = {
  'frames.ts': 'Answers and events',
  'json.ts': 'Answers and events',
  'entities.ts': 'Data',
  'message-entities.ts': 'Messages',
  'extra-entities.ts': 'Data of the 2.3 additions',
  'parameters.ts': 'Arguments',
  'uploads.ts': 'Files',
  'constants.ts': 'Constants',
} as const;

/** Types of frames.ts and json.ts that applications do not meet. */
const TYPES_LEFT_OUT: ReadonlySet<string> = new Set(['RequestFrame', 'LoginResponse', 'DecodedRequest']);

/** Reads src/protocol below `root`. @throws {Error} naming what the tables lack */
export function readApi(root: string): Api {
  const directory = join(root, 'src/protocol');
  const program = ts.createProgram([join(directory, 'index.ts')], COMPILER_OPTIONS);
  const reader = new Reader(program.getTypeChecker(), (name) => {
    const file = program.getSourceFile(join(directory, name));
    if (!file) throw new Error(`src/protocol/${name} is not there`);
    return file;
  });
  return reader.read();
}

class Reader {
  readonly #checker: ts.TypeChecker;
  readonly #file: (name: string) => ts.SourceFile;

  constructor(checker: ts.TypeChecker, file: (name: string) => ts.SourceFile) {
    this.#checker = checker;
    this.#file = file;
  }

  read(): Api {
    const methods = [
      ...this.#methods('seed-methods.ts', 'SeedMethods', false),
      ...this.#methods('extra-methods.ts', 'ExtraMethods', true),
    ].map((method, _index, all) => withTagsOfModel(method, all));
    const api: Api = {
      methods,
      events: this.#events(),
      types: this.#types(),
      errors: this.#errors(),
      errorsOfAll: this.#errorsOfAll(),
    };
    checkReferences(api);
    return api;
  }

  /** Returns what follows `every method can fail with` in the sentence above the seed's methods. */
  #errorsOfAll(): string {
    const [first] = membersOfInterface(this.#file('seed-methods.ts'), 'SeedMethods');
    const [, sentence] = /every method can fail with (.+)\.$/.exec(first ? docOf(first.parent).summary : '') ?? [];
    if (!sentence) throw new Error('SeedMethods does not say what every method can fail with');
    return sentence;
  }

  #methods(file: string, name: string, isAddition: boolean): MethodDoc[] {
    return underHeadings(membersOfInterface(this.#file(file), name), '').map(({ node, heading }) => {
      const doc = docOf(node);
      const method = node.name.getText();
      const [wire, args, data] = (node.type as ts.TypeReferenceNode).typeArguments ?? [];
      if (!wire || !args || !ts.isTupleTypeNode(args) || !data) throw new Error(`${method} is no Method<…>`);
      return {
        name: method,
        wire: wire.getText().slice(1, -1),
        domain: heading,
        isAddition,
        summary: needed(doc.summary, method),
        params: args.elements.map((element) => this.#param(element as ts.NamedTupleMember)),
        data: typeText(data),
        fires: doc.tag('fires'),
        throws: throwsEntries(doc.tag('throws'), method),
      };
    });
  }

  #param({ name, type }: ts.NamedTupleMember): ParamDoc {
    const isObject = ts.isTypeLiteralNode(type) || ts.isTypeReferenceNode(type);
    return { name: name.text, type: typeText(type), members: isObject ? this.#members(type) : undefined };
  }

  #events(): EventDoc[] {
    const file = this.#file('events.ts');
    const table = file.statements.map((statement) => constantObject(statement, 'eventTable')).find(Boolean);
    const later = new Set(
      table?.properties
        .filter((property) => ts.isPropertyAssignment(property) && property.initializer.getText() === 'LATER')
        .map((property) => property.name?.getText()),
    );
    return underHeadings(membersOfInterface(file, 'Events'), '').map(({ node, heading }) => {
      const name = node.name.getText();
      return {
        name,
        domain: heading,
        isAddition: later.has(name),
        summary: needed(docOf(node).summary, name),
        data: typeText(node.type!),
      };
    });
  }

  #types(): TypeDoc[] {
    return Object.entries(TYPE_FILES).flatMap(([file, section]) => {
      const statements = underHeadings(exportedStatements(this.#file(file)), '');
      const constants = new Set(
        statements.filter(({ node }) => constantObject(node)).map(({ node }) => declaredName(node)),
      );
      return statements.flatMap(({ node, heading }) => {
        const name = declaredName(node);
        const body = this.#typeBody(node, constants.has(name));
        if (!body || TYPES_LEFT_OUT.has(name)) return [];
        return [
          {
            name,
            section: heading ? `${section}: ${lowerFirst(heading)}` : section,
            summary: docOf(node).summary,
            body,
          },
        ];
      });
    });
  }

  /** Returns what a statement declares; undefined for functions, and for types that only name a constant's values. */
  #typeBody(statement: ts.Statement, isConstant: boolean): TypeDoc['body'] | undefined {
    const object = constantObject(statement);
    if (object) return { kind: 'values', values: valuesOf(object) };
    if (!ts.isTypeAliasDeclaration(statement) || isConstant) return undefined;
    const { type } = statement;
    const isOtherName = ts.isTypeReferenceNode(type) && !type.typeArguments;
    const members = isOtherName ? undefined : this.#members(type);
    return members ? { kind: 'object', members } : { kind: 'text', text: typeText(type) };
  }

  /** Returns an object type's members, including those of the types it is composed of; undefined for all other types. */
  #members(node: ts.TypeNode): MemberDoc[] | undefined {
    const type = this.#checker.getTypeAtLocation(node);
    const parts = type.isIntersection() ? type.types : [type];
    const isObject = parts.every(({ flags }) => (flags & ts.TypeFlags.Object) !== 0);
    if (!isObject || this.#checker.isArrayType(type)) return undefined;
    const members = type.getProperties().flatMap((property) => {
      const declaration = property.declarations?.find(ts.isPropertySignature);
      if (!declaration?.type) return [];
      return [
        {
          name: property.name,
          type: typeText(declaration.type),
          isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
          summary: docOf(declaration).summary,
        },
      ];
    });
    return members.length > 0 ? members : undefined;
  }

  #errors(): ErrorDoc[] {
    const table = this.#file('errors.ts')
      .statements.map((node) => constantObject(node, 'ErrorCode'))
      .find(Boolean);
    if (!table) throw new Error('errors.ts has no ErrorCode');
    return valuesOf(table).map(({ name, value, summary }) => ({
      name,
      code: Number(value),
      summary: needed(summary, `ErrorCode.${name}`),
    }));
  }
}

function valuesOf(object: ts.ObjectLiteralExpression): { name: string; value: string; summary: string }[] {
  return object.properties.filter(ts.isPropertyAssignment).map((property) => ({
    name: property.name.getText(),
    value: property.initializer.getText(),
    summary: docOf(property).summary,
  }));
}

function declaredName(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations[0]?.name.getText() ?? '';
  }
  return (statement as ts.TypeAliasDeclaration | ts.FunctionDeclaration).name?.text ?? '';
}

/** A method described `As another …` gets the other's events and errors, unless it names its own. */
function withTagsOfModel(method: MethodDoc, all: readonly MethodDoc[]): MethodDoc {
  const [, modelName] = /^(?:As|The same as) (\w+)\b/.exec(method.summary) ?? [];
  const model = all.find(({ name }) => name === modelName);
  if (!model) return method;
  const fires = method.fires || model.fires;
  return { ...method, fires, throws: method.throws.length > 0 ? method.throws : model.throws };
}

/** Parses `701–706 the token was refused; 111, 112 no connection` to entries. */
function throwsEntries(text: string, owner: string): ThrowsDoc[] {
  if (text === '') return [];
  return text.split('; ').map((entry) => {
    const [, codes, reason] = /^(\d+(?:–\d+)?(?:, \d+(?:–\d+)?)*) (.+)$/.exec(entry) ?? [];
    if (!codes || !reason) throw new Error(`${owner}: "${entry}" in @throws does not begin with codes`);
    return { codes: codes.split(', ').flatMap(codesInRange), reason };
  });
}

function codesInRange(range: string): number[] {
  const [first = 0, last = first] = range.split('–').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function checkReferences({ methods, events, errors }: Api): void {
  const codes = new Set(errors.map(({ code }) => code));
  const names = new Set(events.map(({ name }) => name));
  for (const { name, throws, fires } of methods) {
    const code = throws.flatMap((entry) => entry.codes).find((each) => !codes.has(each));
    if (code !== undefined) throw new Error(`${name}: @throws names ${code}, which is no ErrorCode`);
    const event = fires.match(/\bOn[A-Z]\w+/g)?.find((each) => !names.has(each));
    if (event !== undefined) throw new Error(`${name}: @fires names ${event}, which is no event`);
  }
}

function needed(summary: string, owner: string): string {
  if (summary === '') throw new Error(`${owner} has no doc comment`);
  return summary;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

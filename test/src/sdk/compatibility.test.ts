import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import * as ours from '../../../src/index.js';
import { methodTable } from '../../../src/index.js';
import { ORIGINAL_VERSIONS, originalModule } from '../../helpers/original-client.js';

/** Everything in back quotes below a heading of docs/compatibility.md. */
function documentedUnder(heading: string): string[] {
  const section = readFileSync('docs/compatibility.md', 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(heading));
  assert.ok(section, `docs/compatibility.md has no "${heading}"`);
  return [...section.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}

describe('compatibility with open-im-sdk', () => {
  for (const version of ORIGINAL_VERSIONS) {
    it(`should export everything ${version} exports, as the same kind of thing`, () => {
      for (const [name, theirs] of Object.entries(originalModule(version))) {
        assert.equal(typeof Reflect.get(ours, name), typeof theirs, name);
      }
    });
  }

  it('should have every key of both clients’ enums, with its value, but for those documented as left out', () => {
    for (const [name, heading] of [
      ['RequestFunc', 'Methods left out'],
      ['CbEvents', 'Events left out'],
    ] as const) {
      const documented = new Set(documentedUnder(heading));
      const missing = new Set<string>();
      for (const version of ORIGINAL_VERSIONS) {
        for (const [key, value] of Object.entries(originalModule(version)[name])) {
          const own = (ours[name] as Record<string, string>)[key];
          if (own === undefined) missing.add(value);
          else assert.equal(own, value, key);
        }
      }
      assert.deepEqual([...missing].sort(), [...documented].sort(), `${heading} is not what is left out`);
    }
  });

  it('should make operationIDs of the same material', () => {
    const before = Date.now();
    const [first, second] = [ours.uuid('u1'), ours.uuid('u1')];
    assert.notEqual(first, second);
    const [, timeMs] = /^[0-9a-z]+?(\d{13})u1$/.exec(first) ?? [];
    assert.ok(Number(timeMs) >= before && Number(timeMs) <= Date.now(), first);
  });
});

describe('what an editor shows', () => {
  it('should be the documentation of the table, for every method of the class', () => {
    const path = 'hover.ts';
    const names = Object.keys(methodTable);
    const source = [
      "import { OpenIMSDK } from './src/index.js';",
      'declare const sdk: OpenIMSDK;',
      ...names.map((name) => `sdk.${name};`),
    ].join('\n');
    const options = { ...ts.getDefaultCompilerOptions(), module: ts.ModuleKind.NodeNext, strict: true, types: [] };
    const service = ts.createLanguageService({
      getScriptFileNames: () => [path],
      getScriptVersion: () => '1',
      getScriptSnapshot: (file) => {
        const text = file === path ? source : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => process.cwd(),
      getCompilationSettings: () => ({ ...options, target: ts.ScriptTarget.ES2022 }),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (file) => file === path || ts.sys.fileExists(file),
      readFile: (file) => (file === path ? source : ts.sys.readFile(file)),
    });
    for (const name of names) {
      const info = service.getQuickInfoAtPosition(path, source.indexOf(`sdk.${name};`) + 4);
      assert.ok(ts.displayPartsToString(info?.documentation).length > 20, `${name} shows no documentation`);
      assert.match(ts.displayPartsToString(info?.displayParts), /=> Promise</, name);
    }
  });
});

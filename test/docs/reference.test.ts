import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { withExamples } from '../../scripts/docs/fill-in.js';
import { pagesOf } from '../../scripts/docs/pages.js';
import { readApi } from '../../scripts/docs/read-api.js';
import { readExamples } from '../../scripts/docs/read-examples.js';
import { eventTable, methodTable } from '../../src/protocol/index.js';

/** The protocol with one of its files changed. */
function changed(test: TestContext, file: string, from: string | RegExp, to: string): string {
  const root = mkdtempSync(join(tmpdir(), 'openim-docs-'));
  test.after(() => {
    rmSync(root, { recursive: true });
  });
  cpSync('src/protocol', join(root, 'src/protocol'), { recursive: true });
  const path = join(root, 'src/protocol', file);
  const text = readFileSync(path, 'utf8');
  const next = text.replace(from, to);
  assert.notEqual(next, text, 'there is nothing to change');
  writeFileSync(path, next);
  return root;
}

describe('the API reference', () => {
  it('should describe every method and event of the tables, each with an example', () => {
    const pages = [...pagesOf(readApi('.'), readExamples('.')).values()].join('\n');
    for (const name of Object.keys(methodTable)) {
      assert.match(pages, new RegExp(`^## ${name}\n\n\`\`\`ts\n${name}\\(`, 'm'), name);
      assert.match(pages, new RegExp(`^[^/]*\\bopenIM\\.${name}\\(`, 'm'), `${name} has no example`);
    }
    for (const name of Object.keys(eventTable)) {
      assert.match(pages, new RegExp(`^### ${name}\n`, 'm'), name);
      assert.match(pages, new RegExp(`openIM\\.on\\(CbEvents\\.${name.toUpperCase()}`), `${name} has no example`);
    }
  });

  it('should link only to what is there', () => {
    const pages = pagesOf(readApi('.'), readExamples('.'));
    const anchors = new Map(
      [...pages].map(([file, text]) => [
        file,
        new Set(
          [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replaceAll(' ', '-')),
        ),
      ]),
    );
    for (const [file, text] of pages) {
      for (const [link, path, anchor] of text.matchAll(/\]\(([\w./-]*)(?:#([\w-]+))?\)/g)) {
        // test/docs/guides.test.ts follows these.
        if (path?.startsWith('../')) continue;
        const target = anchors.get(path || file);
        assert.ok(target && (anchor === undefined || target.has(anchor)), `${file}: ${link}`);
      }
    }
  });

  for (const [what, file, from, to, message] of [
    [
      'a method without a comment',
      'seed-methods.ts',
      '/** A location (109), in degrees. */',
      '',
      /^Error: createLocationMessage has no doc comment$/,
    ],
    [
      'an event without a comment',
      'events.ts',
      '/** The client has caught up. */',
      '',
      /^Error: OnSyncServerFinish has no doc comment$/,
    ],
    [
      'a code without a comment',
      'errors.ts',
      '/** The sessionType is neither 1 nor 2. */',
      '',
      /^Error: ErrorCode\.UnknownSessionType has no/,
    ],
    [
      'a code that does not exist',
      'seed-methods.ts',
      '@throws 803 more than 1000 IDs',
      '@throws 899 more than 1000 IDs',
      /^Error: getUsersInfo: @throws names 899,/,
    ],
    [
      'an event that does not exist',
      'seed-methods.ts',
      '@fires OnBlackAdded',
      '@fires OnBlackened',
      /^Error: addBlack: @fires names OnBlackened,/,
    ],
    [
      'a reason without a code',
      'seed-methods.ts',
      '@throws 803 more than 1000 IDs',
      '@throws more than 1000 IDs',
      /^Error: getUsersInfo: "more than 1000 IDs" in @throws/,
    ],
  ] as const) {
    it(`should not be written with ${what}`, (test) => {
      assert.throws(
        () => readApi(changed(test, file, from, to)),
        (error) => message.test(String(error)),
      );
    });
  }

  it('should not be written while an example is missing', (test) => {
    const later = '  /** A method of tomorrow. */\n  tomorrow: Method<"Tomorrow", [], Nothing>;\n';
    const root = changed(
      test,
      'seed-methods.ts',
      'export interface SeedMethods {\n',
      `export interface SeedMethods {\n${later}`,
    );
    assert.throws(() => pagesOf(readApi(root), readExamples('.')), /no example of tomorrow/);
  });
});

describe('a page written by hand', () => {
  const codes = new Map([['greeting', "show('hello');"]]);

  it('should get the code of its examples', () => {
    const text = '<!-- example: greeting -->\n```ts\nold\n```\nand on';
    const filled = "<!-- example: greeting -->\n```ts\nshow('hello');\n```\nand on";
    assert.equal(withExamples(text, codes, 'page.md'), filled);
    assert.equal(withExamples(filled, codes, 'page.md'), filled);
  });

  it('should have no code that is not run', () => {
    assert.throws(() => withExamples('```ts\nshow();\n```', codes, 'page.md'), /without a mark/);
    const unknown = '<!-- example: farewell -->\n```ts\n```';
    assert.throws(() => withExamples(unknown, codes, 'page.md'), /no example farewell/);
  });
});

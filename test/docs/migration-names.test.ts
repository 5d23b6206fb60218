/** docs/migration.md names each type and constant of the published clients that has no namesake here. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import * as sdk from '../../src/index.js';

const page = readFileSync('docs/migration.md', 'utf8');

/** Of the methods that docs/compatibility.md lists as left out. */
const leftOut =
  /^(?:Rtc|Department|GetSubDep|Search(?:InOrz|Input))|^(?:FileMsgFull|VideoMsgFull|SouondMsgFull)Params$/;

const ours = new Set(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [
      ...readFileSync(join('src', path), 'utf8').matchAll(/^export (?:type|interface|const|class) (\w+)/gm),
    ])
    .map(([, name = '']) => name),
);

for (const version of ['2.0.3', '2.3.0']) {
  const types = readFileSync(`node_modules/open-im-sdk-v${version}/types/index.d.ts`, 'utf8');

  it(`should name the types of ${version} that are not here`, () => {
    const names = [...types.matchAll(/^(?:declare )?export (?:type|enum|interface) (\w+)/gm)].map(
      ([, name = '']) => name,
    );
    assert.ok(names.length > 80);
    assert.deepEqual(
      names.filter((name) => !ours.has(name) && !leftOut.test(name) && !page.includes(`\`${name}`)),
      [],
    );
  });

  it(`should name the constants of ${version} that are called something else here`, () => {
    const enums = [...types.matchAll(/^(?:declare )?export enum (\w+) \{([^}]+)\}/gm)];
    assert.ok(enums.length > 5);
    const unnamed = enums.flatMap(([, name = '', body = '']) => {
      const here = (sdk as Readonly<Record<string, unknown>>)[name];
      if (typeof here !== 'object' || here === null) return [];
      const row = page.split('\n').filter((line) => line.startsWith(`| \`${name}.`));
      return [...body.matchAll(/^\s*(\w+)/gm)]
        .map(([, member = '']) => member)
        .filter((member) => !(member in here) && !row.join().includes(`.${member}\``))
        .map((member) => `${name}.${member}`);
    });
    assert.deepEqual(unnamed, []);
  });
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';

const paths = readdirSync('components', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.styles.ts'),
);
const sheets = paths.map((path) => readFileSync(join('components', path), 'utf8'));

it('styles use the name of user-select that every browser knows: Safari has only the one with the prefix', () => {
  const names = sheets.flatMap((css) => css.match(/[-\w]*user-select/g) ?? []);
  assert.ok(names.length > 0, 'no declaration was found');
  assert.deepEqual([...new Set(names)], ['-webkit-user-select']);
});

it('styles show a pointer only where there is one: after a tap, its colours would stay until the next one', () => {
  const block = /@media \(hover\) \{(?:[^{}]*\{[^{}]*\})*\s*\}/g;
  assert.ok(
    sheets.some((css) => css.search(block) >= 0),
    'no block was found',
  );
  const bare = paths.filter((_, index) => sheets[index]?.replace(block, '').includes(':hover'));
  assert.deepEqual(bare, []);
});

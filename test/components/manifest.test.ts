/** What custom-elements.json says of an element against what the element's code does. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';

type Named = { readonly name: string; readonly description?: string };
type Declaration = {
  readonly tagName?: string;
  readonly cssParts?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly events?: readonly Named[];
  readonly cssProperties?: readonly Named[];
};
type Manifest = {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
};

const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as Manifest;
const elements = manifest.modules.flatMap(({ path, declarations }) =>
  declarations
    .filter(({ tagName }) => tagName !== undefined)
    .map((declaration) => ({
      ...declaration,
      tagName: declaration.tagName ?? '',
      source: path.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
    })),
);

/** Tokens that every element reads: they stand at the provider, which is around all of them. */
const tokens = new Set(namesOf(elements.find(({ tagName }) => tagName === 'openim-provider')?.cssProperties));

function namesOf(items: readonly Named[] = []): string[] {
  return items.map(({ name }) => name);
}

/** Every word of what is said of an element's parts: `also \`item--active\`` documents one as well. */
function wordsOf(items: readonly Named[] = []): Set<string> {
  return new Set(
    items.flatMap(({ name, description = '' }) => [name, ...(description.match(/[a-z]+(?:[_-]+[a-z]+)*/g) ?? [])]),
  );
}

function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
}

/** The code of an element: its own and what it imports, other elements left out. */
function closureOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)) {
    const imported = `${join(dirname(file), path)}.ts`;
    if (imported.startsWith('components/') && existsSync(imported) && !isOtherElement(imported))
      closureOf(imported, seen);
  }
  return seen;
}

function isOtherElement(file: string): boolean {
  if (file.startsWith('components/locales/')) return true;
  const [, folder, name] = /^components\/([^/]+)\/([^/]+)\.ts$/.exec(file) ?? [];
  return folder !== undefined && (name === folder || name === `${folder}.component`);
}

function ownFilesOf(source: string): string[] {
  const folder = dirname(source);
  return readdirSync(folder, { encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function matchesOf(code: string, pattern: RegExp): Set<string> {
  return new Set([...code.matchAll(pattern)].map(([, found = '']) => found));
}

/** What stands in templates, and in the calls of `create` that make the elements that do without lit. */
function partsIn(code: string): Set<string> {
  return new Set([
    ...matchesOf(code, /\bpart="([^"]+)"/g),
    ...matchesOf(code, /\bcreate\(\s*'[a-z0-9]+',\s*\{[^}]*\bpart: '([^']+)'/g),
  ]);
}

function slotsIn(code: string): Set<string> {
  return new Set([
    ...matchesOf(code, /<slot(?:\s+name="([^"]*)")?/g),
    ...matchesOf(code, /\bcreate\('slot'(?:,\s*\{[^}]*\bname: '([^']*)')?/g),
  ]);
}

/** Dispatched ones: by a helper, or as an event made in place, its name perhaps chosen a line before. */
function eventsIn(code: string): Set<string> {
  const inPlace = [...code.matchAll(/\bnew CustomEvent\(\s*(?:'([^']+)'|(\w+))/g)].flatMap(
    ([, literal, variable]) =>
      literal ? [literal] : [...matchesOf(code, new RegExp(`const ${variable ?? ''} = ([^;]+);`, 'g'))],
  );
  return new Set([
    ...matchesOf(code, /\b(?:request|emit|act)\(\s*(?:this,\s*)?'(openim-[a-z-]+)'/g),
    ...inPlace.flatMap((value) => value.match(/openim-[a-z-]+/g) ?? []),
  ]);
}

describe('custom-elements.json', () => {
  it('should know every element', () => {
    const defined = readdirSync('components').flatMap((folder) => {
      const file = join('components', folder, `${folder}.ts`);
      return existsSync(file) ? [...matchesOf(codeOf(file), /\.define\('([^']+)'\)/g)] : [];
    });
    assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), defined.sort());
    assert.ok(elements.length >= 20);
  });

  it('should offer many ways to style', () => {
    assert.ok(elements.flatMap(({ cssParts = [] }) => cssParts).length >= 40);
    assert.ok(tokens.size >= 13);
  });

  for (const { tagName, source, cssParts, slots, events, cssProperties } of elements) {
    it(`should say of <${tagName}> what its code does`, () => {
      const own = ownFilesOf(source).map(codeOf).join('\n');
      const all = [...closureOf(source), ...ownFilesOf(source)].map(codeOf).join('\n');

      const parts = wordsOf(cssParts);
      const used = [...partsIn(own)].flatMap((value) =>
        value.split(/\s+/).filter((name) => /^[a-z]+(?:[_-]+[a-z]+)*$/.test(name)),
      );
      assert.deepEqual(
        used.filter((name) => !parts.has(name)),
        [],
        'parts that are not documented',
      );
      // Some names are put together: `${tool}-button`.
      for (const name of namesOf(cssParts))
        assert.match(all, new RegExp(`\\b${name}\\b|\\}-${name.split('-').at(-1) ?? ''}\\b`), `part ${name}`);

      assert.deepEqual(
        [...slotsIn(own)].filter((name) => !namesOf(slots).includes(name)),
        [],
        'slots not documented',
      );
      for (const name of namesOf(slots)) assert.ok(slotsIn(all).has(name), `slot ${name}`);

      assert.deepEqual(
        [...eventsIn(own)].filter((name) => !namesOf(events).includes(name)),
        [],
        'events not documented',
      );

      const propertiesUsed = matchesOf(own, /var\(\s*(--openim-[a-z-]+)/g);
      assert.deepEqual(
        [...propertiesUsed].filter((name) => !tokens.has(name) && !namesOf(cssProperties).includes(name)),
        [],
        'custom properties not documented',
      );
      for (const name of namesOf(cssProperties))
        assert.ok(tagName === 'openim-provider' || all.includes(name), `${name} is read nowhere`);
    });
  }
});

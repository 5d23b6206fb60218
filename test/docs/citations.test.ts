/** Comments cite docs/protocol.md and docs/domain-rules.md by section: each section is there, and cited in one way. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const ROOMS = [
  'src',
  'server',
  'components',
  'embed',
  'frameworks',
  'demo',
  'scripts',
  'docs/examples',
  'test',
  'bench',
];
const PAGES = { protocol: 'docs/protocol.md', 'domain rules': 'docs/domain-rules.md' } as const;

const NUMBER = String.raw`\d+(?:\.\d+)*`;
/** `(protocol 4.5)`, `(domain rules 4.5, step 2)`, `Domain rules 13.4 and 13.5`, `protocol 1 to 5`. */
const CITATION = new RegExp(String.raw`\b(protocol|domain rules) (${NUMBER}(?:(?:,| and| to) ${NUMBER})*)`, 'gi');
/** What reads like a citation, in whatever form. */
const ANY_FORM = /\b(?:protocol|domain[ -]rules?|contracts?)\b[’'s,]* \(?(?:sections? )?\d[\d.]*/gi;

/** A file's text with comments that go over several lines in one. */
function flowing(text: string): string {
  return text.replaceAll(/\n\s*(?:\*|\/\/|--) /g, ' ');
}

/** `protocol 4.5` for each section that a text cites. */
function citationsIn(text: string): string[] {
  return [...flowing(text).matchAll(CITATION)].flatMap(([, page = '', numbers = '']) =>
    [...numbers.matchAll(new RegExp(NUMBER, 'g'))].map(([number]) => `${page.toLowerCase()} ${number}`),
  );
}

/** `protocol 4.5` for each section of a page. */
function sectionsOf(page: keyof typeof PAGES): string[] {
  const headings = [...readFileSync(PAGES[page], 'utf8').matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)];
  return headings.map(([, number = '']) => `${page} ${number}`);
}

const sources = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:m?[jt]s|tsx|vue|svelte|html|css)$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(room, path)),
).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('citations in the source', () => {
  const sections = new Set([...sectionsOf('protocol'), ...sectionsOf('domain rules')]);

  it('should be of sections that are there', () => {
    const cited = sources.flatMap(({ path, text }) => citationsIn(text).map((citation) => ({ path, citation })));
    assert.ok(cited.length > 80, `only ${String(cited.length)} were found`);
    assert.deepEqual(
      cited.filter(({ citation }) => !sections.has(citation)).map(({ path, citation }) => `${path}: ${citation}`),
      [],
    );
  });

  it('should have one form', () => {
    const others = sources.flatMap(({ path, text }) =>
      [...flowing(text).matchAll(ANY_FORM)]
        .map(([found]) => found)
        .filter((found) => citationsIn(found).length === 0)
        .map((found) => `${path}: ${found}`),
    );
    assert.deepEqual(others, []);
  });
});

describe('the sections of the pages they cite', () => {
  for (const page of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    it(`should be numbered without gaps in ${PAGES[page]}`, () => {
      let [chapter, section] = [0, 0];
      for (const name of sectionsOf(page)) {
        const [first = 0, second] = name
          .slice(page.length + 1)
          .split('.')
          .map(Number);
        [chapter, section] = second === undefined ? [chapter + 1, 0] : [chapter, section + 1];
        assert.deepEqual([first, second ?? 0], [chapter, section], name);
      }
    });
  }
});

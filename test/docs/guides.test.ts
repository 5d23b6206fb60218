/** What the pages of docs/ name exists: pages and headings, options of the gateway, metrics, custom properties, events. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { slug } from '../../scripts/docs/markdown.js';

const pages = new Map(
  readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('site/'))
    .map((path) => join('docs', path))
    .concat('README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md')
    .map((path) => [path, readFileSync(path, 'utf8')] as const),
);
const guides = [...pages].filter(([path]) => !/^docs\/(api|elements|decisions)\//.test(path));
const manifest = readFileSync('custom-elements.json', 'utf8');

describe('the pages of docs/', () => {
  it('should link to pages and headings that are there', () => {
    const broken = [...pages].flatMap(([path, text]) =>
      linksOf(text)
        .filter((link) => !leadsSomewhere(path, link))
        .map((link) => `${path}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('should have each row of a table on one line', () => {
    const broken = [...pages].flatMap(([path, text]) =>
      text
        .replaceAll(/```[^]*?```/g, '')
        .split('\n')
        .filter((line) => line.startsWith('| ') && !line.endsWith('|'))
        .map((line) => `${path}: ${line}`),
    );
    assert.deepEqual(broken, []);
  });

  it('should name options the gateway has', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'server/cli.ts', '--help']);
    const unknown = guides.flatMap(([path, text]) =>
      gatewayCalls(text)
        .flatMap((call) => [...call.matchAll(/(?<=\s|`)--[a-z][a-z-]+/g)].map(([option]) => option))
        .filter((option) => !stdout.includes(`${option} `) && !stdout.includes(`${option}\n`))
        .map((option) => `${path}: ${option}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('should name metrics the gateway has', () => {
    assert.deepEqual(unknownNames(/\bopenim_[a-z_]+/g, readFileSync('server/metrics.ts', 'utf8')), []);
  });

  it('should name custom properties an element reads', () => {
    const styles = readdirSync('components', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.styles.ts'))
      .map((path) => readFileSync(join('components', path), 'utf8'))
      .join('\n');
    assert.deepEqual(unknownNames(/--openim-[a-z-]+[a-z]/g, styles), []);
  });

  it('should explain lines that are written to the console', () => {
    const said = ['components', 'embed', 'src']
      .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((path) => join(room, path)))
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const [, table = ''] = pages.get('docs/troubleshooting.md')!.split('## ');
    const lines = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, line = '']) => line);
    assert.ok(lines.length > 10);
    assert.deepEqual(
      lines.filter((line) => !line.split('…').every((part) => said.includes(part.trim()))),
      [],
    );
  });

  it('should describe every attribute and event of an element, and no others', () => {
    type Named = { readonly name: string; readonly description?: string };
    type Element = { readonly tagName?: string; readonly attributes?: Named[]; readonly events?: Named[] };
    const { modules } = JSON.parse(manifest) as { modules: { declarations?: Element[] }[] };
    const missing = modules
      .flatMap(({ declarations = [] }) => declarations)
      .flatMap(({ tagName, attributes = [], events = [] }) =>
        tagName === undefined
          ? []
          : [...attributes, ...events]
              .filter(
                ({ name, description = '' }) =>
                  !pages.get(`docs/elements/${tagName}.md`)?.includes(`| \`${name}\` |`) || description === '',
              )
              .map(({ name }) => `${tagName}: ${name}`),
      );
    assert.deepEqual(missing, []);
  });

  it('should name elements that are there', () => {
    assert.deepEqual(unknownNames(/(?<=<)openim-[a-z-]+[a-z]/g, manifest), []);
  });
});

/** What matches in a guide and does not stand in `known`. */
function unknownNames(pattern: RegExp, known: string): string[] {
  return guides.flatMap(([path, text]) =>
    [...text.matchAll(pattern)]
      .map(([name]) => name)
      .filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(known))
      .map((name) => `${path}: ${name}`),
  );
}

/** Command lines of the gateway, and table rows that name its options. */
function gatewayCalls(text: string): string[] {
  const commands = [...text.replaceAll('\\\n', ' ').matchAll(/openim-gateway"?,? [^\n]*/g)].map(([line]) => line);
  return [
    ...commands,
    ...text.split('\n').filter((line) => line.startsWith('| `--') && !line.includes('--openim-')),
  ];
}

function linksOf(text: string): string[] {
  const prose = text.replaceAll(/```[^]*?```/g, '').replaceAll(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : normalize(join(dirname(from), file));
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const text = pages.get(target);
  return (
    text !== undefined &&
    [...text.matchAll(/^#+ (.+)$/gm)].some(([, heading = '']) => slug(plain(heading)) === anchor)
  );
}

/** A heading as it is read. */
function plain(heading: string): string {
  return heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}

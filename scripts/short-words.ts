import { readdirSync, readFileSync } from 'node:fs';

/**
 * Returns a short name for each of the elements' words that are named by more than one word, such as `w5` for
 * `noMatchesHint`. Leaves out names that mean something elsewhere: to the client, a page or the browser, or as a text.
 */
export function shortWords(): ReadonlyMap<string, string> {
  const words = namesIn(textOf('components/locales', /\ben\.ts$/), /^ {2}([a-z]+[A-Z]\w*)(?=:)/gm);
  const others = new Set([
    ...namesIn(textOf('src', /\.ts$/)),
    ...namesIn(textOf('docs', /\.md$/)),
    ...namesIn(textOf('components', /\.ts$/), /['"`](\w+)['"`]/g),
    ...namesIn(readFileSync('custom-elements.json', 'utf8')),
    ...namesIn(readFileSync('node_modules/typescript/lib/lib.dom.d.ts', 'utf8')),
  ]);
  const own = [...new Set(words)].filter((name) => !others.has(name));
  return new Map(own.map((name, index) => [name, `w${index.toString(36)}`]));
}

/** Returns the text of all files in a folder whose paths match. */
function textOf(folder: string, path: RegExp): string {
  const paths = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((file) => path.test(file));
  return paths.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n');
}

function namesIn(text: string, name = /(\w+)/g): string[] {
  return [...text.matchAll(name)].map((match) => match[1]!);
}

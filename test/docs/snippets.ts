/** The code on the pages of docs/ that are written by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Snippet = {
  /** `docs/embed.md 2`: the page, and which block of it. */
  readonly name: string;
  readonly language: string;
  readonly code: string;
  /** Filled in by `npm run docs` from a file that other tests run. */
  readonly isFilledIn: boolean;
};

const BLOCK = /(<!-- (?:example|file): \S+ -->\n)?```(\w*)\n([^]*?)```/g;

/** All snippets, each given out to whoever runs it. */
export class Snippets {
  readonly #all = guides().flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(BLOCK)].map(([, mark, language = '', code = ''], index): Snippet => ({
      name: `${path} ${String(index)}`,
      language,
      code,
      isFilledIn: mark !== undefined,
    })),
  );
  readonly #run = new Set<Snippet>();

  /** The one snippet of a page that holds a text. @throws {Error} when there is none, or more than one */
  take(path: string, language: string, part: string): string {
    const found = this.#all.filter(
      ({ name, language: own, code }) => name.startsWith(`${path} `) && own === language && code.includes(part),
    );
    const [snippet] = found;
    if (!snippet || found.length > 1)
      throw new Error(`${path} has ${String(found.length)} ${language} with ${part}`);
    this.#run.add(snippet);
    return snippet.code;
  }

  /** All snippets of a language in a page. */
  takeAll(path: string, language: string): string[] {
    const found = this.#all.filter(({ name, language: own }) => name.startsWith(`${path} `) && own === language);
    for (const snippet of found) this.#run.add(snippet);
    return found.map(({ code }) => code);
  }

  /** What nobody has taken. */
  get left(): readonly Snippet[] {
    return this.#all.filter((snippet) => !this.#run.has(snippet) && !snippet.isFilledIn);
  }
}

function guides(): string[] {
  return [
    'README.md',
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ];
}

/** Examples inside a page that is written by hand. */
import { readFileSync } from 'node:fs';

const MARKED_BLOCK = /(<!-- example: (\w+) -->\n)```ts\n(?:(?!```)[^])*```/g;

/**
 * The page with the code of its examples: each stands below a mark, `<!-- example: name -->`, and is replaced as a whole.
 * @throws {Error} when a mark names no example, or code stands there that none does
 */
export function withExamples(text: string, codes: ReadonlyMap<string, string>, path: string): string {
  const filled = text.replaceAll(MARKED_BLOCK, (_block, mark: string, name: string) => {
    const code = codes.get(name);
    if (code === undefined) throw new Error(`${path}: there is no example ${name}`);
    return `${mark}\`\`\`ts\n${code}\n\`\`\``;
  });
  const unmarked = filled.replaceAll(MARKED_BLOCK, '').includes('```ts');
  if (unmarked) throw new Error(`${path}: code without a mark above it is never run`);
  return filled;
}

const MARKED_FILE = /(<!-- file: (\S+) -->\n```\w+\n)(?:(?!```)[^])*```/g;

/** The page with the files it shows: each stands below a mark, `<!-- file: path -->`. */
export function withFiles(text: string): string {
  return text.replaceAll(
    MARKED_FILE,
    (_block, head: string, path: string) => `${head}${readFileSync(path, 'utf8').trimEnd()}\n\`\`\``,
  );
}

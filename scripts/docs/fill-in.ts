/** Fills examples and files into pages that are written by hand. */
import { readFileSync } from 'node:fs';

const MARKED_BLOCK = /(<!-- example: (\w+) -->\n)```ts\n(?:(?!```)[^])*```/g;

/**
 * Returns the page with the code of its examples: the block below each mark, `<!-- example: name -->`, is replaced.
 * @throws {Error} if a mark names no example, or a block of code has no mark above it
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

/** Returns the page with the files it shows: the block below each mark, `<!-- file: path -->`, is replaced. */
export function withFiles(text: string): string {
  return text.replaceAll(
    MARKED_FILE,
    (_block, head: string, path: string) => `${head}${readFileSync(path, 'utf8').trimEnd()}\n\`\`\``,
  );
}

/** Examples inside a page that is written by hand. */

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

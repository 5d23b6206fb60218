type Token = { content: string; attrJoin(name: string, value: string): void };
type Render = (tokens: Token[], index: number, ...rest: unknown[]) => string;
type Markdown = { renderer: { rules: { code_inline?: Render | undefined } } };

/** Code of several words, such as a line of the console, has the class `phrase`: unlike a name it may be broken. */
export function markPhrases({ renderer: { rules } }: Markdown): void {
  const render = rules.code_inline;
  rules.code_inline = (tokens, index, ...rest) => {
    const token = tokens[index];
    if (token && /\S \S/.test(token.content)) token.attrJoin('class', 'phrase');
    return render?.(tokens, index, ...rest) ?? '';
  };
}

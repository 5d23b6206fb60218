import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Removes indentation from html`` and css`` templates, quotes around single words in markup, and comments from css``, all of
 * which a JavaScript minifier must leave alone. Line breaks stay in markup, where white space may be visible; in style sheets
 * they are removed, too.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'openim-minify-templates',
    // After types are stripped, so that the parser meets plain JavaScript.
    enforce: 'post',
    transform: {
      filter: { id: /\/components\/.*\.ts$/ },
      handler(code) {
        const result = new MagicString(code);
        for (const { tag, start, end } of taggedQuasis(this.parse(code))) {
          const before = code.slice(start, end);
          const after = tag === 'css' ? minifyCss(before) : minifyHtml(before);
          if (after !== before) result.overwrite(start, end, after);
        }
        return { code: result.toString(), map: result.generateMap({ hires: true }) };
      },
    },
  };
}

function minifyHtml(html: string): string {
  return (
    html
      .replace(/\n\s+/g, '\n')
      .replace(/(?<=["\w]|^)\n>/g, '>')
      // Between attributes, a line break becomes a space, as others have it already: what is alike compresses better.
      .replace(/(?<=["\w]|^)\n(?=[\w@.?])/g, ' ')
      .replace(/(?<= [a-z-]+=)"([\w-]+)"(?=[\s>])/g, '$1')
  );
}

function minifyCss(css: string): string {
  return css
    .replace(/calc\(([\d.]+)em \/ ([\d.]+)\)/g, (_, one: string, other: string) => `${fraction(one, other)}em`)
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)/g, (_, ...parts: string[]) =>
      hexOf(parts.slice(0, 4).map(Number)),
    )
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/;}/g, '}')
    .replace(/, /g, ',')
    .replace(/ ([>~/]) /g, '$1')
    .replace(/\( | \)/g, (paren) => paren.trim())
    .replace(/(?<![\d.\w#-])0\.(?=\d)/g, '.')
    .replace(/([a-z-]): /g, '$1:');
}

/** A size as the styles write it, in parts of another, is shorter worked out. */
function fraction(one: string, other: string): string {
  return (Number(one) / Number(other)).toFixed(3).replace(/^0|\.?0+$/g, '');
}

/** A colour that lets through what is beneath, as `#rrggbbaa`. */
function hexOf([red = 0, green = 0, blue = 0, percent = 0]: number[]): string {
  const channels = [red, green, blue, Math.round(percent * 2.55)];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

type Quasi = { tag: string; start: number; end: number };

/** The literal parts of each tagged template, wherever it stands in the tree. */
function taggedQuasis(node: unknown): Quasi[] {
  if (Array.isArray(node)) return node.flatMap(taggedQuasis);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(taggedQuasis);
  const tag = tagOf(node as TaggedTemplate);
  if (tag === undefined) return inner;
  const { quasis } = (node as TaggedTemplate).quasi;
  // An empty part has nothing to replace.
  return [
    ...inner,
    ...quasis.filter(({ start, end }) => end > start).map(({ start, end }) => ({ tag, start, end })),
  ];
}

/** What of ESTree's TaggedTemplateExpression is needed here. */
type TaggedTemplate = {
  type: string;
  tag: { name?: string };
  quasi: { quasis: { start: number; end: number }[] };
};

function tagOf({ type, tag }: TaggedTemplate): string | undefined {
  return type === 'TaggedTemplateExpression' && /^(html|svg|css)$/.test(tag.name ?? '') ? tag.name : undefined;
}

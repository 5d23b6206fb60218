import { dirname, relative, resolve, sep } from 'node:path';

/** What a page of the repository outside of docs/ is on the site. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'SECURITY.md': 'security.md',
  'ARCHITECTURE.md': 'architecture.md',
  'CHANGELOG.md': 'changelog.md',
};

type Token = {
  type: string;
  children: Token[] | null;
  attrGet(name: string): string | null;
  attrSet(name: string, value: string): void;
};
type Markdown = {
  core: {
    ruler: {
      push(
        name: string,
        rule: (state: { tokens: Token[]; env: { path?: string; realPath?: string } }) => void,
      ): void;
    };
  };
};

/**
 * Links of the repository's pages lead to the site's: README.md is an index, and some files outside of docs/ have a page
 * too. A link to anything else fails the build.
 */
export function siteLinks(markdown: Markdown, root: string): void {
  const docs = resolve(root, 'docs');
  markdown.core.ruler.push('site-links', ({ tokens, env }) => {
    const source = env.realPath ?? env.path;
    // A title by itself, of no page.
    if (source === undefined) return;
    const isPageOfSite = source.startsWith(resolve(docs, 'site', 'pages'));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'link_open') continue;
      const href = token.attrGet('href') ?? '';
      if (!/\.md(?:#|$)/.test(href) || /^[a-z]+:/.test(href)) {
        if (/^\.{1,2}\//.test(href)) throw new Error(`${source} links to ${href}, which is no page of the site`);
        continue;
      }
      const [path = '', hash] = href.split('#');
      // Pages of the site show files of the repository's root, so their links are from there.
      const target = resolve(isPageOfSite ? root : dirname(source), path);
      const inside = relative(docs, target).split(sep).join('/');
      const page = inside.startsWith('..')
        ? OUTSIDE[relative(root, target)]
        : inside.replace(/README\.md$/, 'index.md');
      if (page === undefined) throw new Error(`${source} links to ${href}, which is no page of the site`);
      token.attrSet('href', `/${page}${hash === undefined ? '' : `#${hash}`}`);
    }
  });
}

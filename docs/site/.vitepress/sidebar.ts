import { existsSync, readFileSync } from 'node:fs';
import type { DefaultTheme } from 'vitepress';

type Items = DefaultTheme.SidebarItem[];

const docs = new URL('../../', import.meta.url);
const page = (text: string, link: string): Items =>
  existsSync(new URL(`.${link}.md`, docs)) || existsSync(new URL(`./site/pages${link}.md`, docs))
    ? [{ text, link }]
    : [];

export function guideItems(): Items {
  return [
    {
      text: 'Start',
      items: [
        { text: 'Overview', link: '/' },
        ...page('Getting started', '/getting-started'),
        ...page('Script tag', '/embed'),
        ...page('Support chats', '/support'),
        ...page('Frameworks', '/frameworks'),
        ...page('Migrating from open-im-sdk', '/migration'),
        ...page('Troubleshooting', '/troubleshooting'),
      ],
    },
    {
      text: 'Appearance',
      items: [
        ...page('Theming', '/theming'),
        ...page('Theme builder', '/theme-builder'),
        ...page('Playground', '/playground'),
      ],
    },
    {
      text: 'The gateway',
      items: [...page('Running it', '/running-the-gateway'), ...page('Limits', '/gateway-limits')],
    },
    {
      text: 'The protocol',
      items: [
        ...page('On the wire', '/protocol'),
        ...page('Domain rules', '/domain-rules'),
        ...page('Extensions', '/protocol-extensions'),
      ],
    },
    {
      text: 'Guarantees',
      items: [
        ...page('Security', '/security'),
        ...page('Reliability', '/reliability'),
        ...page('Performance', '/performance'),
        ...page('Compatibility', '/compatibility'),
        ...page('Questions', '/questions'),
      ],
    },
    {
      text: 'Internals',
      collapsed: true,
      items: [
        ...page('Architecture', '/architecture'),
        { text: 'Decisions', link: '/decisions/' },
        ...page('Runtime packages', '/runtime-packages'),
        ...page('Changelog', '/changelog'),
      ],
    },
  ];
}

/** As the generated index groups them. */
export function elementItems(): Items {
  const sections = read('elements/README.md').split(/^## /m).slice(1);
  const groups = sections.flatMap((section): Items => {
    const [title = ''] = section.split('\n');
    const items = [...section.matchAll(/^\| \[`<([a-z-]+)>`\]\(\1\.md\)/gm)].map(([, tag = '']) => ({
      text: tag.replace('openim-', ''),
      link: `/elements/${tag}`,
    }));
    return items.length > 0 ? [{ text: title.split(',')[0], items }] : [];
  });
  return [{ text: 'All elements', link: '/elements/' }, ...groups];
}

/** As the generated index lists them. */
export function sdkItems(): Items {
  const links = [...read('api/README.md').matchAll(/\[([^\]`]+)\]\(([a-z-]+)\.md\)/g)];
  const pages = new Map(links.map(([, text = '', name = '']) => [name, text]));
  return [
    {
      text: 'SDK',
      link: '/api/',
      items: [...pages].map(([name, text]) => ({ text: capitalized(text), link: `/api/${name}` })),
    },
  ];
}

/** Links in the middle of a sentence begin small. */
function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function read(path: string): string {
  return readFileSync(new URL(path, docs), 'utf8');
}

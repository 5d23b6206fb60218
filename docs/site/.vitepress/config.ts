/**
 * The site of docs/: its pages are the markdown beside this folder, which also reads well without it. Only pages that
 * are nothing without a browser are here, in pages/.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { siteLinks } from './links';
import { markPhrases } from './phrases';
import { elementItems, guideItems, sdkItems } from './sidebar';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  title: 'openim-chat',
  description: 'OpenIM chat for any web page: custom elements, a thin SDK, a one-command gateway.',
  lang: 'en',
  // Where it is served: `npm start` does at /docs/.
  base: process.env['DOCS_BASE'] ?? '/docs/',
  srcDir: '..',
  srcExclude: ['site/!(pages)/**', 'site/*.md', 'examples/**'],
  outDir: here('../dist'),
  cacheDir: here('../node_modules/.cache/vitepress'),
  rewrites: {
    'README.md': 'index.md',
    ':folder/README.md': ':folder/index.md',
    'site/pages/:page': ':page',
  },
  head: [
    ['link', { rel: 'icon', href: `${process.env['DOCS_BASE'] ?? '/docs/'}icon.svg`, type: 'image/svg+xml' }],
    ['meta', { name: 'theme-color', content: '#3b6cf6' }],
  ],
  markdown: {
    // Headings have the anchors that they have in the repository, numbers included.
    anchor: {
      slugify: (heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}_\s-]/gu, '')
          .replaceAll(' ', '-'),
    },
    config: (markdown) => {
      siteLinks(markdown, here('../../..'));
      markPhrases(markdown);
    },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('openim-') } } },
  vite: {
    publicDir: here('../public'),
    resolve: { alias: { vue: here('../node_modules/vue') }, dedupe: ['vue'] },
    build: { chunkSizeWarningLimit: 4000 },
  },
  transformPageData: (page) => {
    if (page.relativePath === 'index.md') Object.assign(page.frontmatter, home);
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Guides', link: '/getting-started', activeMatch: '^/(?!elements|api|playground|theme-builder|$)' },
      { text: 'Elements', link: '/elements/', activeMatch: '^/elements/' },
      { text: 'SDK', link: '/api/', activeMatch: '^/api/' },
      { text: 'Playground', link: '/playground' },
      { text: 'Theme builder', link: '/theme-builder' },
    ],
    sidebar: { '/elements/': elementItems(), '/api/': sdkItems(), '/': guideItems() },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: {
            // Names are found by their parts: `onRecv`, `--openim-color`, `getFriendList`.
            tokenize: (text) => text.split(/[\s\-/.,:;!?()[\]{}<>"'`|=*_&#@$]+/u).filter(Boolean),
          },
        },
      },
    },
    footer: { message: 'MIT-licensed. These pages load nothing from other hosts.' },
    docFooter: { prev: 'Previous', next: 'Next' },
  },
});

/** What stands above the first page, which is docs/README.md. */
const home = {
  layout: 'home',
  hero: {
    name: 'openim-chat',
    text: 'Chat for any web page',
    tagline:
      'Custom elements that keep working without a network, an SDK with the API you know, and a gateway that is one process and one file.',
    actions: [
      { theme: 'brand', text: 'Get started', link: '/getting-started' },
      { theme: 'alt', text: 'Playground', link: '/playground' },
      { theme: 'alt', text: 'Theme builder', link: '/theme-builder' },
    ],
  },
  features: [
    {
      title: '9 kB until it is opened',
      details: 'The script tag draws a bubble. The chat loads when somebody opens it.',
    },
    {
      title: 'Nothing is lost',
      details: 'A message is stored before it is sent, and delivered once, across lost connections and reloads.',
    },
    {
      title: 'Every framework, or none',
      details: 'React, Vue, Svelte, Angular, Preact, server rendering, plain HTML: each with a tested example.',
    },
    {
      title: 'Strict by default',
      details: 'No cookies, no other hosts, no inline code. Works under Trusted Types.',
    },
  ],
};

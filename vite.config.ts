import { relative } from 'node:path';
import { defineConfig } from 'vite';
import { idbEssentials } from './scripts/idb-essentials.js';
import { inlineConstants } from './scripts/inline-constants.js';
import { inlineImports } from './scripts/inline-imports.js';
import { leaveGlobalsAlone } from './scripts/leave-globals-alone.js';
import { litEssentials } from './scripts/lit-essentials.js';
import { minifyTemplates } from './scripts/minify-templates.js';
import { ownTags } from './scripts/own-tags.js';
import { staticImports } from './scripts/static-imports.js';
import { staticProperties } from './scripts/static-properties.js';
import { stylesTogether } from './scripts/styles-together.js';
import { terser } from './scripts/terser.js';

/**
 * The files a page can load directly, one build each: `vite build --mode <name>`. tsc has made the package's own modules
 * before (npm run build); these bundle the same sources with what they import.
 */
const bundles = {
  /** Registers every element; what is loaded on first use stays in files of its own beside it. */
  'openim-chat': { entry: 'components/index.ts', format: 'es', chunks: 'chunks' },
  /** The SDK in one file, without what only a UI needs. */
  sdk: { entry: 'src/sdk/index.ts', format: 'es', chunks: undefined },
  /** What the script tag loads when its chat is opened. */
  'openim-chat-panel': { entry: 'components/launcher-panel/launcher-panel.ts', format: 'es', chunks: 'panel' },
  /** The script tag, `openim-chat.js`; built after its panel, whose files it names. */
  script: { entry: 'embed/script.ts', format: 'iife', chunks: undefined },
} as const;

/**
 * What is loaded later, in parts that are wanted together: a file for each dialog would be a request for each, and small
 * files compress badly. A part takes along what it needs and no part before it has.
 */
const onDemand = [
  // With the first link.
  { name: 'linkifier', test: /components\/internal\/linkifier\.ts$/ },
  // With every conversation, while its messages are drawn.
  { name: 'standing', test: /(?:components\/chat\/standing|src\/session\/(?:contacts|groups))\.ts$/ },
  // With the first menu, quote, search …
  {
    name: 'actions',
    test: /(?:components\/(?:chat|chat-search|composer|conversation-list|forward-dialog|internal|location-dialog|menu|message)|src)\/(?!.*(?:rich-content|shared-messages|support))/,
  },
  // With the bubble; in the bubble's own build, when a chat is closed.
  { name: 'launcher-panel', test: /components\/launcher-panel\// },
  // With the first picture, video, voice message …
  { name: 'media', test: /components\/(?:message\/rich-content|lightbox|merged-viewer|voice-recorder)\b/ },
  // What everybody gets once the chat is there.
  { name: 'elements', test: /components\/(?:people\/people|launcher\/launcher)\.ts$/ },
  // With the first look at what was shared in a conversation.
  { name: 'shared-files', test: /(?:components\/shared-files|src\/session\/shared-messages)\b/ },
];

export default defineConfig(({ mode }) => {
  const bundle = bundles[mode as keyof typeof bundles] as (typeof bundles)[keyof typeof bundles] | undefined;
  if (bundle === undefined) {
    throw new Error(`vite build --mode ${Object.keys(bundles).join(' | ')}; not ${mode}`);
  }
  const { entry, format, chunks } = bundle;
  const isScript = format === 'iife';
  return {
    plugins: [
      leaveGlobalsAlone(),
      idbEssentials(),
      litEssentials(),
      minifyTemplates(),
      staticProperties(),
      inlineConstants(),
      stylesTogether(),
      ...(mode === 'script' || mode === 'openim-chat-panel' ? [ownTags()] : []),
      ...(chunks ? [] : [inlineImports()]),
      terser(),
    ],
    define: isScript ? { PANEL_FILES: JSON.stringify(panelFiles()) } : {},
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      copyPublicDir: false,
      sourcemap: true,
      // The bundled packages' licences want to go where their code goes. The other bundles hold no others.
      license: mode === 'openim-chat' && { fileName: 'licenses.md' },
      reportCompressedSize: false,
      // A library build leaves `import()` as it is; an application's would wrap it in a preload helper.
      lib: { entry: { [isScript ? 'openim-chat' : mode]: entry }, formats: [format], name: 'OpenIMChat' },
      rolldownOptions: {
        // The entry may export more than it promises, so that what it loads anyway need not be split off for the rest.
        preserveEntrySignatures: 'allow-extension',
        output: {
          // For the whole of it: a library's modules are otherwise left readable, for another bundler to work on.
          minify: true,
          // Hints for a bundler have had their use.
          comments: false,
          // What is loaded at once is one file, which compresses better than what the bundler would share piece by piece.
          codeSplitting: chunks !== undefined && {
            groups: [
              { name: 'core', tags: ['$initial'] },
              // Changes with Unicode, not with the code.
              { name: 'emoji-data', test: /emoji-picker\/emoji-data/ },
              ...onDemand,
            ],
          },
          entryFileNames: isScript ? '[name].js' : '[name].mjs',
          chunkFileNames: `${String(chunks)}/[name]-[hash].mjs`,
        },
      },
    },
  };
});

/** What is loaded with the panel at once, beside the script. */
function panelFiles(): string[] {
  return [...staticImports(['dist/openim-chat-panel.mjs'])].map((file) => relative('dist', file));
}

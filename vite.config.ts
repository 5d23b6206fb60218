import { defineConfig } from 'vite';
import { minifyTemplates } from './scripts/minify-templates.js';

/**
 * The files a page can load directly, one build each: `vite build --mode <name>`. tsc has made the package's own modules
 * before (npm run build); these bundle the same sources with what they import.
 */
const bundles = {
  /** Registers every element; what is loaded on first use stays in files of its own beside it. */
  'openim-chat': { entry: 'components/index.ts', split: true },
  /** The SDK in one file, without what only a UI needs. */
  sdk: { entry: 'src/sdk/index.ts', split: false },
} as const;

export default defineConfig(({ mode }) => {
  const bundle = bundles[mode as keyof typeof bundles] as (typeof bundles)[keyof typeof bundles] | undefined;
  if (bundle === undefined) {
    throw new Error(`vite build --mode ${Object.keys(bundles).join(' | ')}; not ${mode}`);
  }
  return {
    plugins: [minifyTemplates()],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      copyPublicDir: false,
      sourcemap: true,
      reportCompressedSize: false,
      // A library build leaves `import()` as it is; an application's would wrap it in a preload helper.
      lib: { entry: { [mode]: bundle.entry }, formats: ['es'] },
      rolldownOptions: {
        // The entry may export more than it promises, so that what it loads anyway need not be split off for the rest.
        preserveEntrySignatures: 'allow-extension',
        output: {
          // For the whole of it: a library's modules are otherwise left readable, for another bundler to work on.
          minify: true,
          codeSplitting: bundle.split,
          entryFileNames: '[name].mjs',
          chunkFileNames: 'chunks/[name]-[hash].mjs',
        },
      },
    },
  };
});

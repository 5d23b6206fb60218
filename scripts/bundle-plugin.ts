import { relative } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';
import { build } from 'esbuild';

/**
 * Serves test files bundled, and what they share in chunks. Each file runs in a context of its own, whose cache is empty, so
 * it would otherwise fetch some two hundred modules.
 */
export function bundlePlugin(rootDir: string, files: readonly string[]): TestRunnerPlugin {
  const served = new Map<string, string>();
  return {
    name: 'openim-test-bundle',
    async serverStart() {
      const { outputFiles } = await build({
        absWorkingDir: rootDir,
        entryPoints: files.map((file) => ({ in: file, out: file })),
        outdir: rootDir,
        outExtension: { '.js': '.bundle.js' },
        chunkNames: 'bundled/[name]-[hash]',
        bundle: true,
        splitting: true,
        write: false,
        format: 'esm',
        target: 'es2022',
        sourcemap: 'inline',
        conditions: ['browser', 'development'],
        tsconfig: 'tsconfig.json',
        logLevel: 'error',
      });
      for (const { path, text } of outputFiles)
        served.set(`/${relative(rootDir, path).replaceAll('\\', '/')}`, text);
    },
    serve({ path }) {
      const body = served.get(path) ?? served.get(`${path}.bundle.js`);
      return body === undefined ? undefined : { body, type: 'js' };
    },
  };
}

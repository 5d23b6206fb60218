import { existsSync, readdirSync } from 'node:fs';
import type { KnipConfig } from 'knip';

/** The modules of components/ that a page imports: each registers the element its folder is named after. */
const elements = readdirSync('components')
  .map((name) => `components/${name}/${name}.ts`)
  .filter((module) => existsSync(module));

const config: KnipConfig = {
  entry: [
    'src/index.ts',
    'src/protocol/index.ts',
    'components/index.ts',
    ...elements,
    'embed/{index,script}.ts',
    'frameworks/{preact,react,svelte,vue}.ts',
    'server/gateway.ts',
    'server/cli.ts',
    'demo/*.ts',
    'scripts/*.ts',
    'bench/page/ours.ts',
    'test/**/*.test.ts',
    'test/**/*.type-test.ts',
    'test/e2e/page/*.ts',
    'web-test-runner.config.ts',
    'custom-elements-manifest.config.mjs',
  ],
  project: [
    '{src,components,embed,frameworks,server,demo,bench,scripts,test,docs/examples}/**/*.ts',
    '*.{ts,js,cjs,mjs}',
  ],
  vite: false,
  ignoreBinaries: ['ldd', 'openssl', 'prlimit', 'strace'],
  ignoreDependencies: ['light-my-request', 'tslib', 'open-im-sdk-v2.0.3'],
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;

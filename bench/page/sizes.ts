import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleKB, gzipKB, lazyChunks } from '../../scripts/bundle-size.js';
import type { Other } from '../report/figure.js';
import type { Suite } from '../suite.js';
import { bundleText, STREAM_CHAT } from './site.js';

/** What a page loads, gzipped: ours as built, the others minified by the same bundler. */
export const sizes: Suite = {
  name: 'sizes',
  async run(report) {
    report.progress('bundling the others');
    const peer = async (name: string, text: string): Promise<Other> => {
      try {
        return { name, value: folderKB(await bundleText(`size-${name.replace(/\W+/g, '-')}`, text)) };
      } catch (error) {
        return {
          name,
          value: `does not bundle (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''})`,
        };
      }
    };
    const exposed = (module: string): string => `import * as all from '${module}'; window.all = all;`;
    report.figure({
      id: 'size.chat',
      table: 'Size',
      what: 'a usable chat: SDK, cache, list, chat, CSS',
      value: bundleKB(['dist/openim-chat.mjs']),
      unit: 'kB',
      goal: { atMost: 45 },
      others: [
        await peer('deep-chat', "import 'deep-chat';"),
        await peer('vue-advanced-chat', "import { register } from 'vue-advanced-chat'; register();"),
        await peer('stream-chat-react, with React', STREAM_CHAT),
      ],
      ratioTo: 'deep-chat',
      meaning: 'What a visitor downloads before reading the first message.',
    });
    report.figure({
      id: 'size.sdk',
      table: 'Size',
      what: 'SDK with cache and outbox, no UI',
      value: bundleKB(['dist/sdk.mjs']),
      unit: 'kB',
      goal: { atMost: 18 },
      others: [
        await peer('open-im-sdk 2.3.0, without storage', exposed('open-im-sdk-2.3.0')),
        await peer('open-im-sdk 3.5.2, without storage', exposed('open-im-sdk')),
        await peer('@openim/client-sdk, without storage', exposed('@openim/client-sdk')),
        { name: '@openim/wasm-client-sdk with its wasm', value: wasmKB() },
      ],
      meaning: 'The same for a page with its own UI.',
    });
    report.figure({
      id: 'size.everything',
      table: 'Size',
      what: 'everything including lazy parts, without emoji data',
      value: bundleKB(['dist/openim-chat.mjs', ...lazyChunks()]),
      unit: 'kB',
      goal: { atMost: 110 },
      meaning: 'After every dialog, player and picker has been opened once.',
    });
  },
};

function folderKB(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(m?js|css|wasm)$/.test(name),
  );
  return files.reduce((sum, name) => sum + gzipKB(join(folder, name)), 0);
}

/** Returns the size of the client's files, all of which the page must serve itself. */
function wasmKB(): number {
  const folder = 'bench/node_modules/@openim/wasm-client-sdk';
  const shipped = [
    ...readdirSync(join(folder, 'assets')).map((name) => join(folder, 'assets', name)),
    join(folder, 'lib/index.es.js'),
  ];
  return shipped.filter((file) => /\.(m?js|wasm)$/.test(file)).reduce((sum, file) => sum + gzipKB(file), 0);
}

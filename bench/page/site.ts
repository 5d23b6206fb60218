import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITE = join(ROOT, 'bench/.cache/site');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** Bundles `entry` of bench/ as the one script of a page, minified, the same way for all. Resolves to the folder. */
export async function bundle(name: string, entry: string): Promise<string> {
  const outDir = join(SITE, name);
  await build({
    configFile: false,
    root: join(ROOT, 'bench'),
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    esbuild: {
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    },
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      target: 'es2022',
      lib: { entry: join(ROOT, 'bench', entry), formats: ['es'], fileName: () => 'page.js' },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const styles = (await readdir(outDir)).filter((file) => file.endsWith('.css'));
  await writeFile(join(outDir, 'index.html'), pageOf('page.js', styles));
  return outDir;
}

/** Like {@link bundle}, for a text instead of a file. */
export async function bundleText(name: string, text: string): Promise<string> {
  await mkdir(join(ROOT, 'bench/.cache/entries'), { recursive: true });
  const entry = `.cache/entries/${name}.js`;
  await writeFile(join(ROOT, 'bench', entry), text);
  return bundle(name, entry);
}

/** The imports of a page with Stream's chat. */
export const STREAM_CHAT = [
  "import { createElement } from 'react';",
  "import { createRoot } from 'react-dom/client';",
  "import { StreamChat } from 'stream-chat';",
  "import { Channel, ChannelList, Chat, MessageComposer, VirtualizedMessageList, Window } from 'stream-chat-react';",
  "import 'stream-chat-react/css/index.css';",
  'window.all = { createElement, createRoot, StreamChat, Channel, ChannelList, Chat, MessageComposer };',
  'Object.assign(window.all, { VirtualizedMessageList, Window });',
].join('\n');

function pageOf(script: string, styles: readonly string[]): string {
  const links = styles.map((file) => `<link rel="stylesheet" href="${file}">`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>${links}<body style="margin:0"><script type="module" src="${script}"></script>`;
}

export type Site = { readonly url: string; close(): void };

/** Serves the built pages under `/site/`, the package as built under `/dist/`, and `pages` by their paths. */
export async function serve(pages: Readonly<Record<string, string>> = {}): Promise<Site> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path.startsWith('/dist/') ? join(ROOT, path) : join(SITE, path.replace(/^\/site\//, ''));
    const page = path === '/blank' ? '<!doctype html><meta charset="utf-8"><body>' : pages[path];
    if (page !== undefined) {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
      return;
    }
    readFile(file).then(
      (content) => {
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

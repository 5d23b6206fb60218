/** The site of docs/, where it has been built, beside the demo: its playground's pages chat on the demo's gateway. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin } from 'vite';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
};

export function docsSitePlugin(directory: string): Plugin {
  return {
    name: 'demo-docs-site',
    configureServer: ({ middlewares }) => {
      middlewares.use('/docs', (request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://site');
        const file = join(directory, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
        if (!file.startsWith(directory) || !existsSync(file) || !statSync(file).isFile()) {
          next();
          return;
        }
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        // The playground's frame is of no origin, and modules are fetched by that.
        response.setHeader('access-control-allow-origin', '*');
        createReadStream(file).pipe(response);
      });
    },
  };
}

/** Serves the built page, its body rendered for each request. `PORT` is the port, 0 for a free one. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { render } from './dist/server/server.js';

const types = { '.js': 'text/javascript', '.css': 'text/css' };
const page = await readFile('dist/client/index.html', 'utf8');

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
  if (pathname === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(page.replace('<!--app-->', render(searchParams)));
    return;
  }
  try {
    const body = await readFile(join('dist/client', normalize(pathname)));
    response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream');
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

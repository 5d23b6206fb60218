import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../db/store.js';
import type { FileRow } from '../db/files.js';
import { byteRange } from '../files/byte-range.js';
import { contentDisposition } from '../files/file-name.js';
import type { FileVault } from '../files/file-vault.js';
import type { Metrics } from '../metrics.js';

export type DownloadDependencies = { readonly store: Store; readonly files: FileVault; readonly metrics: Metrics };

/** Text without a charset is read as what the reader's machine takes for usual. */
const SERVED_TYPES: Readonly<Record<string, string>> = { 'text/plain': 'text/plain; charset=utf-8' };

/** What a message shows as it stands; everything else is for the reader's disk, and never a page of this address. */
function isShown(type: string): boolean {
  return /^(image|audio|video)\//.test(type);
}

type FileRequest = FastifyRequest<{ Params: { id: string; '*': string } }>;

/**
 * `GET` and `HEAD /files/<id>/<name>`: the ID is the key, whoever has it may read. The bytes behind an address never
 * change, so the reader may keep them; but a message that is taken back takes its file along, so the reader asks each time
 * whether it is still there.
 */
export function registerDownloadRoute(
  app: FastifyInstance,
  { store, files, metrics }: DownloadDependencies,
): void {
  app.get('/files/:id/*', { exposeHeadRoute: false }, (request: FileRequest, reply) => answer(request, reply));
  app.head('/files/:id/*', (request: FileRequest, reply) => answer(request, reply));

  const answer = (request: FileRequest, reply: FastifyReply): FastifyReply => {
    const file = store.files.get(request.params.id);
    // A name of the reader's own making would be shown beside a file that has another.
    const isKnown = file?.name === request.params['*'];
    const sent = isKnown
      ? send(request, reply, file)
      : reply.status(404).send({ errCode: 404, errMsg: 'no such file' });
    metrics.download(reply.statusCode);
    return sent;
  };

  const send = (request: FileRequest, reply: FastifyReply, file: FileRow): FastifyReply => {
    const etag = `"${file.file_id}"`;
    void reply.headers({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    });
    const { 'if-none-match': known, 'if-range': expected, range: asked } = request.headers;
    if (known?.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())))
      return reply.status(304).send();

    const range = byteRange(expected === undefined || expected === etag ? asked : undefined, file.size_bytes);
    if (range === 'unsatisfiable') {
      void reply.headers({ 'content-range': `bytes */${file.size_bytes}`, 'cache-control': 'no-store' });
      return reply.status(416).send({ errCode: 416, errMsg: 'no such range' });
    }
    const [status, length] = range === 'whole' ? [200, file.size_bytes] : [206, range.last - range.first + 1];
    if (range !== 'whole') {
      void reply.header('content-range', `bytes ${range.first}-${range.last}/${file.size_bytes}`);
    }
    void reply.status(status).headers({
      'content-type': SERVED_TYPES[file.type] ?? file.type,
      'content-disposition': contentDisposition(isShown(file.type) ? 'inline' : 'attachment', file.name),
      'content-length': length,
    });
    if (request.method === 'HEAD') return reply.send();
    return reply.send(files.read(file.file_id, range === 'whole' ? undefined : range));
  };
}

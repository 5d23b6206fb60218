import type { ReadStream } from 'node:fs';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../db/store.js';
import type { FileRow } from '../db/files.js';
import { byteRange } from '../files/byte-range.js';
import { contentDisposition } from '../files/file-name.js';
import type { FileVault } from '../files/file-vault.js';
import type { Metrics } from '../metrics.js';

export type DownloadDependencies = { readonly store: Store; readonly files: FileVault; readonly metrics: Metrics };

/** Browsers read text without a charset in the encoding that is the default on the reader's machine. */
const SERVED_TYPES: Readonly<Record<string, string>> = { 'text/plain': 'text/plain; charset=utf-8' };

/** Media is shown in messages; everything else is saved to disk, and never opens as a page of the gateway's origin. */
function isShown(type: string): boolean {
  return /^(image|audio|video)\//.test(type);
}

type FileRequest = FastifyRequest<{ Params: { id: string; '*': string } }>;

/**
 * Registers `GET` and `HEAD /files/<id>/<name>`. The ID is the key: everybody who has it may read the file. The bytes
 * behind a URL never change, so browsers may cache them; but revoking a message deletes its file, so browsers must ask
 * each time whether the file still exists.
 */
export function registerDownloadRoute(
  app: FastifyInstance,
  { store, files, metrics }: DownloadDependencies,
): void {
  const onSend = (_request: unknown, reply: FastifyReply, _payload: unknown, done: () => void): void => {
    metrics.download(reply.statusCode);
    done();
  };
  app.get('/files/:id/*', { exposeHeadRoute: false, onSend }, (request: FileRequest, reply) =>
    answer(request, reply),
  );
  app.head('/files/:id/*', { onSend }, (request: FileRequest, reply) => answer(request, reply));

  const answer = async (request: FileRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const file = store.files.get(request.params.id);
    // Anybody could make up another name for a file, which would be shown to the reader.
    const isKnown = file?.name === request.params['*'];
    return isKnown ? send(request, reply, file) : refuse(reply);
  };

  const refuse = (reply: FastifyReply): FastifyReply =>
    reply.status(404).send({ errCode: 404, errMsg: 'no such file' });

  const send = async (request: FileRequest, reply: FastifyReply, file: FileRow): Promise<FastifyReply> => {
    const etag = `"${file.file_id}"`;
    const headers = {
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    };
    const { 'if-none-match': known, 'if-range': expected, range: asked } = request.headers;
    if (known?.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())))
      return reply.status(304).headers(headers).send();

    // RFC 9110 (14.2): other methods than GET, and a file that has changed, are answered as without a range.
    const isRange = request.method === 'GET' && (expected === undefined || expected === etag);
    const range = byteRange(isRange ? asked : undefined, file.size_bytes);
    if (range === 'unsatisfiable') {
      void reply.headers({
        ...headers,
        'content-range': `bytes */${file.size_bytes}`,
        'cache-control': 'no-store',
      });
      return reply.status(416).send({ errCode: 416, errMsg: 'no such range' });
    }
    const bytes = await files.read(file.file_id, file.size_bytes, range === 'whole' ? undefined : range);
    // Its message may be revoked at this very moment.
    if (bytes === undefined) return refuse(reply);
    closeWith(request.raw.socket, bytes);
    const [status, length] = range === 'whole' ? [200, file.size_bytes] : [206, range.last - range.first + 1];
    if (range !== 'whole') {
      void reply.header('content-range', `bytes ${range.first}-${range.last}/${file.size_bytes}`);
    }
    void reply.status(status).headers({
      ...headers,
      'content-type': SERVED_TYPES[file.type] ?? file.type,
      'content-disposition': contentDisposition(isShown(file.type) ? 'inline' : 'attachment', file.name),
      'content-length': length,
    });
    if (request.method !== 'HEAD') return reply.send(bytes);
    bytes.destroy();
    return reply.send();
  };
}

/**
 * Closes the file when the connection is closed. A response that still waits for its turn on the connection is told of
 * neither, and its file would stay open.
 */
function closeWith(socket: Socket, file: ReadStream): void {
  const close = (): void => void file.destroy();
  socket.once('close', close);
  file.once('close', () => socket.off('close', close));
  if (socket.destroyed) close();
}

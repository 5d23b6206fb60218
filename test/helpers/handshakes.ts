import { WebSocket } from 'ws';

export type Handshake =
  | { readonly kind: 'opened'; readonly socket: WebSocket }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    };

export type HandshakeOptions = { readonly headers?: Record<string, string>; readonly protocols?: string[] };

/** Asks for an upgrade; how it was answered. */
export function tryHandshake(url: string, options: HandshakeOptions = {}): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, options.protocols ?? [], { headers: options.headers ?? {} });
    socket.once('open', () => {
      resolve({ kind: 'opened', socket });
    });
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        resolve({ kind: 'refused', status: response.statusCode ?? 0, body, headers: response.headers });
      });
    });
  });
}

/** As {@link tryHandshake}, where it has to be refused. @throws {Error} when it is not */
export async function refusedHandshake(
  url: string,
  options: HandshakeOptions = {},
): Promise<{ status: number; body: string; version: string | undefined }> {
  const outcome = await tryHandshake(url, options);
  if (outcome.kind === 'opened') {
    outcome.socket.terminate();
    throw new Error('the handshake was accepted');
  }
  const version = outcome.headers['sec-websocket-version'];
  return { status: outcome.status, body: outcome.body, version: version?.toString() };
}

import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** The headers of all HTTP responses, unless a route overrides them: browsers must not sniff, frame or cache them. */
export const DEFAULT_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Answers a malformed request, or an upgrade that is refused, over the bare socket, and ends the connection. */
export function answerPlainly(
  socket: Duplex,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const all = {
    ...DEFAULT_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  // The peer may never close its own side, and Node no longer watches a socket that asked for an upgrade.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

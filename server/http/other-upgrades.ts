import type { IncomingMessage, Server } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';

export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Answers a request that asks for an upgrade to another protocol as if it did not, as RFC 9110 (7.8) allows: the HTTP
 * clients of some back ends, such as Java's, ask for HTTP/2 on their first request. Node has no way to decline an upgrade
 * other than to read the request again.
 *
 * @param head what of the request's body was read with its headers
 */
export function declineUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit(socket instanceof TLSSocket ? 'secureConnection' : 'connection', socket);
}

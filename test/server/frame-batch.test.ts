import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameBatch } from '../../server/frame-batch.js';

it('a batch of frames arrives as the messages it was made of, whatever their length', async (t) => {
  // Around the lengths from which the header is longer (RFC 6455, 5.2), counted in bytes.
  const texts = [0, 1, 125, 126, 65_535, 65_536, 70_000].map((length) => 'x'.repeat(length));
  texts.push('é'.repeat(63), '🙂'.repeat(20_000));
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  t.after(() => {
    server.close();
  });
  server.once('connection', (socket, { socket: stream }) => {
    stream.write(new FrameBatch(texts).bytes);
    socket.close();
  });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const received: string[] = [];
  client.on('message', (data: Buffer) => received.push(data.toString()));
  const [code] = (await once(client, 'close')) as [number];
  assert.deepEqual([received, code], [texts, 1005]);
});

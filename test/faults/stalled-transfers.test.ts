import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { isFull } from '../helpers/figures.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { uploaded } from '../helpers/uploads.js';

const IDLE_S = 30;
/** More than any system's buffers take (some have 32 MiB), so that the rest waits in the gateway. */
const FILE_BYTES = 64 * 1024 * 1024;
const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

async function begin(t: TestContext, url: URL, ...head: string[]): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  t.after(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write([...head, `Host: ${url.host}`, '\r\n'].join('\r\n'));
  return socket;
}

describe('a transfer that stands still', () => {
  // To see it fail: `setTimeout` taken out of createApp (server/http/app.ts), where all stay open, or the listener of
  // 'timeout' taken out of acceptSockets (server/http/upgrades.ts), where the download before a handshake does.
  it(
    'is cut off, down as well as up',
    { skip: !isFull && `takes ${2 * IDLE_S} s, which is for the long form` },
    async (t) => {
      const gateway = await GatewayFixture.start(t, { maxFileBytes: FILE_BYTES });
      const [ada] = await gateway.people('ada');
      const file = await uploaded(gateway.url, ada.token, new Uint8Array(FILE_BYTES));
      const url = new URL(file.url);
      const get = `GET ${url.pathname} HTTP/1.1`;
      const download = await begin(t, url, get);
      const beforeHandshake = await begin(t, url, get);
      beforeHandshake.write(['GET / HTTP/1.1', ...UPGRADE, `Host: ${url.host}`, '\r\n'].join('\r\n'));
      // Meanwhile it comes to a stand, before the others do.
      await uploaded(gateway.url, ada.token, new Uint8Array(FILE_BYTES));
      const startedAtMs = performance.now();
      const form = ['Content-Type: multipart/form-data; boundary=b', 'Content-Length: 1000000'];
      const stallUpload = async (): Promise<void> => {
        const upload = await begin(t, url, 'POST /files HTTP/1.1', `token: ${ada.token}`, ...form);
        upload.resume();
        await once(upload, 'close');
      };
      await stallUpload();
      const tookS = (performance.now() - startedAtMs) / 1000;
      assert.ok(tookS > IDLE_S - 1, `after ${tookS} s`);
      // The first look at a download only notes how much is left. And only who reads hears that there is no more.
      await stallUpload();
      const received: number[] = [];
      for (const socket of [download, beforeHandshake]) {
        let receivedBytes = 0;
        socket.on('data', ({ length }) => (receivedBytes += length));
        await once(socket, 'close');
        assert.ok(receivedBytes > 0 && receivedBytes < FILE_BYTES, `${receivedBytes} bytes`);
        received.push(receivedBytes);
      }
      assert.equal(await ada.ok('getLoginUser'), 'ada', 'a socket that says nothing is another matter');
      t.diagnostic(`closed after ${tookS.toFixed(1)} s, ${received.join(' and ')} of ${FILE_BYTES} bytes`);
    },
  );
});

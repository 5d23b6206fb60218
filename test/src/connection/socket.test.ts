import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Socket } from '../../../src/connection/socket.js';
import { FakeWebSocket, settled } from '../../helpers/fake-web-socket.js';

function setUp() {
  const log: string[] = [];
  const webSocket = new FakeWebSocket('ws://host');
  const socket = new Socket(() => webSocket, {
    onOpen: () => log.push('open'),
    onText: (text) => log.push(text),
    onClose: (code) => log.push(`close ${code}`),
  });
  return { log, webSocket, socket };
}

describe('Socket', () => {
  it('should report what happens in order, and the end once', async () => {
    const { log, webSocket } = setUp();
    webSocket.open();
    webSocket.receive('1');
    webSocket.receive('2');
    webSocket.end(1001);
    webSocket.receive('3');
    webSocket.end();
    await settled();
    assert.deepEqual(log, ['open', '1', '2', 'close 1001']);
  });

  it('should call handlers one at a time, never within the event itself', async () => {
    const { log, webSocket } = setUp();
    webSocket.receive('1');
    assert.deepEqual(log, []);
    await settled();
    webSocket.receive('2');
    await settled();
    assert.deepEqual(log, ['1', '2']);
  });

  it('should be silent once it is closed, also about what had arrived already', async () => {
    const { log, webSocket, socket } = setUp();
    webSocket.receive('1');
    socket.close();
    webSocket.open();
    webSocket.end();
    await settled();
    assert.deepEqual(log, []);
    assert.ok(webSocket.closed);
  });

  it('should report that it could not be opened like any other end, but with the reason', async () => {
    const ends: unknown[] = [];
    const refusal = new SyntaxError('no address');
    const createSocket = () => {
      throw refusal;
    };
    const socket = new Socket(createSocket, {
      onOpen: () => assert.fail(),
      onText: () => assert.fail(),
      onClose: (code, error) => ends.push([code, error]),
    });
    assert.deepEqual(ends, []);
    await settled();
    assert.deepEqual(ends, [[1006, refusal]]);
    socket.send('nobody hears it');
    socket.close();
  });

  it('should leave binary frames alone', async () => {
    const { log, webSocket } = setUp();
    webSocket.receive(new Uint8Array(3));
    webSocket.receive('text');
    await settled();
    assert.deepEqual(log, ['text']);
  });
});

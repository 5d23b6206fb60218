import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { CloseCode, ErrorCode } from '../../src/protocol/index.js';
import { names } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, sendText, textMessage } from '../helpers/gateway-fixture.js';

const UPGRADE = [
  'Host: gateway.example',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
];

/** A socket that has done its handshake and may now send any bytes. */
async function upgraded(gateway: GatewayFixture, userID: string): Promise<Socket> {
  const token = await gateway.token(userID);
  const { hostname, port } = new URL(gateway.url);
  const socket = createConnection(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write([`GET /?sendID=${userID}&token=${token}&platformID=5 HTTP/1.1`, ...UPGRADE, '\r\n'].join('\r\n'));
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

/** The code of the close frame that answers `bytes`. */
function closeCodeAfter(socket: Socket, bytes: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => (received = Buffer.concat([received, chunk])));
    socket.on('close', () => {
      resolve(received.length >= 4 && received[0] === 0x88 ? received.readUInt16BE(2) : 0);
    });
    socket.write(bytes);
  });
}

describe('a peer that does not keep to the rules', () => {
  it('is cut off for malformed frames, and nobody else notices', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await gateway.register('mallory');
    const mask = Buffer.alloc(4);
    const cases: [string, Buffer, number][] = [
      ['an unmasked frame', Buffer.from([0x81, 0x01, 0x41]), 1002],
      ['reserved bits', Buffer.concat([Buffer.from([0xf1, 0x81]), mask, Buffer.from('A')]), 1002],
      ['an unknown opcode', Buffer.concat([Buffer.from([0x83, 0x81]), mask, Buffer.from('A')]), 1002],
      ['a control frame in pieces', Buffer.concat([Buffer.from([0x09, 0x81]), mask, Buffer.from('A')]), 1002],
      ['text that is no UTF-8', Buffer.concat([Buffer.from([0x81, 0x82]), mask, Buffer.from([0xc3, 0x28])]), 1007],
      [
        'a frame that says it is huge',
        Buffer.concat([Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]), mask]),
        CloseCode.FrameTooBig,
      ],
    ];
    for (const [what, bytes, code] of cases) {
      assert.equal(await closeCodeAfter(await upgraded(gateway, 'mallory'), bytes), code, what);
    }
    const abrupt = await upgraded(gateway, 'mallory');
    abrupt.resetAndDestroy();
    await sendText(ada, 'bob', 'still here');
    await bob.event('OnRecvNewMessage');
  });

  // To see it fail: the listener of 'finish' taken out of answerPlainly of server/http/plain-answer.ts.
  it('does not keep a gateway from stopping that refused it, by never closing its own side', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const { hostname, port } = new URL(gateway.url);
    const socket = createConnection({ port: Number(port), host: hostname, allowHalfOpen: true });
    t.after(() => socket.destroy());
    socket.write(['GET /?sendID=ada&platformID=5 HTTP/1.1', ...UPGRADE, '\r\n'].join('\r\n'));
    socket.resume();
    await once(socket, 'end');
    await gateway.stop();
    assert.ok(socket.writable);
  });

  it('is closed with 1009 beyond eight mebibytes', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    ada.socket.send('x'.repeat(8 * 1024 * 1024 + 1));
    assert.equal(await ada.closeCode(), CloseCode.FrameTooBig);
    await bob.settle();
  });

  it('gets 810 beyond the rate limit, an answer to each, and the others are served', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await gateway.clock.advance(10_000);
    const message = textMessage('flood');
    const replies = Promise.all(
      Array.from({ length: 600 }, () => ada.call('sendMessage', { recvID: 'bob', groupID: '', message })),
    );
    assert.equal((await bob.call('getSelfUserInfo')).errCode, 0);
    const codes = (await replies).map(({ errCode }) => errCode);
    assert.equal(codes.filter((code) => code === 0).length, 500);
    assert.equal(codes.filter((code) => code === ErrorCode.RateLimited).length, 100);
    assert.equal((await historyWith(bob, 'ada')).length, 1);

    ada.frames = [];
    ada.send('no frame at all');
    await ada.next('an answer', ({ errCode }) => errCode === ErrorCode.RateLimited);
    assert.deepEqual(names(ada.frames), ['error']);
    await gateway.clock.advance(1000);
    const later = await Promise.all(Array.from({ length: 110 }, () => ada.call('getLoginUser')));
    assert.equal(later.filter(({ errCode }) => errCode === 0).length, 100, 'a hundred more a second later');
  });

  it('is closed when it reads too slowly, and finds what it missed in the history', async (t) => {
    const limits = { rateLimit: { perSecond: 1, burst: 10_000 }, maxSendQueueBytes: 256 * 1024 };
    const gateway = await GatewayFixture.start(t, limits);
    const [ada, bob] = await gateway.people('ada', 'bob');
    bob.socket.pause();
    // More than the system's own buffers take, so that the rest waits in the gateway.
    const text = 'x'.repeat(60_000);
    const sent = 150;
    for (let index = 0; index < sent; index++) await sendText(ada, 'bob', text);
    // Time to close, which a peer that does not read cannot; much less than makes a peer count as dead.
    await gateway.clock.advance(3000);
    bob.socket.resume();
    await bob.closeCode();
    assert.ok(bob.eventNames.filter((name) => name === 'OnRecvNewMessage').length < sent);
    const back = await gateway.connect('bob');
    assert.equal(
      (await historyWith(back, 'ada', 1000)).length,
      sent,
      'a page far beyond the queue does not close',
    );
  });

  it('cannot reach prototypes or crash the gateway with random frames', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 100_000 } });
    const [ada, bob] = await gateway.people('ada', 'bob');
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const hostile = [
      '{"__proto__":{"reqFuncName":"GetLoginUser"},"operationID":"x"}',
      `{"reqFuncName":"GetUsersInfo","operationID":"x","data":${JSON.stringify(deep)}}`,
      '{"reqFuncName":"SetSelfInfo","operationID":"x","data":"{\\"__proto__\\":{\\"nickname\\":\\"x\\"}}"}',
      '{"reqFuncName":"SendMessage","operationID":"x","data":"{\\"constructor\\":{\\"prototype\\":{\\"x\\":1}}}"}',
      '{"reqFuncName":"hasOwnProperty","operationID":"x","data":""}',
    ];
    for (const text of hostile) ada.send(text);
    for (let round = 0; round < 500; round++) {
      ada.send(randomBytes(1 + (round % 200)).toString(round % 2 === 0 ? 'latin1' : 'base64'));
    }
    await ada.settle();
    assert.equal(ada.frames.length, hostile.length + 500, 'each frame has its answer');
    assert.equal(Reflect.get({}, 'x'), undefined);
    assert.equal(await bob.ok('getLoginUser'), 'bob');
  });
});

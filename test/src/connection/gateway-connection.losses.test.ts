import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CREDENTIALS, fakeConnection, rejectionOf } from '../../helpers/fake-connection.js';
import { settled } from '../../helpers/fake-web-socket.js';

describe('GatewayConnection: losses', () => {
  it('should come back by itself, log in again, and count the attempts', async () => {
    const { connection, socket, sockets, clock, states, logIn, acceptLogin } = fakeConnection();
    await logIn();
    socket().end();
    await settled();
    assert.deepEqual(states.at(-1), { kind: 'waiting', attempt: 1, retryAtMs: clock.now() + 500, reason: 'lost' });
    await clock.advance(499);
    assert.equal(sockets.length, 1);
    await clock.advance(1);
    assert.deepEqual(connection.state, { kind: 'connecting', attempt: 1 });
    socket().end();
    await settled();
    assert.ok(
      connection.state.kind === 'waiting' && connection.state.attempt === 4,
      'nobody is there, for anybody',
    );
    await clock.advanceToNext();
    await acceptLogin();
    assert.equal(sockets.length, 3);
    assert.equal(socket().lastRequest.reqFuncName, 'Login');
  });

  it('should come back less at once when the gateway sends everybody away', async () => {
    const { connection, socket, clock, logIn } = fakeConnection(() => 0.99);
    await logIn();
    socket().end(1001);
    await settled();
    assert.ok(connection.state.kind === 'waiting' && connection.state.retryAtMs > clock.now() + 7000);
  });

  it('should try at once, whatever the wait, when the device wakes up', async () => {
    const { connection, socket, sockets, wakeSignals, logIn } = fakeConnection(() => 0.99);
    await logIn();
    socket().end();
    await settled();
    wakeSignals.wake();
    assert.equal(connection.state.kind, 'connecting');
    wakeSignals.wake();
    assert.equal(sockets.length, 2);
  });

  it('should find a half-open connection within 35 s', async () => {
    const { connection, clock, states, logIn, socket } = fakeConnection();
    await logIn();
    await clock.advance(10_000);
    assert.equal(socket().lastRequest.reqFuncName, 'GetLoginStatus');
    await clock.advance(24_999);
    assert.equal(connection.state.kind, 'online');
    await clock.advance(1);
    assert.ok(states.at(-1)?.kind === 'waiting');
    assert.equal((states.at(-1) as { reason: string }).reason, 'silent');
    assert.ok(socket().closed);
  });

  it('should stay online while anything comes, and ask nothing meanwhile', async () => {
    const { connection, clock, socket, logIn } = fakeConnection();
    await logIn();
    for (let second = 0; second < 120; second += 9) {
      await clock.advance(9000);
      socket().receiveFrame({ event: 'OnSyncServerStart' });
      await settled();
    }
    assert.equal(socket().sent.length, 1);
    await clock.advance(10_000);
    socket().receiveFrame({ event: 'OnSyncServerStart' });
    await clock.advance(9000);
    assert.equal(connection.state.kind, 'online');
    assert.equal(socket().sent.length, 2);
  });

  it('should ask at once after waking up, and then wait less long for the answer', async () => {
    const { connection, clock, socket, wakeSignals, logIn } = fakeConnection();
    await logIn();
    wakeSignals.wake();
    assert.equal(socket().lastRequest.reqFuncName, 'GetLoginStatus');
    await clock.advance(5000);
    assert.equal(connection.state.kind, 'waiting');
  });

  for (const [what, frame, reason, errCode] of [
    ['OnKickedOffline', { event: 'OnKickedOffline' }, 'kicked', 706],
    ['OnUserTokenExpired', { event: 'OnUserTokenExpired' }, 'expired', 701],
    ['any reply 706', { event: 'GetFriendList', errCode: 706, errMsg: 'kicked' }, 'kicked', 706],
    ['any reply 701', { event: 'GetFriendList', errCode: 701, errMsg: 'expired' }, 'expired', 701],
    ['the status 201', { event: 'GetLoginStatus', data: '201' }, 'kicked', 706],
  ] as const) {
    it(`should stop for good at ${what}, with its own socket closed`, async () => {
      const { connection, socket, sockets, clock, logIn } = fakeConnection();
      await logIn();
      socket().receiveFrame(frame);
      await settled();
      assert.ok(connection.state.kind === 'closed');
      assert.deepEqual([connection.state.reason, connection.state.errCode], [reason, errCode]);
      assert.ok(socket().closed);
      await clock.advance(3_600_000);
      assert.equal(sockets.length, 1);
      assert.equal(clock.pendingTimers, 0);
    });
  }

  it('should take over again when asked to, with a new token where there is one', async () => {
    const { connection, socket, logIn, acceptLogin } = fakeConnection();
    await logIn();
    socket().receiveFrame({ event: 'OnUserTokenExpired' });
    await settled();
    connection.reconnect('newer');
    assert.deepEqual(socket().subprotocols, ['openim-chat', 'openim-token.newer']);
    await acceptLogin();
    assert.equal(socket().requests[0]?.data, '{"userID":"u1","token":"newer"}');
  });

  it('should keep a new token given while online for the next time', async () => {
    const { connection, socket, sockets, clock, logIn } = fakeConnection();
    await logIn();
    connection.reconnect('second');
    assert.equal(sockets.length, 1);
    socket().end();
    await clock.advance(500);
    assert.ok(socket().subprotocols.includes('openim-token.second'));
  });

  it('should replace the connection when opened again', async () => {
    const { connection, sockets, logIn } = fakeConnection();
    await logIn();
    const call = rejectionOf(connection.call('getLoginUser', []));
    connection.open({ ...CREDENTIALS, userID: 'u2' });
    assert.equal((await call).errCode, 111);
    assert.deepEqual(
      sockets.map(({ closed }) => closed),
      [true, false],
    );
    sockets[0]?.receiveFrame({ event: 'OnKickedOffline' });
    sockets[0]?.end();
    await settled();
    assert.equal(connection.state.kind, 'connecting');
  });

  it('should leave nothing behind when it is closed', async () => {
    const { connection, socket, clock, wakeSignals, logIn } = fakeConnection();
    await logIn();
    connection.close();
    assert.deepEqual(connection.state, { kind: 'idle' });
    assert.equal(clock.pendingTimers, 0);
    assert.equal(wakeSignals.listenerCount, 0);
    assert.ok(socket().closed);
    connection.reconnect();
    assert.deepEqual(connection.state, { kind: 'idle' });
  });

  it('should report every state in order, also when a listener changes it', async () => {
    const { connection, socket, logIn } = fakeConnection();
    const heard: string[] = [];
    connection.on('state', ({ kind }) => {
      if (kind === 'waiting') connection.close();
    });
    connection.on('state', ({ kind }) => heard.push(kind));
    await logIn();
    socket().end();
    await settled();
    assert.deepEqual(heard, ['connecting', 'online', 'waiting', 'idle']);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ConnectionState, Credentials } from '../../../src/connection/engine.js';
import { ATTEMPT_TIMEOUT_MS, GatewayConnection } from '../../../src/connection/gateway-connection.js';
import { CALL_TIMEOUT_MS } from '../../../src/connection/pending-calls.js';
import { MAX_FRAME_BYTES } from '../../../src/protocol/index.js';
import type { EventFrame, OpenIMError } from '../../../src/protocol/index.js';
import { FakeWakeSignals, recordingLogger } from '../../helpers/fake-wake-signals.js';
import { FakeWebSocket, settled } from '../../helpers/fake-web-socket.js';
import { ManualClock } from '../../helpers/manual-clock.js';

const CREDENTIALS: Credentials = {
  url: 'ws://gateway.example',
  userID: 'u1',
  token: 'tok',
  platformID: 5,
  batchMessages: false,
};

/** A connection whose sockets, time and device the test plays. */
function setUp(random = () => 0) {
  const clock = new ManualClock();
  const wakeSignals = new FakeWakeSignals();
  const logger = recordingLogger();
  const { sockets, createSocket } = FakeWebSocket.factory();
  const connection = new GatewayConnection({ clock, logger, wakeSignals, createSocket, random });
  const states: ConnectionState[] = [];
  const frames: EventFrame[] = [];
  connection.on('state', (state) => states.push(state));
  connection.on('frame', (frame) => frames.push(frame));
  const socket = () => {
    const newest = sockets.at(-1);
    assert.ok(newest, 'no socket was opened');
    return newest;
  };
  const logIn = async () => {
    connection.open(CREDENTIALS);
    await acceptLogin();
  };
  const acceptLogin = async (answer = {}) => {
    socket().open();
    await settled();
    socket().reply(answer);
    await settled();
    assert.equal(connection.state.kind, 'online');
  };
  const kinds = () => states.map(({ kind }) => kind);
  return { clock, wakeSignals, logger, sockets, socket, connection, states, kinds, frames, logIn, acceptLogin };
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('resolved'),
    (error: unknown) => error as OpenIMError,
  );

describe('GatewayConnection: login', () => {
  it('should carry the identity in the address and send the login frame of the original client', async () => {
    const { connection, socket, kinds } = setUp();
    connection.open(CREDENTIALS);
    assert.deepEqual(connection.state, { kind: 'connecting', attempt: 1 });
    assert.equal(socket().url, 'ws://gateway.example?sendID=u1&token=tok&platformID=5&handshake=frame');
    assert.equal(socket().sent.length, 0);
    socket().open();
    await settled();
    assert.equal(
      socket().sent[0]?.replace(socket().lastRequest.operationID, 'op-login'),
      String.raw`{"reqFuncName":"Login","operationID":"op-login","userID":"u1","data":"{\"userID\":\"u1\",\"token\":\"tok\"}","batchMsg":0}`,
    );
    socket().reply();
    await settled();
    assert.deepEqual(kinds(), ['connecting', 'online']);
  });

  it('should ask for batches when told to', async () => {
    const { connection, socket } = setUp();
    connection.open({ ...CREDENTIALS, batchMessages: true });
    socket().open();
    await settled();
    assert.equal(socket().lastRequest.batchMsg, 1);
  });

  it('should learn what the gateway can do from the reply, and assume nothing', async () => {
    const { connection, acceptLogin } = setUp();
    connection.open(CREDENTIALS);
    await acceptLogin({ extensions: ['idempotent-send', 'something-new'] });
    assert.deepEqual(connection.capabilities, { idempotentSend: true });
    connection.open({ ...CREDENTIALS, url: 'ws://other.example' });
    assert.deepEqual(connection.capabilities, { idempotentSend: false });
    await acceptLogin({ extensions: 'idempotent-send' });
    assert.deepEqual(connection.capabilities, { idempotentSend: false });
  });

  for (const [errCode, reason] of [
    [701, 'expired'],
    [702, 'refused'],
    [705, 'refused'],
    [706, 'kicked'],
    [708, 'refused'],
    [1001, 'refused'],
  ] as const) {
    it(`should close as ${reason} when the login is answered ${errCode}, and never come back by itself`, async () => {
      const { connection, socket, sockets, clock, wakeSignals } = setUp();
      connection.open(CREDENTIALS);
      socket().open();
      await settled();
      socket().reply({ errCode, errMsg: 'no' });
      await settled();
      assert.deepEqual(connection.state, { kind: 'closed', reason, errCode, errMsg: 'no' });
      assert.ok(socket().closed);
      wakeSignals.wake();
      await clock.advance(3_600_000);
      assert.equal(sockets.length, 1);
      assert.equal(wakeSignals.listenerCount, 0);
      assert.equal((await rejection(connection.call('getFriendList', []))).errCode, errCode);
    });
  }

  it('should try again when the gateway has trouble of its own', async () => {
    const { connection, socket, clock, acceptLogin } = setUp();
    connection.open(CREDENTIALS);
    socket().open();
    await settled();
    socket().reply({ errCode: 1002, errMsg: 'Login Pending' });
    await settled();
    assert.equal(connection.state.kind, 'waiting');
    await clock.advanceToNext();
    await acceptLogin();
  });

  it('should give up an attempt that gets no answer, with or without a socket', async () => {
    const { connection, socket, sockets, clock, states } = setUp();
    connection.open(CREDENTIALS);
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    assert.equal(connection.state.kind, 'waiting');
    await clock.advanceToNext();
    assert.equal(sockets.length, 2);
    socket().open();
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    assert.deepEqual(
      states.map((state) => ('reason' in state ? state.reason : state.kind)),
      ['connecting', 'unreachable', 'connecting', 'silent'],
    );
  });

  it('should say once what is wrong when no socket can be made at all', async () => {
    const clock = new ManualClock();
    const logger = recordingLogger();
    const createSocket = () => {
      throw new TypeError('WebSocket is not defined');
    };
    const connection = new GatewayConnection({ clock, logger, createSocket, wakeSignals: new FakeWakeSignals() });
    connection.open(CREDENTIALS);
    await settled();
    assert.ok(connection.state.kind === 'waiting' && connection.state.reason === 'unreachable');
    assert.deepEqual(logger.lines, ['error: no socket can be opened']);
  });
});

describe('GatewayConnection: calls', () => {
  it('should send a call with the user and settle it by its operationID, in any order', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const friends = connection.call('getFriendList', [], 'op-1');
    const unread = connection.call('getTotalUnreadMsgCount', [], 'op-2');
    assert.equal(socket().sent[1], '{"reqFuncName":"GetFriendList","operationID":"op-1","userID":"u1","data":""}');
    socket().receiveFrame({ event: 'GetTotalUnreadMsgCount', operationID: 'op-2', data: '3' });
    socket().receiveFrame({ event: 'GetFriendList', operationID: 'op-1', data: '[]' });
    assert.equal((await unread).data, '3');
    assert.deepEqual(await friends, {
      event: 'GetFriendList',
      errCode: 0,
      errMsg: '',
      data: '[]',
      operationID: 'op-1',
    });
  });

  it('should reject with the gateway’s code', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const call = rejection(connection.call('deleteFriend', ['nobody'], 'op'));
    socket().reply({ errCode: 802, errMsg: 'not a friend' });
    const { errCode, errMsg, event, operationID } = await call;
    assert.deepEqual(
      { errCode, errMsg, event, operationID },
      {
        errCode: 802,
        errMsg: 'not a friend',
        event: 'DeleteFriend',
        operationID: 'op',
      },
    );
  });

  it('should answer calls that share an operationID in the order they were made', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const calls = [connection.call('getLoginUser', [], 'same'), connection.call('getLoginUser', [], 'same')];
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'same', data: 'first' });
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'same', data: 'second' });
    assert.deepEqual(
      (await Promise.all(calls)).map(({ data }) => data),
      ['first', 'second'],
    );
  });

  it('should hold a call made while connecting until the login is accepted', async () => {
    const { connection, socket, acceptLogin } = setUp();
    connection.open(CREDENTIALS);
    const call = connection.call('getLoginUser', []);
    await acceptLogin();
    assert.deepEqual(
      socket().requests.map(({ reqFuncName }) => reqFuncName),
      ['Login', 'GetLoginUser'],
    );
    socket().reply({ data: 'u1' });
    assert.equal((await call).data, 'u1');
  });

  it('should reject a held call with 112 when the attempt fails, since it was never sent', async () => {
    const { connection, socket } = setUp();
    connection.open(CREDENTIALS);
    const call = rejection(connection.call('getLoginUser', []));
    socket().end();
    assert.equal((await call).errCode, 112);
  });

  it('should reject at once with 112 without a connection, and with 113 without a network', async () => {
    const { connection, socket, wakeSignals } = setUp();
    assert.equal((await rejection(connection.call('getLoginUser', []))).errCode, 112);
    wakeSignals.offline = true;
    connection.open(CREDENTIALS);
    socket().end();
    await settled();
    assert.ok(connection.state.kind === 'waiting' && connection.state.reason === 'offline');
    const error = await rejection(connection.call('getLoginUser', [], 'op'));
    assert.deepEqual([error.errCode, error.event, error.operationID], [113, 'GetLoginUser', 'op']);
  });

  it('should reject every call that was under way with 111 when the connection is lost', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const calls = [1, 2, 3].map(() => rejection(connection.call('getLoginUser', [])));
    socket().end();
    assert.deepEqual(
      (await Promise.all(calls)).map(({ errCode }) => errCode),
      [111, 111, 111],
    );
  });

  it('should reject every call with 111 when it is closed, and with 706 when it is kicked', async () => {
    const closed = setUp();
    await closed.logIn();
    const call = rejection(closed.connection.call('getLoginUser', []));
    closed.connection.close();
    assert.equal((await call).errCode, 111);

    const kicked = setUp();
    await kicked.logIn();
    const other = rejection(kicked.connection.call('getLoginUser', []));
    kicked.socket().receiveFrame({ event: 'OnKickedOffline' });
    assert.equal((await other).errCode, 706);
  });

  it('should reject a call with 114 after its time, and ignore the answer that comes later', async () => {
    const { connection, socket, clock, logIn } = setUp();
    await logIn();
    const call = rejection(connection.call('getLoginUser', [], 'late'));
    await clock.advance(9000);
    for (let passedMs = 9000; passedMs < CALL_TIMEOUT_MS; passedMs += 7000) {
      socket().receiveFrame({ event: 'OnSyncServerStart' });
      await clock.advance(7000);
    }
    assert.equal((await call).errCode, 114);
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'late' });
    await settled();
    assert.equal(connection.state.kind, 'online');
  });

  it('should refuse arguments that cannot be encoded, or are larger than a frame, without sending them', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const calls = [
      connection.call('setSelfInfo', [circular]),
      connection.call('createTextMessage', ['x'.repeat(MAX_FRAME_BYTES)]),
      connection.call('createTextMessage', ['界'.repeat(MAX_FRAME_BYTES / 3)]),
    ];
    assert.deepEqual(
      (await Promise.all(calls.map(rejection))).map(({ errCode }) => errCode),
      [803, 803, 803],
    );
    assert.equal(socket().sent.length, 1);
    void connection.call('createTextMessage', ['x'.repeat(MAX_FRAME_BYTES - 1000)]).catch(() => undefined);
    assert.equal(socket().sent.length, 2);
  });

  it('should close after the answer to a logout, and stay so', async () => {
    const { connection, socket, sockets, clock, logIn } = setUp();
    await logIn();
    const logout = connection.call('logout', []);
    socket().reply();
    assert.equal((await logout).errCode, 0);
    assert.equal(connection.state.kind, 'idle');
    assert.ok(socket().closed);
    await clock.advance(600_000);
    assert.equal(sockets.length, 1);
  });

  it('should log in again when the gateway says that it is not', async () => {
    const { connection, socket, sockets, clock, logIn, acceptLogin } = setUp();
    await logIn();
    const call = rejection(connection.call('getFriendList', []));
    socket().reply({ event: 'Login', errCode: 1003, errMsg: 'No Login, first Login' });
    assert.equal((await call).errCode, 1003);
    await clock.advanceToNext();
    assert.equal(sockets.length, 2);
    await acceptLogin();
  });
});

describe('GatewayConnection: frames', () => {
  it('should pass events on in the order of arrival, from the first frame on', async () => {
    const { connection, socket, frames } = setUp();
    connection.open(CREDENTIALS);
    socket().open();
    socket().receiveFrame({ event: 'OnSelfInfoUpdated', data: '0' });
    await settled();
    socket().reply();
    for (const data of ['1', '2', '3']) socket().receiveFrame({ event: 'OnRecvNewMessage', data });
    await settled();
    assert.deepEqual(
      frames.map(({ data }) => data),
      ['0', '1', '2', '3'],
    );
  });

  it('should let whoever awaits a reply go on before the next frame, also when one packet brings both', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const order: string[] = [];
    connection.on('frame', ({ data }) => order.push(data));
    const caller = async () => {
      order.push((await connection.call('getLoginUser', [], 'op')).data);
    };
    const call = caller();
    socket().receiveFrame({ event: 'OnRecvNewMessage', data: 'before' });
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'op', data: 'reply' });
    socket().receiveFrame({ event: 'OnRecvNewMessage', data: 'after' });
    await call;
    await settled();
    assert.deepEqual(order, ['before', 'reply', 'after']);
  });

  it('should settle a reply that arrived just before the end', async () => {
    const { connection, socket, logIn } = setUp();
    await logIn();
    const call = connection.call('getLoginUser', []);
    socket().reply({ data: 'u1' });
    socket().end();
    assert.equal((await call).data, 'u1');
  });

  it('should survive what is no frame, and events and answers it does not know', async () => {
    const { connection, socket, frames, logger, logIn } = setUp();
    await logIn();
    for (const data of ['', '{', 'null', '[]', '{"event":1}', new ArrayBuffer(2)]) socket().receive(data);
    socket().receiveFrame({ event: 'OnOrganizationUpdated' });
    socket().receiveFrame({ event: 'GetFriendList', operationID: 'nobody asked' });
    socket().receiveFrame({ event: '__proto__' });
    await settled();
    assert.equal(connection.state.kind, 'online');
    assert.deepEqual(frames, []);
    assert.equal(logger.lines.filter((line) => line === 'warn: a frame that is none was ignored').length, 5);
  });

  it('should keep to itself what its state says already', async () => {
    const { connection, socket, frames } = setUp();
    connection.open(CREDENTIALS);
    socket().open();
    await settled();
    for (const event of ['OnConnecting', 'OnConnectSuccess', 'OnConnectFailed']) socket().receiveFrame({ event });
    await settled();
    assert.equal(connection.state.kind, 'connecting');
    assert.deepEqual(frames, []);
  });

  it('should isolate a listener that throws', async () => {
    const { connection, socket, frames, logger, logIn } = setUp();
    connection.on('frame', () => {
      throw new Error('broken page');
    });
    await logIn();
    socket().receiveFrame({ event: 'OnSyncServerStart' });
    socket().receiveFrame({ event: 'OnSyncServerFinish' });
    await settled();
    assert.equal(frames.length, 2);
    assert.equal(logger.lines.length, 2);
  });
});

describe('GatewayConnection: losses', () => {
  it('should come back by itself, log in again, and count the attempts', async () => {
    const { connection, socket, sockets, clock, states, logIn, acceptLogin } = setUp();
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
    assert.ok(connection.state.kind === 'waiting' && connection.state.attempt === 2);
    await clock.advanceToNext();
    await acceptLogin();
    assert.equal(sockets.length, 3);
    assert.equal(socket().lastRequest.reqFuncName, 'Login');
  });

  it('should try at once, whatever the wait, when the device wakes up', async () => {
    const { connection, socket, sockets, wakeSignals, logIn } = setUp(() => 0.99);
    await logIn();
    socket().end();
    await settled();
    wakeSignals.wake();
    assert.equal(connection.state.kind, 'connecting');
    wakeSignals.wake();
    assert.equal(sockets.length, 2);
  });

  it('should find a half-open connection within 35 s', async () => {
    const { connection, clock, states, logIn, socket } = setUp();
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
    const { connection, clock, socket, logIn } = setUp();
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
    const { connection, clock, socket, wakeSignals, logIn } = setUp();
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
      const { connection, socket, sockets, clock, logIn } = setUp();
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
    const { connection, socket, logIn, acceptLogin } = setUp();
    await logIn();
    socket().receiveFrame({ event: 'OnUserTokenExpired' });
    await settled();
    connection.reconnect('new token');
    assert.match(socket().url, /&token=new%20token&/);
    await acceptLogin();
    assert.equal(socket().requests[0]?.data, '{"userID":"u1","token":"new token"}');
  });

  it('should keep a new token given while online for the next time', async () => {
    const { connection, socket, sockets, clock, logIn } = setUp();
    await logIn();
    connection.reconnect('second');
    assert.equal(sockets.length, 1);
    socket().end();
    await clock.advance(500);
    assert.match(socket().url, /&token=second&/);
  });

  it('should replace the connection when opened again', async () => {
    const { connection, sockets, logIn } = setUp();
    await logIn();
    const call = rejection(connection.call('getLoginUser', []));
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
    const { connection, socket, clock, wakeSignals, logIn } = setUp();
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
    const { connection, socket, logIn } = setUp();
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

describe('GatewayConnection: anything in any order', () => {
  type Step = { name: string; run: (world: ReturnType<typeof setUp>) => void };
  const newest = ({ sockets }: ReturnType<typeof setUp>) => sockets.at(-1);
  const anyStep = fc.constantFrom<Step>(
    { name: 'open', run: ({ connection }) => connection.open(CREDENTIALS) },
    { name: 'close', run: ({ connection }) => connection.close() },
    { name: 'reconnect', run: ({ connection }) => connection.reconnect() },
    { name: 'wake', run: ({ wakeSignals }) => wakeSignals.wake() },
    { name: 'socket opens', run: (world) => newest(world)?.open() },
    { name: 'socket ends', run: (world) => newest(world)?.end() },
    { name: 'gateway stops', run: (world) => newest(world)?.end(1001) },
    { name: 'reply', run: (world) => (newest(world)?.sent.length ? newest(world)?.reply() : undefined) },
    {
      name: 'refusal',
      run: (world) => (newest(world)?.sent.length ? newest(world)?.reply({ errCode: 702 }) : undefined),
    },
    { name: 'kick', run: (world) => newest(world)?.receiveFrame({ event: 'OnKickedOffline' }) },
    { name: 'old socket ends', run: ({ sockets }) => sockets.at(-2)?.end() },
  );

  it('should keep one socket, one state, and settle every call', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyStep, fc.constantFrom(0, 0, 400, 1000, 12_000, 40_000), fc.boolean()), {
          maxLength: 40,
        }),
        async (steps) => {
          const world = setUp(() => 0.5);
          const { connection, sockets, states, clock, wakeSignals } = world;
          let calls = 0;
          let settledCalls = 0;
          for (const [{ run }, passedMs, withCall] of steps) {
            run(world);
            if (withCall) {
              calls++;
              connection.call('getLoginUser', []).then(
                () => settledCalls++,
                () => settledCalls++,
              );
            }
            await clock.advance(passedMs);
            const alive = sockets.filter((socket) => !socket.closed && !socket.ended);
            const { kind } = connection.state;
            assert.equal(alive.length, kind === 'connecting' || kind === 'online' ? 1 : 0, `${kind}: sockets`);
            if (kind === 'idle' || kind === 'closed') assert.equal(wakeSignals.listenerCount, 0);
            else assert.ok(clock.pendingTimers > 0, `${kind} would stay for ever`);
          }
          if (states.length > 0) assert.equal(states.at(-1), connection.state);
          await clock.advance(CALL_TIMEOUT_MS);
          assert.equal(settledCalls, calls, 'a call is pending');
          connection.close();
          await settled();
          assert.equal(clock.pendingTimers, 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATTEMPT_TIMEOUT_MS, GatewayConnection } from '../../../src/connection/gateway-connection.js';
import { CREDENTIALS, fakeConnection, rejectionOf } from '../../helpers/fake-connection.js';
import { FakeWakeSignals, recordingLogger } from '../../helpers/fake-wake-signals.js';
import { settled, type FakeWebSocket } from '../../helpers/fake-web-socket.js';
import { ManualClock } from '../../helpers/manual-clock.js';

describe('GatewayConnection: login', () => {
  it('should carry the identity in the address and send the login frame of the original client', async () => {
    const { connection, socket, kinds } = fakeConnection();
    connection.open(CREDENTIALS);
    assert.deepEqual(connection.state, { kind: 'connecting', attempt: 1 });
    assert.equal(socket().url, 'ws://gateway.example?sendID=u1&platformID=5&handshake=frame');
    assert.deepEqual(socket().subprotocols, ['openim-chat', 'openim-token.tok']);
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

  // Protection: `goesOn` in `#apply` of src/connection/gateway-connection.ts; without it the call is rejected.
  it('should open no socket without a token, and carry out what was asked meanwhile once there is one', async () => {
    const { connection, socket, sockets, kinds, acceptLogin, clock } = fakeConnection();
    connection.open({ ...CREDENTIALS, token: '' });
    assert.deepEqual(connection.state, { kind: 'connecting', attempt: 1, lacksToken: true });
    const call = connection.call('getLoginUser', []);
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    connection.reconnect();
    assert.equal(sockets.length, 0);
    connection.reconnect('late');
    assert.deepEqual(socket().subprotocols, ['openim-chat', 'openim-token.late']);
    await acceptLogin();
    assert.equal(socket().lastRequest.reqFuncName, 'GetLoginUser');
    socket().reply({ data: 'u1' });
    assert.equal((await call).data, 'u1');
    assert.deepEqual(kinds(), ['connecting', 'connecting', 'online']);
  });

  it('should reject what waits for a token when it is closed', async () => {
    const { connection } = fakeConnection();
    connection.open({ ...CREDENTIALS, token: '' });
    const failed = rejectionOf(connection.call('getLoginUser', []));
    connection.close();
    assert.equal((await failed).errCode, 112);
  });

  it('should put the token into the query, as original gateways need it, when no socket opens without', async () => {
    const { connection, socket, sockets, kinds, acceptLogin, clock } = fakeConnection();
    connection.open(CREDENTIALS);
    socket().end();
    await settled();
    assert.equal(socket().url, 'ws://gateway.example?sendID=u1&token=tok&platformID=5&handshake=frame');
    assert.deepEqual(socket().subprotocols, []);
    await acceptLogin();
    assert.deepEqual(kinds(), ['connecting', 'online'], 'one attempt as seen from outside');

    // It is known now, and nothing is tried in vain again.
    socket().end();
    await settled();
    await clock.advanceToNext();
    assert.equal(sockets.length, 3);
    assert.match(socket().url, /token=tok/);
  });

  it('should not put the token into the query once a gateway has taken it as a subprotocol', async () => {
    const { connection, socket, sockets, clock, logIn, acceptLogin } = fakeConnection();
    await logIn();
    for (let attempt = 0; attempt < 3; attempt++) {
      socket().end();
      await settled();
      assert.equal(connection.state.kind, 'waiting');
      await clock.advanceToNext();
    }
    await acceptLogin();
    assert.deepEqual(
      sockets.filter(({ url }) => url.includes('token=')),
      [],
    );
  });

  it('should take the token out of the query again when the gateway turns out to be one of ours', async () => {
    const { connection, socket, clock, acceptLogin } = fakeConnection();
    connection.open(CREDENTIALS);
    socket().end();
    await settled();
    await acceptLogin({ extensions: ['idempotent-send'] });
    socket().end();
    await settled();
    await clock.advanceToNext();
    assert.doesNotMatch(socket().url, /token=/);
  });

  it('should ask for batches when told to', async () => {
    const { connection, socket } = fakeConnection();
    connection.open({ ...CREDENTIALS, isBatch: true });
    socket().open();
    await settled();
    assert.equal(socket().lastRequest.batchMsg, 1);
  });

  it('should learn what the gateway can do from the reply, and assume nothing', async () => {
    const { connection, acceptLogin } = fakeConnection();
    connection.open(CREDENTIALS);
    await acceptLogin({ extensions: ['idempotent-send', 'inbox-changes', 'something-new'] });
    assert.deepEqual(connection.capabilities, { idempotentSend: true, inboxChanges: true });
    connection.open({ ...CREDENTIALS, url: 'ws://other.example' });
    assert.deepEqual(connection.capabilities, { idempotentSend: false, inboxChanges: false });
    await acceptLogin({ extensions: 'idempotent-send' });
    assert.deepEqual(connection.capabilities, { idempotentSend: false, inboxChanges: false });
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
      const { connection, socket, sockets, clock, logger, wakeSignals } = fakeConnection();
      connection.open(CREDENTIALS);
      socket().open();
      await settled();
      socket().reply({ errCode, errMsg: 'no' });
      await settled();
      const line = `warn: the gateway rejected ${CREDENTIALS.userID}: ${String(errCode)} no`;
      assert.deepEqual(logger.lines, reason === 'refused' ? [line] : []);
      assert.deepEqual(connection.state, { kind: 'closed', reason, errCode, errMsg: 'no' });
      assert.ok(socket().closed);
      wakeSignals.wake();
      await clock.advance(3_600_000);
      assert.equal(sockets.length, 1);
      assert.equal(wakeSignals.listenerCount, 0);
      assert.equal((await rejectionOf(connection.call('getFriendList', []))).errCode, errCode);
    });
  }

  // Protection: the comparison with `#loginToken` in `#end` of src/connection/gateway-connection.ts.
  for (const [what, end] of [
    ['is told of', (socket: FakeWebSocket) => socket.receiveFrame({ event: 'OnUserTokenExpired' })],
    ['is the answer to a call', (socket: FakeWebSocket) => socket.reply({ errCode: 701, errMsg: 'expired' })],
  ] as const) {
    it(`should go on with a token that came while the former one held, when its end ${what}`, async () => {
      const { connection, socket, sockets, kinds, logIn, acceptLogin } = fakeConnection();
      await logIn();
      connection.reconnect('new');
      assert.equal(sockets.length, 1, 'while the former one holds, there is nothing to do');
      connection.call('getFriendList', []).catch(() => undefined);
      end(socket());
      await settled();
      assert.deepEqual(socket().subprotocols, ['openim-chat', 'openim-token.new']);
      await acceptLogin();
      assert.deepEqual(kinds(), ['connecting', 'online', 'connecting', 'online']);
    });
  }

  it('should try a token that came during a login that is refused, and once only', async () => {
    const { connection, socket, sockets } = fakeConnection();
    connection.open(CREDENTIALS);
    socket().open();
    await settled();
    connection.reconnect('new');
    for (let attempt = 0; attempt < 2; attempt++) {
      socket().reply({ errCode: 702, errMsg: 'no' });
      await settled();
      socket().open();
      await settled();
    }
    assert.equal(sockets.length, 2);
    assert.deepEqual(connection.state, { kind: 'closed', reason: 'refused', errCode: 702, errMsg: 'no' });
  });

  it('should stay away when it is kicked, though a new token came', async () => {
    const { connection, socket, sockets, logIn } = fakeConnection();
    await logIn();
    connection.reconnect('new');
    socket().receiveFrame({ event: 'OnKickedOffline' });
    await settled();
    assert.equal(connection.state.kind, 'closed');
    assert.equal(sockets.length, 1);
  });

  it('should try again when the gateway has trouble of its own', async () => {
    const { connection, socket, clock, acceptLogin } = fakeConnection();
    connection.open(CREDENTIALS);
    socket().open();
    await settled();
    socket().reply({ errCode: 1002, errMsg: 'Login Pending' });
    await settled();
    assert.equal(connection.state.kind, 'waiting');
    await clock.advanceToNext();
    await acceptLogin();
  });

  it('should give up an attempt that gets no answer, with or without a socket, and say so once', async () => {
    const { connection, socket, sockets, clock, logger, states } = fakeConnection();
    connection.open(CREDENTIALS);
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    const line = `warn: no gateway at ${CREDENTIALS.url} answers`;
    assert.deepEqual(logger.lines, [line]);
    assert.equal(connection.state.kind, 'waiting');
    await clock.advanceToNext();
    assert.equal(sockets.length, 2);
    socket().open();
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    assert.deepEqual(
      states.map((state) => ('reason' in state ? state.reason : state.kind)),
      ['connecting', 'unreachable', 'connecting', 'silent'],
    );
    assert.deepEqual(logger.lines, [line]);
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
    assert.deepEqual(logger.lines, [`warn: no gateway at ${CREDENTIALS.url} answers`]);
  });
});

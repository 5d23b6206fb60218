import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { ConnectionState } from '../../../src/connection/engine.js';
import { GatewayConnection } from '../../../src/connection/gateway-connection.js';
import type { OpenIMError } from '../../../src/protocol/index.js';
import { FakeGateway } from '../../helpers/fake-gateway.js';
import { FakeWakeSignals, recordingLogger } from '../../helpers/fake-wake-signals.js';
import { ManualClock } from '../../helpers/manual-clock.js';

/** A connection over real sockets; only time is the test's. */
async function setUp(test: TestContext, kind: 'ours' | 'original' = 'ours') {
  const gateway = await FakeGateway.start(test, 0, kind);
  const clock = new ManualClock();
  const connection = new GatewayConnection({
    clock,
    logger: recordingLogger(),
    wakeSignals: new FakeWakeSignals(),
    createSocket: (url, subprotocols) => new WebSocket(url, subprotocols),
    random: () => 0,
  });
  test.after(() => {
    connection.close();
  });
  const credentials = { url: gateway.url, userID: 'u 1&', token: 'a+b', platformID: 5 };
  return { gateway, clock, connection, credentials };
}

function reaches<Kind extends ConnectionState['kind']>(connection: GatewayConnection, kind: Kind) {
  return new Promise<Extract<ConnectionState, { kind: Kind }>>((resolve) => {
    const consider = (state: ConnectionState) => {
      if (state.kind === kind) resolve(state as Extract<ConnectionState, { kind: Kind }>);
    };
    connection.on('state', consider);
    consider(connection.state);
  });
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('resolved'),
    (error: unknown) => (error as OpenIMError).errCode,
  );

describe('GatewayConnection over a real socket', () => {
  it('should log in, with an identity no address could carry bare, and call', async (test) => {
    const { gateway, connection, credentials } = await setUp(test);
    connection.open(credentials);
    await reaches(connection, 'online');
    const { searchParams } = new URL(gateway.lastConnection.path, gateway.url);
    assert.deepEqual(Object.fromEntries(searchParams), {
      sendID: 'u 1&',
      platformID: '5',
      handshake: 'frame',
    });
    gateway.answer('GetLoginUser', ({ userID }) => ({ data: userID ?? '' }));
    assert.equal((await connection.call('getLoginUser', [])).data, 'u 1&');
  });

  it('should log in to an original gateway, which looks for the token in the query and knows no subprotocol', async (test) => {
    const { gateway, connection, credentials } = await setUp(test, 'original');
    connection.open(credentials);
    await reaches(connection, 'online');
    const { searchParams } = new URL(gateway.lastConnection.path, gateway.url);
    assert.equal(searchParams.get('token'), 'a+b');
    assert.equal(gateway.connections.length, 1);
  });

  it('should reject with 111 when the line is cut before the answer, and be back for the next call', async (test) => {
    const { gateway, clock, connection, credentials } = await setUp(test);
    connection.open(credentials);
    await reaches(connection, 'online');
    gateway.answer('SendMessage', () => undefined);
    const send = failure(connection.call('sendMessage', [{ recvID: 'u2', groupID: '', message: '{}' }]));
    (await gateway.request('SendMessage')).connection.cut();
    assert.equal(await send, 111);
    await reaches(connection, 'waiting');
    await clock.advanceToNext();
    await reaches(connection, 'online');
    assert.equal(gateway.connections.length, 2);
    assert.equal((await connection.call('getTotalUnreadMsgCount', [])).errCode, 0);
  });

  it('should resolve a call whose answer came before the line was cut', async (test) => {
    const { gateway, connection, credentials } = await setUp(test);
    connection.open(credentials);
    await reaches(connection, 'online');
    gateway.answer('SendMessage', () => undefined);
    const send = connection.call('sendMessage', [{ recvID: 'u2', groupID: '', message: '{}' }]);
    const { connection: line, request } = await gateway.request('SendMessage');
    line.reply(request, { data: 'stored' });
    line.close(1001);
    assert.equal((await send).data, 'stored');
    await reaches(connection, 'waiting');
  });

  it('should wait and come back while there is no gateway at all', async (test) => {
    const { gateway, clock, connection, credentials } = await setUp(test);
    await gateway.stop();
    connection.open(credentials);
    const first = await reaches(connection, 'waiting');
    assert.deepEqual([first.reason, first.attempt], ['unreachable', 4]);
    await FakeGateway.start(test, gateway.port);
    await clock.advanceToNext();
    await reaches(connection, 'online');
  });

  it('should close its own socket when it is kicked, though the gateway leaves it open', async (test) => {
    const { gateway, connection, credentials } = await setUp(test);
    connection.open(credentials);
    await reaches(connection, 'online');
    gateway.lastConnection.event('OnKickedOffline');
    assert.equal((await reaches(connection, 'closed')).reason, 'kicked');
    await gateway.lastConnection.ended();
    assert.equal(await failure(connection.call('getLoginUser', [])), 706);
  });

  it('should be told that its token is refused, and stop', async (test) => {
    const { gateway, clock, connection, credentials } = await setUp(test);
    gateway.login = () => ({ errCode: 702, errMsg: 'token invalid' });
    connection.open(credentials);
    assert.deepEqual(await reaches(connection, 'closed'), {
      kind: 'closed',
      reason: 'refused',
      errCode: 702,
      errMsg: 'token invalid',
    });
    await clock.advance(60_000);
    await gateway.lastConnection.ended();
    assert.equal(gateway.connections.length, 1);
  });

  it('should find out that nobody is there any more on a line that looks open', async (test) => {
    const { gateway, clock, connection, credentials } = await setUp(test);
    gateway.answer('GetLoginStatus', () => undefined);
    connection.open(credentials);
    await reaches(connection, 'online');
    await clock.advance(10_000);
    await gateway.request('GetLoginStatus');
    await clock.advance(25_000);
    assert.equal((await reaches(connection, 'waiting')).reason, 'silent');
    await gateway.lastConnection.ended();
    await clock.advanceToNext();
    await reaches(connection, 'online');
    assert.equal(gateway.connections.length, 2);
  });

  it('should keep the order of answers and events that arrive in one piece', async (test) => {
    const { gateway, connection, credentials } = await setUp(test);
    connection.open(credentials);
    await reaches(connection, 'online');
    const order: string[] = [];
    connection.on('frame', ({ data }) => order.push(data));
    gateway.answer('GetLoginUser', () => undefined);
    const calls = Array.from({ length: 20 }, async (_, index) => {
      const { data } = await connection.call('getLoginUser', [], `op-${index}`);
      order.push(data);
    });
    const { connection: line } = await gateway.request('GetLoginUser', 20);
    const requests = gateway.requests.filter(({ request }) => request.reqFuncName === 'GetLoginUser');
    requests.forEach(({ request }, index) => {
      line.event('OnRecvNewMessage', `event ${index}`);
      line.reply(request, { data: `reply ${index}` });
    });
    await Promise.all(calls);
    assert.deepEqual(
      order,
      requests.flatMap((_, index) => [`event ${index}`, `reply ${index}`]),
    );
  });
});

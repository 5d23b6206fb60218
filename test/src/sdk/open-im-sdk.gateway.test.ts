import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import {
  OpenIMSDK,
  parse,
  methodTable,
  type EventFrame,
  type EventName,
  type InitConfig,
  type MethodName,
  type OpenIMError,
  type WsResponse,
} from '../../../src/index.js';
import { recordingLogger } from '../../helpers/fake-wake-signals.js';
import { GatewayFixture, SECRET } from '../../helpers/gateway-fixture.js';
import { methodSamples } from '../../helpers/method-samples.js';

const SECONDS_A_DAY = 86_400;
const TOKEN_LIFETIME_SECONDS = 8;

/** A real gateway with these people, and an SDK for each of them, not logged in yet. */
async function setUp(test: TestContext, ...userIDs: string[]) {
  // Shorter than the silence after which a client asks for a sign of life, which needs real time to be answered.
  const gateway = await GatewayFixture.start(test, { tokenLifetimeDays: TOKEN_LIFETIME_SECONDS / SECONDS_A_DAY });
  await gateway.register(...userIDs);
  const people = await Promise.all(
    userIDs.map(async (userID) => {
      const sdk = new OpenIMSDK({
        clock: gateway.clock,
        logger: recordingLogger(),
        storage: 'memory',
        createSocket: (url, subprotocols) => new WebSocket(url, subprotocols),
      });
      test.after(() => {
        sdk.close();
      });
      const config: InitConfig = { userID, token: await gateway.token(userID), url: gateway.url, platformID: 5 };
      const heard: EventName[] = [];
      for (const name of ['OnConnecting', 'OnConnectSuccess', 'OnConnectFailed'] as const) {
        sdk.on(name, () => heard.push(name));
      }
      for (const name of ['OnKickedOffline', 'OnUserTokenExpired'] as const) sdk.on(name, () => heard.push(name));
      return { sdk, config, heard };
    }),
  );
  return { gateway, people, first: people[0]!, second: people[1]! };
}

const next = <Name extends EventName>(sdk: OpenIMSDK, name: Name) =>
  new Promise<EventFrame<Name>>((resolve) => {
    sdk.on(name, resolve);
  });

const errCodeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 0,
    (error: unknown) => (error as OpenIMError).errCode,
  );

describe('OpenIMSDK with the gateway', () => {
  it('should let two people talk', async (test) => {
    const { first, second } = await setUp(test, 'ada', 'bob');
    await Promise.all([first.sdk.login(first.config), second.sdk.login(second.config)]);
    assert.deepEqual(first.heard, ['OnConnecting', 'OnConnectSuccess']);
    assert.deepEqual(first.sdk.sync?.engine.capabilities, { idempotentSend: true, inboxChanges: true });

    const received = next(second.sdk, 'OnRecvNewMessage');
    const { data: message } = await first.sdk.createTextMessage('hello bob');
    const sent = parse(await first.sdk.sendMessage({ recvID: 'bob', groupID: '', message }));
    const arrived = parse(await received);
    assert.deepEqual(
      [arrived.content, arrived.sendID, arrived.clientMsgID],
      ['hello bob', 'ada', sent.clientMsgID],
    );
    assert.equal(arrived.sendTime, sent.sendTime);

    const answered = next(first.sdk, 'OnRecvNewMessage');
    const { data: reply } = await second.sdk.createQuoteMessage({
      text: 'hello ada',
      message: (await received).data,
    });
    await second.sdk.sendMessageNotOss({ recvID: 'ada', groupID: '', message: reply });
    assert.equal(parse(await answered).quoteElem.quoteMessage?.content, 'hello bob');

    const read = next(first.sdk, 'OnRecvC2CReadReceipt');
    await second.sdk.markC2CMessageAsRead({ userID: 'ada', msgIDList: [sent.clientMsgID] });
    assert.deepEqual(parse(await read)[0]?.msgIDList, [sent.clientMsgID]);
  });

  it('should reset the unread count under the name the 2.3 client has for it', async (test) => {
    const { first, second } = await setUp(test, 'ada', 'bob');
    await Promise.all([first.sdk.login(first.config), second.sdk.login(second.config)]);
    const received = next(second.sdk, 'OnRecvNewMessage');
    const { data: message } = await first.sdk.createTextMessage('hello bob');
    await first.sdk.sendMessage({ recvID: 'bob', groupID: '', message });
    await received;
    const unread = async () => Number((await second.sdk.getTotalUnreadMsgCount()).data);
    assert.equal(await unread(), 1);
    const { markNotifyMessageHasRead } = second.sdk;
    assert.equal((await markNotifyMessageHasRead('single_ada', 'OP')).operationID, 'OP');
    assert.equal(await unread(), 0);
  });

  it('should settle every method, each in a way the gateway knows', async (test) => {
    const { first } = await setUp(test, 'u1', 'a');
    await first.sdk.login(first.config);
    for (const name of Object.keys(methodTable) as MethodName[]) {
      if (name === 'login' || name === 'logout') continue;
      const call = first.sdk[name] as (...args: unknown[]) => Promise<WsResponse>;
      const errCode = await errCodeOf(call(...methodSamples[name]));
      assert.ok(![111, 112, 114, 812, 1001, 1005].includes(errCode), `${name}: ${errCode}`);
    }
  });

  it('should say that a token is refused, though no page can read a handshake', async (test) => {
    const { first, second } = await setUp(test, 'ada', 'bob');
    assert.equal(await errCodeOf(first.sdk.login({ ...first.config, token: 'nonsense' })), 703);
    assert.equal(await errCodeOf(first.sdk.login({ ...first.config, token: second.config.token })), 705);
    assert.deepEqual(first.heard, ['OnConnecting', 'OnConnectFailed', 'OnConnecting', 'OnConnectFailed']);
  });

  it('should end at once when an administrator ends the session, and not come back with the dead token', async (test) => {
    const { gateway, first } = await setUp(test, 'ada');
    await first.sdk.login(first.config);
    const kicked = next(first.sdk, 'OnKickedOffline');
    await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 });
    await kicked;
    assert.deepEqual(first.heard, ['OnConnecting', 'OnConnectSuccess', 'OnKickedOffline']);
    assert.equal(await errCodeOf(first.sdk.getFriendList()), 706);
    assert.equal(await errCodeOf(first.sdk.login(first.config)), 706);
    assert.equal(await errCodeOf(first.sdk.login({ ...first.config, token: await gateway.token('ada') })), 0);
  });

  it('should end when the token runs out, and go on with a new one', async (test) => {
    const { gateway, first } = await setUp(test, 'ada');
    await first.sdk.login(first.config);
    const expired = next(first.sdk, 'OnUserTokenExpired');
    await gateway.clock.advance((TOKEN_LIFETIME_SECONDS + 1) * 1000);
    await expired;
    assert.equal(await errCodeOf(first.sdk.getFriendList()), 701);
    const back = next(first.sdk, 'OnConnectSuccess');
    first.sdk.sync?.engine.reconnect(await gateway.token('ada'));
    await back;
    assert.equal(await errCodeOf(first.sdk.getFriendList()), 0);
  });

  it('should leave other connections of the user alone when it logs out', async (test) => {
    const { first, second } = await setUp(test, 'ada', 'bob');
    const { config } = first;
    await Promise.all([first.sdk.login(config), second.sdk.login(config)]);
    await first.sdk.logout();
    assert.equal(await errCodeOf(second.sdk.getFriendList()), 0);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { emitter, eventTable, methodTable, OpenIMError, OpenIMSDK, parse } from '../../../src/index.js';
import type {
  ConnectionState,
  EventFrame,
  EventName,
  InitConfig,
  MethodName,
  WsResponse,
} from '../../../src/index.js';
import { LOGOUT_TIMEOUT_MS } from '../../../src/sdk/open-im-sdk.js';
import { FakeGateway } from '../../helpers/fake-gateway.js';
import { recordingLogger } from '../../helpers/fake-wake-signals.js';
import { ManualClock } from '../../helpers/manual-clock.js';
import { methodSamples } from '../../helpers/method-samples.js';

const CONNECTION_EVENTS = [
  'OnConnecting',
  'OnConnectSuccess',
  'OnConnectFailed',
  'OnKickedOffline',
  'OnUserTokenExpired',
] as const satisfies EventName[];

const BUILT_LOCALLY = (Object.keys(methodTable) as MethodName[]).filter((name) => /^create.*Message$/.test(name));
const QUEUED: MethodName[] = ['sendMessage', 'sendMessageNotOss'];
const ANSWERED_BY_GATEWAY = (Object.keys(methodTable) as MethodName[]).filter(
  (name) => ![...BUILT_LOCALLY, ...QUEUED, 'login', 'logout'].includes(name),
);

async function setUp(test: TestContext) {
  const gateway = await FakeGateway.start(test);
  gateway.answer('GetAllConversationList', () => ({ data: '[]' }));
  gateway.answer('GetJoinedGroupList', () => ({ data: '[]' }));
  gateway.answer('GetSelfUserInfo', () => ({
    data: JSON.stringify({ userID: 'u1', nickname: 'One', faceURL: 'https://a.example/1.png' }),
  }));
  const clock = new ManualClock();
  const logger = recordingLogger();
  const sdk = new OpenIMSDK({ clock, logger, storage: 'memory', createSocket: (url) => new WebSocket(url) });
  test.after(() => {
    sdk.close();
  });
  const config: InitConfig = { userID: 'u1', token: 'tok', url: gateway.url, platformID: 5 };
  const events: EventFrame[] = [];
  for (const name of CONNECTION_EVENTS) sdk.on(name, (frame) => events.push(frame));
  const eventNames = () => events.map(({ event }) => event);
  return { gateway, clock, logger, sdk, config, events, eventNames };
}

/** The next event of that name. */
const next = <Name extends EventName>(sdk: OpenIMSDK, name: Name) =>
  new Promise<EventFrame<Name>>((resolve) => {
    sdk.on(name, resolve);
  });

/** Resolves when the connection is in that state. */
const reaches = (sdk: OpenIMSDK, kind: ConnectionState['kind']) =>
  new Promise<void>((resolve) => {
    sdk.sync?.engine.on('state', (state) => {
      if (state.kind === kind) resolve();
    });
    if (sdk.connectionState.kind === kind) resolve();
  });

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('resolved'),
    (error: unknown) => {
      assert.ok(error instanceof OpenIMError);
      const { event, errCode, errMsg, data, operationID } = error;
      return { event, errCode, errMsg, data, operationID };
    },
  );

/** Calls a method as plain JavaScript does. */
const call = (sdk: OpenIMSDK, name: MethodName, ...args: unknown[]) =>
  (sdk[name] as (...args: unknown[]) => Promise<WsResponse>)(...args);

describe('OpenIMSDK: methods', () => {
  it('should have every method of the table, bound, and be an emitter', () => {
    const sdk = new OpenIMSDK();
    assert.ok(sdk instanceof emitter);
    for (const name of Object.keys(methodTable)) assert.equal(typeof sdk[name as MethodName], 'function', name);
  });

  it('should resolve to the gateway’s frame, under the operationID it was given', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    await sdk.login(config);
    for (const name of ANSWERED_BY_GATEWAY) {
      const { wire } = methodTable[name];
      gateway.answer(wire, () => ({ data: `"answer to ${wire}"` }));
      const operationID = `OP ${name}`;
      assert.deepEqual(await call(sdk, name, ...methodSamples[name], operationID), {
        event: wire,
        errCode: 0,
        errMsg: '',
        data: `"answer to ${wire}"`,
        operationID,
      });
    }
  });

  it('should reject with an error that carries the rejected frame', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    await sdk.login(config);
    gateway.answer('DeleteFriend', () => ({ errCode: 802, errMsg: 'not a friend' }));
    assert.deepEqual(await rejection(sdk.deleteFriend('a', 'OP')), {
      event: 'DeleteFriend',
      errCode: 802,
      errMsg: 'not a friend',
      data: '',
      operationID: 'OP',
    });
  });

  it('should reject every method but login with 112 before a login', async () => {
    const sdk = new OpenIMSDK();
    for (const name of Object.keys(methodTable) as MethodName[]) {
      if (name === 'login') continue;
      const { errCode, event } = await rejection(call(sdk, name, ...methodSamples[name]));
      assert.deepEqual([errCode, event], [112, methodTable[name].wire]);
    }
  });

  it('should reject arguments that are nothing like what a method takes, and throw nothing', async (test) => {
    const { sdk, config } = await setUp(test);
    assert.equal((await rejection(call(sdk, 'login'))).errCode, 803);
    assert.equal((await rejection(call(sdk, 'login', { userID: 'u1', token: 'tok' }))).errCode, 803);
    await sdk.login(config);
    for (const name of ['createTextAtMessage', 'createGroup', 'sendMessage', 'createMergerMessage'] as const) {
      assert.equal((await rejection(call(sdk, name))).errCode, 803, name);
    }
  });

  it('should work when its methods are taken off it', async (test) => {
    const { sdk, config } = await setUp(test);
    const { login, getFriendList } = sdk;
    await login(config);
    assert.equal((await getFriendList()).errCode, 0);
  });
});

describe('OpenIMSDK: messages', () => {
  it('should build them without the gateway, with the user as sender', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    await sdk.login(config);
    await gateway.request('GetSelfUserInfo');
    // Its answer is in the cache once a call made after it was answered.
    await sdk.getSelfUserInfo();
    const answer = await sdk.createTextMessage('hello', 'OP');
    const message = parse(answer);
    assert.deepEqual([answer.event, answer.errCode, answer.operationID], ['CreateTextMessage', 0, 'OP']);
    assert.match(message.clientMsgID, /^[0-9a-f]{32}$/);
    assert.deepEqual(
      [message.content, message.sendID, message.senderNickname, message.senderFaceUrl, message.platformID],
      ['hello', 'u1', 'One', 'https://a.example/1.png', 5],
    );
    assert.notEqual(parse(await sdk.createTextMessage('hello')).clientMsgID, message.clientMsgID);
    assert.ok(!gateway.requests.some(({ request }) => request.reqFuncName.startsWith('Create')));
  });

  it('should say which argument is no message', async (test) => {
    const { sdk, config } = await setUp(test);
    await sdk.login(config);
    const error = await rejection(sdk.createQuoteMessage({ text: 't', message: 'no JSON' }, 'OP'));
    assert.deepEqual([error.errCode, error.event, error.operationID], [803, 'CreateQuoteMessage', 'OP']);
  });

  it('should send through the outbox, and resolve with what the gateway stored', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    gateway.answer('SendMessageNotOss', ({ data }) => {
      const { message } = JSON.parse(data) as { message: string };
      return {
        data: JSON.stringify({ ...JSON.parse(message), status: 2, serverMsgID: 's1', sendTime: 7, seq: 1 }),
      };
    });
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    const answer = await sdk.sendMessageNotOss({ recvID: 'u2', groupID: '', message }, 'OP');
    assert.deepEqual([answer.event, answer.operationID], ['SendMessageNotOss', 'OP']);
    assert.deepEqual([parse(answer).serverMsgID, parse(answer).status], ['s1', 2]);
    const { request } = await gateway.request('SendMessageNotOss');
    assert.equal(request.operationID, 'OP');
    assert.equal(request.data, JSON.stringify({ recvID: 'u2', groupID: '', message, offlinePushInfo: '' }));
  });

  it('should send what was being sent when the line was cut once it is back, under the same ID', async (test) => {
    const { gateway, clock, sdk, config } = await setUp(test);
    gateway.login = () => ({ extensions: ['idempotent-send'] });
    gateway.answer('SendMessage', () => undefined);
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    const sending = sdk.sendMessage({ recvID: 'u2', groupID: '', message });
    const first = await gateway.request('SendMessage');
    const reconnecting = next(sdk, 'OnConnecting');
    first.connection.cut();
    await reaches(sdk, 'waiting');
    await clock.advanceToNext();
    await reconnecting;
    const second = await gateway.request('SendMessage', 2);
    assert.equal(second.request.data, first.request.data);
    second.connection.reply(second.request, { data: message });
    assert.equal((await sending).errCode, 0);
  });

  it('should settle every call that sends the same message, and send it once', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    gateway.answer('SendMessage', () => undefined);
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    const send = () => sdk.sendMessage({ recvID: 'u2', groupID: '', message });
    const calls = [send(), send()];
    const { connection, request } = await gateway.request('SendMessage');
    connection.reply(request, { data: message });
    const answers = await Promise.all(calls);
    assert.deepEqual(
      answers.map(({ errCode }) => errCode),
      [0, 0],
    );
    assert.equal(gateway.requests.filter((sent) => sent.request.reqFuncName === 'SendMessage').length, 1);
  });

  it('should reject what the gateway refuses for good', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    gateway.answer('SendMessage', () => ({ errCode: 600, errMsg: 'blacklisted' }));
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    const error = await rejection(sdk.sendMessage({ recvID: 'u2', groupID: '', message }, 'OP'));
    assert.deepEqual([error.errCode, error.event, error.operationID], [600, 'SendMessage', 'OP']);
  });

  it('should refuse a message to nobody, and what is no message, before it is in the outbox', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    assert.equal((await rejection(sdk.sendMessage({ recvID: '', groupID: '', message }))).errCode, 201);
    assert.equal((await rejection(sdk.sendMessage({ recvID: 'a', groupID: '', message: '{' }))).errCode, 803);
    const anonymous = JSON.stringify({ ...parse(await sdk.createTextMessage('hello')), clientMsgID: '' });
    assert.equal(
      (await rejection(sdk.sendMessage({ recvID: 'a', groupID: '', message: anonymous }))).errCode,
      803,
    );
    assert.deepEqual(sdk.sync?.getUnsent(), []);
    assert.ok(!gateway.requests.some(({ request }) => request.reqFuncName === 'SendMessage'));
  });

  it('should settle what waits in the outbox when it is closed', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    gateway.answer('SendMessage', () => undefined);
    await sdk.login(config);
    const [{ data: first }, { data: second }] = await Promise.all([
      sdk.createTextMessage('first'),
      sdk.createTextMessage('second'),
    ]);
    const inFlight = rejection(sdk.sendMessage({ recvID: 'u2', groupID: '', message: first }));
    await gateway.request('SendMessage');
    const unstored = rejection(sdk.sendMessage({ recvID: 'u3', groupID: '', message: second }));
    sdk.close();
    assert.deepEqual([(await inFlight).errCode, (await unstored).errCode], [111, 111]);
  });
});

describe('OpenIMSDK: events', () => {
  it('should hand listeners the raw frame, of every event of the table', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    await sdk.login(config);
    const others = (Object.keys(eventTable) as EventName[]).filter(
      (name) => !CONNECTION_EVENTS.some((event) => event === name),
    );
    for (const name of others) {
      const heard = next(sdk, name);
      gateway.lastConnection.event(name, '[]');
      assert.deepEqual(await heard, { event: name, errCode: 0, errMsg: '', data: '[]', operationID: '0' });
    }
  });

  it('should deliver an event when the cache knows what it reports', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    await sdk.login(config);
    const known = next(sdk, 'OnConversationChanged').then(() => sdk.sync?.getConversations());
    const conversation = { conversationID: 'single_u2', conversationType: 1, userID: 'u2', latestMsgSendTime: 5 };
    gateway.lastConnection.event('OnConversationChanged', JSON.stringify([conversation]));
    assert.deepEqual(
      (await known)?.map(({ conversationID }) => conversationID),
      ['single_u2'],
    );
  });

  it('should report a login once, though the gateway reports it too', async (test) => {
    const { gateway, sdk, config, eventNames, events } = await setUp(test);
    gateway.login = () => {
      gateway.lastConnection.event('OnConnecting');
      gateway.lastConnection.event('OnConnectSuccess');
      return {};
    };
    await sdk.login(config);
    gateway.lastConnection.event('OnConnectSuccess');
    await sdk.getLoginUser();
    assert.deepEqual(eventNames(), ['OnConnecting', 'OnConnectSuccess']);
    assert.deepEqual(events[0], { event: 'OnConnecting', errCode: 0, errMsg: '', data: '', operationID: '' });
  });

  it('should report a reconnect as another login', async (test) => {
    const { gateway, clock, sdk, config, eventNames } = await setUp(test);
    await sdk.login(config);
    gateway.lastConnection.cut();
    await reaches(sdk, 'waiting');
    const back = next(sdk, 'OnConnectSuccess');
    await clock.advanceToNext();
    await back;
    assert.deepEqual(eventNames(), ['OnConnecting', 'OnConnectSuccess', 'OnConnecting', 'OnConnectSuccess']);
  });

  it('should report attempts that fail while it tries again by itself', async (test) => {
    const { gateway, clock, sdk, config, events } = await setUp(test);
    await gateway.stop();
    const failed = next(sdk, 'OnConnectFailed');
    await sdk.open(config);
    await failed;
    const failedAgain = next(sdk, 'OnConnectFailed');
    await clock.advanceToNext();
    await failedAgain;
    assert.deepEqual(
      events.map(({ event, errCode }) => [event, errCode]),
      [
        ['OnConnecting', 0],
        ['OnConnectFailed', 112],
        ['OnConnecting', 0],
        ['OnConnectFailed', 112],
      ],
    );
  });

  for (const [event, errCode] of [
    ['OnKickedOffline', 706],
    ['OnUserTokenExpired', 701],
  ] as const) {
    it(`should report ${event} once and refuse calls with ${errCode} from then on`, async (test) => {
      const { gateway, sdk, config, eventNames } = await setUp(test);
      await sdk.login(config);
      const heard = next(sdk, event);
      gateway.lastConnection.event(event);
      gateway.lastConnection.event(event);
      await heard;
      await gateway.lastConnection.ended();
      assert.equal((await rejection(sdk.getFriendList())).errCode, errCode);
      assert.deepEqual(eventNames(), ['OnConnecting', 'OnConnectSuccess', event]);
    });
  }
});

describe('OpenIMSDK: login and logout', () => {
  it('should resolve on the first login that is accepted', async (test) => {
    const { sdk, config } = await setUp(test);
    assert.deepEqual(await sdk.login({ ...config, operationID: 'OP' }), {
      event: 'Login',
      errCode: 0,
      errMsg: '',
      data: '',
      operationID: 'OP',
    });
    assert.equal(sdk.connectionState.kind, 'online');
    assert.equal(sdk.sync?.userID, 'u1');
  });

  it('should reject when the gateway refuses, with its code, and be idle', async (test) => {
    const { gateway, sdk, config, events } = await setUp(test);
    gateway.login = () => ({ errCode: 702, errMsg: 'token invalid' });
    assert.deepEqual(await rejection(sdk.login(config, 'OP')), {
      event: 'Login',
      errCode: 702,
      errMsg: 'token invalid',
      data: '',
      operationID: 'OP',
    });
    assert.deepEqual(sdk.connectionState, { kind: 'idle' });
    assert.equal(sdk.sync, undefined);
    assert.deepEqual(
      events.map(({ event, errCode }) => [event, errCode]),
      [
        ['OnConnecting', 0],
        ['OnConnectFailed', 702],
      ],
    );
  });

  it('should reject when nobody is there, be idle, and try no more', async (test) => {
    const { gateway, clock, sdk, config } = await setUp(test);
    await gateway.stop();
    assert.equal((await rejection(sdk.login(config))).errCode, 112);
    assert.deepEqual(sdk.connectionState, { kind: 'idle' });
    assert.equal(clock.pendingTimers, 0);
    assert.equal((await rejection(sdk.getFriendList())).errCode, 112);
  });

  it('should let a second login take the place of the first, whenever it comes', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    const first = rejection(sdk.login(config));
    await sdk.login({ ...config, userID: 'u2' });
    assert.equal((await first).errCode, 111);
    await sdk.login({ ...config, userID: 'u3' });
    assert.equal(sdk.sync?.userID, 'u3');
    assert.equal(gateway.connections.length, 2);
    await gateway.connections[0]?.ended();
  });

  it('should let a second login take the place of one that waits for its answer', async (test) => {
    const { gateway, sdk, config } = await setUp(test);
    gateway.login = () => undefined;
    const first = rejection(sdk.login(config));
    await gateway.request('Login');
    gateway.login = () => ({});
    await sdk.login({ ...config, userID: 'u2' });
    assert.equal((await first).errCode, 111);
    assert.equal(sdk.sync?.userID, 'u2');
  });

  it('should tell the gateway of a logout, close, and know nobody any more', async (test) => {
    const { gateway, clock, sdk, config } = await setUp(test);
    await sdk.login(config);
    const answer = await sdk.logout('OP');
    assert.deepEqual([answer.event, answer.errCode, answer.operationID], ['Logout', 0, 'OP']);
    assert.equal((await gateway.request('Logout')).request.operationID, 'OP');
    await gateway.lastConnection.ended();
    assert.deepEqual(sdk.connectionState, { kind: 'idle' });
    assert.equal(sdk.sync, undefined);
    assert.equal(clock.pendingTimers, 0);
    assert.equal((await rejection(sdk.logout())).errCode, 112);
  });

  it('should log out all the same when the gateway does not answer, or is not there', async (test) => {
    const { gateway, clock, sdk, config } = await setUp(test);
    gateway.answer('Logout', () => undefined);
    await sdk.login(config);
    const silent = sdk.logout();
    await gateway.request('Logout');
    await clock.advance(LOGOUT_TIMEOUT_MS);
    assert.equal((await silent).errCode, 0);

    await sdk.login(config);
    await gateway.stop();
    await reaches(sdk, 'waiting');
    assert.equal((await sdk.logout()).errCode, 0);
    assert.equal(clock.pendingTimers, 0);
  });

  it('should let a login made during a logout begin after it', async (test) => {
    const { gateway, clock, sdk, config } = await setUp(test);
    gateway.answer('Logout', () => undefined);
    await sdk.login(config);
    const logout = sdk.logout();
    const login = sdk.login(config);
    await gateway.request('Logout');
    assert.equal(gateway.connections.length, 1);
    await clock.advance(LOGOUT_TIMEOUT_MS);
    await Promise.all([logout, login]);
    assert.equal(sdk.connectionState.kind, 'online');
  });
});

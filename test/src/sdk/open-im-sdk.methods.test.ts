import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emitter, methodTable, OpenIMSDK, parse, type MethodName, type WsResponse } from '../../../src/index.js';
import { next, reaches, rejectionOf, sdkWithFakeGateway } from '../../helpers/fake-sdk.js';
import { methodSamples } from '../../helpers/method-samples.js';

const BUILT_LOCALLY = (Object.keys(methodTable) as MethodName[]).filter((name) => /^create.*Message$/.test(name));
const QUEUED: MethodName[] = ['sendMessage', 'sendMessageNotOss'];
const ANSWERED_BY_GATEWAY = (Object.keys(methodTable) as MethodName[]).filter(
  (name) => ![...BUILT_LOCALLY, ...QUEUED, 'login', 'logout'].includes(name),
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
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
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
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    gateway.answer('DeleteFriend', () => ({ errCode: 802, errMsg: 'not a friend' }));
    assert.deepEqual(await rejectionOf(sdk.deleteFriend('a', 'OP')), {
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
      const { errCode, event } = await rejectionOf(call(sdk, name, ...methodSamples[name]));
      assert.deepEqual([errCode, event], [112, methodTable[name].wire]);
    }
  });

  it('should reject arguments that are nothing like what a method takes, and throw nothing', async (test) => {
    const { sdk, config } = await sdkWithFakeGateway(test);
    assert.equal((await rejectionOf(call(sdk, 'login'))).errCode, 803);
    assert.equal((await rejectionOf(call(sdk, 'login', { userID: 'u1', token: 'tok' }))).errCode, 803);
    await sdk.login(config);
    for (const name of ['createTextAtMessage', 'createGroup', 'sendMessage', 'createMergerMessage'] as const) {
      assert.equal((await rejectionOf(call(sdk, name))).errCode, 803, name);
    }
  });

  it('should work when its methods are taken off it', async (test) => {
    const { sdk, config } = await sdkWithFakeGateway(test);
    const { login, getFriendList } = sdk;
    await login(config);
    assert.equal((await getFriendList()).errCode, 0);
  });
});

describe('OpenIMSDK: messages', () => {
  it('should build them without the gateway, with the user as sender', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
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
    const { sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    const error = await rejectionOf(sdk.createQuoteMessage({ text: 't', message: 'no JSON' }, 'OP'));
    assert.deepEqual([error.errCode, error.event, error.operationID], [803, 'CreateQuoteMessage', 'OP']);
  });

  it('should send through the outbox, and resolve with what the gateway stored', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
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
    const { gateway, clock, sdk, config } = await sdkWithFakeGateway(test);
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
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
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
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    gateway.answer('SendMessage', () => ({ errCode: 600, errMsg: 'blacklisted' }));
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    const error = await rejectionOf(sdk.sendMessage({ recvID: 'u2', groupID: '', message }, 'OP'));
    assert.deepEqual([error.errCode, error.event, error.operationID], [600, 'SendMessage', 'OP']);
  });

  it('should refuse a message to nobody, and what is no message, before it is in the outbox', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    const { data: message } = await sdk.createTextMessage('hello');
    assert.equal((await rejectionOf(sdk.sendMessage({ recvID: '', groupID: '', message }))).errCode, 201);
    assert.equal((await rejectionOf(sdk.sendMessage({ recvID: 'a', groupID: '', message: '{' }))).errCode, 803);
    const anonymous = JSON.stringify({ ...parse(await sdk.createTextMessage('hello')), clientMsgID: '' });
    assert.equal(
      (await rejectionOf(sdk.sendMessage({ recvID: 'a', groupID: '', message: anonymous }))).errCode,
      803,
    );
    assert.deepEqual((await sdk.sync!.getOverview()).unsent, []);
    assert.ok(!gateway.requests.some(({ request }) => request.reqFuncName === 'SendMessage'));
  });

  it('should settle what waits in the outbox when it is closed', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    gateway.answer('SendMessage', () => undefined);
    await sdk.login(config);
    const [{ data: first }, { data: second }] = await Promise.all([
      sdk.createTextMessage('first'),
      sdk.createTextMessage('second'),
    ]);
    const inFlight = rejectionOf(sdk.sendMessage({ recvID: 'u2', groupID: '', message: first }));
    await gateway.request('SendMessage');
    const unstored = rejectionOf(sdk.sendMessage({ recvID: 'u3', groupID: '', message: second }));
    sdk.close();
    assert.deepEqual([(await inFlight).errCode, (await unstored).errCode], [111, 111]);
  });
});

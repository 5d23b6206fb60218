import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ErrorCode,
  methodTable,
  unsupportedMethods,
  type MessageItem,
  type WsResponse,
} from '../../src/protocol/index.js';
import { get } from '../helpers/client-events.js';
import { GatewayFixture, textMessage } from '../helpers/gateway-fixture.js';

const messageIn = ({ data }: WsResponse): MessageItem => JSON.parse(data) as MessageItem;

describe('dispatch', () => {
  it('answers frames that cannot be read with the error frame', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const error: WsResponse = {
      event: 'error',
      errCode: 100,
      errMsg: 'Unmarshal failed',
      data: '',
      operationID: '',
    };
    const unreadable = [
      'nope',
      '',
      '[]',
      '"text"',
      'null',
      '7',
      '{}',
      '{"reqFuncName":7,"operationID":"x","data":""}',
    ];
    for (const text of unreadable) {
      ada.send(text);
      await ada.settle();
      assert.deepEqual(ada.frames, [error], text);
      ada.frames = [];
    }
    ada.socket.send(Buffer.from('{"reqFuncName":"GetLoginUser","operationID":"x"}'), { binary: true });
    await ada.settle();
    assert.deepEqual(ada.frames, [error], 'a binary frame');
  });

  it('answers 1001 to functions that are not in the table', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const names = ['NoSuchThing', 'getLoginUser', 'InitSDK', 'MarkSingleMessageHasRead'];
    for (const name of [...names, 'constructor', '__proto__', 'toString', '']) {
      const reply = await ada.request(name);
      const expected = { event: name, errCode: 1001, errMsg: 'Request Parameter Error', data: '' };
      assert.deepEqual(reply, { ...expected, operationID: reply.operationID });
    }
  });

  it('answers 1005, and why, to what clients can ask for and no chat has', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    for (const [name, reason] of unsupportedMethods) {
      const reply = await ada.request(name, '{"invitation":{}}');
      const { operationID } = reply;
      assert.deepEqual(reply, { event: name, errCode: 1005, errMsg: reason, data: '', operationID });
    }
  });

  it('acts for nobody but the user of the connection', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const reply = await ada.request('SetSelfInfo', '{"nickname":"Mallory"}', { userID: 'bob' });
    assert.deepEqual([reply.event, reply.errCode], ['SetSelfInfo', ErrorCode.BadRequest]);
    assert.equal((await get(bob, 'getSelfUserInfo')).nickname, 'BOB');
    for (const userID of [undefined, '', 'ada']) {
      assert.equal((await ada.request('GetLoginUser', '', { userID })).data, 'ada');
    }
    assert.equal((await ada.request('GetLoginUser', '', { userID: 7 })).errCode, ErrorCode.BadRequest);
  });

  it('tells a missing member, a wrong type and broken JSON apart', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const send = { recvID: 'bob', groupID: '', message: textMessage('x'), offlinePushInfo: '' };
    const without = (member: keyof typeof send): string => JSON.stringify({ ...send, [member]: undefined });
    const cases: [string, unknown, number, string?][] = [
      ['SendMessage', without('recvID'), 1001, 'key not in'],
      ['SendMessage', without('message'), 1001, 'key not in'],
      ['SendMessage', { ...send, recvID: 7 }, 1001],
      ['SendMessage', 'nope', 1001, 'unmarshal failed'],
      ['SendMessage', '[]', 1001, 'unmarshal failed'],
      ['SendMessage', '', 1001, 'unmarshal failed'],
      ['SendMessage', { ...send, message: 'nope' }, 803],
      ['SendMessage', { ...send, message: '{}' }, 803],
      ['SendMessage', { ...send, message: '' }, 803],
      ['SendMessage', { ...send, message: '[]' }, 803],
      ['SendMessage', { ...send, message: '{"contentType":101}' }, 803],
      ['SendMessage', { ...send, offlinePushInfo: 'nope' }, 803],
      ['GetUsersInfo', '7', 1001],
      ['GetUsersInfo', '[7]', 1001],
      ['GetUsersInfo', '{"a":1}', 1001],
      ['GetUsersInfo', JSON.stringify(Array(1001).fill('x')), 803],
      ['GetHistoryMessageList', '{"userID":"bob","groupID":"","startClientMsgID":""}', 1001, 'key not in'],
      ['GetHistoryMessageList', '{"userID":"bob","groupID":"","startClientMsgID":"","count":"3"}', 1001],
      ['GetHistoryMessageList', '{"userID":"bob","groupID":"","startClientMsgID":"","count":1.5}', 803],
      ['PinConversation', '{"conversationID":"single_bob","isPinned":"yes"}', 1001],
      ['CreateTextAtMessage', '{"text":"x"}', 1001, 'key not in'],
      ['CreateTextAtMessage', '{"text":"x","atUserIDList":"nope"}', 803],
      ['CreateTextAtMessage', '{"text":"x","atUserIDList":"7"}', 803],
      ['CreateSoundMessageByURL', '{}', 1001, 'key not in'],
      ['CreateSoundMessageByURL', '{"soundBaseInfo":"nope"}', 803],
      ['RevokeMessage', 'nope', 803],
      ['RevokeMessage', '{}', 803],
      ['DeleteMessageFromLocalStorage', '', 803],
      ['Login', '{"userID":"ada"}', 1001, 'key not in'],
    ];
    for (const [name, data, errCode, errMsg] of cases) {
      const reply = await ada.request(name, data);
      const label = `${name} ${JSON.stringify(data)} gave ${reply.errCode} ${reply.errMsg}`;
      assert.deepEqual([reply.event, reply.errCode, reply.data], [name, errCode, ''], label);
      if (errMsg !== undefined) assert.equal(reply.errMsg, errMsg, label);
    }
  });

  it('accepts what original clients encode too often or not at all', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const wrap = (value: unknown, times: number): unknown =>
      times === 0 ? value : wrap(JSON.stringify(value), times - 1);
    for (let times = 0; times <= 3; times++) {
      const at = await ada.request('CreateTextAtMessage', { text: 'x', atUserIDList: wrap(['bob'], times) });
      assert.equal(at.errCode, 0, `${times} times`);
      assert.deepEqual(messageIn(at).atElem.atUserList, ['bob']);
      const message = wrap(JSON.parse(textMessage(`wrapped ${times} times`)), times);
      const sent = await ada.request('SendMessage', { recvID: 'bob', groupID: '', message, offlinePushInfo: '' });
      assert.equal(messageIn(sent).content, `wrapped ${times} times`);
      const users = await ada.request('GetUsersInfo', wrap(['bob'], times));
      assert.equal((JSON.parse(users.data) as unknown[]).length, 1);
    }
    assert.equal((await ada.request('CreateTextMessage', 12)).errCode, 0, 'a number for a text');
    assert.equal(messageIn(await ada.request('CreateTextMessage', undefined)).content, '');
    assert.equal((await ada.request('GetLoginUser', { ignored: true })).errCode, 0);
  });

  it('has an answer for every method of the table, whatever it is given', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 10_000 } });
    const [ada] = await gateway.people('ada');
    const data = [
      '',
      'x',
      '{}',
      '[]',
      'null',
      '7',
      '"x"',
      '{"__proto__":{"x":1}}',
      '[[[[]]]]',
      '{"groupID":null}',
    ];
    for (const { wire } of Object.values(methodTable)) {
      if (wire === 'Logout') continue;
      for (const text of data) {
        const reply = await ada.request(wire, text);
        assert.equal(reply.event, wire);
        assert.equal(typeof reply.errCode, 'number');
        assert.notEqual(reply.errCode, ErrorCode.Internal, `${wire} of ${text}: ${reply.errMsg}`);
      }
    }
  });
});

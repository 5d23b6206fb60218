import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { GatewayConnection } from '../../../src/connection/gateway-connection.js';
import {
  encodeArguments,
  methodByWireName,
  methodTable,
  seedMethodTable,
  type MethodArgs,
  type MethodName,
} from '../../../src/protocol/index.js';
import { FakeWakeSignals, recordingLogger } from '../../helpers/fake-wake-signals.js';
import { FakeWebSocket, settled } from '../../helpers/fake-web-socket.js';
import { ManualClock } from '../../helpers/manual-clock.js';
import { methodSamples } from '../../helpers/method-samples.js';
import { captureOriginalFrame, ORIGINAL_VERSIONS } from '../../helpers/original-client.js';

const METHOD_NAMES = Object.keys(methodTable) as MethodName[];

/** Methods the older of the published clients does not have yet. */
const NOT_IN_2_0_3: ReadonlySet<MethodName> = new Set<MethodName>([
  'createAdvancedTextMessage',
  'createAdvancedQuoteMessage',
  'getAdvancedHistoryMessageList',
  'getHistoryMessageListReverse',
  'findMessageList',
  'newRevokeMessage',
  'clearC2CHistoryMessageFromLocalAndSvr',
  'clearGroupHistoryMessageFromLocalAndSvr',
  'deleteAllConversationFromLocal',
  'resetConversationGroupAtType',
  'setGlobalRecvMessageOpt',
  'searchFriends',
  'searchGroups',
  'searchGroupMembers',
  'getGroupMemberListByJoinTimeFilter',
  'setGroupMemberNickname',
  'setGroupMemberRoleLevel',
  'setGroupVerification',
  'setGroupLookMemberInfo',
  'setGroupApplyMemberFriend',
] as MethodName[]);

/** The text of the frame our connection sends for a call with the operationID `OP`. */
async function captureOurFrame<Name extends MethodName>(name: Name, args: MethodArgs<Name>): Promise<string> {
  const { sockets, createSocket } = FakeWebSocket.factory();
  const connection = new GatewayConnection({
    clock: new ManualClock(),
    logger: recordingLogger(),
    wakeSignals: new FakeWakeSignals(),
    createSocket,
  });
  connection.open({ url: 'ws://host', userID: 'u1', token: 'tok', platformID: 5 });
  const socket = sockets[0]!;
  socket.open();
  await settled();
  if (name === 'login') return socket.sent[0]!.replace(socket.lastRequest.operationID, 'OP');
  socket.reply();
  await settled();
  connection.call(name, args, 'OP').catch(() => undefined);
  connection.close();
  return socket.sent.at(-1)!;
}

/** Extensions of the protocol, which no original client knows. */
const OF_OUR_OWN: ReadonlySet<string> = new Set<MethodName>(['getInboxChanges']);

describe('frames of the methods', () => {
  it('should be of the 69 methods of the seed', () => {
    assert.equal(Object.keys(seedMethodTable).length, 69);
  });

  for (const version of ORIGINAL_VERSIONS) {
    const theirNames = METHOD_NAMES.filter((name) => !OF_OUR_OWN.has(name));
    for (const name of theirNames.filter((name) => version !== '2.0.3' || !NOT_IN_2_0_3.has(name))) {
      it(`should send ${name} byte for byte as open-im-sdk ${version} does`, async () => {
        const args = methodSamples[name];
        const [login] = methodSamples.login;
        const theirs = await captureOriginalFrame(version, name, args, login);
        const ours = await captureOurFrame(name, args);
        // The older client knows no batches.
        assert.equal(version === '2.0.3' ? ours.replace(',"batchMsg":0', '') : ours, theirs);
      });
    }
  }

  it('should never change the arguments', () => {
    for (const name of METHOD_NAMES) {
      const before = structuredClone(methodSamples[name]);
      encodeArguments(name, methodSamples[name]);
      assert.deepEqual(methodSamples[name], before, name);
    }
  });
});

/** As captured from the original client: name, arguments, `data`. */
const GOLDEN: readonly (readonly [MethodName, unknown, string])[] = [
  ['getLoginStatus', undefined, ''],
  ['getUsersInfo', ['a', 'b'], '["a","b"]'],
  ['createTextMessage', 'hello', 'hello'],
  ['createTextAtMessage', { text: 'hi', atUserIDList: ['a'] }, String.raw`{"text":"hi","atUserIDList":"[\"a\"]"}`],
  [
    'createSoundMessage',
    { uuid: 'x', soundPath: '', sourceUrl: 'u', dataSize: 1, duration: 2 },
    String.raw`{"soundBaseInfo":"{\"uuid\":\"x\",\"soundPath\":\"\",\"sourceUrl\":\"u\",\"dataSize\":1,\"duration\":2}"}`,
  ],
  [
    'createMergerMessage',
    { messageList: [{ clientMsgID: 'm' }], title: 't', summaryList: ['s'] },
    String.raw`{"messageList":"[{\"clientMsgID\":\"m\"}]","title":"t","summaryList":"[\"s\"]"}`,
  ],
  [
    'sendMessage',
    { recvID: 'a', groupID: '', message: '{}' },
    '{"recvID":"a","groupID":"","message":"{}","offlinePushInfo":""}',
  ],
  [
    'sendMessageNotOss',
    {
      recvID: 'a',
      groupID: '',
      offlinePushInfo: { title: 't', desc: 'd', ex: '', iOSPushSound: 's', iOSBadgeCount: true },
      message: '{}',
    },
    String.raw`{"recvID":"a","groupID":"","offlinePushInfo":"{\"title\":\"t\",\"desc\":\"d\",\"ex\":\"\",\"iOSPushSound\":\"s\",\"iOSBadgeCount\":true}","message":"{}"}`,
  ],
  [
    'getHistoryMessageList',
    { userID: 'a', groupID: '', count: 12, startClientMsgID: '' },
    '{"userID":"a","groupID":"","count":12,"startClientMsgID":""}',
  ],
  ['markC2CMessageAsRead', { userID: 'a', msgIDList: ['m'] }, String.raw`{"userID":"a","msgIDList":"[\"m\"]"}`],
  ['revokeMessage', '{"clientMsgID":"m"}', '{"clientMsgID":"m"}'],
  [
    'setConversationRecvMessageOpt',
    { conversationIDList: ['single_a'], opt: 2 },
    String.raw`{"conversationIDList":"[\"single_a\"]","opt":2}`,
  ],
  [
    'pinConversation',
    { conversationID: 'single_a', isPinned: true },
    '{"conversationID":"single_a","isPinned":true}',
  ],
  ['deleteFriend', 'a', 'a'],
  [
    'createGroup',
    { groupBaseInfo: { groupType: 0, groupName: 'g' }, memberList: [{ userID: 'a', roleLevel: 1 }] },
    String.raw`{"groupBaseInfo":"{\"groupType\":0,\"groupName\":\"g\"}","memberList":"[{\"userID\":\"a\",\"roleLevel\":1}]"}`,
  ],
  [
    'setGroupInfo',
    { groupID: 'g', groupInfo: { groupName: 'n' } },
    String.raw`{"groupID":"g","groupInfo":"{\"groupName\":\"n\"}"}`,
  ],
  [
    'kickGroupMember',
    { groupID: 'g', reason: 'r', userIDList: ['a'] },
    String.raw`{"groupID":"g","reason":"r","userIDList":"[\"a\"]"}`,
  ],
  ['logout', undefined, ''],
  [
    'createTextAtMessage',
    { text: 'hi', atUserIDList: ['a'], atUsersInfo: [{ atUserID: 'a', groupNickname: 'A' }], message: '{}' },
    String.raw`{"text":"hi","atUserIDList":"[\"a\"]","atUsersInfo":"[{\"atUserID\":\"a\",\"groupNickname\":\"A\"}]","message":"{}"}`,
  ],
  ['createAdvancedTextMessage', { text: 't' }, '{"text":"t"}'],
];

describe('encodeArguments', () => {
  for (const [name, argument, data] of GOLDEN) {
    it(`should encode ${name} as in the golden frame`, () => {
      assert.equal(encodeArguments(name, argument === undefined ? [] : [argument]), data);
    });
  }

  it('should take what JavaScript callers give instead of text or JSON, as the original client does', () => {
    assert.equal(encodeArguments('revokeMessage', [{ clientMsgID: 'm' }]), '{"clientMsgID":"m"}');
    assert.equal(encodeArguments('getUsersInfo', ['["a"]']), '["a"]');
    assert.equal(encodeArguments('deleteFriend', [undefined]), '');
    assert.equal(
      encodeArguments('sendMessage', [{ recvID: 'a', groupID: '', message: {}, offlinePushInfo: undefined }]),
      '{"recvID":"a","groupID":"","message":"{}","offlinePushInfo":""}',
    );
  });
});

describe('the method table', () => {
  it('should have a wire name for each method, no two the same', () => {
    assert.equal(methodByWireName.size, METHOD_NAMES.length);
    for (const name of METHOD_NAMES) assert.equal(methodByWireName.get(methodTable[name].wire), name);
  });

  it('should document every method', () => {
    const source = ['seed', 'extra']
      .map((kind) => readFileSync(`src/protocol/${kind}-methods.ts`, 'utf8'))
      .join('');
    for (const name of METHOD_NAMES) {
      assert.match(source, new RegExp(String.raw`\*/\n  ${name}: Method<`), `${name} has no comment`);
    }
  });
});

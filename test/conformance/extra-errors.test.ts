/** Every error the methods beyond the seed document, answered by a real gateway: one more in the table fails here until it has its case. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { encodeArguments, extraMethodTable, methodTable, toJson, type ExtraMethods } from '../../src/index.js';
import { GatewayFixture, makeGroup, sendText, sendToGroup, textMessage } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';
import { documentedErrors } from './coverage.js';

type Extra = keyof ExtraMethods;
/** Who asks, for what; arguments need not be of the right type. */
type Attempt = readonly [by: RawClient, argument?: unknown];
type Attempts = { readonly [Name in Extra]: Readonly<Record<number, Attempt>> };

it('each documented error of a method beyond the seed', async (test) => {
  const gateway = await GatewayFixture.start(test);
  const [own, mem, out] = await gateway.people('own', 'mem', 'out');
  const groupID = await makeGroup(own, [mem]);
  const goneID = await makeGroup(own, [mem]);
  const ofGone = toJson(await sendToGroup(own, goneID, 'of a group that is over'));
  await own.ok('dismissGroup', goneID);
  const sent = toJson(await sendText(own, 'mem', 'of the owner'));
  const unknown = textMessage('never sent');
  await own.ok('getOneConversation', { sourceID: 'out', sessionType: 1 });
  const page = { userID: '', groupID: '', count: 5, startClientMsgID: '' };
  const search = { keywordList: ['a'], pageIndex: 1, count: 5 };

  /** By who may do it, on a group there is not, and on one that is dismissed; and by who may not. */
  const onGroup = (more: object, wrong?: object): Readonly<Record<number, Attempt>> => {
    const refused: Record<number, Attempt> = {
      801: [mem, { groupID, ...more }],
      802: [own, { groupID: 'nowhere', ...more }],
      804: [own, { groupID: goneID, ...more }],
    };
    if (wrong) refused[803] = [own, { groupID, ...more, ...wrong }];
    return refused;
  };

  const attempts: Attempts = {
    createAdvancedTextMessage: {},
    createAdvancedQuoteMessage: {
      803: [own, { text: 'yes', message: '7', messageEntityList: [] }],
    },
    createFaceMessage: {},
    getHistoryMessageListReverse: {
      802: [own, { ...page, userID: 'mem', startClientMsgID: 'nothing' }],
      803: [own, page],
    },
    getAdvancedHistoryMessageList: {
      802: [own, { ...page, userID: 'mem', startClientMsgID: 'nothing', lastMinSeq: 0 }],
      803: [own, { ...page, lastMinSeq: 0 }],
    },
    findMessageList: {},
    searchLocalMessages: {
      201: [own, { ...search, keywordList: [] }],
      803: [own, { ...search, keywordListMatchType: 7 }],
    },
    getInboxChanges: { 803: [own, { epoch: '', seq: 0, change: 0, count: 0 }] },
    newRevokeMessage: { 802: [own, unknown], 201: [mem, sent], 208: [own, ofGone] },
    deleteMessageFromLocalAndSvr: { 802: [own, unknown] },
    deleteConversationFromLocalAndSvr: { 802: [own, 'single_nobody'] },
    clearC2CHistoryMessageFromLocalAndSvr: { 802: [own, 'nobody'] },
    clearGroupHistoryMessageFromLocalAndSvr: { 802: [own, 'nowhere'] },
    deleteAllMsgFromLocal: {},
    deleteAllMsgFromLocalAndSvr: {},
    deleteAllConversationFromLocal: {},
    markGroupMessageAsRead: { 201: [own, { groupID, msgIDList: ['nothing'] }] },
    markMessageAsReadByConID: {
      201: [own, { conversationID: 'single_mem', msgIDList: ['nothing'] }],
    },
    setOneConversationPrivateChat: {
      802: [own, { conversationID: 'single_nobody', isPrivate: true }],
    },
    getConversationRecvMessageOpt: {},
    resetConversationGroupAtType: {
      802: [own, 'group_nowhere'],
      201: [own, 'single_out'],
    },
    setGlobalRecvMessageOpt: { 803: [own, { opt: 7 }] },
    searchFriends: {
      201: [
        own,
        {
          keywordList: [],
          isSearchUserID: true,
          isSearchNickname: true,
          isSearchRemark: true,
        },
      ],
    },
    searchGroups: {
      201: [own, { keywordList: [], isSearchGroupID: true, isSearchGroupName: true }],
    },
    searchGroupMembers: {
      803: [
        own,
        {
          groupID,
          keywordList: [],
          isSearchUserID: true,
          isSearchMemberNickname: true,
          offset: 0,
          count: 5,
        },
      ],
    },
    getGroupMemberListByJoinTimeFilter: {
      803: [
        own,
        {
          groupID,
          filterUserIDList: [],
          offset: -1,
          count: 5,
          joinTimeBegin: 0,
          joinTimeEnd: 0,
        },
      ],
    },
    dismissGroup: {
      801: [mem, groupID],
      802: [own, 'nowhere'],
      804: [own, goneID],
    },
    changeGroupMute: onGroup({ isMute: true }),
    changeGroupMemberMute: onGroup({ userID: 'own', mutedSeconds: 60 }),
    setGroupMemberNickname: {
      ...onGroup({ userID: 'own', GroupMemberNickname: 'boss' }, { GroupMemberNickname: 'x'.repeat(300) }),
      801: [out, { groupID, userID: 'own', GroupMemberNickname: 'boss' }],
    },
    setGroupMemberRoleLevel: onGroup({ userID: 'mem', roleLevel: 3 }, { roleLevel: 7 }),
    setGroupVerification: onGroup({ verification: 1 }, { verification: 7 }),
    setGroupLookMemberInfo: onGroup({ rule: 1 }, { rule: 7 }),
    setGroupApplyMemberFriend: onGroup({ rule: 1 }, { rule: 7 }),
  };

  const documented = documentedErrors();
  for (const name of Object.keys(extraMethodTable) as Extra[]) {
    const tried = Object.entries(attempts[name]);
    assert.deepEqual(
      tried.map(([code]) => Number(code)).sort(),
      [...new Set(documented.get(name) ?? [])].sort(),
      `${name} documents other errors than are tried`,
    );
    for (const [code, [by, argument]] of tried) {
      const data = encodeArguments(name, argument === undefined ? [] : [argument]);
      const { errCode, errMsg } = await by.request(methodTable[name].wire, data);
      assert.equal(errCode, Number(code), `${name} by ${by.userID}: ${errMsg}`);
    }
  }
});

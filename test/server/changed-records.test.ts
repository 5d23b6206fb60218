import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  ErrorCode,
  parse,
  toJson,
  type ConversationItem,
  type InboxChanges,
  type InboxCursor,
  type MessageItem,
} from '../../src/protocol/index.js';
import { fails, get } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendText, sendToGroup, textMessage } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

const WITH_BOB = 'single_bob';
const WITH_CYD = 'single_cyd';

/** Ada has chats with Bob, her friend `Bobby`, and Cyd, and is in a group of Bob's with Cyd. */
type World = {
  readonly gateway: GatewayFixture;
  readonly ada: RawClient;
  readonly bob: RawClient;
  readonly cyd: RawClient;
  readonly groupID: string;
  /** The latest messages of her chat with Bob, before that the one that it quotes, and of her group. */
  readonly quoted: MessageItem;
  readonly fromBob: MessageItem;
  readonly mineInGroup: MessageItem;
};

async function newWorld(t: TestContext): Promise<World> {
  const gateway = await GatewayFixture.start(t);
  const [ada, bob, cyd] = await gateway.people('ada', 'bob', 'cyd');
  await ada.ok('addFriend', { toUserID: 'bob', reqMsg: '' });
  await bob.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
  await ada.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bobby' });
  const quoted = await sendText(ada, 'bob', 'is it?');
  const message = await bob.ok('createQuoteMessage', { text: 'it is', message: toJson(quoted) });
  const fromBob = parse(await bob.ok('sendMessage', { recvID: 'ada', groupID: '', message }));
  await sendText(cyd, 'ada', 'hello');
  const groupID = await makeGroup(bob, [ada, cyd]);
  const mineInGroup = await sendToGroup(ada, groupID, 'mine');
  return { gateway, ada, bob, cyd, groupID, quoted, fromBob, mineInGroup };
}

function changesSince(client: RawClient, cursor: InboxCursor, count = 100): Promise<InboxChanges> {
  return get(client, 'getInboxChanges', { ...cursor, count });
}

async function cursorOf(client: RawClient): Promise<InboxCursor> {
  return (await changesSince(client, { epoch: '', seq: 0, change: 0 })).cursor;
}

/** She gets no messages of the group any more, so no copy tells of a change of its record. */
function mute(client: RawClient, groupID: string): Promise<unknown> {
  return client.ok('setConversationRecvMessageOpt', { conversationIDList: [`group_${groupID}`], opt: 1 });
}

function byID(items: readonly ConversationItem[]): Map<string, ConversationItem> {
  return new Map(items.map((item) => [item.conversationID, item]));
}

/**
 * What changes Ada's records, and which of them; `group` stands for the one of the group. What prepares a cause returns the
 * cause in a list.
 */
const CAUSES: Record<string, readonly [by: (world: World) => Promise<unknown>, ...changed: string[]]> = {
  'a message': [({ bob }) => sendText(bob, 'ada', 'new'), WITH_BOB],
  'a message of hers from another device': [({ ada }) => sendText(ada, 'cyd', 'new'), WITH_CYD],
  'a message in the group': [({ cyd, groupID }) => sendToGroup(cyd, groupID, 'new'), 'group'],
  'a message that was refused': [
    async ({ ada, cyd }) => {
      await cyd.ok('addBlack', 'ada');
      await ada.call('sendMessage', { recvID: 'cyd', groupID: '', message: textMessage('refused') });
    },
    WITH_CYD,
  ],
  'a message inserted into her own copy': [
    ({ ada }) =>
      ada.ok('insertSingleMessageToLocalStorage', { message: textMessage('own'), recvID: 'cyd', sendID: 'ada' }),
    WITH_CYD,
  ],
  'a revoked message': [({ bob, fromBob }) => bob.ok('revokeMessage', toJson(fromBob)), WITH_BOB],
  'a message replaced by a notice': [({ bob, fromBob }) => bob.ok('newRevokeMessage', toJson(fromBob)), WITH_BOB],
  'the revoked message that the latest of a muted group quotes': [
    async ({ ada, cyd, bob, groupID }) => {
      const original = await sendToGroup(cyd, groupID, 'original');
      const message = await bob.ok('createQuoteMessage', { text: 'quote', message: toJson(original) });
      await bob.ok('sendMessage', { recvID: '', groupID, message });
      await mute(ada, groupID);
      return [() => cyd.ok('revokeMessage', toJson(original))];
    },
    'group',
  ],
  'the revoked message that the latest of another chat quotes': [
    async ({ ada, bob, fromBob }) => {
      const message = await ada.ok('createQuoteMessage', { text: 'quote', message: toJson(fromBob) });
      await ada.ok('sendMessage', { recvID: 'cyd', groupID: '', message });
      return [() => bob.ok('revokeMessage', toJson(fromBob))];
    },
    WITH_BOB,
    WITH_CYD,
  ],
  'a quoted message that was revoked in a chat': [
    ({ ada, quoted }) => ada.ok('newRevokeMessage', toJson(quoted)),
    WITH_BOB,
  ],
  'a revoked message of a muted group': [
    async ({ ada, cyd, groupID }) => {
      const latest = await sendToGroup(cyd, groupID, 'latest');
      await mute(ada, groupID);
      return [() => cyd.ok('revokeMessage', toJson(latest))];
    },
    'group',
  ],
  'a deleted message': [({ ada, fromBob }) => ada.ok('deleteMessageFromLocalStorage', toJson(fromBob)), WITH_BOB],
  'a cleared conversation': [({ ada }) => ada.ok('clearC2CHistoryMessage', 'cyd'), WITH_CYD],
  'a message that she marked as read': [
    ({ ada, fromBob }) => ada.ok('markC2CMessageAsRead', { userID: 'bob', msgIDList: [fromBob.clientMsgID] }),
    WITH_BOB,
  ],
  'a message of hers that Bob has read': [
    async ({ ada, bob }) => {
      const { clientMsgID } = await sendText(ada, 'bob', 'read it');
      return [() => bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [clientMsgID] })];
    },
    WITH_BOB,
  ],
  'a message of hers that somebody in the group has read': [
    ({ cyd, groupID, mineInGroup }) =>
      cyd.ok('markGroupMessageAsRead', { groupID, msgIDList: [mineInGroup.clientMsgID] }),
    'group',
  ],
  'a message of hers that yet another has read': [
    async ({ bob, cyd, groupID, mineInGroup: { clientMsgID } }) => {
      await cyd.ok('markGroupMessageAsRead', { groupID, msgIDList: [clientMsgID] });
      return [() => bob.ok('markGroupMessageAsRead', { groupID, msgIDList: [clientMsgID] })];
    },
    'group',
  ],
  'no more unread messages': [
    ({ ada }) => ada.ok('markC2CMessageAsRead', { userID: 'cyd', msgIDList: [] }),
    WITH_CYD,
  ],
  'no more mentions': [
    async ({ ada, bob, groupID }) => {
      const atUserList = ['ada'];
      const at = { text: 'you', atUserIDList: atUserList, atUsersInfo: [], message: '' };
      const message = await bob.ok('createTextAtMessage', at);
      await bob.ok('sendMessage', { recvID: '', groupID, message });
      return [() => ada.ok('resetConversationGroupAtType', `group_${groupID}`)];
    },
    'group',
  ],
  'a draft': [({ ada }) => ada.ok('setConversationDraft', { conversationID: WITH_CYD, draftText: 'I' }), WITH_CYD],
  'a draft in a chat that was hidden': [
    async ({ ada, gateway }) => {
      await gateway.register('eve');
      await ada.ok('getOneConversation', { sourceID: 'eve', sessionType: 1 });
      return [() => ada.ok('setConversationDraft', { conversationID: 'single_eve', draftText: 'I' })];
    },
    'single_eve',
  ],
  'a pin': [({ ada }) => ada.ok('pinConversation', { conversationID: WITH_CYD, isPinned: true }), WITH_CYD],
  'a receive option': [
    ({ ada }) => ada.ok('setConversationRecvMessageOpt', { conversationIDList: [WITH_CYD, WITH_BOB], opt: 2 }),
    WITH_BOB,
    WITH_CYD,
  ],
  'a private chat': [
    ({ ada }) => ada.ok('setOneConversationPrivateChat', { conversationID: WITH_CYD, isPrivate: true }),
    WITH_CYD,
  ],
  'another nickname': [({ cyd }) => cyd.ok('setSelfInfo', { userID: 'cyd', nickname: 'Sid' }), WITH_CYD],
  'another face': [({ bob }) => bob.ok('setSelfInfo', { userID: 'bob', faceURL: 'http://face' }), WITH_BOB],
  'another remark': [({ ada }) => ada.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bert' }), WITH_BOB],
  'the end of a friendship with a remark': [({ ada }) => ada.ok('deleteFriend', 'bob'), WITH_BOB],
  'another name of a group that she left': [
    async ({ ada, bob, groupID }) => {
      await ada.ok('quitGroup', groupID);
      return [() => bob.ok('setGroupInfo', { groupID, groupInfo: { groupName: 'Another' } })];
    },
    'group',
  ],
  'a notice of a group that she has muted': [
    async ({ ada, bob, groupID }) => {
      await mute(ada, groupID);
      return [() => bob.ok('setGroupInfo', { groupID, groupInfo: { notification: 'New' } })];
    },
    'group',
  ],
  'leaving a group': [({ ada, groupID }) => ada.ok('quitGroup', groupID), 'group'],
  'being removed from a group': [
    ({ bob, groupID }) => bob.ok('kickGroupMember', { groupID, userIDList: ['ada'], reason: '' }),
    'group',
  ],
  'joining a group again that she has muted': [
    async ({ ada, bob, groupID }) => {
      await mute(ada, groupID);
      await ada.ok('quitGroup', groupID);
      return [() => bob.ok('inviteUserToGroup', { groupID, userIDList: ['ada'], reason: '' })];
    },
    'group',
  ],
  'a dismissed group': [({ bob, groupID }) => bob.ok('dismissGroup', groupID), 'group'],
};

describe('the conversations of getInboxChanges', () => {
  for (const [cause, [by, ...changed]] of Object.entries(CAUSES)) {
    it(`are those whose records ${cause} changed, as the list has them`, async (t) => {
      const world = await newWorld(t);
      const { ada, groupID } = world;
      let before = await cursorOf(ada);
      let known = byID(await get(ada, 'getAllConversationList'));
      const done = await by(world);
      if (Array.isArray(done)) {
        before = await cursorOf(ada);
        known = byID(await get(ada, 'getAllConversationList'));
        await (done as (() => Promise<unknown>)[])[0]?.();
      }
      const { conversations, cursor } = await changesSince(ada, before);
      assert.ok(conversations);
      const ids = conversations.map(({ conversationID }) => conversationID);
      assert.deepEqual(ids.sort(), changed.map((id) => (id === 'group' ? `group_${groupID}` : id)).sort());
      const list = byID(await get(ada, 'getAllConversationList'));
      assert.deepEqual(new Map([...known, ...byID(conversations)]), list);
      assert.notDeepEqual(known, list, 'the cause changes something');
      assert.deepEqual((await changesSince(ada, cursor)).conversations, []);
    });
  }

  it('are none for a client that has no list, or that knows another database', async (t) => {
    const { ada, bob } = await newWorld(t);
    const { records, ...cursor } = await cursorOf(ada);
    assert.ok(records);
    await sendText(bob, 'ada', 'new');
    const first = await changesSince(ada, cursor);
    assert.deepEqual([first.isContinued, first.conversations], [true, undefined]);
    assert.deepEqual((await changesSince(ada, first.cursor)).conversations, [], 'asks on from there');
    for (const beyond of [
      { seq: 99, change: 0 },
      { seq: 0, change: 99 },
    ]) {
      const { isContinued, conversations } = await changesSince(ada, { ...cursor, records: beyond });
      assert.deepEqual([isContinued, conversations], [false, undefined]);
    }
    const malformed = { ...cursor, records: { seq: -1, change: 0 }, count: 1 };
    await fails(ada, ErrorCode.BadArguments, 'getInboxChanges', malformed);
  });

  it('are left to the list if they are more than were asked for', async (t) => {
    const { ada, bob, cyd } = await newWorld(t);
    const start = await cursorOf(ada);
    await sendText(bob, 'ada', 'new');
    assert.equal((await changesSince(ada, start, 1)).conversations?.length, 1);
    await sendText(cyd, 'ada', 'new');
    assert.equal((await changesSince(ada, start, 1)).conversations, undefined);
    assert.equal((await changesSince(ada, start, 2)).conversations?.length, 2);
  });

  it('are in every page, since the one before', async (t) => {
    const { ada, bob, cyd } = await newWorld(t);
    const start = await cursorOf(ada);
    for (const text of ['one', 'two', 'three']) await sendText(bob, 'ada', text);
    const first = await changesSince(ada, start, 2);
    await sendText(cyd, 'ada', 'in between');
    const second = await changesSince(ada, first.cursor, 2);
    const ids = [first, second].map(({ conversations }) =>
      conversations?.map(({ conversationID }) => conversationID),
    );
    assert.deepEqual([first.isEnd, second.isEnd, ids], [false, true, [[WITH_BOB], [WITH_CYD]]]);
  });

  it('are the caller’s alone, and neither hidden nor deleted', async (t) => {
    const { ada, bob, cyd, gateway } = await newWorld(t);
    const start = await cursorOf(ada);
    await sendText(bob, 'cyd', 'between us');
    await bob.ok('pinConversation', { conversationID: 'single_ada', isPinned: true });
    await gateway.register('eve');
    await ada.ok('getOneConversation', { sourceID: 'eve', sessionType: 1 });
    await ada.ok('pinConversation', { conversationID: 'single_eve', isPinned: true });
    await sendText(cyd, 'ada', 'new');
    await ada.ok('deleteConversation', WITH_CYD);
    const { clearedConversations, conversations } = await changesSince(ada, start);
    assert.deepEqual(conversations, []);
    assert.deepEqual(
      clearedConversations.map(({ conversationID, isHidden }) => [conversationID, isHidden]),
      [[WITH_CYD, true]],
    );
  });
});

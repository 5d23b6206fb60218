import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GroupItem, GroupMemberItem } from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendToGroup, textMessage } from '../helpers/gateway-fixture.js';
import { detailOf, groupItem, memberItem, NOW_S, personItem } from '../helpers/group-samples.js';

const MESSAGE_EVENTS = ['OnRecvNewMessage', 'OnConversationChanged'];
const UNREAD_EVENTS = [...MESSAGE_EVENTS, 'OnTotalUnreadMessageCountChanged'];

describe('dismissGroup', () => {
  it('ends the group for everybody, with a last message', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    const groupID = await makeGroup(ann, [bob, cat]);
    await fails(bob, 801, 'dismissGroup', groupID);
    await fails(ann, 802, 'dismissGroup', '1');
    for (const client of [ann, bob, cat]) await client.forget();
    assert.equal(await ann.ok('dismissGroup', groupID), '""');

    const byAnn = await takeFrames(ann);
    assert.deepEqual(names(byAnn), ['OnJoinedGroupDeleted', 'DismissGroup', ...MESSAGE_EVENTS]);
    const before = groupItem(groupID, { memberCount: 3 });
    assert.deepEqual(only(byAnn, 'OnJoinedGroupDeleted'), before);
    for (const client of [bob, cat]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnJoinedGroupDeleted', ...UNREAD_EVENTS]);
      assert.deepEqual(only(events, 'OnJoinedGroupDeleted'), before);
      const message = only(events, 'OnRecvNewMessage');
      assert.deepEqual([message.contentType, message.sendID], [1511, 'ann']);
      assert.deepEqual(detailOf(message), {
        group: { ...before, status: 2, memberCount: 0 },
        opUser: personItem(groupID, 'ann', { roleLevel: 2 }),
        operationTime: String(gateway.clock.now()),
      });
      assert.equal(only(events, 'OnConversationChanged')[0]?.isNotInGroup, true);
      assert.deepEqual(await get(client, 'getJoinedGroupList'), []);
    }
    assert.equal(await ann.code('sendMessage', { recvID: '', groupID, message: textMessage('x') }), 202);
    await fails(ann, 804, 'dismissGroup', groupID);
    await fails(ann, 804, 'changeGroupMute', { groupID, isMute: true });
    await fails(bob, 804, 'joinGroup', { groupID, reqMsg: '' });
  });
});

describe('muting', () => {
  it('lets only owner and administrators write in a muted group', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, adm, bob] = await gateway.people('ann', 'adm', 'bob');
    const groupID = await makeGroup(ann, [adm, bob]);
    await ann.ok('setGroupMemberRoleLevel', { groupID, userID: 'adm', roleLevel: 3 });
    await fails(bob, 801, 'changeGroupMute', { groupID, isMute: true });
    await fails(ann, 802, 'changeGroupMute', { groupID: '1', isMute: true });
    for (const client of [ann, adm, bob]) await client.forget();
    assert.equal(await adm.ok('changeGroupMute', { groupID, isMute: true }), '""');

    assert.deepEqual(names(await takeFrames(adm)), ['OnGroupInfoChanged', 'ChangeGroupMute', ...MESSAGE_EVENTS]);
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnGroupInfoChanged', ...UNREAD_EVENTS]);
    const muted = groupItem(groupID, { memberCount: 3, status: 3 });
    assert.deepEqual(only(events, 'OnGroupInfoChanged'), muted);
    const message = only(events, 'OnRecvNewMessage');
    assert.deepEqual([message.contentType, message.sendID], [1514, 'adm']);
    assert.deepEqual(detailOf(message), {
      group: muted,
      opUser: personItem(groupID, 'adm', { roleLevel: 3 }),
      operationTime: String(gateway.clock.now()),
    });
    const kept = textMessage('may I?');
    assert.equal(await bob.code('sendMessage', { recvID: '', groupID, message: kept }), 225);
    for (const client of [ann, adm]) await sendToGroup(client, groupID, 'I may');
    await ann.forget();
    await bob.forget();
    await ann.ok('changeGroupMute', { groupID, isMute: true });
    assert.deepEqual(await takeEvents(bob), []);
    await ann.ok('changeGroupMute', { groupID, isMute: false });
    const after = await takeEvents(bob);
    assert.equal(only(after, 'OnGroupInfoChanged').status, 0);
    assert.equal(only(after, 'OnRecvNewMessage').contentType, 1515);
    assert.equal(await bob.code('sendMessage', { recvID: '', groupID, message: kept }), 0);
  });

  it('keeps a member from writing until the time is over, or taken back', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, adm, adm2, bob] = await gateway.people('ann', 'adm', 'adm2', 'bob');
    const groupID = await makeGroup(ann, [adm, adm2, bob]);
    for (const userID of ['adm', 'adm2'])
      await ann.ok('setGroupMemberRoleLevel', { groupID, userID, roleLevel: 3 });
    const mute = (userID: string, mutedSeconds: number) => ({ groupID, userID, mutedSeconds });
    await fails(bob, 801, 'changeGroupMemberMute', mute('adm', 60));
    await fails(adm, 801, 'changeGroupMemberMute', mute('adm2', 60));
    await fails(adm, 801, 'changeGroupMemberMute', mute('ann', 60));
    await fails(ann, 801, 'changeGroupMemberMute', mute('ann', 60));
    await fails(ann, 802, 'changeGroupMemberMute', mute('nobody', 60));
    await fails(ann, 802, 'changeGroupMemberMute', { ...mute('bob', 60), groupID: '1' });
    await fails(ann, 803, 'changeGroupMemberMute', mute('bob', -1));
    for (const client of [ann, adm, bob]) await client.forget();
    assert.equal(await adm.ok('changeGroupMemberMute', mute('bob', 60)), '""');

    assert.deepEqual(names(await takeFrames(adm)), [
      'OnGroupMemberInfoChanged',
      'ChangeGroupMemberMute',
      ...MESSAGE_EVENTS,
    ]);
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnGroupMemberInfoChanged', ...UNREAD_EVENTS]);
    const muted = memberItem(groupID, 'bob', { muteEndTime: NOW_S + 60 });
    assert.deepEqual(only(events, 'OnGroupMemberInfoChanged'), muted);
    const message = only(events, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1512);
    const { mutedUser, mutedSeconds } = detailOf(message);
    assert.deepEqual([mutedUser, mutedSeconds], [{ ...muted, appMangerLevel: 1 }, 60]);

    const send = () => bob.code('sendMessage', { recvID: '', groupID, message: textMessage('hm') });
    assert.equal(await send(), 224);
    await gateway.clock.advance(59_999);
    assert.equal(await send(), 224);
    await gateway.clock.advance(1);
    assert.equal(await send(), 0);
    await ann.ok('changeGroupMemberMute', mute('bob', 60));
    await bob.forget();
    await ann.ok('changeGroupMemberMute', mute('bob', 0));
    const after = await takeEvents(bob);
    assert.equal(only(after, 'OnGroupMemberInfoChanged').muteEndTime, 0);
    assert.equal(only(after, 'OnRecvNewMessage').contentType, 1513);
    assert.equal(await send(), 0);
    await ann.ok('changeGroupMemberMute', mute('adm', 60));
    assert.equal(await adm.code('sendMessage', { recvID: '', groupID, message: textMessage('hm') }), 224);
  });
});

describe('members of a group', () => {
  it('get names for the group from themselves and from those above them', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, adm, bob, eve] = await gateway.people('ann', 'adm', 'bob', 'eve');
    const groupID = await makeGroup(ann, [adm, bob]);
    await ann.ok('setGroupMemberRoleLevel', { groupID, userID: 'adm', roleLevel: 3 });
    const name = (userID: string, GroupMemberNickname: string) => ({ groupID, userID, GroupMemberNickname });
    await fails(bob, 801, 'setGroupMemberNickname', name('adm', 'x'));
    await fails(adm, 801, 'setGroupMemberNickname', name('ann', 'x'));
    await fails(eve, 801, 'setGroupMemberNickname', name('bob', 'x'));
    await fails(ann, 802, 'setGroupMemberNickname', name('eve', 'x'));
    await fails(ann, 802, 'setGroupMemberNickname', { ...name('bob', 'x'), groupID: '1' });
    await fails(ann, 803, 'setGroupMemberNickname', name('bob', 'x'.repeat(65)));
    for (const client of [ann, adm, bob, eve]) await client.forget();
    assert.equal(await bob.ok('setGroupMemberNickname', name('bob', 'Bobby')), '""');
    assert.deepEqual(names(await takeFrames(bob)), ['OnGroupMemberInfoChanged', 'SetGroupMemberNickname']);
    for (const client of [ann, adm]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnGroupMemberInfoChanged']);
      assert.deepEqual(
        only(events, 'OnGroupMemberInfoChanged'),
        memberItem(groupID, 'bob', { nickname: 'Bobby' }),
      );
    }
    await bob.ok('setGroupMemberNickname', name('bob', 'Bobby'));
    assert.deepEqual(await takeEvents(ann), []);
    await adm.ok('setGroupMemberNickname', name('bob', ''));
    assert.equal(only(await takeEvents(ann), 'OnGroupMemberInfoChanged').nickname, 'BOB');
    await ann.ok('setGroupMemberNickname', name('adm', 'Chief'));
    assert.deepEqual(await takeEvents(eve), []);
  });

  it('get roles from the owner only', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, adm, bob] = await gateway.people('ann', 'adm', 'bob');
    const groupID = await makeGroup(ann, [adm, bob]);
    const role = (userID: string, roleLevel: 1 | 2 | 3) => ({ groupID, userID, roleLevel });
    await bob.forget();
    assert.equal(await ann.ok('setGroupMemberRoleLevel', role('adm', 3)), '""');
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnGroupMemberInfoChanged']);
    assert.deepEqual(only(events, 'OnGroupMemberInfoChanged'), memberItem(groupID, 'adm', { roleLevel: 3 }));
    await ann.ok('setGroupMemberRoleLevel', role('adm', 3));
    assert.deepEqual(await takeEvents(bob), []);
    await fails(adm, 801, 'setGroupMemberRoleLevel', role('bob', 3));
    await fails(ann, 803, 'setGroupMemberRoleLevel', role('bob', 2));
    await fails(ann, 803, 'setGroupMemberRoleLevel', role('ann', 1));
    await fails(ann, 802, 'setGroupMemberRoleLevel', role('nobody', 1));
    await ann.ok('setGroupMemberRoleLevel', role('adm', 1));
    await fails(adm, 801, 'changeGroupMute', { groupID, isMute: true });
  });
});

describe('rules of a group', () => {
  it('are set by owner and administrators, told to members, and hold', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
    const groupID = await makeGroup(ann, [bob]);
    const setters = {
      setGroupVerification: (value: number) => ['setGroupVerification', { groupID, verification: value }] as const,
      setGroupLookMemberInfo: (value: number) => ['setGroupLookMemberInfo', { groupID, rule: value }] as const,
      setGroupApplyMemberFriend: (value: number) =>
        ['setGroupApplyMemberFriend', { groupID, rule: value }] as const,
    };
    const member = {
      setGroupVerification: 'needVerification',
      setGroupLookMemberInfo: 'lookMemberInfo',
      setGroupApplyMemberFriend: 'applyMemberFriend',
    } as const;
    for (const name of Object.keys(setters) as (keyof typeof setters)[]) {
      const [method, params] = setters[name](1);
      await fails(bob, 801, method, params as never);
      const elsewhere = { ...params, groupID: '1' };
      await fails(ann, 802, method, elsewhere as never);
      await fails(ann, 803, method, setters[name](3)[1] as never);
      await bob.forget();
      assert.equal(await ann.ok(method, params as never), '""');
      const events = await takeEvents(bob);
      assert.deepEqual(names(events), ['OnGroupInfoChanged'], name);
      assert.equal(only(events, 'OnGroupInfoChanged')[member[name]], 1);
      await ann.ok(method, params as never);
      assert.deepEqual(await takeEvents(bob), []);
    }
    await ann.ok('setGroupVerification', { groupID, verification: 2 });
    await eve.ok('joinGroup', { groupID, reqMsg: '', joinSource: 4 });
    const [entrant] = await get(ann, 'getGroupMembersInfo', { groupID, userIDList: ['eve'] });
    assert.equal(entrant?.joinSource, 4);
  });
});

describe('finding people and groups', () => {
  it('finds friends by ID, name and remark', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    for (const friend of [bob, cat]) {
      await friend.ok('addFriend', { toUserID: 'ann', reqMsg: '' });
      await ann.ok('acceptFriendApplication', { toUserID: friend.userID, handleMsg: '' });
    }
    await bob.ok('setSelfInfo', { nickname: 'Robert 王小明' });
    await ann.ok('setFriendRemark', { toUserID: 'cat', remark: 'Kitty' });
    await ann.ok('addBlack', 'cat');
    const everywhere = { isSearchUserID: true, isSearchNickname: true, isSearchRemark: true };
    const find = async (keyword: string, where: Partial<typeof everywhere> = everywhere) => {
      const none = { isSearchUserID: false, isSearchNickname: false, isSearchRemark: false };
      const friends = await get(ann, 'searchFriends', { keywordList: [keyword, 'cat'], ...none, ...where });
      return friends.map(({ userID, relationship }) => `${userID} ${relationship}`);
    };
    assert.deepEqual(await find('小明'), ['bob 1']);
    assert.deepEqual(await find('ROBERT'), ['bob 1']);
    assert.deepEqual(await find('kit'), ['cat 0']);
    assert.deepEqual(await find('kit', { isSearchNickname: true, isSearchUserID: true }), []);
    assert.deepEqual(await find('bob', { isSearchNickname: true }), []);
    assert.deepEqual(await find('', { isSearchUserID: true }), ['bob 1', 'cat 0']);
    const [friend] = await get(ann, 'getFriendList');
    const [foundFriend] = await get(ann, 'searchFriends', { keywordList: ['bob'], ...everywhere });
    assert.deepEqual(foundFriend, { ...friend?.friendInfo, relationship: 1 });
    await fails(ann, 201, 'searchFriends', { keywordList: [], ...everywhere });
    const nowhere = { isSearchUserID: false, isSearchNickname: false, isSearchRemark: false };
    await fails(ann, 201, 'searchFriends', { keywordList: ['x'], ...nowhere });
    await fails(ann, 1001, 'searchFriends', everywhere as never);
  });

  it('finds the caller’s groups and their members', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat, eve] = await gateway.people('ann', 'bob', 'cat', 'eve');
    const groupID = await makeGroup(ann, [bob, cat]);
    await ann.ok('setGroupInfo', { groupID, groupInfo: { groupName: '北京 Team' } });
    const groups = async (
      keyword: string,
      isSearchGroupName = true,
      isSearchGroupID = true,
    ): Promise<GroupItem[]> =>
      get(bob, 'searchGroups', { keywordList: [keyword], isSearchGroupID, isSearchGroupName });
    assert.deepEqual(await groups('team'), await get(bob, 'getGroupsInfo', [groupID]));
    assert.equal((await groups('北京')).length, 1);
    assert.equal((await groups(groupID.slice(2, 6))).length, 1);
    assert.equal((await groups(groupID, true, false)).length, 0);
    await fails(bob, 201, 'searchGroups', { keywordList: [], isSearchGroupID: true, isSearchGroupName: true });
    await fails(bob, 201, 'searchGroups', {
      keywordList: ['x'],
      isSearchGroupID: false,
      isSearchGroupName: false,
    });
    const asked = { keywordList: ['team'], isSearchGroupID: true, isSearchGroupName: true };
    assert.deepEqual(await get(eve, 'searchGroups', asked), []);

    const base = { groupID, isSearchUserID: true, isSearchMemberNickname: true, offset: 0, count: 10 };
    const members = async (params: object): Promise<string[]> => {
      const list: GroupMemberItem[] = await get(bob, 'searchGroupMembers', {
        ...base,
        keywordList: ['a'],
        ...params,
      });
      return list.map(({ userID }) => userID);
    };
    assert.deepEqual(await members({}), ['ann', 'cat']);
    assert.deepEqual(await members({ offset: 1, count: 1 }), ['cat']);
    assert.deepEqual(await members({ count: 0 }), []);
    assert.deepEqual(await members({ keywordList: ['CAT'], isSearchUserID: false }), ['cat']);
    await fails(bob, 803, 'searchGroupMembers', { ...base, keywordList: [] });
    await fails(bob, 803, 'searchGroupMembers', { ...base, keywordList: ['a'], offset: -1 });
    assert.deepEqual(await get(eve, 'searchGroupMembers', { ...base, keywordList: ['a'] }), []);
  });

  it('lists members by when they joined', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat, dan] = await gateway.people('ann', 'bob', 'cat', 'dan');
    const groupID = await makeGroup(ann, [bob]);
    for (const userID of ['cat', 'dan']) {
      await gateway.clock.advance(10_000);
      await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: [userID] });
    }
    const base = {
      groupID,
      filterUserIDList: [] as string[],
      offset: 0,
      count: 10,
      joinTimeBegin: 0,
      joinTimeEnd: 0,
    };
    const list = async (params: Partial<typeof base> = {}, client = cat) =>
      (await get(client, 'getGroupMemberListByJoinTimeFilter', { ...base, ...params })).map(
        ({ userID }) => userID,
      );
    assert.deepEqual(await list(), ['dan', 'cat', 'ann', 'bob']);
    assert.deepEqual(await list({ offset: 1, count: 2 }), ['cat', 'ann']);
    assert.deepEqual(await list({ filterUserIDList: ['ann', 'dan'] }), ['cat', 'bob']);
    assert.deepEqual(await list({ joinTimeBegin: NOW_S + 10 }), ['dan', 'cat']);
    assert.deepEqual(await list({ joinTimeEnd: NOW_S + 10 }), ['cat', 'ann', 'bob']);
    assert.deepEqual(await list({ count: 0 }), []);
    await fails(cat, 803, 'getGroupMemberListByJoinTimeFilter', { ...base, offset: -1 });
    await dan.ok('quitGroup', groupID);
    assert.deepEqual(await list({}, dan), []);
  });
});

import { type GroupItem, type MessageItem } from '../../../src/index.js';
import { conversation, groupApplication, member, seenBy } from '../expected.js';
import { like } from '../match.js';
import { sendToGroup } from '../moves.js';
import type { ExpectedEvent, Person } from '../stage.js';
import type { Scene, Step } from '../step.js';
import { newestNotice, shown } from './groups.js';

/** What a member is told of a notification that is not their own. */
async function told(person: Person, notice: MessageItem, isFirst = false): Promise<readonly ExpectedEvent[]> {
  const { userID } = person;
  const conversationID = `group_${notice.groupID}`;
  const [record] = JSON.parse(await person.does('getMultipleConversation', [conversationID])) as [
    { unreadCount: number; groupAtType: number; isNotInGroup: boolean },
  ];
  const { unreadCount, groupAtType, isNotInGroup } = record;
  const differences = { showName: 'Club', faceURL: 'f', unreadCount, groupAtType: groupAtType as 0, isNotInGroup };
  return [
    ['OnRecvNewMessage', seenBy(userID, notice)],
    [isFirst ? 'OnNewConversation' : 'OnConversationChanged', [conversation(userID, notice, differences)]],
    ['OnTotalUnreadMessageCountChanged', await person.does('getTotalUnreadMsgCount')],
  ];
}

/** What somebody is told of their own notification. */
function ownNotice(person: Person, notice: MessageItem): readonly ExpectedEvent[] {
  return [
    ['OnRecvNewMessage', notice],
    [
      'OnConversationChanged',
      [like({ conversationID: `group_${notice.groupID}`, latestMsg: seenBy(person.userID, notice) })],
    ],
  ];
}

/** A group that exists and is over. */
async function dismissedGroup({ stage }: Scene, owner: Person): Promise<string> {
  const groupBaseInfo = { groupType: 0, groupName: 'Over' };
  const { groupID } = JSON.parse(await owner.does('createGroup', { groupBaseInfo, memberList: [] })) as GroupItem;
  await owner.does('quitGroup', groupID);
  await stage.forget();
  return groupID;
}

/** Domain rules 13.4 to 13.6: coming and going. The group has Ann as owner, Bob as administrator, Cid as member. */
export const membershipSteps: readonly Step[] = [
  {
    name: 'joinGroup asks, and can be refused',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid, dan] = stage.who('ann', 'bob', 'cid', 'dan');
      const group = story.group!;
      const { groupID } = group;
      await dan.says('""', 'joinGroup', { groupID, reqMsg: 'hi' });
      const asked = groupApplication(group, 'dan', { reqMsg: 'hi', reqTime: stage.nowS });
      const added = ['OnGroupApplicationAdded', asked] as const;
      await stage.came({ ann: [added], ann2: [added], bob: [added], dan: [added] });
      await dan.answers([asked], 'getSendGroupApplicationList');
      await ann.answers([asked], 'getRecvGroupApplicationList');
      await bob.answers([asked], 'getRecvGroupApplicationList');
      await cid.answers([], 'getRecvGroupApplicationList');

      const answer = { groupID, fromUserID: 'dan', handleMsg: 'no' };
      await cid.fails(801, 'refuseGroupApplication', { ...answer });
      await bob.fails(802, 'refuseGroupApplication', { ...answer, fromUserID: 'eve' });
      await bob.says('""', 'refuseGroupApplication', { ...answer });
      const refused = {
        ...asked,
        handleResult: -1,
        handledMsg: 'no',
        handleUserID: 'bob',
        handledTime: stage.nowS,
      };
      const rejected = ['OnGroupApplicationRejected', refused] as const;
      await stage.came({ ann: [rejected], ann2: [rejected], bob: [rejected], dan: [rejected] });
      await ann.fails(804, 'refuseGroupApplication', { ...answer });

      await dan.fails(802, 'joinGroup', { groupID: 'nothing', reqMsg: '' });
      await cid.fails(803, 'joinGroup', { groupID, reqMsg: '' });
      await dan.fails(804, 'joinGroup', { groupID: await dismissedGroup(scene, ann), reqMsg: '' });
      await stage.came({});
    },
  },
  {
    name: 'acceptGroupApplication lets somebody in',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid, dan] = stage.who('ann', 'bob', 'cid', 'dan');
      const { groupID } = story.group!;
      await dan.does('joinGroup', { groupID, reqMsg: 'please' });
      await stage.forget();
      const answer = { groupID, fromUserID: 'dan', handleMsg: 'ok' };
      await cid.fails(801, 'acceptGroupApplication', { ...answer });
      await bob.fails(802, 'acceptGroupApplication', { ...answer, fromUserID: 'eve' });
      await bob.says('""', 'acceptGroupApplication', { ...answer });

      const group = (story.group = { ...story.group!, memberCount: 4 });
      const entrant = member(group, 'dan', { joinSource: 3, operatorUserID: 'bob' });
      const accepted = groupApplication(group, 'dan', {
        reqMsg: 'please',
        reqTime: stage.nowS,
        handleResult: 1,
        handledMsg: 'ok',
        handleUserID: 'bob',
        handledTime: stage.nowS,
      });
      const notice = await newestNotice(bob, scene, groupID, 'bob', 1510, {
        group,
        entrantUser: shown(entrant),
        operationTime: String(stage.nowMs),
      });
      const isIn = ['OnGroupApplicationAccepted', accepted] as const;
      const came = ['OnGroupMemberAdded', entrant] as const;
      const counted = ['OnGroupInfoChanged', group] as const;
      const toAnn = [isIn, came, counted, ...(await told(ann, notice))];
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [came, isIn, counted, ...ownNotice(bob, notice)],
        cid: [came, counted, ...(await told(cid, notice))],
        dan: [isIn, ['OnJoinedGroupAdded', group], ...(await told(dan, notice, true))],
      });
      await bob.fails(804, 'acceptGroupApplication', { ...answer });
      await stage.came({});
    },
  },
  {
    name: 'kickGroupMember removes people, each with an outcome',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid, dan] = stage.who('ann', 'bob', 'cid', 'dan');
      const before = story.group!;
      const { groupID } = before;
      const kick = (...userIDList: string[]) => ({ groupID, reason: 'r', userIDList });
      const results = [
        { userID: 'dan', result: 0 },
        { userID: 'eve', result: -1 },
        { userID: 'ann', result: -1 },
      ];
      await bob.answers(results, 'kickGroupMember', kick('dan', 'eve', 'ann'));
      const group = (story.group = { ...before, memberCount: 3 });
      const gone = member(before, 'dan', { joinSource: 3, operatorUserID: 'bob' });
      const notice = await newestNotice(bob, scene, groupID, 'bob', 1508, {
        group,
        opUser: shown(member(group, 'bob', { roleLevel: 3 })),
        kickedUserList: [shown(gone)],
        operationTime: String(stage.nowMs),
      });
      const left = ['OnGroupMemberDeleted', gone] as const;
      const counted = ['OnGroupInfoChanged', group] as const;
      const toAnn = [left, counted, ...(await told(ann, notice))];
      const toDan = await told(dan, notice);
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [left, counted, ...ownNotice(bob, notice)],
        cid: [left, counted, ...(await told(cid, notice))],
        dan: [['OnJoinedGroupDeleted', before], ...toDan],
      });
      await dan.answers([like({ isNotInGroup: true })], 'getMultipleConversation', [`group_${groupID}`]);
      await cid.fails(801, 'kickGroupMember', kick('bob'));
      await bob.fails(803, 'kickGroupMember', kick());
      await bob.fails(802, 'kickGroupMember', { ...kick('cid'), groupID: 'nothing' });
      await ann.fails(804, 'kickGroupMember', { ...kick('cid'), groupID: await dismissedGroup(scene, ann) });
      await stage.came({});
    },
  },
  {
    name: 'inviteUserToGroup brings people in, each with an outcome',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid, dan, eve] = stage.who('ann', 'bob', 'cid', 'dan', 'eve');
      const { groupID } = story.group!;
      const invite = (...userIDList: string[]) => ({ groupID, reason: 'r', userIDList });
      const results = [
        { userID: 'dan', result: 0 },
        { userID: 'nobody', result: -1 },
        { userID: 'ann', result: -1 },
      ];
      await cid.answers(results, 'inviteUserToGroup', invite('dan', 'nobody', 'ann'));
      const group = (story.group = { ...story.group!, memberCount: 4 });
      const guest = member(group, 'dan', { joinSource: 2, operatorUserID: 'cid', inviterUserID: 'cid' });
      const notice = await newestNotice(cid, scene, groupID, 'cid', 1509, {
        group,
        opUser: shown(member(group, 'cid')),
        invitedUserList: [shown(guest)],
        operationTime: String(stage.nowMs),
      });
      const came = ['OnGroupMemberAdded', guest] as const;
      const counted = ['OnGroupInfoChanged', group] as const;
      const toAnn = [came, counted, ...(await told(ann, notice))];
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [came, counted, ...(await told(bob, notice))],
        cid: [came, counted, ...ownNotice(cid, notice)],
        dan: [['OnJoinedGroupAdded', group], ...(await told(dan, notice))],
      });
      await dan.answers([like({ isNotInGroup: false })], 'getMultipleConversation', [`group_${groupID}`]);
      await eve.fails(801, 'inviteUserToGroup', invite('eve'));
      await ann.fails(802, 'inviteUserToGroup', { ...invite('eve'), groupID: 'nothing' });
      await ann.fails(804, 'inviteUserToGroup', { ...invite('eve'), groupID: await dismissedGroup(scene, ann) });
      await stage.came({});
    },
  },
  {
    name: 'quitGroup leaves',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid, dan] = stage.who('ann', 'bob', 'cid', 'dan');
      const before = story.group!;
      const { groupID } = before;
      const parting = await sendToGroup(dan, groupID, 'goodbye', 4, stage.nowMs);
      await stage.forget();
      await ann.fails(801, 'quitGroup', groupID);
      await dan.says('""', 'quitGroup', groupID);
      const group = (story.group = { ...before, memberCount: 3 });
      const gone = member(before, 'dan', { joinSource: 2, operatorUserID: 'cid', inviterUserID: 'cid' });
      const notice = await newestNotice(dan, scene, groupID, 'dan', 1504, {
        group,
        quitUser: shown(gone),
        operationTime: String(stage.nowMs),
      });
      const left = ['OnGroupMemberDeleted', gone] as const;
      const counted = ['OnGroupInfoChanged', group] as const;
      const toAnn = [left, counted, ...(await told(ann, notice))];
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [left, counted, ...(await told(bob, notice))],
        cid: [left, counted, ...(await told(cid, notice))],
        dan: [['OnJoinedGroupDeleted', before], ...ownNotice(dan, notice)],
      });
      await dan.fails(802, 'quitGroup', groupID);
      await dan.fails(802, 'quitGroup', 'nothing');
      await dan.fails(208, 'revokeMessage', JSON.stringify(parting));
      await stage.came({});
    },
  },
  {
    name: 'transferGroupOwner hands the group over',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid] = stage.who('ann', 'bob', 'cid');
      const { groupID } = story.group!;
      await bob.fails(801, 'transferGroupOwner', { groupID, newOwnerUserID: 'bob' });
      await ann.fails(802, 'transferGroupOwner', { groupID, newOwnerUserID: 'dan' });
      await ann.fails(803, 'transferGroupOwner', { groupID, newOwnerUserID: 'ann' });
      const over = await dismissedGroup(scene, ann);
      await ann.fails(804, 'transferGroupOwner', { groupID: over, newOwnerUserID: 'bob' });
      await ann.fails(804, 'setGroupInfo', { groupID: over, groupInfo: { groupName: 'x' } });
      const answer = { groupID: over, fromUserID: 'dan', handleMsg: '' };
      await ann.fails(804, 'acceptGroupApplication', { ...answer });
      await ann.fails(804, 'refuseGroupApplication', { ...answer });
      await stage.came({});

      await ann.says('""', 'transferGroupOwner', { groupID, newOwnerUserID: 'cid' });
      const group = { ...story.group!, ownerUserID: 'cid' };
      const [old, owner] = [member(group, 'ann'), member(group, 'cid', { roleLevel: 2 })];
      const notice = await newestNotice(ann, scene, groupID, 'ann', 1507, {
        group,
        opUser: shown(old),
        newGroupOwner: shown(owner),
        operationTime: String(stage.nowMs),
      });
      const state = [
        ['OnGroupMemberInfoChanged', old],
        ['OnGroupMemberInfoChanged', owner],
        ['OnGroupInfoChanged', group],
      ] as const;
      const toAnn = [...state, ...ownNotice(ann, notice)];
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [...state, ...(await told(bob, notice))],
        cid: [...state, ...(await told(cid, notice))],
      });
      await cid.does('transferGroupOwner', { groupID, newOwnerUserID: 'ann' });
      await stage.forget();
    },
  },
];

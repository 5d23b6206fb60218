import type { GroupItem, MessageItem } from '../../../src/index.js';
import { conversation, group, member, seenBy, user } from '../expected.js';
import { anyID, anySeq, like, match } from '../match.js';
import { progress, sendToGroup } from '../moves.js';
import type { Person } from '../stage.js';
import type { Scene, Step } from '../step.js';
import { groupNotice } from './notifications.js';
import { TOO_MANY } from './users.js';

/** A member as notifications show them. */
export const shown = (record: object) => ({ ...record, appMangerLevel: 1 });

/**
 * The newest message of a group as `person` has it, which must be this notification of `sendID`.
 */
export async function newestNotice(
  person: Person,
  { stage }: Scene,
  groupID: string,
  sendID: string,
  contentType: number,
  details: unknown,
): Promise<MessageItem> {
  const page = { userID: '', groupID, count: 1, startClientMsgID: '' };
  const [notice] = JSON.parse(await person.does('getHistoryMessageList', page)) as [MessageItem];
  match(
    notice,
    like({
      sendID,
      senderNickname: sendID.toUpperCase(),
      recvID: person.userID,
      clientMsgID: anyID,
      serverMsgID: anyID,
      createTime: stage.nowMs,
      seq: anySeq,
      ...groupNotice(contentType, groupID, details),
    }),
  );
  return notice;
}

/** Domain rules 13: the group itself. */
export const groupSteps: readonly Step[] = [
  {
    name: 'createGroup brings people together and leaves a message',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob] = stage.who('ann', 'bob');
      const groupBaseInfo = { groupType: 0, groupName: 'G', introduction: 'i' };
      const memberList = [
        { userID: 'bob', roleLevel: 3 },
        { userID: 'cid', roleLevel: 1 },
        { userID: 'nobody', roleLevel: 1 },
      ];
      const made = await ann.answers<GroupItem>(
        group({
          groupID: (actual) => /^\d+$/.test(actual as string),
          ownerUserID: 'ann',
          groupName: 'G',
          introduction: 'i',
          createTime: stage.nowS,
          memberCount: 3,
        }),
        'createGroup',
        { groupBaseInfo, memberList },
      );
      story.group = made;
      const { groupID } = made;
      const owner = member(made, 'ann', { roleLevel: 2 });
      const others = [member(made, 'bob', { roleLevel: 3 }), member(made, 'cid')];
      const notice = await newestNotice(ann, scene, groupID, 'ann', 1501, {
        group: made,
        opUser: shown(owner),
        memberList: others.map(shown),
        operationTime: String(stage.nowMs),
        groupOwnerUser: shown(owner),
      });
      const joined = ['OnJoinedGroupAdded', made] as const;
      const toAnn = [
        joined,
        ['OnRecvNewMessage', notice],
        ['OnNewConversation', [conversation('ann', notice, { showName: 'G' })]],
      ] as const;
      const to = (viewerID: string, total: string) =>
        [
          joined,
          ['OnRecvNewMessage', seenBy(viewerID, notice)],
          ['OnNewConversation', [conversation(viewerID, notice, { showName: 'G', unreadCount: 1 })]],
          ['OnTotalUnreadMessageCountChanged', total],
        ] as const;
      const before = async (person: Person) => Number(await person.does('getTotalUnreadMsgCount'));
      const [cid] = stage.who('cid');
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: to('bob', String(await before(bob))),
        cid: to('cid', String(await before(cid))),
      });
      await ann.fails(803, 'createGroup', {
        groupBaseInfo: { groupType: 0, groupName: 'x'.repeat(256) },
        memberList: [],
      });
      await stage.came({});
    },
  },
  {
    name: 'groups and members can be read',
    async run({ stage, story }) {
      const [ann, dan] = stage.who('ann', 'dan');
      const made = story.group!;
      const { groupID } = made;
      await dan.answers([made], 'getGroupsInfo', [groupID, 'nothing', groupID]);
      await dan.fails(803, 'getGroupsInfo', TOO_MANY);
      await ann.answers([made], 'getJoinedGroupList');
      await dan.answers([], 'getJoinedGroupList');
      const owner = member(made, 'ann', { roleLevel: 2 });
      const admin = member(made, 'bob', { roleLevel: 3 });
      const ordinary = member(made, 'cid');
      const all = { groupID, filter: 0, offset: 0, count: 20 } as const;
      await ann.answers([owner, admin, ordinary], 'getGroupMemberList', { ...all });
      await ann.answers([admin], 'getGroupMemberList', { ...all, filter: 3 });
      await ann.answers([ordinary], 'getGroupMemberList', { ...all, offset: 2 });
      await dan.answers([], 'getGroupMemberList', { ...all });
      await ann.fails(803, 'getGroupMemberList', { ...all, offset: -1 });
      const some = { groupID, userIDList: ['cid', 'dan', 'ann'] };
      // The same object again and again: 2.0.3 leaves its members encoded once more each time.
      const reused = structuredClone(some);
      for (let times = 0; times < 3; times++) {
        await ann.answers([ordinary, owner], 'getGroupMembersInfo', reused);
      }
      await dan.answers([], 'getGroupMembersInfo', structuredClone(some));
      await ann.fails(803, 'getGroupMembersInfo', { groupID, userIDList: [...TOO_MANY] });
      await stage.came({});
    },
  },
  {
    name: 'messages of a group reach all its members',
    async run({ stage, story }) {
      const [ann, bob, cid, dan] = stage.who('ann', 'bob', 'cid', 'dan');
      const { groupID } = story.group!;
      await bob.says('', 'markGroupMessageHasRead', groupID);
      const total = await bob.does('getTotalUnreadMsgCount');
      await stage.came({
        bob: [
          ['OnTotalUnreadMessageCountChanged', total],
          ['OnConversationChanged', [like({ conversationID: `group_${groupID}`, unreadCount: 0 })]],
        ],
      });
      await bob.says('', 'markGroupMessageHasRead', 'nothing');
      const cidBefore = Number(await cid.does('getTotalUnreadMsgCount'));

      const text = await sendToGroup(ann, groupID, 'hello, all', 3, stage.nowMs);
      const named = { showName: 'G' };
      await stage.came({
        ann: [progress(text), ['OnConversationChanged', [conversation('ann', text, named)]]],
        ann2: [
          ['OnRecvNewMessage', text],
          ['OnConversationChanged', [conversation('ann', text, named)]],
        ],
        bob: [
          ['OnRecvNewMessage', seenBy('bob', text)],
          ['OnConversationChanged', [conversation('bob', text, { ...named, unreadCount: 1 })]],
          ['OnTotalUnreadMessageCountChanged', String(Number(total) + 1)],
        ],
        cid: [
          ['OnRecvNewMessage', seenBy('cid', text)],
          ['OnConversationChanged', [conversation('cid', text, { ...named, unreadCount: 2 })]],
          ['OnTotalUnreadMessageCountChanged', String(cidBefore + 1)],
        ],
      });
      const message = await dan.does('createTextMessage', 'and me');
      await dan.fails(208, 'sendMessage', { recvID: '', groupID, message });
      await stage.came({});
    },
  },
  {
    name: 'muted members and groups are not written to',
    async run({ stage, story }) {
      const [ann, cid] = stage.who('ann', 'cid');
      const { groupID } = story.group!;
      const send = async (person: Person) => ({
        recvID: '',
        groupID,
        message: await person.does('createTextMessage', 'hush'),
      });
      await ann.does('changeGroupMemberMute', { groupID, userID: 'cid', mutedSeconds: 60 });
      await cid.fails(224, 'sendMessage', await send(cid));
      await ann.does('changeGroupMemberMute', { groupID, userID: 'cid', mutedSeconds: 0 });
      await ann.does('changeGroupMute', { groupID, isMute: true });
      await cid.fails(225, 'sendMessage', await send(cid));
      await ann.does('sendMessage', await send(ann));
      await ann.does('changeGroupMute', { groupID, isMute: false });
      await stage.forget();
    },
  },
  {
    name: 'a group’s messages can be filed and cleared',
    async run({ stage, story }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const { groupID } = story.group!;
      const message = await ann.does('createTextMessage', 'filed');
      const created = JSON.parse(message) as MessageItem;
      const filed = await ann.answers<MessageItem>(
        {
          ...created,
          clientMsgID: (actual: unknown) => anyID(actual) && actual !== created.clientMsgID,
          serverMsgID: (actual: unknown) => typeof actual === 'string',
          sendTime: (actual: unknown) => (actual as number) >= stage.nowMs,
          sendID: 'bob',
          senderNickname: 'BOB',
          recvID: 'ann',
          groupID,
          sessionType: 2,
          status: 2,
        },
        'insertGroupMessageToLocalStorage',
        { message, groupID, sendID: 'bob' },
      );
      const changed = ['OnConversationChanged', [conversation('ann', filed, { showName: 'G' })]] as const;
      await stage.came({ ann: [changed], ann2: [changed] });
      await ann.fails(208, 'insertGroupMessageToLocalStorage', { message, groupID: '', sendID: 'bob' });
      await ann.fails(208, 'insertGroupMessageToLocalStorage', { message, groupID, sendID: '' });
      await ann.fails(803, 'insertGroupMessageToLocalStorage', { message: '{', groupID, sendID: 'bob' });

      await bob.does('markGroupMessageHasRead', groupID);
      await stage.forget();
      await bob.says('', 'clearGroupHistoryMessage', groupID);
      const cleared = like({ conversationID: `group_${groupID}`, latestMsg: '', unreadCount: 0 });
      await stage.came({ bob: [['OnConversationChanged', [cleared]]] });
      await bob.answers([], 'getHistoryMessageList', { userID: '', groupID, count: 5, startClientMsgID: '' });
      await bob.fails(802, 'clearGroupHistoryMessage', 'nothing');
      await stage.came({});
    },
  },
  {
    name: 'setGroupInfo changes the record, and points at a new notice',
    async run(scene) {
      const { stage, story } = scene;
      const [ann, bob, cid, dan] = stage.who('ann', 'bob', 'cid', 'dan');
      const { groupID } = story.group!;
      const groupInfo = { groupName: 'Club', notification: 'Read', faceURL: 'f' };
      await bob.says('""', 'setGroupInfo', { groupID, groupInfo: { ...groupInfo } });
      const changed: GroupItem = {
        ...story.group!,
        ...groupInfo,
        notificationUpdateTime: stage.nowS,
        notificationUserID: 'bob',
      };
      story.group = changed;
      const notice = await newestNotice(bob, scene, groupID, 'bob', 1502, {
        group: changed,
        opUser: shown(member(changed, 'bob', { roleLevel: 3 })),
        muteTime: 0,
      });
      const shownAs = { showName: 'Club', faceURL: 'f' };
      const to = async (person: Person) => {
        const { userID } = person;
        const [record] = JSON.parse(await person.does('getMultipleConversation', [`group_${groupID}`])) as [
          { unreadCount: number },
        ];
        const { unreadCount } = record;
        return [
          ['OnGroupInfoChanged', changed],
          ['OnRecvNewMessage', seenBy(userID, notice)],
          ['OnConversationChanged', [conversation(userID, notice, { ...shownAs, unreadCount, groupAtType: 4 })]],
          ['OnTotalUnreadMessageCountChanged', await person.does('getTotalUnreadMsgCount')],
        ] as const;
      };
      const toAnn = await to(ann);
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [
          ['OnGroupInfoChanged', changed],
          ['OnRecvNewMessage', notice],
          ['OnConversationChanged', [conversation('bob', notice, shownAs)]],
        ],
        cid: await to(cid),
      });
      await bob.says('""', 'setGroupInfo', { groupID, groupInfo: { groupName: 'Club' } });
      await cid.fails(801, 'setGroupInfo', { groupID, groupInfo: { groupName: 'x' } });
      await dan.fails(801, 'setGroupInfo', { groupID, groupInfo: { groupName: 'x' } });
      await ann.fails(802, 'setGroupInfo', { groupID: 'nothing', groupInfo: { groupName: 'x' } });
      await ann.fails(803, 'setGroupInfo', { groupID, groupInfo: { groupName: 'x'.repeat(256) } });
      await stage.came({});
      await ann.answers(user('ann', stage.nowS), 'getSelfUserInfo');
    },
  },
];

import type { MessageItem } from '../../../src/index.js';
import {
  black,
  conversation,
  createdMessage,
  friend,
  friendApplication,
  publicUser,
  seenBy,
} from '../expected.js';
import { anyID, anySeq, anyText, like } from '../match.js';
import { sendText } from '../moves.js';
import type { Step } from '../step.js';
import { detail, notificationContent } from './notifications.js';
import { TOO_MANY } from './users.js';

const record = (friendInfo: object, blackInfo: object | null = null) => ({
  publicInfo: null,
  friendInfo,
  blackInfo,
});

/** Domain rules 11. */
export const friendSteps: readonly Step[] = [
  {
    name: 'addFriend asks, and can be refused',
    async run({ stage }) {
      const [ann, cid] = stage.who('ann', 'cid');
      await ann.says('""', 'addFriend', { toUserID: 'cid', reqMsg: 'hi' });
      const asked = friendApplication('ann', 'cid', { reqMsg: 'hi', createTime: stage.nowS });
      const added = ['OnFriendApplicationAdded', asked] as const;
      await stage.came({ ann: [added], ann2: [added], cid: [added] });
      await ann.answers([asked], 'getSendFriendApplicationList');
      await cid.answers([asked], 'getRecvFriendApplicationList');
      await cid.answers([], 'getSendFriendApplicationList');

      await cid.says('""', 'refuseFriendApplication', { toUserID: 'ann', handleMsg: 'no' });
      const refused = {
        ...asked,
        handleResult: -1,
        handlerUserID: 'cid',
        handleMsg: 'no',
        handleTime: stage.nowS,
      };
      const rejected = ['OnFriendApplicationRejected', refused] as const;
      await stage.came({ ann: [rejected], ann2: [rejected], cid: [rejected] });
      await ann.answers([refused], 'getSendFriendApplicationList');
      await ann.answers([], 'getFriendList');

      await ann.fails(802, 'addFriend', { toUserID: 'nobody', reqMsg: '' });
      await ann.fails(803, 'addFriend', { toUserID: 'ann', reqMsg: '' });
      await ann.fails(802, 'refuseFriendApplication', { toUserID: 'cid', handleMsg: '' });
      await stage.came({});
    },
  },
  {
    name: 'acceptFriendApplication makes friends of two and leaves a message',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      await ann.fails(802, 'acceptFriendApplication', { toUserID: 'bob', handleMsg: '' });
      await ann.does('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
      await stage.forget();
      const unread = Number(await ann.does('getTotalUnreadMsgCount'));
      await bob.says('""', 'acceptFriendApplication', { toUserID: 'ann', handleMsg: 'sure' });

      const since = { createTime: stage.nowS, operatorUserID: 'bob' };
      const accepted = friendApplication('ann', 'bob', {
        reqMsg: 'hi',
        createTime: stage.nowS,
        handleResult: 1,
        handlerUserID: 'bob',
        handleMsg: 'sure',
        handleTime: stage.nowS,
      });
      const page = { userID: 'ann', groupID: '', count: 1, startClientMsgID: '' };
      const friendOf = {
        ownerUserID: 'bob',
        remark: '',
        createTime: stage.nowS,
        friendUser: publicUser('ann'),
        addSource: 0,
        operatorUserID: 'bob',
        ex: '',
      };
      const details = { friend: friendOf, opUser: publicUser('bob') };
      const expected = createdMessage('bob', stage.nowMs, {
        platformID: 0,
        msgFrom: 200,
        contentType: 1204,
        sessionType: 1,
        recvID: 'ann',
        status: 2,
        seq: anySeq,
        serverMsgID: anyID,
        sendTime: (actual) => (actual as number) >= stage.nowMs,
        content: notificationContent(details),
        notificationElem: like({ detail: detail(details), defaultTips: anyText }),
      });
      const [notice] = (await bob.answers<MessageItem[]>([expected], 'getHistoryMessageList', page)) as [
        MessageItem,
      ];
      const toAnn = [
        ['OnFriendApplicationAccepted', accepted],
        ['OnFriendAdded', friend('ann', 'bob', since)],
        ['OnRecvNewMessage', seenBy('ann', notice)],
        ['OnConversationChanged', [conversation('ann', notice, { unreadCount: 1 })]],
        ['OnTotalUnreadMessageCountChanged', String(unread + 1)],
      ] as const;
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [
          ['OnFriendApplicationAccepted', accepted],
          ['OnFriendAdded', friend('bob', 'ann', since)],
          ['OnRecvNewMessage', notice],
          ['OnConversationChanged', [conversation('bob', notice)]],
        ],
      });
      await ann.answers([record(friend('ann', 'bob', since))], 'getFriendList');
      await bob.answers([record(friend('bob', 'ann', since))], 'getFriendList');
      await ann.answers(
        [{ publicInfo: publicUser('bob'), friendInfo: friend('ann', 'bob', since), blackInfo: null }],
        'getUsersInfo',
        ['bob'],
      );
      await ann.does('markC2CMessageAsRead', { userID: 'bob', msgIDList: [] });
      await stage.forget();
    },
  },
  {
    name: 'setFriendRemark names a friend for the caller alone',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      await ann.says('""', 'setFriendRemark', { toUserID: 'bob', remark: 'Bobby' });
      const since = { createTime: stage.nowS, operatorUserID: 'bob' };
      const renamed = [
        ['OnFriendInfoChanged', friend('ann', 'bob', { ...since, remark: 'Bobby' })],
        ['OnConversationChanged', [like({ conversationID: 'single_bob', showName: 'Bobby' })]],
      ] as const;
      await stage.came({ ann: renamed, ann2: renamed });
      const named = record(friend('ann', 'bob', { ...since, remark: 'Bobby' }));
      await ann.answers([named], 'getDesignatedFriendsInfo', ['cid', 'bob', 'nobody', 'bob']);
      await ann.fails(802, 'setFriendRemark', { toUserID: 'cid', remark: 'C' });
      await ann.fails(803, 'setFriendRemark', { toUserID: 'bob', remark: 'x'.repeat(65) });
      await ann.fails(803, 'getDesignatedFriendsInfo', TOO_MANY);
      await stage.came({});
      await ann.does('setFriendRemark', { toUserID: 'bob', remark: '' });
      await stage.forget();
    },
  },
  {
    name: 'addBlack keeps somebody’s messages away until removeBlack',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const since = { createTime: stage.nowS, operatorUserID: 'bob' };
      const entry = black('ann', 'bob', stage.nowS);
      await ann.says('""', 'addBlack', 'bob');
      const added = ['OnBlackAdded', entry] as const;
      await stage.came({ ann: [added], ann2: [added] });
      await ann.answers([entry], 'getBlackList');
      await ann.answers([record(friend('ann', 'bob', since), entry)], 'getFriendList');
      await ann.answers([record(friend('ann', 'bob', since), entry)], 'getDesignatedFriendsInfo', ['bob']);
      const relation = [
        { userID: 'bob', result: 0 },
        { userID: 'cid', result: 0 },
      ];
      await ann.answers(relation, 'checkFriend', ['bob', 'cid']);
      await ann.fails(802, 'addBlack', 'bob');
      await ann.fails(802, 'addBlack', 'nobody');
      await ann.fails(803, 'addBlack', 'ann');
      await stage.came({});
      // The other way they still go.
      const sent = await sendText(ann, 'bob', 'you may read');
      await bob.answers([seenBy('bob', sent)], 'getHistoryMessageList', {
        userID: 'ann',
        groupID: '',
        count: 1,
        startClientMsgID: '',
      });
      await stage.forget();

      await ann.says('""', 'removeBlack', 'bob');
      const removed = ['OnBlackDeleted', entry] as const;
      await stage.came({ ann: [removed], ann2: [removed] });
      await ann.says('""', 'removeBlack', 'bob');
      await stage.came({});
      await ann.answers([], 'getBlackList');
      await ann.answers([{ userID: 'bob', result: 1 }], 'checkFriend', ['bob']);
      await ann.fails(803, 'checkFriend', TOO_MANY);
    },
  },
  {
    name: 'deleteFriend ends the friendship on one side',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const since = { createTime: stage.nowS, operatorUserID: 'bob' };
      await ann.says('""', 'deleteFriend', 'bob');
      const deleted = ['OnFriendDeleted', friend('ann', 'bob', since)] as const;
      await stage.came({ ann: [deleted], ann2: [deleted] });
      await ann.answers([{ userID: 'bob', result: 0 }], 'checkFriend', ['bob']);
      await bob.answers([{ userID: 'ann', result: 1 }], 'checkFriend', ['ann']);
      await ann.answers([], 'getFriendList');
      await ann.fails(802, 'deleteFriend', 'bob');
      await ann.fails(802, 'deleteFriend', 'nobody');
      await stage.came({});
    },
  },
];

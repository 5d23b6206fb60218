import { like } from '../match.js';
import { sendText } from '../moves.js';
import type { Step } from '../step.js';

/** A record nobody has written to yet, as `userID`'s chat. */
function hidden(userID: string) {
  return {
    conversationID: `single_${userID}`,
    conversationType: 1,
    userID,
    groupID: '',
    showName: userID.toUpperCase(),
    faceURL: '',
    recvMsgOpt: 0,
    unreadCount: 0,
    groupAtType: 0,
    latestMsg: '',
    latestMsgSendTime: 0,
    draftText: '',
    draftTextTime: 0,
    isPinned: false,
    isPrivateChat: false,
    isNotInGroup: false,
    attachedInfo: '',
    ex: '',
  };
}

/** Domain rules 5. */
export const conversationSteps: readonly Step[] = [
  {
    name: 'getOneConversation makes a hidden record where there is none',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      await ann.answers(hidden('dan'), 'getOneConversation', { sourceID: 'dan', sessionType: 1 });
      await ann.answers(hidden('dan'), 'getConversationIDBySessionType', { sourceID: 'dan', sessionType: 1 });
      await ann.answers([like({ conversationID: 'single_bob' })], 'getAllConversationList');
      await ann.answers([hidden('dan'), like({ conversationID: 'single_bob' })], 'getMultipleConversation', [
        'single_dan',
        'single_nobody',
        'single_bob',
      ]);
      await ann.fails(802, 'getOneConversation', { sourceID: 'nobody', sessionType: 1 });
      await ann.fails(802, 'getOneConversation', { sourceID: 'nothing', sessionType: 2 });
      await ann.fails(803, 'getOneConversation', { sourceID: 'dan', sessionType: 9 as 1 });
      await stage.came({});
    },
  },
  {
    name: 'conversation lists are in order: pinned, then the latest',
    async run({ stage }) {
      const [ann, cid] = stage.who('ann', 'cid');
      await sendText(cid, 'ann', 'me too');
      await stage.forget();
      const one = (peer: string) => like({ conversationID: `single_${peer}` });
      await ann.says('', 'pinConversation', { conversationID: 'single_bob', isPinned: true });
      const pinned = ['OnConversationChanged', [like({ conversationID: 'single_bob', isPinned: true })]] as const;
      await stage.came({ ann: [pinned], ann2: [pinned] });
      await ann.answers([one('bob'), one('cid')], 'getAllConversationList');
      await ann.answers([one('bob')], 'getConversationListSplit', { offset: 0, count: 1 });
      await ann.answers([one('cid')], 'getConversationListSplit', { offset: 1, count: 5 });
      await ann.answers([], 'getConversationListSplit', { offset: 5, count: 5 });
      await ann.does('pinConversation', { conversationID: 'single_bob', isPinned: false });
      await stage.forget();
      await ann.fails(802, 'pinConversation', { conversationID: 'single_nobody', isPinned: true });
      await ann.fails(803, 'getConversationListSplit', { offset: -1, count: 5 });
      await ann.fails(803, 'getConversationListSplit', { offset: 0, count: 0 });
      await stage.came({});
    },
  },
  {
    name: 'setConversationDraft keeps an unfinished text, and shows a hidden chat',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      await ann.says('', 'setConversationDraft', { conversationID: 'single_dan', draftText: 'Dear Dan' });
      const drafted = {
        ...hidden('dan'),
        draftText: 'Dear Dan',
        draftTextTime: stage.nowMs,
        latestMsgSendTime: stage.nowMs,
      };
      const changed = ['OnConversationChanged', [drafted]] as const;
      await stage.came({ ann: [changed], ann2: [changed] });
      await ann.says('', 'setConversationDraft', { conversationID: 'single_dan', draftText: '' });
      const empty = { ...drafted, draftText: '', draftTextTime: 0 };
      await stage.came({
        ann: [['OnConversationChanged', [empty]]],
        ann2: [['OnConversationChanged', [empty]]],
      });
      await ann.fails(802, 'setConversationDraft', { conversationID: 'single_nobody', draftText: 'x' });
      const long = 'x'.repeat(64 * 1024 + 1);
      await ann.fails(803, 'setConversationDraft', { conversationID: 'single_dan', draftText: long });
      await stage.came({});
    },
  },
  {
    name: 'setConversationRecvMessageOpt decides what arrives and what counts',
    async run({ stage }) {
      const [ann, cid] = stage.who('ann', 'cid');
      await ann.says('1', 'getTotalUnreadMsgCount');
      const set = { conversationIDList: ['single_cid', 'single_nobody'], opt: 2 } as const;
      await ann.says('', 'setConversationRecvMessageOpt', {
        ...set,
        conversationIDList: [...set.conversationIDList],
      });
      const quiet = [
        ['OnConversationChanged', [like({ conversationID: 'single_cid', recvMsgOpt: 2, unreadCount: 1 })]],
        ['OnTotalUnreadMessageCountChanged', '0'],
      ] as const;
      await stage.came({ ann: quiet, ann2: quiet });

      const params = { conversationIDList: ['single_cid'], opt: 1 } as const;
      await ann.does('setConversationRecvMessageOpt', { ...params, conversationIDList: ['single_cid'] });
      await stage.forget();
      const lost = await sendText(cid, 'ann', 'never arrives');
      await stage.came({
        cid: [
          ['OnProgress', { progress: 100, clientMsgID: lost.clientMsgID }],
          ['OnConversationChanged', [like({ latestMsgSendTime: lost.sendTime })]],
        ],
      });
      await ann.does('setConversationRecvMessageOpt', { conversationIDList: ['single_cid'], opt: 0 });
      await stage.forget();
      await ann.says('', 'setConversationRecvMessageOpt', { conversationIDList: ['single_nobody'], opt: 1 });
      await ann.fails(803, 'setConversationRecvMessageOpt', { conversationIDList: ['single_cid'], opt: 3 as 2 });
      await stage.came({});
    },
  },
  {
    name: 'deleteConversation takes a chat off the list with what was in it',
    async run({ stage }) {
      const [ann, cid] = stage.who('ann', 'cid');
      await ann.says('', 'deleteConversation', 'single_cid');
      const total = ['OnTotalUnreadMessageCountChanged', '0'] as const;
      await stage.came({ ann: [total], ann2: [total] });
      await ann.answers(hidden('cid'), 'getOneConversation', { sourceID: 'cid', sessionType: 1 });
      const page = { userID: 'cid', groupID: '', count: 5, startClientMsgID: '' };
      await ann.answers([], 'getHistoryMessageList', page);
      await ann.fails(802, 'deleteConversation', 'single_nobody');

      const again = await sendText(cid, 'ann', 'back again');
      const back = [
        ['OnRecvNewMessage', like({ clientMsgID: again.clientMsgID })],
        ['OnNewConversation', [like({ conversationID: 'single_cid', unreadCount: 1 })]],
        ['OnTotalUnreadMessageCountChanged', '1'],
      ] as const;
      await stage.came({
        ann: back,
        ann2: back,
        cid: [
          ['OnProgress', like({})],
          ['OnConversationChanged', [like({ conversationID: 'single_ann' })]],
        ],
      });
      await ann.does('markC2CMessageAsRead', { userID: 'cid', msgIDList: [] });
      await stage.forget();
    },
  },
];

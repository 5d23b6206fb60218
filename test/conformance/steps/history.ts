import type { MessageItem } from '../../../src/index.js';
import { conversation, createdMessage, seenBy } from '../expected.js';
import { anyID, anySeq, like } from '../match.js';
import { createText, sendText } from '../moves.js';
import type { Step } from '../step.js';

/** Domain rules 6 to 10: reading, receipts, taking back, and one's own store. */
export const historySteps: readonly Step[] = [
  {
    name: 'getHistoryMessageList pages from the newest back, oldest first',
    async run({ stage, story }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const hello = story.hello!;
      const texts = [await sendText(bob, 'ann', 'one'), await sendText(bob, 'ann', 'two')];
      const page = { userID: 'bob', groupID: '', count: 2, startClientMsgID: '' };
      await ann.answers(
        texts.map((text) => seenBy('ann', text)),
        'getHistoryMessageList',
        page,
      );
      const older = { ...page, count: 20, startClientMsgID: texts[0]!.clientMsgID };
      await ann.answers([hello, like({ contentType: 105, status: 2 })], 'getHistoryMessageList', older);
      await ann.answers([], 'getHistoryMessageList', { ...page, startClientMsgID: hello.clientMsgID });
      await ann.answers([], 'getHistoryMessageList', { ...page, userID: 'cid' });
      await ann.answers([], 'getHistoryMessageList', { ...page, count: 0 });
      await ann.fails(802, 'getHistoryMessageList', { ...page, startClientMsgID: 'nothing' });
      await ann.fails(803, 'getHistoryMessageList', { ...page, userID: '' });
      await ann.fails(803, 'getHistoryMessageList', {
        ...page,
        userID: 'cid',
        startClientMsgID: hello.clientMsgID,
      });
      await stage.forget();
    },
  },
  {
    name: 'markC2CMessageAsRead tells the sender, and with no message resets the count',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const text = await sendText(ann, 'bob', 'read me');
      await stage.forget();
      await bob.says('', 'markC2CMessageAsRead', { userID: 'ann', msgIDList: [text.clientMsgID, 'nothing'] });
      const read = like({ clientMsgID: text.clientMsgID, isRead: true });
      const receipt = {
        userID: 'bob',
        uid: 'bob',
        groupID: '',
        msgIDList: [text.clientMsgID],
        readTime: stage.nowMs,
        msgFrom: 100,
        contentType: 112,
        sessionType: 1,
      };
      const toAnn = [
        ['OnRecvC2CReadReceipt', [receipt]],
        ['OnConversationChanged', [like({ conversationID: 'single_bob', latestMsg: read })]],
      ] as const;
      await stage.came({
        ann: toAnn,
        ann2: toAnn,
        bob: [
          ['OnConversationChanged', [like({ conversationID: 'single_ann', latestMsg: read, unreadCount: 3 })]],
        ],
      });
      const page = { userID: 'bob', groupID: '', count: 1, startClientMsgID: '' };
      await ann.answers([read], 'getHistoryMessageList', page);

      await bob.fails(201, 'markC2CMessageAsRead', { userID: 'ann', msgIDList: [text.clientMsgID] });
      await bob.fails(201, 'markC2CMessageAsRead', { userID: 'ann', msgIDList: ['nothing'] });
      await ann.fails(201, 'markC2CMessageAsRead', { userID: 'bob', msgIDList: [text.clientMsgID] });
      await stage.came({});

      await bob.says('', 'markC2CMessageAsRead', { userID: 'ann', msgIDList: [] });
      await stage.came({
        bob: [
          ['OnTotalUnreadMessageCountChanged', '0'],
          ['OnConversationChanged', [like({ conversationID: 'single_ann', unreadCount: 0 })]],
        ],
      });
      await ann.does('markC2CMessageAsRead', { userID: 'bob', msgIDList: [] });
      await stage.forget();
    },
  },
  {
    name: 'revokeMessage takes a message back everywhere and leaves a notice',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const regretted = await sendText(ann, 'bob', 'forget this');
      await stage.forget();
      const json = JSON.stringify(regretted);
      await bob.fails(201, 'revokeMessage', json);
      await ann.fails(802, 'revokeMessage', JSON.stringify({ ...regretted, clientMsgID: 'nothing' }));
      await stage.came({});

      await ann.says('', 'revokeMessage', json);
      const page = { userID: 'bob', groupID: '', count: 1, startClientMsgID: '' };
      const expected = createdMessage('ann', stage.nowMs, {
        contentType: 111,
        content: regretted.clientMsgID,
        sessionType: 1,
        recvID: 'bob',
        status: 2,
        serverMsgID: anyID,
        seq: anySeq,
        sendTime: (actual) => (actual as number) > regretted.sendTime,
        sourceMessageSendTime: regretted.sendTime,
      });
      const [notice] = (await ann.answers<MessageItem[]>([expected], 'getHistoryMessageList', page)) as [
        MessageItem,
      ];
      const toOthers = (viewerID: string, unreadCount: number) =>
        [
          ['OnRecvMessageRevoked', regretted.clientMsgID],
          ['OnRecvNewMessage', seenBy(viewerID, notice)],
          ['OnConversationChanged', [conversation(viewerID, notice, { unreadCount })]],
        ] as const;
      await stage.came({
        ann: [['OnConversationChanged', [conversation('ann', notice)]]],
        ann2: toOthers('ann', 0),
        // What was unread stays counted.
        bob: toOthers('bob', 1),
      });
      await bob.answers([seenBy('bob', notice)], 'getHistoryMessageList', { ...page, userID: 'ann' });
      await ann.fails(201, 'revokeMessage', json);
    },
  },
  {
    name: 'deleteMessageFromLocalStorage deletes the caller’s copy only',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const kept = await sendText(ann, 'bob', 'kept');
      const text = await sendText(ann, 'bob', 'deleted by Bob');
      await stage.forget();
      await bob.says('', 'deleteMessageFromLocalStorage', JSON.stringify(text));
      await stage.came({
        bob: [['OnConversationChanged', [conversation('bob', kept, { unreadCount: 3 })]]],
      });
      const page = { userID: 'ann', groupID: '', count: 1, startClientMsgID: '' };
      await bob.answers([seenBy('bob', kept)], 'getHistoryMessageList', page);
      await ann.answers([text], 'getHistoryMessageList', { ...page, userID: 'bob' });
      await bob.fails(802, 'deleteMessageFromLocalStorage', JSON.stringify({ ...text, clientMsgID: 'nothing' }));
    },
  },
  {
    name: 'insertSingleMessageToLocalStorage files a message as if it had come',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const { created, json } = await createText(ann, 'from elsewhere');
      const expected = {
        ...created,
        clientMsgID: (actual: unknown) => anyID(actual) && actual !== created.clientMsgID,
        serverMsgID: (actual: unknown) => typeof actual === 'string',
        sendTime: (actual: unknown) => (actual as number) >= stage.nowMs,
        sendID: 'bob',
        senderNickname: 'BOB',
        recvID: 'ann',
        sessionType: 1,
        status: 2,
      };
      const inserted = await ann.answers<MessageItem>(expected, 'insertSingleMessageToLocalStorage', {
        message: json,
        recvID: 'ann',
        sendID: 'bob',
      });
      const changed = ['OnConversationChanged', [conversation('ann', inserted)]] as const;
      await stage.came({ ann: [changed], ann2: [changed] });
      const page = { userID: 'bob', groupID: '', count: 1, startClientMsgID: '' };
      await ann.answers([inserted], 'getHistoryMessageList', page);
      const params = { message: json, recvID: 'ann', sendID: 'bob' };
      await ann.fails(208, 'insertSingleMessageToLocalStorage', { ...params, sendID: '' });
      await ann.fails(208, 'insertSingleMessageToLocalStorage', { ...params, recvID: '' });
      await ann.fails(803, 'insertSingleMessageToLocalStorage', { ...params, message: 'no JSON' });
      await stage.came({});
    },
  },
  {
    name: 'clearC2CHistoryMessage deletes the caller’s copies and keeps the conversation',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const page = { userID: 'ann', groupID: '', count: 5, startClientMsgID: '' };
      await bob.says('', 'clearC2CHistoryMessage', 'ann');
      const cleared = like({
        conversationID: 'single_ann',
        latestMsg: '',
        unreadCount: 0,
        latestMsgSendTime: (actual: unknown) => (actual as number) > 0,
      });
      await stage.came({
        bob: [
          ['OnConversationChanged', [cleared]],
          ['OnTotalUnreadMessageCountChanged', '0'],
        ],
      });
      await bob.answers([], 'getHistoryMessageList', page);
      await bob.answers([cleared], 'getAllConversationList');
      await ann.answers([like({}), like({}), like({})], 'getHistoryMessageList', {
        ...page,
        userID: 'bob',
        count: 3,
      });
      await bob.fails(802, 'clearC2CHistoryMessage', 'nobody');
      await stage.came({});
    },
  },
];

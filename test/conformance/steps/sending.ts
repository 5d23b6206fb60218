import type { MessageItem } from '../../../src/index.js';
import { conversation, createdMessage, seenBy, sentMessage } from '../expected.js';
import { anyID, like } from '../match.js';
import { createText, progress } from '../moves.js';
import { Stage } from '../stage.js';
import type { Step } from '../step.js';

/** Protocol 6.4, domain rules 4: sending to a person. */
export const sendingSteps: readonly Step[] = [
  {
    name: 'sendMessage brings a message to all of both sides',
    async run({ stage, story }) {
      const [ann] = stage.who('ann');
      const { created, json } = await createText(ann, 'hello');
      const expected = sentMessage(created, { recvID: 'bob' }, stage.nowMs);
      const params = { recvID: 'bob', groupID: '', message: json };
      const hello = await ann.answers<MessageItem>(expected, 'sendMessage', { ...params });
      story.hello = hello;
      await stage.came({
        ann: [progress(hello), ['OnNewConversation', [conversation('ann', hello)]]],
        ann2: [
          ['OnRecvNewMessage', hello],
          ['OnNewConversation', [conversation('ann', hello)]],
        ],
        bob: [
          ['OnRecvNewMessage', seenBy('bob', hello)],
          ['OnNewConversation', [conversation('bob', hello, { unreadCount: 1 })]],
          ['OnTotalUnreadMessageCountChanged', '1'],
        ],
      });

      // The same again is answered as before and delivered to nobody.
      await ann.answers(hello, 'sendMessage', { ...params });
      await stage.came({});
      const other = JSON.stringify({ ...created, content: 'something else' });
      await ann.fails(202, 'sendMessage', { ...params, message: other });
      await stage.came({});
    },
  },
  {
    name: 'sendMessageNotOss sends media, with what a phone should show',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const file = { filePath: '', uuid: 'f', sourceUrl: 'https://a.example/f', fileName: 'a.txt', fileSize: 5 };
      const message = await ann.does('createFileMessage', file);
      const offlinePushInfo = { title: 't', desc: 'd', ex: 'e', iOSPushSound: 's', iOSBadgeCount: true };
      const sent = await ann.answers<MessageItem>(
        {
          ...sentMessage(JSON.parse(message) as MessageItem, { recvID: 'bob' }, stage.nowMs),
          offlinePush: offlinePushInfo,
        },
        'sendMessageNotOss',
        { recvID: 'bob', groupID: '', offlinePushInfo: { ...offlinePushInfo }, message },
      );
      await stage.came({
        ann: [progress(sent), ['OnConversationChanged', [conversation('ann', sent)]]],
        ann2: [
          ['OnRecvNewMessage', sent],
          ['OnConversationChanged', [conversation('ann', sent)]],
        ],
        bob: [
          ['OnRecvNewMessage', seenBy('bob', sent)],
          ['OnConversationChanged', [conversation('bob', sent, { unreadCount: 2 })]],
          ['OnTotalUnreadMessageCountChanged', '2'],
        ],
      });
    },
  },
  {
    name: 'sendMessage refuses what cannot be sent, and nobody hears of it',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const send = async (recvID: string, groupID: string, members: object = {}) => {
        const { created } = await createText(ann, 'nothing');
        return { recvID, groupID, message: JSON.stringify({ ...created, ...members }) };
      };
      await ann.fails(201, 'sendMessage', await send('', ''));
      await ann.fails(301, 'sendMessage', await send('nobody', ''));
      await ann.fails(202, 'sendMessage', await send('', 'nothing'));
      await ann.fails(202, 'sendMessage', await send('bob', '', { contentType: 1501 }));
      await ann.fails(803, 'sendMessage', await send('bob', '', { content: 'x'.repeat(64 * 1024 + 1) }));
      await ann.fails(803, 'sendMessage', { ...(await send('bob', '')), message: 'no JSON' });
      await ann.fails(803, 'sendMessage', await send('bob', '', { clientMsgID: '' }));
      await stage.came({});
    },
  },
  {
    name: 'sendMessage keeps media without a URL as failed',
    async run({ stage }) {
      const [ann, ann2] = stage.who('ann', 'ann2');
      const file = { filePath: '', uuid: 'f', sourceUrl: '', fileName: 'a.txt', fileSize: 5 };
      const message = await ann.does('createFileMessage', file);
      await ann.fails(301, 'sendMessage', { recvID: 'bob', groupID: '', message });
      const failed = like({ contentType: 105, status: 3 });
      const changed = [
        'OnConversationChanged',
        [like({ conversationID: 'single_bob', latestMsg: failed })],
      ] as const;
      await stage.came({ ann: [changed], ann2: [changed] });
      await ann2.says('', 'deleteMessageFromLocalStorage', message);
      await stage.forget();
    },
  },
  {
    name: 'sendMessage to who does not want it is refused',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      await ann.does('addBlack', 'bob');
      await stage.forget();
      const { created, json } = await createText(bob, 'let me in');
      await bob.fails(600, 'sendMessage', { recvID: 'ann', groupID: '', message: json });
      await bob.fails(600, 'typingStatusUpdate', { recvID: 'ann', msgTip: 'yes' });
      const { clientMsgID } = created;
      const failed = like({ clientMsgID, status: 3, serverMsgID: anyID });
      await stage.came({
        bob: [['OnConversationChanged', [like({ conversationID: 'single_ann', latestMsg: failed })]]],
      });
      await ann.does('removeBlack', 'bob');
      await bob.says('', 'deleteMessageFromLocalStorage', json);
      await stage.forget();
    },
  },
  {
    name: 'sendMessage to who is no friend is refused where the gateway checks',
    async run({ stage, test }) {
      const strict = await Stage.open(test, stage.kind, { friendCheck: true }, stage.coverage);
      await strict.gateway.register('ann', 'bob');
      const ann = await strict.enter('ann');
      await strict.enter('bob');
      await strict.forget();
      const { json } = await createText(ann, 'hello');
      await ann.fails(601, 'sendMessage', { recvID: 'bob', groupID: '', message: json });
      await strict.came({ ann: [['OnNewConversation', [like({ latestMsg: like({ status: 3 }) })]]] });
      await strict.leave();
    },
  },
  {
    name: 'typingStatusUpdate shows and leaves no trace',
    async run({ stage }) {
      const [ann, bob] = stage.who('ann', 'bob');
      await ann.says('', 'typingStatusUpdate', { recvID: 'bob', msgTip: 'yes' });
      const hint = createdMessage('ann', stage.nowMs, {
        contentType: 113,
        content: 'yes',
        recvID: 'bob',
        sessionType: 1,
        serverMsgID: anyID,
        status: 2,
      });
      await stage.came({ bob: [['OnRecvNewMessage', hint]] });
      await bob.says('2', 'getTotalUnreadMsgCount');
      await ann.fails(201, 'typingStatusUpdate', { recvID: '', msgTip: 'yes' });
      await stage.came({});
    },
  },
];

import type { MessageItem } from '../../../src/index.js';
import { friend, member, publicUser, user } from '../expected.js';
import { like, match } from '../match.js';
import type { Step } from '../step.js';

export const TOO_MANY: string[] = Array.from({ length: 1001 }, (_, index) => `u${String(index)}`);

/** Domain rules 3, before anybody knows anybody. */
export const userSteps: readonly Step[] = [
  {
    name: 'getUsersInfo answers for strangers in the order asked for',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const stranger = (userID: string) => ({ publicInfo: publicUser(userID), friendInfo: null, blackInfo: null });
      const expected = [stranger('cid'), stranger('bob')];
      await ann.answers(expected, 'getUsersInfo', ['cid', 'nobody', 'bob', 'cid']);
      await ann.answers([], 'getUsersInfo', []);
      await ann.fails(803, 'getUsersInfo', TOO_MANY);
      await stage.came({});
    },
  },
  {
    name: 'setSelfInfo changes what is given and tells the caller',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      await ann.answers(user('ann', stage.nowS), 'getSelfUserInfo');
      const info = { gender: 2, birth: 946_684_800, email: 'ann@a.example', phoneNumber: '1', ex: 'x' };
      await ann.says('""', 'setSelfInfo', { userID: 'ann', ...info });
      const changed = user('ann', stage.nowS, info);
      await stage.came({ ann: [['OnSelfInfoUpdated', changed]], ann2: [['OnSelfInfoUpdated', changed]] });

      await ann.says('""', 'setSelfInfo', { userID: 'ann', ...info });
      await ann.fails(803, 'setSelfInfo', { nickname: 'x'.repeat(65) });
      await ann.fails(803, 'setSelfInfo', { birth: 'yesterday' as unknown as number });
      await stage.came({});

      const cleared = { gender: 0, birth: 0, email: '', phoneNumber: '', ex: '' };
      await ann.says('""', 'setSelfInfo', { userID: 'bob', ...cleared });
      await ann.answers(user('ann', stage.nowS), 'getSelfUserInfo');
      await stage.forget();
    },
  },
];

/** The same, once Ann has friends, conversations and a group: who shows her is told of her new name. */
export const renamingSteps: readonly Step[] = [
  {
    name: 'setSelfInfo reaches whoever shows the name',
    async run({ stage, story }) {
      const [ann, bob] = stage.who('ann', 'bob');
      const group = story.group!;
      await ann.says('""', 'setSelfInfo', { nickname: 'Anna', faceURL: 'https://a.example/anna.png' });
      const look = { nickname: 'Anna', faceURL: 'https://a.example/anna.png' };
      const changed = ['OnGroupMemberInfoChanged', member(group, 'ann', { roleLevel: 2, ...look })] as const;
      const shown = { conversationID: 'single_ann', showName: 'Anna', faceURL: look.faceURL };
      const conversation = ['OnConversationChanged', [like(shown)]] as const;
      const befriended = { createTime: stage.nowS, operatorUserID: 'bob' };
      const own = [['OnSelfInfoUpdated', user('ann', stage.nowS, look)], changed] as const;
      await stage.came({
        ann: own,
        ann2: own,
        bob: [['OnFriendInfoChanged', friend('bob', 'ann', { ...look, ...befriended })], conversation, changed],
        // No friend, but with a chat that shows her.
        cid: [conversation, changed],
      });
      // What she wrote before is hers under the new name, too.
      const page = { userID: 'ann', groupID: '', count: 1, startClientMsgID: '' };
      const [newest] = JSON.parse(await bob.does('getHistoryMessageList', page)) as MessageItem[];
      if (newest?.sendID === 'ann') match(newest.senderNickname, 'Anna');
      await ann.says('""', 'setSelfInfo', { nickname: 'ANN', faceURL: '' });
      await stage.forget();
    },
  },
];

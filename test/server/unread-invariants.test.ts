import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, toJson, type MessageItem } from '../../src/protocol/index.js';
import { get } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, makeGroup, sendText, sendToGroup } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/** Domain rules 15, for whatever the client has. */
async function assertInvariants(client: RawClient, step: string): Promise<void> {
  const conversations = await get(client, 'getAllConversationList');
  const total = conversations.reduce((sum, { recvMsgOpt, unreadCount }) => {
    assert.ok(unreadCount >= 0, step);
    return recvMsgOpt < 2 ? sum + unreadCount : sum;
  }, 0);
  assert.equal(await client.ok('getTotalUnreadMsgCount'), String(total), step);
  const lastTold = client.frames.filter(({ event }) => event === 'OnTotalUnreadMessageCountChanged').at(-1);
  if (lastTold) assert.equal(lastTold.data, String(total), `${step}: what was told last is true`);

  for (const { conversationID, latestMsg, userID, groupID } of conversations) {
    const params = { userID, groupID, count: 1, startClientMsgID: '' };
    const [newest] = await get(client, 'getHistoryMessageList', params);
    const latest = latestMsg === '' ? undefined : parse<MessageItem>(latestMsg);
    assert.deepEqual(latest, newest, `${step}: the latest message of ${conversationID} is the newest one`);
  }
}

describe('unread counts and latest messages', () => {
  for (const seed of [1, 2, 3]) {
    it(`agree with the history after any sequence of operations (seed ${seed})`, async (t) => {
      const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 100_000 } });
      const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
      const people = [ada, bob, eve];
      const groupID = await makeGroup(ada, [bob, eve]);
      const roll = dice(seed);
      const sent: { by: RawClient; message: MessageItem }[] = [];
      const operations: ((one: RawClient, other: RawClient) => Promise<unknown>)[] = [
        async (one, other) => sent.push({ by: one, message: await sendText(one, other.userID, 'x') }),
        async (one) => sent.push({ by: one, message: await sendToGroup(one, groupID, 'x') }),
        async () => {
          const picked = sent[roll(sent.length)];
          if (picked) await picked.by.call('revokeMessage', toJson(picked.message));
        },
        async (one, other) => {
          const ids = (await historyWith(one, other.userID, 3)).map(({ clientMsgID }) => clientMsgID);
          await one.call('markC2CMessageAsRead', { userID: other.userID, msgIDList: ids });
        },
        (one, other) => one.call('markC2CMessageAsRead', { userID: other.userID, msgIDList: [] }),
        (one) => one.call('markGroupMessageHasRead', groupID),
        async (one, other) => {
          const [message] = await historyWith(one, other.userID, 1);
          if (message) await one.call('deleteMessageFromLocalStorage', toJson(message));
        },
        (one, other) => one.call('clearC2CHistoryMessage', other.userID),
        (one, other) => one.call('deleteConversation', `single_${other.userID}`),
        (one) => {
          const conversationIDList = [`group_${groupID}`];
          return one.call('setConversationRecvMessageOpt', { conversationIDList, opt: roll(2) === 0 ? 0 : 2 });
        },
        (one, other) => one.call('typingStatusUpdate', { recvID: other.userID, msgTip: 'yes' }),
      ];
      for (let step = 0; step < 120; step++) {
        const one = people[roll(people.length)]!;
        const other = people.filter((person) => person !== one)[roll(people.length - 1)]!;
        const chosen = roll(operations.length + 4) % operations.length;
        await operations[chosen]!(one, other);
        if (step % 10 === 9) {
          for (const person of people)
            await assertInvariants(person, `seed ${seed}, step ${step}, ${person.userID}`);
        }
      }
      await gateway.restart();
      for (const { userID } of people) await assertInvariants(await gateway.connect(userID), 'after a restart');
    });
  }
});

/** What a request costs that concerns many members, conversations or messages, counted in SQL statements and rows. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { toJson } from '../../src/protocol/index.js';
import { rowCounter, statementCounter } from '../helpers/cost-counters.js';
import { GatewayFixture, makeGroup, sendText, sendToGroup, textMessage } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

type Cost = { statements: number; rows: number };

async function costOf(t: TestContext, work: () => Promise<unknown>): Promise<Cost> {
  const statements = statementCounter(t);
  const rows = rowCounter(t);
  await work();
  const cost = { statements: statements(), rows: rows() };
  t.mock.restoreAll();
  return cost;
}

/** Sees that something costs as much with many as with few. */
function assertSame(t: TestContext, costs: readonly Cost[]): void {
  t.diagnostic(JSON.stringify(costs));
  assert.ok((costs[0]?.statements ?? 0) > 2);
  assert.deepEqual(costs[1], costs[0]);
}

describe('the cost of a revocation', () => {
  /** Ada's group, of which every second member muted it. All others are offline. */
  async function groupOf(gateway: GatewayFixture, ada: RawClient, size: number): Promise<string> {
    const userIDs = Array.from({ length: size }, (_, index) => `member-${size}-${index}`);
    await gateway.register(...userIDs);
    const members = await Promise.all(userIDs.map((userID) => gateway.connect(userID)));
    const groupID = await makeGroup(ada, members);
    for (const [index, member] of members.entries()) {
      if (index % 2 === 0) {
        const conversationIDList = [`group_${groupID}`];
        await member.ok('setConversationRecvMessageOpt', { conversationIDList, opt: 0 });
      }
    }
    await Promise.all(members.map((member) => member.close()));
    return groupID;
  }

  for (const method of ['revokeMessage', 'newRevokeMessage'] as const) {
    it(`by ${method} is as many statements in a group of 24 as in one of 4`, async (t) => {
      const gateway = await GatewayFixture.start(t);
      const [ada] = await gateway.people('ada');
      const costs: Cost[] = [];
      for (const size of [4, 24]) {
        const groupID = await groupOf(gateway, ada, size);
        const sent = await sendToGroup(ada, groupID, 'A slip');
        // Who mutes the group now gets no notice, but has the message.
        for (let index = 0; index < size; index += 2) {
          const member = await gateway.connect(`member-${size}-${index}`);
          const conversationIDList = [`group_${groupID}`];
          await member.ok('setConversationRecvMessageOpt', { conversationIDList, opt: 1 });
          await member.close();
        }
        costs.push(await costOf(t, () => ada.ok(method, toJson(sent))));
      }
      assert.deepEqual(costs[1]?.statements, costs[0]?.statements);
    });
  }
});

describe('the cost of what concerns all conversations of a user', () => {
  async function userWith(gateway: GatewayFixture, conversations: number): Promise<RawClient> {
    const userID = `user-${conversations}`;
    await gateway.register(userID);
    for (let index = 0; index < conversations; index++) {
      const [peer] = await gateway.people(`peer-${conversations}-${index}`);
      await sendText(peer, userID, 'Hello');
      await peer.close();
    }
    return gateway.connect(userID, { extended: true });
  }

  for (const method of [
    'getAllConversationList',
    'deleteAllMsgFromLocal',
    'deleteAllConversationFromLocal',
  ] as const) {
    it(`by ${method} is as many statements for 20 conversations as for 2`, async (t) => {
      const gateway = await GatewayFixture.start(t);
      const costs: Cost[] = [];
      for (const conversations of [2, 20]) {
        const user = await userWith(gateway, conversations);
        costs.push(await costOf(t, () => user.ok(method)));
      }
      assertSame(t, costs);
    });
  }
});

describe('the cost of an answer with many messages', () => {
  it('is as many statements and rows for 40 as for 2', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const costs: Record<string, Cost[]> = { history: [], search: [], found: [] };
    for (const messages of [2, 40]) {
      const userID = `user-${messages}`;
      const conversationID = `single_${userID}`;
      await gateway.register(userID);
      const clientMsgIDList: string[] = [];
      for (let index = 0; index < messages; index++) {
        const message = textMessage(`found ${index}`);
        await ada.ok('sendMessage', { recvID: userID, groupID: '', message });
        clientMsgIDList.push((JSON.parse(message) as { clientMsgID: string }).clientMsgID);
      }
      const page = { userID, groupID: '', count: 100, startClientMsgID: '' };
      costs['history']?.push(await costOf(t, () => ada.ok('getHistoryMessageList', page)));
      const search = { conversationID, keywordList: ['found'], pageIndex: 1, count: 100 };
      costs['search']?.push(await costOf(t, () => ada.ok('searchLocalMessages', search)));
      costs['found']?.push(
        await costOf(t, () => ada.ok('findMessageList', [{ conversationID, clientMsgIDList }])),
      );
    }
    t.diagnostic(JSON.stringify(costs));
    for (const [few, many] of Object.values(costs)) assert.deepEqual(many, few);
  });
});

describe('the cost of marking messages as read', () => {
  it('is as many statements and rows for 40 as for 2, in a single chat and in a group', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await gateway.register('eve');
    const eve = await gateway.connect('eve', { extended: true });
    const groupID = await makeGroup(ada, [bob, eve]);
    const costs: Record<string, Cost[]> = { single: [], group: [] };
    for (const messages of [2, 40]) {
      const [sent, sentToAll]: [string[], string[]] = [[], []];
      for (let index = 0; index < messages; index++) {
        sent.push((await sendText(ada, 'eve', 'Hello')).clientMsgID);
        sentToAll.push((await sendToGroup(index % 2 === 0 ? ada : bob, groupID, 'Hello, all')).clientMsgID);
      }
      costs['single']?.push(
        await costOf(t, () => eve.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: sent })),
      );
      costs['group']?.push(
        await costOf(t, () => eve.ok('markGroupMessageAsRead', { groupID, msgIDList: sentToAll })),
      );
    }
    for (const each of Object.values(costs)) assertSame(t, each);
  });
});

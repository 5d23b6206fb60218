import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, toJson, type MessageItem } from '../../src/protocol/index.js';
import { fails, get } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, makeGroup, sendText, sendToGroup } from '../helpers/gateway-fixture.js';

const contents = (messages: MessageItem[]): string[] => messages.map(({ content }) => content);

describe('history', () => {
  it('pages backwards, oldest first inside a page, each message once, whatever the page size', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const all: string[] = [];
    for (let index = 0; index < 25; index++) {
      const [from, to] = index % 3 === 0 ? [ada, 'bob'] : [bob, 'ada'];
      all.push((await sendText(from, to, `message ${index}`)).content);
    }
    for (const size of [1, 2, 7, 20, 25, 26, 1000, 5000]) {
      for (const [reader, peer] of [
        [ada, 'bob'],
        [bob, 'ada'],
      ] as const) {
        const read: string[] = [];
        let start = '';
        for (;;) {
          const page = await historyWith(reader, peer, size, start);
          assert.ok(page.length <= size);
          read.unshift(...contents(page));
          if (page.length < size) break;
          start = page[0]?.clientMsgID ?? '';
        }
        assert.deepEqual(read, all, `pages of ${size}`);
      }
    }
    assert.deepEqual(await historyWith(ada, 'bob', 0), []);
    assert.deepEqual(await historyWith(ada, 'bob', -1), []);
  });

  it('answers at most a thousand messages', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 10_000 } });
    const [ada, bob] = await gateway.people('ada', 'bob');
    for (let index = 0; index < 1001; index += 77) {
      await Promise.all(Array.from({ length: 77 }, (_, offset) => sendText(ada, 'bob', String(index + offset))));
    }
    const page = await historyWith(bob, 'ada', 5000);
    assert.deepEqual([page.length, page[0]?.content, page.at(-1)?.content], [1000, '1', '1000']);
  });

  it('tells unknown, foreign and vanished start messages apart', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const first = await sendText(ada, 'bob', 'first');
    const revoked = await sendText(ada, 'bob', 'revoked');
    const deleted = await sendText(ada, 'bob', 'deleted');
    const elsewhere = await sendText(ada, 'eve', 'elsewhere');
    await ada.ok('revokeMessage', toJson(revoked));
    await ada.ok('deleteMessageFromLocalStorage', toJson(deleted));
    const params = { userID: 'bob', groupID: '', count: 10 };
    const from = ({ clientMsgID }: MessageItem): Promise<MessageItem[]> =>
      historyWith(ada, 'bob', 10, clientMsgID);
    assert.deepEqual(contents(await from(revoked)), ['first']);
    assert.deepEqual(contents(await from(deleted)), ['first']);
    assert.deepEqual(await from(first), []);
    const startAt = (startClientMsgID: string) => ({ ...params, startClientMsgID });
    await fails(ada, ErrorCode.RecordMissing, 'getHistoryMessageList', startAt('nonsense'));
    await fails(ada, ErrorCode.BadArguments, 'getHistoryMessageList', startAt(elsewhere.clientMsgID));
    await fails(eve, ErrorCode.RecordMissing, 'getHistoryMessageList', startAt(first.clientMsgID));
    await fails(bob, ErrorCode.BadArguments, 'getHistoryMessageList', { ...startAt(''), userID: '' });
  });

  it('goes by conversationID where that is given', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(ada, [bob]);
    await sendText(ada, 'bob', 'single');
    await sendToGroup(ada, groupID, 'group');
    const params = { userID: 'bob', groupID: '', count: 1, startClientMsgID: '' };
    const byID = { ...params, conversationID: `group_${groupID}` };
    assert.deepEqual(contents(await get(ada, 'getHistoryMessageList', byID)), ['group']);
    assert.deepEqual(contents(await get(ada, 'getHistoryMessageList', { ...params, groupID })), ['single']);
    const bad = { ...params, conversationID: 'super_group_7' };
    await fails(ada, ErrorCode.BadArguments, 'getHistoryMessageList', bad);
  });

  it('of a group begins where one joined and ends where one left', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(ada, []);
    await sendToGroup(ada, groupID, 'before');
    await ada.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['bob'] });
    const during = await sendToGroup(ada, groupID, 'during');
    await ada.ok('kickGroupMember', { groupID, reason: '', userIDList: ['bob'] });
    await sendToGroup(ada, groupID, 'after');
    const params = { userID: '', groupID, count: 10, startClientMsgID: '' };
    const history = await get(bob, 'getHistoryMessageList', params);
    assert.deepEqual(
      history.map(({ contentType, content }) => (contentType === 101 ? content : contentType)),
      [1509, 'during', 1508],
    );
    assert.deepEqual(history[1], { ...during, recvID: 'bob', seq: 2 }, 'the viewer’s own copy');
  });

  it('of somebody else’s chat does not exist', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const groupID = await makeGroup(ada, [bob]);
    await sendText(ada, 'bob', 'secret');
    await sendToGroup(ada, groupID, 'secret');
    assert.deepEqual(await historyWith(eve, 'ada'), []);
    assert.deepEqual(await historyWith(eve, 'bob'), []);
    const params = { userID: '', groupID, count: 10, startClientMsgID: '' };
    assert.deepEqual(await get(eve, 'getHistoryMessageList', params), []);
  });
});

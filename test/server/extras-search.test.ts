import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_HISTORY_PAGE, toJson, type MessageItem, type SearchLocalParams } from '../../src/protocol/index.js';
import { fails, get } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendText, sendToGroup } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

/** What a search in one conversation lists, newest first, as its texts. */
async function found(client: RawClient, params: Partial<SearchLocalParams>): Promise<string[]> {
  const answer = await get(client, 'searchLocalMessages', { keywordList: [], pageIndex: 1, count: 50, ...params });
  return answer.searchResultItems.flatMap(({ messageList }) => messageList.map(({ content }) => content));
}

const send = async (client: RawClient, recvID: string, message: string): Promise<MessageItem> =>
  JSON.parse(await client.ok('sendMessage', { recvID, groupID: '', message })) as MessageItem;

describe('searchLocalMessages', () => {
  it('finds substrings in Chinese and English, of any length and case, newest first', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const texts = [
      '我们明天去北京大学上课',
      'Hello World',
      '北京的天气很好',
      '100% "quoted" a_b',
      'привет Мир',
      '😀😀😀 ok',
    ];
    for (const text of texts) {
      await gateway.clock.advance(1000);
      await sendText(ann, 'bob', text);
    }
    const find = (...keywordList: string[]) => found(bob, { conversationID: 'single_ann', keywordList });
    const chinese = ['北京的天气很好', '我们明天去北京大学上课'];
    assert.deepEqual(await find('北京'), chinese);
    assert.deepEqual(await find('京'), chinese);
    assert.deepEqual(await find('北京大'), [texts[0]]);
    assert.deepEqual(await find('明天去北京大学'), [texts[0]]);
    assert.deepEqual(await find('大学北京'), []);
    for (const word of ['Hello', 'hello w', 'ORL', 'o w', 'WO', 'wo', 'hE'])
      assert.deepEqual(await find(word), ['Hello World'], word);
    for (const word of ['ПРИВЕТ', 'МИ', 'и']) assert.deepEqual(await find(word), ['привет Мир'], word);
    assert.deepEqual(await find('😀'), [texts[5]]);
    assert.deepEqual(await find('😀😀😀'), [texts[5]]);
    // Nothing in a keyword is a command.
    for (const word of ['%', '_', '0% "q', '"quoted"', 'a_b'])
      assert.deepEqual(await find(word), [texts[3]], word);
    for (const word of ['*', 'a*b', 'hel*', 'NEAR', 'text:hello', "'", '(', 'hello OR'])
      assert.deepEqual(await find(word), []);
  });

  it('takes any of several keywords, or all of them, long and short mixed', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    for (const text of ['red apple', 'green apple', 'red pear ok', 'nothing']) await sendText(ann, 'bob', text);
    const find = (keywordList: string[], keywordListMatchType = 0) =>
      found(bob, { conversationID: 'single_ann', keywordList, keywordListMatchType });
    assert.deepEqual(await find(['apple', 'pear']), ['red pear ok', 'green apple', 'red apple']);
    assert.deepEqual(await find(['apple', 'red'], 1), ['red apple']);
    assert.deepEqual(await find(['apple', 'ok']), ['red pear ok', 'green apple', 'red apple']);
    assert.deepEqual(await find(['pear', 'ok', 'rE'], 1), ['red pear ok']);
    assert.deepEqual(await find(['ok', 'ng']), ['nothing', 'red pear ok']);
    assert.deepEqual(await find(['ok', 're'], 1), ['red pear ok']);
    assert.deepEqual(await find(['', 'pear']), ['red pear ok']);
  });

  it('searches texts, mentions and names of files only, and all types where only types are given', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    await sendText(ann, 'bob', 'needle in a text');
    const mention = await ann.ok('createTextAtMessage', { text: 'needle for @bob', atUserIDList: ['bob'] });
    await send(ann, 'bob', mention);
    const file = { filePath: 'needle', uuid: 'needle', sourceUrl: 'https://a.example/needle', fileSize: 1 };
    const named = await send(ann, 'bob', await ann.ok('createFileMessage', { ...file, fileName: 'needle.txt' }));
    await send(ann, 'bob', await ann.ok('createFileMessage', { ...file, fileName: 'other.txt' }));
    const face = await send(ann, 'bob', await ann.ok('createFaceMessage', { index: 1, data: 'needle' }));
    const typesOf = async (params: Partial<SearchLocalParams>) => {
      const base = { conversationID: 'single_ann', keywordList: [], pageIndex: 1, count: 9 };
      const { searchResultItems } = await get(bob, 'searchLocalMessages', { ...base, ...params });
      return searchResultItems.flatMap(({ messageList }) => messageList.map(({ contentType }) => contentType));
    };
    assert.deepEqual(await typesOf({ keywordList: ['needle'] }), [105, 106, 101]);
    assert.deepEqual(await typesOf({ keywordList: ['ne'] }), [105, 106, 101]);
    assert.deepEqual(await typesOf({ keywordList: ['needle'], messageTypeList: [105, 115] }), [105]);
    assert.deepEqual(await typesOf({ keywordList: ['needle'], messageTypeList: [115] }), []);
    assert.deepEqual(await typesOf({ keywordList: ['isAtSelf'] }), []);
    assert.deepEqual(await typesOf({ messageTypeList: [105, 115] }), [115, 105, 105]);
    const { searchResultItems } = await get(bob, 'searchLocalMessages', {
      keywordList: [],
      messageTypeList: [115],
    });
    const { seq: _, ...sent } = face;
    const { seq: __, ...received } = searchResultItems[0]!.messageList[0]!;
    assert.deepEqual(received, sent);
    assert.equal(named.fileElem.fileName, 'needle.txt');
  });

  it('answers all conversations at once, or one page of one, with the counts of all matches', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    const groupID = await makeGroup(ann, [bob]);
    for (let i = 1; i <= 5; i++) await sendText(ann, 'bob', `word ${i}`);
    await sendToGroup(bob, groupID, 'a word in the group');
    await gateway.clock.advance(1000);
    await sendText(cat, 'bob', 'last word');
    const all = await get(bob, 'searchLocalMessages', { keywordList: ['word'] });
    assert.equal(all.totalCount, 7);
    assert.deepEqual(
      all.searchResultItems.map(({ messageList, ...item }) => [item, messageList.length]),
      [
        [{ conversationID: 'single_cat', conversationType: 1, showName: 'CAT', faceURL: '', messageCount: 1 }, 1],
        [{ conversationID: 'single_ann', conversationType: 1, showName: 'ANN', faceURL: '', messageCount: 5 }, 5],
        [
          { conversationID: `group_${groupID}`, conversationType: 2, showName: 'G', faceURL: '', messageCount: 1 },
          1,
        ],
      ],
    );
    const page = (pageIndex: number, where: Partial<SearchLocalParams>) =>
      get(bob, 'searchLocalMessages', { keywordList: ['word'], pageIndex, count: 2, ...where });
    for (const where of [{ conversationID: 'single_ann' }, { sourceID: 'ann', sessionType: 1 as const }]) {
      const texts = [];
      for (const index of [1, 2, 3]) {
        const { totalCount, searchResultItems } = await page(index, where);
        assert.deepEqual([totalCount, searchResultItems[0]?.messageCount], [5, 5]);
        texts.push(searchResultItems[0]!.messageList.map(({ content }) => content));
      }
      assert.deepEqual(texts, [['word 5', 'word 4'], ['word 3', 'word 2'], ['word 1']]);
      assert.deepEqual(await page(4, where), { totalCount: 5, searchResultItems: [] });
    }
    assert.deepEqual(await found(bob, { sourceID: groupID, sessionType: 2, keywordList: ['word'] }), [
      'a word in the group',
    ]);
    for (const conversationID of ['single_nobody', 'nonsense']) {
      assert.deepEqual(await page(1, { conversationID }), { totalCount: 0, searchResultItems: [] });
    }
  });

  it('puts every message on a page where a page has fewer than asked for', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 10_000 } });
    const [ann, bob] = await gateway.people('ann', 'bob');
    for (let index = 0; index <= MAX_HISTORY_PAGE; index += 77) {
      await Promise.all(Array.from({ length: 77 }, (_, offset) => sendText(ann, 'bob', `word ${index + offset}`)));
    }
    const page = (pageIndex: number) =>
      found(bob, { conversationID: 'single_ann', keywordList: ['word'], pageIndex, count: 2 * MAX_HISTORY_PAGE });
    assert.equal((await page(1)).length, MAX_HISTORY_PAGE);
    assert.deepEqual(await page(2), ['word 0']);
  });

  it('keeps to the senders and the seconds asked for', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const startS = Math.floor(gateway.clock.now() / 1000);
    for (const from of [ann, bob, ann, bob]) {
      await sendText(from, from === ann ? 'bob' : 'ann', `word of ${from.userID}`);
      await gateway.clock.advance(10_500);
    }
    const count = async (params: Partial<SearchLocalParams>) =>
      (await found(ann, { conversationID: 'single_bob', keywordList: ['word'], ...params })).length;
    assert.deepEqual(await found(ann, { keywordList: ['word'], senderUserIDList: ['bob'] }), [
      'word of bob',
      'word of bob',
    ]);
    assert.equal(await count({ senderUserIDList: ['eve'] }), 0);
    // Sent 0, 10.5, 21 and 31.5 seconds after the start; now it is 42.
    assert.equal(await count({ searchTimePosition: 0, searchTimePeriod: 0 }), 4);
    assert.equal(await count({ searchTimePosition: startS + 10 }), 2);
    assert.equal(await count({ searchTimePosition: startS + 9 }), 1);
    assert.equal(await count({ searchTimePosition: startS + 31, searchTimePeriod: 10 }), 2);
    assert.equal(await count({ searchTimePeriod: 11 }), 1);
  });

  it('finds only what the caller still sees, and sees only the caller’s copies', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    const groupID = await makeGroup(ann, [bob]);
    const one = await sendText(ann, 'bob', 'word one');
    const two = await sendText(ann, 'bob', 'word two');
    const three = await sendText(ann, 'bob', 'word three');
    await sendToGroup(ann, groupID, 'word four');
    await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['cat'] });
    const all = (client: RawClient, word = 'word') => found(client, { keywordList: [word] });
    // Long and short keywords take different ways to the same truth.
    for (const word of ['word', 'wo']) {
      assert.deepEqual(await all(cat, word), []);
      assert.equal((await all(bob, word)).length, 4);
    }
    await bob.ok('deleteMessageFromLocalStorage', toJson(one));
    await ann.ok('revokeMessage', toJson(two));
    await ann.ok('newRevokeMessage', toJson(three));
    for (const word of ['word', 'wo']) {
      assert.deepEqual(await all(bob, word), ['word four']);
      assert.deepEqual((await all(ann, word)).sort(), ['word four', 'word one']);
    }
    await bob.ok('clearGroupHistoryMessage', groupID);
    for (const word of ['word', 'wo']) assert.deepEqual(await all(bob, word), []);
    await sendText(ann, 'bob', 'word five');
    await bob.ok('deleteConversation', 'single_ann');
    for (const word of ['word', 'wo']) assert.deepEqual(await all(bob, word), []);
    await sendText(ann, 'bob', 'word six');
    for (const word of ['word', 'wo']) assert.deepEqual(await all(bob, word), ['word six']);
    await gateway.restart();
    assert.deepEqual(await all(await gateway.connect('bob')), ['word six']);
  });

  it('finds a failed message as it was tried last', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    await bob.ok('addBlack', 'ann');
    const message = { ...(JSON.parse(await ann.ok('createTextMessage', 'first try')) as MessageItem) };
    const params = { recvID: 'bob', groupID: '' };
    assert.equal(await ann.code('sendMessage', { ...params, message: toJson(message) }), 600);
    assert.deepEqual(await found(ann, { keywordList: ['try'] }), ['first try']);
    assert.equal(
      await ann.code('sendMessage', { ...params, message: toJson({ ...message, content: 'second try' }) }),
      600,
    );
    assert.deepEqual(await found(ann, { keywordList: ['try'] }), ['second try']);
    assert.deepEqual(await found(ann, { keywordList: ['first'] }), []);
  });

  it('refuses a search for nothing, and pages that are none', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann] = await gateway.people('ann');
    const fail = (code: number, params: object) =>
      fails(ann, code, 'searchLocalMessages', { keywordList: [], ...params });
    await fail(201, {});
    await fail(201, { keywordList: [''] });
    await fail(201, { conversationID: 'single_bob', keywordList: ['x'] });
    await fail(201, { conversationID: 'single_bob', keywordList: ['x'], pageIndex: 0, count: 5 });
    await fail(201, { conversationID: 'single_bob', keywordList: ['x'], pageIndex: 1, count: 0 });
    await fail(803, { keywordList: ['x'], keywordListMatchType: 2 });
    await fail(803, { keywordList: ['x'], sourceID: 'bob' });
    await fail(803, { keywordList: ['x'], searchTimePeriod: -1 });
    await fail(803, { keywordList: Array.from({ length: 21 }, (_, i) => `k${i}`) });
    await fail(1001, { keywordList: 'x' });
    await fail(1001, { keywordList: ['x'], pageIndex: '1' });
    const lax = await ann.request('SearchLocalMessages', '{"keywordList":null,"messageTypeList":[101]}');
    assert.deepEqual([lax.errCode, lax.data], [0, '{"totalCount":0,"searchResultItems":[]}']);
    assert.equal((await ann.request('SearchLocalMessages', 'x')).errCode, 1001);
  });
});

describe('findMessageList', () => {
  it('answers the messages the caller sees, by conversation, in the order asked for', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    const one = await sendText(ann, 'bob', 'one');
    const two = await sendText(ann, 'bob', 'two');
    const gone = await sendText(ann, 'bob', 'gone');
    const other = await sendText(cat, 'bob', 'other');
    await ann.ok('revokeMessage', toJson(gone));
    const ids = [two, gone, one, other, two].map(({ clientMsgID }) => clientMsgID);
    const answer = await get(bob, 'findMessageList', [
      { conversationID: 'single_ann', clientMsgIDList: [...ids, 'unknown'] },
      { conversationID: 'single_cat', clientMsgIDList: [one.clientMsgID] },
      { conversationID: 'nonsense', clientMsgIDList: ids },
    ]);
    assert.equal(answer.totalCount, 2);
    assert.deepEqual(
      answer.findResultItems.map(({ messageList, ...item }) => [item, messageList.map(({ content }) => content)]),
      [
        [
          { conversationID: 'single_ann', conversationType: 1, showName: 'ANN', faceURL: '', messageCount: 2 },
          ['two', 'one'],
        ],
      ],
    );
    assert.deepEqual(await get(bob, 'findMessageList', []), { totalCount: 0, findResultItems: [] });
    const tooMany = Array.from({ length: 600 }, (_, i) => `m${i}`);
    const item = { conversationID: 'single_ann', clientMsgIDList: tooMany };
    await fails(bob, 803, 'findMessageList', [item, item]);
    await fails(bob, 1001, 'findMessageList', [{ conversationID: 'single_ann' }] as never);
  });
});

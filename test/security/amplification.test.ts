/** What costs its sender little and the gateway, or others, much. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import {
  ContentType,
  encodeArguments,
  ErrorCode,
  GroupAtType,
  MAX_ANSWER_LENGTH,
  MAX_CONTENT_LENGTH,
  MAX_EX_LENGTH,
  MAX_GROUP_TEXT_LENGTH,
  MAX_LIST_LENGTH,
  MAX_REQUEST_MESSAGE_LENGTH,
  MAX_URL_LENGTH,
  methodTable,
  parse,
  toJson,
  type MethodName,
} from '../../src/protocol/index.js';
import type { FrameText } from '../../server/output.js';
import { Session } from '../../server/session.js';
import { GatewayProcess } from '../faults/gateway-process.js';
import {
  GatewayFixture,
  historyWith,
  makeGroup,
  sendText,
  sendToGroup,
  textMessage,
} from '../helpers/gateway-fixture.js';
import { get } from '../helpers/client-events.js';
import { RawClient } from '../helpers/raw-client.js';

const UNLIMITED = { perSecond: 1e6, burst: 1e6 };
/** Each character of it takes four where it stands in a frame. */
const LONGEST = '"'.repeat(MAX_CONTENT_LENGTH);
const MAX_GROWTH_BYTES = 150 * 1024 * 1024;

/** A request for a page of the chat with Bob, as a frame. */
function pageRequest(operationID: string, count: number): object {
  const args = { userID: 'bob', groupID: '', count, startClientMsgID: '' };
  const data = encodeArguments('getHistoryMessageList', [args]);
  return { reqFuncName: methodTable.getHistoryMessageList.wire, operationID, userID: 'ada', data };
}

/** Waits until something waits to be read, and no more comes to it. */
async function queueAtRest(gateway: GatewayProcess): Promise<void> {
  let [queued, before] = [0, -1];
  while (queued === 0 || queued !== before) {
    before = queued;
    queued = await gateway.metric('openim_queued_bytes');
  }
}

describe('a message', () => {
  // To see it fail: offlinePush taken out of checkLength of server/message-length.ts.
  it('has nothing without a limit that everybody who gets it is sent', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const codeOf = (length: number, members = {}): Promise<number> =>
      ada.code('sendMessage', {
        recvID: 'bob',
        groupID: '',
        message: textMessage('short', members),
        offlinePushInfo: { title: 'x'.repeat(length), desc: '', ex: '', iOSPushSound: '', iOSBadgeCount: false },
      });
    assert.equal(await codeOf(1000), 0);
    assert.equal(await codeOf(5_000_000), ErrorCode.BadArguments);
    const half = 'x'.repeat(MAX_CONTENT_LENGTH / 2 - 1000);
    assert.equal(await codeOf(1000, { ex: half, attachedInfo: half }), 0);
    assert.equal(await codeOf(3000, { ex: half, attachedInfo: half }), ErrorCode.BadArguments);
    assert.equal((await historyWith(ada, 'bob')).length, 2);
  });

  // To see it fail: pieceOf of server/shared-json.ts always a text.
  it('that is long is in memory once, however many get it', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [mallory, ada] = await gateway.people('mallory', 'ada', 'bob');
    const bob = await gateway.connect('bob', { batch: true });
    const groupID = await makeGroup(mallory, [ada, bob]);
    const delivered: FrameText[] = [];
    const deliver: (this: Session, text: FrameText) => void = Reflect.get(Session.prototype, 'deliver');
    t.mock.method(Session.prototype, 'deliver', function (this: Session, text: FrameText) {
      delivered.push(text);
      deliver.call(this, text);
    });
    const text = '"\\\u0001\ud83d\ude00'.repeat(MAX_CONTENT_LENGTH / 5);
    const sent = await sendToGroup(mallory, groupID, text);
    assert.ok(sent.content === text);
    const [inBatch] = await bob.eventData('OnRecvNewMessages');
    for (const message of [await ada.eventData('OnRecvNewMessage'), inBatch]) assert.ok(message?.content === text);
    for (const client of [mallory, ada, bob]) {
      const [conversation] = await client.eventData('OnConversationChanged');
      assert.ok(conversation?.latestMsg && parse(conversation.latestMsg).content === text);
    }
    const pieces = delivered.flat();
    assert.equal(
      new Set(pieces.filter((piece) => typeof piece !== 'string')).size,
      2,
      'in messages and in records',
    );
    const ownLength = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
    assert.ok(ownLength < MAX_CONTENT_LENGTH, `${ownLength} characters besides`);
  });

  // To see it fail: the elements of FreshMessage (server/fresh-message.ts) made for each viewer.
  it('that mentions many is in memory once for those it mentions and once for the others', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [mallory, ada, bob, eve] = await gateway.people('mallory', 'ada', 'bob', 'eve');
    const groupID = await makeGroup(mallory, [ada, bob, eve]);
    const delivered: FrameText[] = [];
    const deliver: (this: Session, text: FrameText) => void = Reflect.get(Session.prototype, 'deliver');
    t.mock.method(Session.prototype, 'deliver', function (this: Session, text: FrameText) {
      delivered.push(text);
      deliver.call(this, text);
    });
    const atUserList = ['ada', 'eve', ...Array.from({ length: 4000 }, (_, index) => `nobody ${index}`)];
    const content = JSON.stringify({ text: '@', atUserList, isAtSelf: false });
    await sendToGroup(mallory, groupID, content, { contentType: ContentType.At });
    for (const [client, isAtSelf] of [
      [ada, true],
      [bob, false],
      [eve, true],
    ] as const) {
      const { atElem } = await client.eventData('OnRecvNewMessage');
      assert.deepEqual(atElem, { text: '@', atUserList, isAtSelf }, client.userID);
      const [conversation] = await client.eventData('OnConversationChanged');
      assert.ok(conversation?.latestMsg && parse(conversation.latestMsg).atElem.isAtSelf === isAtSelf);
      assert.equal(conversation.groupAtType, isAtSelf ? GroupAtType.Me : GroupAtType.None);
    }
    const pieces = delivered.flat();
    const shared = new Set(pieces.filter((piece) => typeof piece !== 'string'));
    assert.equal(
      shared.size,
      6,
      'the content, and the element for either kind of viewer, in messages and in records',
    );
    const ownLength = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
    assert.ok(ownLength < MAX_CONTENT_LENGTH, `${ownLength} characters besides`);
  });

  // To see it fail: the weight taken out of takeRequest of server/session.ts.
  it('that is long counts as several against the rate limit', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 52 } });
    const [ada] = await gateway.people('ada', 'bob');
    await gateway.clock.advance(60_000);
    let sent = 0;
    const send = (length: number): Promise<number> =>
      ada.code('sendMessage', { recvID: 'bob', groupID: '', message: textMessage('x'.repeat(length)) });
    while ((await send(MAX_CONTENT_LENGTH)) === 0) sent++;
    assert.ok(sent > 5 && sent < 15, `${sent} of 64 Ki characters`);
    assert.equal(await send(10), 0, 'a short one still has room');
  });
});

describe('an answer', () => {
  // To see it fail: checkAnswer of server/message-length.ts without its throw, withinLength with all of the messages.
  it('is never longer than the limit: it is shorter, or fewer messages have to be asked for', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: UNLIMITED });
    const [ada] = await gateway.people('ada', 'bob');
    const fitting = MAX_ANSWER_LENGTH / MAX_CONTENT_LENGTH;
    const text = `needle${'x'.repeat(MAX_CONTENT_LENGTH - 6)}`;
    const clientMsgIDList: string[] = [];
    for (let index = 0; index <= fitting; index++)
      clientMsgIDList.push((await sendText(ada, 'bob', text)).clientMsgID);
    const code = (count: number): Promise<number> =>
      ada.code('getHistoryMessageList', { userID: 'bob', groupID: '', count, startClientMsgID: '' });
    assert.deepEqual([await code(fitting), await code(1000)], [0, ErrorCode.BadArguments]);
    const asked = { userID: 'bob', groupID: '', count: 1000, startClientMsgID: '' };
    const refused: { [Name in MethodName]?: unknown } = {
      getHistoryMessageListReverse: await ada.code('getHistoryMessageListReverse', asked),
      findMessageList: await ada.code('findMessageList', [{ conversationID: 'single_bob', clientMsgIDList }]),
      searchLocalMessages: await ada.code('searchLocalMessages', {
        conversationID: 'single_bob',
        keywordList: ['needle'],
        pageIndex: 1,
        count: 1000,
      }),
    };
    for (const [method, errCode] of Object.entries(refused)) assert.equal(errCode, ErrorCode.BadArguments, method);

    const [oldestID = '', secondID = ''] = clientMsgIDList;
    const newest = await get(ada, 'getAdvancedHistoryMessageList', { ...asked, lastMinSeq: 0 });
    assert.deepEqual([newest.messageList.length, newest.isEnd], [fitting, false]);
    assert.equal(newest.messageList[0]?.clientMsgID, secondID);
    const next = { ...asked, lastMinSeq: newest.lastMinSeq, startClientMsgID: secondID };
    const rest = await get(ada, 'getAdvancedHistoryMessageList', next);
    assert.deepEqual([rest.messageList.map(({ clientMsgID }) => clientMsgID), rest.isEnd], [[oldestID], true]);

    const everywhere = await get(ada, 'searchLocalMessages', { keywordList: ['needle'] });
    const [found] = everywhere.searchResultItems;
    assert.deepEqual([everywhere.totalCount, found?.messageCount], [fitting + 1, fitting + 1], 'all are counted');
    assert.deepEqual(
      found?.messageList.map(({ clientMsgID }) => clientMsgID),
      clientMsgIDList.slice(1).reverse(),
      'the newest are listed',
    );
  });

  // To see it fail: #itemsOf of server/db/conversations.ts without the return where nothing is left.
  it('lists all conversations, whatever was said last in each', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: UNLIMITED });
    const [mallory, ada] = await gateway.people('mallory', 'ada');
    const groups = 150;
    for (let index = 0; index < groups; index++) {
      await sendToGroup(mallory, await makeGroup(mallory, [ada]), LONGEST);
      ada.frames = [];
    }
    const list = parse(await ada.ok('getAllConversationList'));
    assert.equal(list.length, groups);
    const shown = list.map(({ latestMsg }) => latestMsg.length);
    assert.ok(shown[0] && shown[0] > LONGEST.length, 'the newest shows its message');
    const total = shown.reduce((sum, length) => sum + length, 0);
    assert.ok(total < MAX_ANSWER_LENGTH + 1024 * 1024, `${total} characters`);
    const [last] = list.slice(-1);
    assert.ok(last?.latestMsg === '' && last.latestMsgSendTime > 0, 'the oldest is listed without it');
  });

  // To see it fail: the draft taken out of what #itemsOf of server/db/conversations.ts counts.
  it('lists all conversations, whatever was begun to be written in each', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: UNLIMITED });
    const [ada] = await gateway.people('ada');
    const drafts = MAX_ANSWER_LENGTH / MAX_CONTENT_LENGTH + 20;
    for (let index = 0; index < drafts; index++) {
      const conversationID = `group_${await makeGroup(ada, [])}`;
      await ada.ok('setConversationDraft', { conversationID, draftText: LONGEST });
    }
    await ada.forget();
    const list = parse(await ada.ok('getAllConversationList'));
    assert.equal(list.length, drafts);
    const total = list.reduce((sum, { draftText, latestMsg }) => sum + draftText.length + latestMsg.length, 0);
    assert.ok(total < MAX_ANSWER_LENGTH + 1024 * 1024, `${total} characters`);
    const begun = list.filter(({ draftText }) => draftText === LONGEST);
    assert.ok(begun.length > drafts / 2 && list.every(({ draftTextTime }) => draftTextTime > 0));
  });
});

/** SQL for a text of this length. */
const longest = (length: number): string => `printf('%.*c', ${length}, '"')`;

describe('a list of groups', () => {
  // To see it fail: `withinAnswer` of server/db/within-answer.ts that returns its items.
  it('is complete, whatever others have written into them, without the texts that would make it too long', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('mallory', 'ada');
    await gateway.stop();
    const groups = 2200;
    const database = new Database(join(gateway.dataDir, DATABASE_FILE));
    database.control(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${groups - 1})
       INSERT INTO groups (group_id, group_name, notification, introduction, face_url, ex, creator_id, owner_id,
         created_at_ms)
       SELECT 'g' || i, 'G', ${longest(MAX_GROUP_TEXT_LENGTH)}, ${longest(MAX_GROUP_TEXT_LENGTH)},
         ${longest(MAX_URL_LENGTH)}, ${longest(MAX_EX_LENGTH)}, 'mallory', 'mallory', i * 1000 FROM n;
       INSERT INTO members (group_id, user_id, role_level, joined_at_ms, operator_id)
       SELECT group_id, 'ada', 1, 0, 'mallory' FROM groups;
       INSERT INTO group_applications (group_id, user_id, req_msg, requested_at_ms)
       SELECT group_id, 'ada', ${longest(MAX_REQUEST_MESSAGE_LENGTH)}, created_at_ms FROM groups`,
    );
    database.close();
    await gateway.restart();
    const ada = await gateway.connect('ada');
    const lists = {
      getJoinedGroupList: parse(await ada.ok('getJoinedGroupList')),
      getSendGroupApplicationList: parse(await ada.ok('getSendGroupApplicationList')),
      searchGroups: parse(
        await ada.ok('searchGroups', { keywordList: ['G'], isSearchGroupID: false, isSearchGroupName: true }),
      ),
    };
    for (const [method, list] of Object.entries(lists)) {
      assert.equal(list.length, method === 'getSendGroupApplicationList' ? MAX_LIST_LENGTH : groups, method);
      const lengths = list.map((item) => toJson(item).length);
      const total = lengths.reduce((sum, length) => sum + length, 0);
      assert.ok(total > MAX_ANSWER_LENGTH / 2 && total <= MAX_ANSWER_LENGTH + groups * 512, `${method}: ${total}`);
      const [first, last] = [list[0], list.at(-1)];
      assert.deepEqual(
        [first?.introduction.length, last?.introduction, last?.groupName],
        [MAX_GROUP_TEXT_LENGTH, '', 'G'],
        method,
      );
    }
  });
});

describe('a list of requests', () => {
  // To see it fail: listedApplications of server/db/application-list.ts without its LIMIT, or without the first part of its order.
  it('has the newest thousand, and before all others those that wait for an answer', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada', 'bob');
    await gateway.stop();
    const [requests, waiting] = [1200, 50];
    const database = new Database(join(gateway.dataDir, DATABASE_FILE));
    const numbers = `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${requests - 1})`;
    const columns = `req_msg, handle_result) SELECT`;
    const values = `i, 'hello', CASE WHEN i < ${waiting} THEN 0 ELSE -1 END FROM n`;
    database.control(
      `${numbers} INSERT INTO users (user_id, nickname, created_at_ms) SELECT 'u' || i, 'U', 0 FROM n;
       ${numbers} INSERT INTO groups (group_id, group_name, creator_id, owner_id, created_at_ms)
         SELECT 'g' || i, 'G', 'ada', 'ada', 0 FROM n UNION ALL SELECT 'mine', 'G', 'ada', 'ada', 0;
       INSERT INTO members (group_id, user_id, role_level, joined_at_ms, operator_id) VALUES ('mine', 'ada', 2, 0, 'ada');
       ${numbers} INSERT INTO friend_applications (from_id, to_id, created_at_ms, ${columns} 'u' || i, 'ada', ${values};
       ${numbers} INSERT INTO friend_applications (from_id, to_id, created_at_ms, ${columns} 'bob', 'u' || i, ${values};
       ${numbers} INSERT INTO group_applications (group_id, user_id, requested_at_ms, ${columns} 'mine', 'u' || i, ${values};
       ${numbers} INSERT INTO group_applications (group_id, user_id, requested_at_ms, ${columns} 'g' || i, 'bob', ${values}`,
    );
    database.close();
    await gateway.restart();
    const [ada, bob] = [await gateway.connect('ada'), await gateway.connect('bob')];
    const numbered = (...ids: string[]): number[] => ids.map((id) => Number(id.slice(1)));
    const lists = {
      friendsReceived: numbered(
        ...parse(await ada.ok('getRecvFriendApplicationList')).map(({ fromUserID }) => fromUserID),
      ),
      friendsSent: numbered(
        ...parse(await bob.ok('getSendFriendApplicationList')).map(({ toUserID }) => toUserID),
      ),
      groupsReceived: numbered(...parse(await ada.ok('getRecvGroupApplicationList')).map(({ userID }) => userID)),
      groupsSent: numbered(...parse(await bob.ok('getSendGroupApplicationList')).map(({ groupID }) => groupID)),
    };
    const newestFirst = Array.from({ length: requests }, (_, index) => requests - 1 - index);
    const expected = newestFirst.filter((n) => n < waiting || n >= requests - (MAX_LIST_LENGTH - waiting));
    for (const [name, list] of Object.entries(lists)) assert.deepEqual(list, expected, name);
  });
});

describe('who asks for much at once', () => {
  // To see it fail: #isBehind of server/session.ts always false: the connection is closed for what waits to be read.
  it('gets one answer after the other, as it reads them', async (t) => {
    const gateway = await GatewayProcess.start(t);
    await gateway.register('ada', 'bob');
    const token = await gateway.token('ada');
    const url = `${gateway.url.replace('http', 'ws')}/?${new URLSearchParams({ sendID: 'ada', token, platformID: '5' })}`;
    const ada = await RawClient.open(url, 'ada', token);
    await ada.logIn();
    const [messages, pages] = [100, 12];
    for (let index = 0; index < messages; index++) await sendText(ada, 'bob', LONGEST);
    ada.socket.removeAllListeners('message');
    const before = await gateway.collectedMemoryBytes();
    const sizes: number[] = [];
    const answered = new Promise<void>((resolve) => {
      ada.socket.once('close', () => resolve());
      ada.socket.on('message', (data: Buffer) => {
        sizes.push(data.length);
        if (sizes.length === pages) resolve();
      });
    });
    ada.socket.pause();
    for (let index = 0; index < pages; index++) ada.send(pageRequest(String(index), messages));
    await queueAtRest(gateway);
    const grown = (await gateway.collectedMemoryBytes()) - before;
    ada.socket.resume();
    await answered;
    assert.equal(sizes.length, pages, 'all are answered');
    const mebibytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20);
    t.diagnostic(`${mebibytes} MiB of answers: +${Math.round(grown / 2 ** 20)} MiB while nothing is read`);
    assert.ok(mebibytes > 250);
    assert.ok(grown < MAX_GROWTH_BYTES, `${Math.round(grown / 2 ** 20)} MiB`);
  });

  // To see it fail: MAX_TURN_MS of server/session.ts made 10,000.
  it('lets others in between', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: UNLIMITED, maxSendQueueBytes: 1e9 });
    const [ada, bob] = await gateway.people('ada', 'bob');
    for (let index = 0; index < 100; index++) await sendText(ada, 'bob', LONGEST);
    await Promise.all([ada.forget(), bob.forget()]);
    const pages = 20;
    const answered: string[] = [];
    const deliver: (this: Session, text: FrameText) => void = Reflect.get(Session.prototype, 'deliver');
    t.mock.method(Session.prototype, 'deliver', function (this: Session, text: FrameText) {
      answered.push(this.userID);
      deliver.call(this, text);
    });
    for (let index = 0; index < pages; index++) ada.send(pageRequest(String(index), 100));
    await bob.ok('getLoginUser');
    const place = answered.indexOf('bob');
    assert.ok(place < pages / 2, `behind ${place} of ${pages}`);
    t.diagnostic(`${pages} requests of a long page: Bob's short one came after ${place} of them`);
  });
});

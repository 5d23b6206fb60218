import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { backUp, restore } from '../../server/maintenance/backup.js';
import {
  ErrorCode,
  toJson,
  type InboxChanges,
  type InboxCursor,
  type MessageItem,
} from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendText, sendToGroup } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

const NOTHING_KNOWN = { epoch: '', seq: 0, change: 0 };

async function changesSince(client: RawClient, cursor: InboxCursor, count = 100): Promise<InboxChanges> {
  return get(client, 'getInboxChanges', { ...cursor, count });
}

async function cursorOf(client: RawClient): Promise<InboxCursor> {
  return (await changesSince(client, NOTHING_KNOWN)).cursor;
}

const contents = (messages: readonly MessageItem[]): string[] => messages.map(({ content }) => content);

async function extended(gateway: GatewayFixture, userID: string): Promise<RawClient> {
  const client = await gateway.open(userID, { extended: true });
  await client.logIn();
  await client.forget();
  return client;
}

describe('getInboxChanges', () => {
  it('says where things stand to a client that knows nothing', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'one');
    const { cursor, isContinued, isEnd, messages } = await changesSince(ada, NOTHING_KNOWN);
    assert.deepEqual([isContinued, isEnd, messages], [false, true, []]);
    assert.match(cursor.epoch, /^[0-9a-f]{32}$/);
    assert.equal(cursor.seq, 1);
    await fails(ada, ErrorCode.BadArguments, 'getInboxChanges', { ...cursor, count: 0 });
  });

  it('answers what came since, page by page, without what is gone meanwhile', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const start = await cursorOf(bob);
    for (const text of ['one', 'two', 'three', 'four', 'five']) await sendText(ada, 'bob', text);
    const gone = await sendText(ada, 'bob', 'gone');
    await ada.ok('revokeMessage', toJson(gone));

    const pages: string[][] = [];
    let page: InboxChanges | undefined;
    while (!page?.isEnd) {
      page = await changesSince(bob, page?.cursor ?? start, 2);
      assert.ok(page.isContinued);
      pages.push(contents(page.messages));
    }
    assert.deepEqual(pages, [['one', 'two'], ['three', 'four'], ['five'], [gone.clientMsgID]]);
    const after = await changesSince(bob, page.cursor);
    assert.deepEqual([after.messages, after.deletedMessages, after.isEnd], [[], [], true]);
  });

  it('answers what became of what was there: read, deleted, cleared, renamed', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, cyd] = await gateway.people('ada', 'bob', 'cyd');
    const read = await sendText(ada, 'bob', 'read');
    const deleted = await sendText(ada, 'bob', 'deleted');
    await sendText(cyd, 'bob', 'cleared');
    const start = await cursorOf(bob);
    const adaStart = await cursorOf(ada);

    await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [read.clientMsgID] });
    await bob.ok('deleteMessageFromLocalStorage', toJson(deleted));
    await bob.ok('clearC2CHistoryMessage', 'cyd');
    await ada.ok('setSelfInfo', { userID: 'ada', nickname: 'Augusta' });
    await cyd.ok('setSelfInfo', { userID: 'cyd', nickname: 'Sid' });

    const changes = await changesSince(bob, start);
    assert.deepEqual(
      changes.messages.map(({ clientMsgID, isRead, senderNickname }) => [clientMsgID, isRead, senderNickname]),
      [[read.clientMsgID, true, 'Augusta']],
    );
    assert.deepEqual(changes.deletedMessages, [deleted.clientMsgID]);
    assert.deepEqual(
      changes.clearedConversations.map(({ conversationID, isHidden }) => [conversationID, isHidden]),
      [['single_cyd', false]],
    );
    assert.deepEqual(
      changes.authors.map(({ nickname }) => nickname),
      ['Augusta', 'Sid'],
    );
    const ofAda = await changesSince(ada, adaStart);
    assert.deepEqual(contents(ofAda.messages), ['read'], 'her copy shows that he read it');
    assert.deepEqual(
      ofAda.authors.map(({ userID }) => userID),
      ['ada'],
      'she shares no chat with Cyd',
    );
  });

  it('is of the caller’s data alone', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const start = await cursorOf(eve);
    await sendText(ada, 'bob', 'between us');
    await bob.ok('clearC2CHistoryMessage', 'ada');
    await ada.ok('setSelfInfo', { userID: 'ada', nickname: 'Augusta' });
    const { messages, clearedConversations, authors } = await changesSince(eve, start);
    assert.deepEqual([messages, clearedConversations, authors], [[], [], []]);
  });

  it('does not go on from another database, nor from beyond the end of this one', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'one');
    const cursor = await cursorOf(ada);
    for (const strange of [{ epoch: 'another' }, { seq: cursor.seq + 1 }, { change: cursor.change + 1 }]) {
      const page = await changesSince(ada, { ...cursor, ...strange });
      assert.deepEqual([page.isContinued, page.cursor], [false, cursor], JSON.stringify(strange));
    }
  });

  it('keeps its epoch over a restart and gets a new one with a restored backup', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const { epoch } = await cursorOf(ada);
    await gateway.restart();
    const again = await gateway.connect('ada');
    assert.equal((await cursorOf(again)).epoch, epoch);

    const backup = join(gateway.dataDir, 'backup');
    await backUp(gateway.dataDir, backup);
    const dataDir = join(gateway.dataDir, 'restored');
    await restore(backup, dataDir);
    const restored = await GatewayFixture.start(t, { dataDir });
    assert.notEqual((await cursorOf(await restored.connect('ada'))).epoch, epoch);
  });
});

describe('OnInboxChanged', () => {
  it('goes to connections that asked for extensions, with numbers that join on', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const other = await extended(gateway, 'bob');
    const sent = await sendText(ada, 'bob', 'one');
    const { change } = await cursorOf(bob);
    for (const client of [bob, other]) await client.forget();

    await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [sent.clientMsgID] });
    await bob.ok('deleteMessageFromLocalStorage', toJson(sent));
    assert.ok(!names(await takeFrames(bob)).includes('OnInboxChanged'), 'an original client is not told');
    const told = (await takeEvents(other)).filter(({ event }) => event === 'OnInboxChanged');
    const [read, deleted] = told.map(
      ({ data }) => JSON.parse(data) as InboxChanges & { afterChange: number; change: number },
    );
    assert.deepEqual([read?.afterChange, read?.messages[0]?.isRead], [change, true]);
    assert.deepEqual([deleted?.afterChange, deleted?.deletedMessages], [read?.change, [sent.clientMsgID]]);
  });

  // Protection: `announceRevoked` in server/handlers/revoke.ts; without it Bob is told nothing.
  it('takes a revoked message from those who get no notice of it', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, cyd] = await gateway.people('ada', 'bob', 'cyd');
    const groupID = await makeGroup(ada, [bob, cyd]);
    const secret = await sendToGroup(ada, groupID, 'secret');
    const quote = await cyd.ok('createQuoteMessage', { text: 'really?', message: JSON.stringify(secret) });
    const quoting = await get(cyd, 'sendMessage', { recvID: '', groupID, message: quote });
    await bob.ok('quitGroup', groupID);
    const former = await extended(gateway, 'bob');

    await ada.ok('revokeMessage', toJson(secret));
    const { deletedMessages, messages } = only(await takeEvents(former), 'OnInboxChanged');
    assert.deepEqual(deletedMessages, [secret.clientMsgID]);
    assert.deepEqual(
      messages.map(({ clientMsgID }) => clientMsgID),
      [quoting.clientMsgID],
    );
    assert.ok(!JSON.stringify(messages).includes('secret'), 'the quote of it says nothing of it');
  });
});

describe('revokeMessage', () => {
  it('takes the text out of quotes of the message, in everybody’s history', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const secret = await sendText(ada, 'bob', 'secret');
    const message = await bob.ok('createQuoteMessage', { text: 'sure?', message: JSON.stringify(secret) });
    await bob.ok('sendMessage', { recvID: 'ada', groupID: '', message });
    await ada.ok('revokeMessage', toJson(secret));
    for (const [client, userID] of [
      [ada, 'bob'],
      [bob, 'ada'],
    ] as const) {
      const page = await get(client, 'getHistoryMessageList', {
        userID,
        groupID: '',
        count: 10,
        startClientMsgID: '',
      });
      const [quote] = page;
      assert.equal(quote?.quoteElem.text, 'sure?');
      assert.deepEqual(
        [quote.quoteElem.quoteMessage?.contentType, quote.quoteElem.quoteMessage?.content],
        [111, secret.clientMsgID],
      );
      assert.ok(!JSON.stringify(page).includes('secret'));
    }
  });
});

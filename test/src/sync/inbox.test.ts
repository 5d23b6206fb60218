import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ContentType,
  ErrorCode,
  MessageStatus,
  OpenIMError,
  textMember,
  toJson,
  type ConversationItem,
  type InboxChange,
  type MessageItem,
} from '../../../src/protocol/index.js';
import { FakeServer } from '../../helpers/fake-server.js';
import { idOf } from '../../helpers/messages.js';
import { BOB, EVE, SyncFixture, textsOf } from '../../helpers/sync-fixture.js';

const REFUSED = { kind: 'refuse', errCode: ErrorCode.RateLimited } as const;

/** alice's cache at a server that says what happened meanwhile. Tests of whatever can happen: catch-up.property.test.ts. */
function open(): Promise<SyncFixture> {
  return SyncFixture.open(new FakeServer({ inboxPageSize: 3 }));
}

async function connected(): Promise<SyncFixture> {
  const fixture = await open();
  await fixture.connect();
  return fixture;
}

describe('following the inbox', () => {
  // Protection: the comparison with `cursor.seq` in advanceTip, src/sync/apply-message.ts. Without it the conversation
  // begins with the answer that was repeated, `later` joins on to it, and nobody ever asks for what is in between.
  it('should have what came after a message whose answer was lost before the cache had a cursor', async () => {
    const fixture = await open();
    const { engine, sync } = fixture;
    engine.plan('getInboxChanges', REFUSED);
    engine.plan('sendMessageNotOss', { kind: 'cut-after' });
    const { sent } = fixture.send('own');
    await fixture.connect();
    assert.equal(engine.state.kind, 'waiting');
    fixture.say('in between');
    // Nothing is fetched unasked.
    engine.plan('getAllConversationList', REFUSED);
    await fixture.connect();
    await sent;
    fixture.say('later');
    await fixture.settle();
    await sync.refresh(BOB);
    assert.deepEqual(textsOf(await sync.loadOlder(BOB, Infinity, 50)), ['own', 'in between', 'later']);
  });

  // Protection: as above, where there is no longer a connection: `cursor ?` instead of `isFollowing &&`.
  it('should have it too when the repeated answer is stored after the connection was lost', async () => {
    const fixture = await open();
    const { engine, sync } = fixture;
    engine.plan('getInboxChanges', REFUSED);
    engine.plan('sendMessageNotOss', { kind: 'cut-after' });
    const { sent } = fixture.send('own');
    await fixture.connect();
    fixture.say('in between');
    engine.plan('getAllConversationList', REFUSED, REFUSED);
    engine.plan('sendMessageNotOss', { kind: 'cut-with' });
    await fixture.connect();
    assert.equal(engine.state.kind, 'waiting');
    await sent;
    await fixture.connect();
    fixture.say('later');
    await fixture.settle();
    await sync.refresh(BOB);
    assert.deepEqual(textsOf(await sync.loadOlder(BOB, Infinity, 50)), ['own', 'in between', 'later']);
  });

  it('should not bring back a message that was revoked before its repeated answer came', async () => {
    const fixture = await connected();
    const { engine, server, sync } = fixture;
    fixture.say('before');
    engine.plan('sendMessageNotOss', { kind: 'cut-after' });
    const { sent } = fixture.send('own');
    await fixture.settle();
    server.revoke('bob', idOf('own'));
    fixture.say('later');
    await fixture.connect();
    await sent;
    await fixture.settle();
    assert.deepEqual(
      textsOf(await sync.loadOlder(BOB, Infinity, 50)),
      ['before', idOf('own'), 'later'],
      'the notice',
    );
    assert.deepEqual((await sync.getOverview()).unsent, []);
  });

  it('should not send again a message that was revoked before its sender got the answer: nothing of it is left', async () => {
    const fixture = await connected();
    const { engine, server, sync } = fixture;
    engine.plan('sendMessageNotOss', { kind: 'cut-after' }, REFUSED);
    const { sent } = fixture.send('own');
    await fixture.settle();
    server.revoke('bob', idOf('own'));
    await fixture.connect();
    assert.deepEqual((await sync.getOverview()).unsent, [], 'a page that is loaded now has nothing to send');
    const { clientMsgID, status } = JSON.parse((await sent).data) as MessageItem;
    assert.deepEqual([clientMsgID, status], [idOf('own'), MessageStatus.Sent]);
    await fixture.clock.advance(60_000);
    assert.equal(engine.callsOf('sendMessageNotOss').length, 2);
    assert.deepEqual(textsOf(await sync.loadOlder(BOB, Infinity, 50)), [idOf('own')], 'the notice');
  });

  // Protection: `draft.discard()` in applyInboxPage, src/sync/apply-inbox.ts, also for a cache that has nothing but an
  // empty conversation: without it that one stays empty.
  it('should not believe that a conversation is empty from before it had a cursor', async () => {
    const fixture = await open();
    const { engine, sync } = fixture;
    engine.plan('getInboxChanges', REFUSED);
    engine.plan('getAllConversationList', REFUSED);
    await fixture.connect();
    await sync.call('getHistoryMessageList', [{ userID: 'bob', groupID: '', startClientMsgID: '', count: 50 }]);
    await fixture.cut();
    fixture.say('one');
    engine.plan('getAllConversationList', REFUSED);
    await fixture.connect();
    await sync.refresh(BOB);
    assert.deepEqual(await fixture.texts(), ['one']);
  });

  // Protection: `>> 1`, src/sync/inbox.ts. Without it a slow connection breaks over the same page for ever.
  it('should ask for less where a page does not get through, and for as much as before once all is here', async () => {
    const fixture = await connected();
    const { clock, engine } = fixture;
    await fixture.cut();
    fixture.sayMany(4);
    engine.plan('getInboxChanges', { kind: 'too-late' }, { kind: 'cut-before' });
    await fixture.connect();
    await clock.advanceToNext();
    await fixture.connect();
    assert.deepEqual(await fixture.texts(), ['1', '2', '3', '4']);
    await fixture.cut();
    await fixture.connect();
    const counts = engine.callsOf('getInboxChanges').map((params) => (params as { count: number }).count);
    assert.deepEqual(counts.slice(-5), [500, 250, 125, 125, 500]);
  });

  // Protection: the loop of `current`, src/sync/inbox.ts. Without it the cache counts as current with a page missing.
  it('should not say that a conversation is current when the connection was lost between two pages', async () => {
    const fixture = await connected();
    const { engine, sync } = fixture;
    fixture.say('before');
    await fixture.settle();
    await fixture.cut();
    fixture.sayMany(5);
    const stop = sync.on('change', () => {
      stop();
      engine.cut();
    });
    engine.connect();
    await assert.rejects(sync.refresh(BOB), OpenIMError);
    assert.deepEqual(await fixture.texts(), ['before', '1', '2', '3']);
    engine.connect();
    await sync.refresh(BOB);
    assert.deepEqual(await fixture.texts(), ['before', '1', '2', '3', '4', '5']);
  });

  // Protection: nothing but `parse` between the answer and its `edit` in `#pullPages`, src/sync/inbox.ts. With one promise
  // more the page brings back what was deleted.
  it('should apply a page before what comes right behind it', async () => {
    const fixture = await connected();
    const { engine, server } = fixture;
    await fixture.cut();
    const { clientMsgID } = fixture.say('one');
    fixture.say('two');
    engine.turnsApart = 1;
    const answer = server.inboxChanges.bind(server);
    server.inboxChanges = (...args) => {
      const page = answer(...args);
      server.deleteCopy('alice', clientMsgID);
      server.inboxChanges = answer;
      return page;
    };
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    assert.deepEqual(await fixture.texts(), ['two']);
  });

  // Protection: `rowsOf` of the draft in applyCleared, src/sync/apply-inbox.ts. The store does not have the message yet.
  it('should delete what is cleared right behind its arrival', async () => {
    const fixture = await connected();
    const { engine } = fixture;
    engine.turnsApart = 1;
    // What comes while it is applied is applied together.
    fixture.say('one');
    const { sendTime: clearedTime } = fixture.say('two');
    const clearedConversations = [{ conversationID: BOB, clearedTime, isHidden: true }];
    const none = { messages: [], deletedMessages: [], authors: [] };
    const data = toJson<InboxChange>({ ...none, clearedConversations, afterChange: 0, change: 1 });
    engine.deliver({ event: 'OnInboxChanged', errCode: 0, errMsg: '', data, operationID: '' });
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), []);
  });

  // Protection: `isFollowing` in putConversation, src/sync/apply-conversations.ts. Without it both caches say that the
  // conversation is empty, and nobody ever asks.
  it('should not take a conversation for empty whose latest message a long list has no room for', async () => {
    const fixture = await connected();
    const { server } = fixture;
    fixture.say('one');
    await fixture.settle();
    await fixture.cut();
    const list = server.list.bind(server);
    server.list = (userID) => list(userID).map((item) => ({ ...item, latestMsg: '' }));
    const fresh = await SyncFixture.open(server);
    for (const { engine, sync } of [fixture, fresh]) {
      engine.connect();
      await sync.refresh(BOB);
    }
    fixture.say('two');
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), ['one', 'two']);
    assert.deepEqual(await fresh.texts(), ['one', 'two']);
  });

  // Protections: `||=`, src/sync/apply-conversations.ts, and `null` for editLatest in src/sync/apply-inbox.ts.
  it('should keep the latest message of which a long list has no room to tell, unless it is gone', async () => {
    const fixture = await connected();
    const { server, sync } = fixture;
    const [kept, cleared] = [fixture.say('one'), server.say('eve', { recvID: 'alice' }, 'two')];
    const deleted = server.say('dan', { recvID: 'alice' }, 'three');
    await fixture.settle();
    await fixture.cut();
    // Otherwise only the changed ones come.
    server.recordPageSize = 0;
    const list = server.list.bind(server);
    server.list = (userID) => {
      const items = list(userID).map((item) => ({ ...item, latestMsg: '' }));
      const unusable = JSON.parse('{}') as ConversationItem;
      const zoe = items
        .slice(0, 1)
        .map((item) => ({ ...item, conversationID: 'single_zoe', latestMsgSendTime: 9 }));
      return [...items, unusable, ...zoe];
    };
    server.deleteCopy('alice', deleted.clientMsgID);
    const changes = server.inboxChanges.bind(server);
    const clearedConversations = [{ conversationID: EVE, clearedTime: cleared.sendTime, isHidden: false }];
    server.inboxChanges = (...args) => ({ ...changes(...args), clearedConversations });
    await fixture.connect();
    const { conversations } = await sync.getOverview();
    const latest = conversations.map(({ latestMsg }) => textMember(latestMsg, 'clientMsgID'));
    assert.deepEqual(latest, [kept.clientMsgID, undefined, undefined, undefined]);
    assert.equal(conversations.at(-1)?.conversationID, 'single_zoe', 'behind a record without a key');
  });

  // Protection: `isFollowing` in putConversation, src/sync/apply-conversations.ts. The record is that of an empty chat.
  it('should not take a conversation for empty that has only messages no record shows', async () => {
    const fixture = await open();
    fixture.server.say('bob', { recvID: 'alice' }, 'hidden', ContentType.CustomWithoutConversation);
    await fixture.connect();
    const shown = async (): Promise<string[]> => {
      await fixture.sync.call('getOneConversation', [{ sourceID: 'bob', sessionType: 1 }]);
      await fixture.sync.refresh(BOB);
      return fixture.texts();
    };
    assert.deepEqual(await shown(), ['hidden']);
    assert.deepEqual(await shown(), ['hidden'], 'also where it is cached');
  });

  // Protection: `setSegments` in applyCleared, src/sync/apply-inbox.ts.
  it('should not ask for the history of a conversation that is cleared', async () => {
    const fixture = await connected();
    const { engine, server, sync } = fixture;
    fixture.say('one');
    await fixture.settle();
    const { sendTime: clearedTime } = fixture.say('two');
    await fixture.settle();
    const none = { messages: [], deletedMessages: [], authors: [] };
    await sync.call('clearC2CHistoryMessage', ['bob']);
    const { change } = server.inboxChanges('alice', { epoch: '', seq: 0, change: 0, count: 1 }).cursor;
    const clearedConversations = [{ conversationID: BOB, clearedTime, isHidden: false }];
    const data = toJson<InboxChange>({ ...none, clearedConversations, afterChange: change, change: change + 1 });
    engine.deliver({ event: 'OnInboxChanged', errCode: 0, errMsg: '', data, operationID: '' });
    await fixture.settle();
    assert.deepEqual(await sync.getNewest(BOB, 10), { messages: [], reachesStart: true });
    fixture.say('three');
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), ['three']);
    assert.deepEqual(engine.callsOf('getHistoryMessageList'), []);
  });

  // Protection: `clear` in applyCleared, src/sync/apply-inbox.ts. Timelines and files that show others follow only that.
  it('should tell that a conversation was cleared on another device', async () => {
    const fixture = await connected();
    const { engine, sync } = fixture;
    const { sendTime } = fixture.say('one');
    const { sendTime: clearedTime } = fixture.say('two');
    await fixture.settle();
    let change = 0;
    const clearUpTo = async (time: number): Promise<(readonly string[])[]> => {
      fixture.changes.length = 0;
      const clearedConversations = [{ conversationID: BOB, clearedTime: time, isHidden: false }];
      const none = { messages: [], deletedMessages: [], authors: [] };
      const data = toJson<InboxChange>({ ...none, clearedConversations, afterChange: change, change: ++change });
      engine.deliver({ event: 'OnInboxChanged', errCode: 0, errMsg: '', data, operationID: '' });
      await fixture.settle();
      return fixture.changes.map((told) => told.clearedConversations);
    };
    assert.deepEqual(await clearUpTo(sendTime), [[BOB]], 'also where a message is left');
    assert.deepEqual(await fixture.texts(), ['two']);
    assert.deepEqual(
      fixture.changes.map(({ arrived }) => arrived),
      [[]],
    );
    assert.deepEqual(await clearUpTo(clearedTime), [[BOB]]);
    assert.deepEqual(await sync.getNewest(BOB, 10), { messages: [], reachesStart: true });
  });

  // Protection: `#timer === undefined` in noteApplied, src/sync/inbox.ts. Without it each message puts the asking off.
  it('should fill a gap while more and more comes', async () => {
    const fixture = await connected();
    const { clock, engine, server } = fixture;
    server.connections.delete(engine);
    fixture.say('lost');
    server.connections.add(engine);
    for (const text of ['1', '2', '3', '4', '5']) {
      fixture.say(text);
      await clock.advance(20);
    }
    assert.deepEqual(await fixture.texts(), ['lost', '1', '2', '3', '4', '5']);
  });

  // Protection: `#isCurrent = false` in noteApplied, src/sync/inbox.ts.
  it('should not say that a conversation is current while there is a gap', async () => {
    const fixture = await connected();
    const { engine, server, sync } = fixture;
    fixture.say('before');
    await fixture.settle();
    server.connections.delete(engine);
    fixture.say('lost');
    server.connections.add(engine);
    fixture.say('held back');
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), ['before']);
    await sync.refresh(BOB);
    assert.deepEqual(await fixture.texts(), ['before', 'lost', 'held back']);
  });

  // Protection: `refresh` in `#find`, src/sync/history-around.ts. Without it the stretch around the message counts as the
  // newest, and what comes joins on to it.
  it('should not take the surroundings of a message that was jumped to for the newest messages', async () => {
    const fixture = await open();
    const { engine, sync } = fixture;
    const { clientMsgID } = fixture.say('old');
    fixture.sayMany(60);
    engine.plan('getAllConversationList', REFUSED);
    await fixture.connect();
    const page = await sync.loadAround(BOB, clientMsgID, 2);
    assert.deepEqual(textsOf(page), ['old', '1', '2']);
    assert.equal(page.reachesEnd, false);
    fixture.say('new');
    await fixture.settle();
    await sync.refresh(BOB);
    assert.deepEqual((await fixture.texts(BOB, 3)).slice(-3), ['59', '60', 'new']);
  });
});

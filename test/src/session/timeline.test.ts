import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effect } from '@preact/signals-core';
import { blankMessage, ContentType, OpenIMError, toJson, type InboxChange } from '../../../src/protocol/index.js';
import { openSync } from '../../../src/sync/sync-client.js';
import type { Sync } from '../../../src/sync/types.js';
import { Deferred } from '../../../src/util/deferred.js';
import { chatWith, FakeServer } from '../../helpers/fake-server.js';
import { ids, SessionFixture, shown, texts } from '../../helpers/session-fixture.js';
import { idOf } from '../../helpers/messages.js';
import { BOB } from '../../helpers/sync-fixture.js';

const SEND = 'sendMessageNotOss';

describe('a timeline', () => {
  it('should show the newest messages and load older ones down to the start', async () => {
    const fixture = await SessionFixture.connected((server) => {
      for (let i = 1; i <= 120; i++) server.say('bob', { recvID: 'alice' }, String(i));
    });
    const timeline = await fixture.open();
    assert.deepEqual(
      [timeline.state.value.kind, texts(timeline).length, timeline.older.value],
      ['ready', 50, 'available'],
    );
    const newest = timeline.messages.value.at(-1);
    await timeline.loadOlder();
    await timeline.loadOlder();
    await timeline.loadOlder();
    assert.deepEqual(
      texts(timeline),
      Array.from({ length: 120 }, (_, i) => String(i + 1)),
    );
    assert.equal(timeline.older.value, 'none');
    assert.equal(timeline.messages.value.at(-1), newest, 'the same object');
  });

  it('should show a message at once and follow it until it was read', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    const seen: string[] = [];
    const stop = effect(() => {
      const message = timeline.messages.value.at(-1);
      if (message) seen.push(message.message.isRead ? 'read' : message.delivery.kind);
    });
    await fixture.cut();
    await timeline.sendText('hi');
    assert.deepEqual(shown(timeline), ['hi:queued']);
    assert.equal(timeline.messages.value[0]?.outgoing, true);
    await fixture.connect();
    fixture.server.markRead('bob', ids(timeline));
    await fixture.settle();
    stop();
    assert.deepEqual([...new Set(seen)], ['queued', 'sending', 'sent', 'read']);
  });

  it('should keep the order of messages of which some have to be made first', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    await Promise.all([
      timeline.sendText('one'),
      timeline.sendFile(new File(['hello'], 'a.txt')),
      timeline.create('createCustomMessage', { data: 'two', description: '', extension: '' }),
      timeline.create('createCardMessage', 'no card').catch(() => undefined),
      timeline.sendText('three'),
    ]);
    assert.deepEqual(
      timeline.messages.value.map(({ message }) => message.contentType),
      [ContentType.Text, ContentType.File, ContentType.Custom, ContentType.Text],
    );
    await assert.rejects(timeline.create('createCardMessage', 'no card'), { errCode: 1001 });
  });

  it('should keep the objects of messages that did not change', async () => {
    const fixture = await SessionFixture.connected((server) => {
      for (let i = 1; i <= 5; i++) server.say('bob', { recvID: 'alice' }, String(i));
    });
    const timeline = await fixture.open();
    const before = [...timeline.messages.value];
    await timeline.sendText('mine');
    await fixture.settle();
    await fixture.cut();
    await fixture.connect();
    assert.deepEqual(
      timeline.messages.value.slice(0, 5).map((message, i) => message === before[i]),
      [...Array<boolean>(5).fill(true)],
    );
  });

  it('should change its signal once for each change of the cache', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    const lengths: number[] = [];
    const stop = effect(() => {
      lengths.push(timeline.messages.value.length);
    });
    fixture.say('one');
    await fixture.settle();
    stop();
    assert.deepEqual(lengths, [0, 1]);
  });

  it('should show its first messages together with which of them are new', async () => {
    const fixture = new SessionFixture();
    fixture.sayMany(2);
    const timeline = await fixture.open();
    const firstUnread: (string | undefined)[] = [];
    const stop = effect(() => {
      if (timeline.messages.value.length > 0) firstUnread.push(timeline.firstUnreadID.value);
    });
    await fixture.connect();
    stop();
    assert.deepEqual([...new Set(firstUnread)], [ids(timeline)[0]]);
  });

  it('should hold back what does not join on until the gap is filled', async () => {
    const fixture = await SessionFixture.connected();
    fixture.sayMany(3);
    const timeline = await fixture.open();
    await fixture.cut();
    fixture.sayMany(120, 4);
    const lengths = new Set<number>();
    const stop = effect(() => {
      const all = texts(timeline).map(Number);
      lengths.add(all.length);
      assert.ok(
        all.every((text, i) => i === 0 || text === (all[i - 1] ?? 0) + 1),
        `a gap was shown: ${all.join()}`,
      );
    });
    // The first thing that arrives is live, before anything could be fetched.
    fixture.engine.plan('getAllConversationList', { kind: 'refuse', errCode: 812 });
    fixture.engine.plan('getHistoryMessageList', { kind: 'refuse', errCode: 812 });
    await fixture.connect();
    fixture.say('124');
    await fixture.settle();
    stop();
    assert.equal(texts(timeline).length, 124);
    assert.deepEqual([...lengths], [3, 124]);
  });

  // Protection: the loop of `#readNewest`, src/session/timeline.ts. Without it the older page is gone again.
  it('should keep what is read in while it makes sure of the newest', async () => {
    const reading = new Deferred<void>();
    let sync: Sync | undefined;
    const fixture = new SessionFixture({ openSync: async (options) => (sync = await openSync(options)) });
    fixture.sayMany(120);
    await fixture.connect();
    const timeline = await fixture.open();
    assert.ok(sync);
    const getNewest = sync.getNewest.bind(sync);
    sync.getNewest = async (...args) => {
      const page = await getNewest(...args);
      await reading.promise;
      return page;
    };
    await fixture.cut();
    await fixture.connect();
    const older = timeline.loadOlder();
    await fixture.settle();
    await older;
    assert.equal(texts(timeline).length, 100);
    reading.resolve();
    await fixture.settle();
    assert.equal(texts(timeline).length, 100);
  });

  it('should ask again when the gateway was busy, rather than hold back for ever', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('1');
    const timeline = await fixture.open();
    await fixture.cut();
    fixture.say('2');
    const busy = { kind: 'refuse', errCode: 812 } as const;
    fixture.engine.plan('getAllConversationList', busy);
    fixture.engine.plan('getHistoryMessageList', busy, busy, busy);
    await fixture.connect();
    fixture.say('3');
    await fixture.settle();
    assert.deepEqual(texts(timeline), ['1']);
    await fixture.clock.advance(20_000);
    assert.deepEqual(texts(timeline), ['1', '2', '3']);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should follow revokes, deletions and clearing', async () => {
    const fixture = await SessionFixture.connected();
    const revoked = fixture.say('revoked');
    fixture.sayMany(2);
    const timeline = await fixture.open();
    fixture.server.revoke('bob', revoked.clientMsgID);
    await fixture.settle();
    assert.deepEqual(texts(timeline), [revoked.clientMsgID, '1', '2']);
    await timeline.deleteMessage(ids(timeline)[1] ?? '');
    assert.deepEqual(texts(timeline), [revoked.clientMsgID, '2']);
    await timeline.sendText('mine');
    await fixture.settle();
    const mine = ids(timeline).at(-1) ?? '';
    await timeline.revoke(mine);
    await fixture.settle();
    assert.deepEqual(texts(timeline), [revoked.clientMsgID, '2', mine]);
    fixture.server.clear('alice', BOB);
    await fixture.settle();
    assert.deepEqual(texts(timeline), []);
  });

  it('should show nothing from beyond a gap where a conversation is cleared in part', async () => {
    const server = new FakeServer({ inboxPageSize: 500 });
    const fixture = new SessionFixture({}, server);
    fixture.sayMany(200);
    await fixture.connect();
    const timeline = await fixture.open();
    const newest = texts(timeline);
    const history = server.history('alice', BOB);
    await timeline.jumpTo(history[40]?.clientMsgID ?? '');
    await timeline.returnToNewest();
    assert.deepEqual(texts(timeline), newest);
    const clearedConversations = [
      { conversationID: BOB, clearedTime: history[20]?.sendTime ?? 0, isHidden: false },
    ];
    const none = { messages: [], deletedMessages: [], authors: [] };
    const data = toJson<InboxChange>({ ...none, clearedConversations, afterChange: 0, change: 1 });
    fixture.engine.deliver({ event: 'OnInboxChanged', errCode: 0, errMsg: '', data, operationID: '' });
    await fixture.settle();
    assert.deepEqual(texts(timeline), newest);
    while (timeline.older.value === 'available') await timeline.loadOlder();
    assert.deepEqual(
      texts(timeline),
      history.slice(21).map(({ content }) => content),
    );
  });

  it('should let a failed message be retried or discarded', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    fixture.engine.plan(SEND, { kind: 'refuse', errCode: 600 }, { kind: 'refuse', errCode: 600 });
    await timeline.sendText('a');
    await timeline.sendText('b');
    await fixture.settle();
    assert.deepEqual(shown(timeline), ['a:failed', 'b:failed']);
    assert.deepEqual(timeline.messages.value[0]?.delivery, { kind: 'failed', errCode: 600, errMsg: 'refused' });
    const [a = '', b = ''] = ids(timeline);
    await timeline.retry(a);
    await timeline.discard(b);
    await fixture.settle();
    assert.deepEqual(shown(timeline), ['a:sent']);
  });

  it('should say that it could not load when there is neither cache nor gateway, and load later', async () => {
    const fixture = new SessionFixture();
    await fixture.settle();
    fixture.say('hi');
    const timeline = await fixture.open();
    const state = () => timeline.state.value.kind;
    assert.equal(state(), 'loading');
    fixture.engine.connect();
    fixture.engine.cut();
    await fixture.settle();
    assert.equal(state(), 'failed');
    await timeline.reload();
    assert.equal(state(), 'failed');
    await fixture.connect();
    assert.deepEqual([state(), texts(timeline)], ['ready', ['hi']]);
  });

  it('should say that older messages could not be loaded, and try again when asked', async () => {
    const fixture = await SessionFixture.connected((server) => {
      for (let i = 1; i <= 60; i++) server.say('bob', { recvID: 'alice' }, String(i));
    });
    const timeline = await fixture.open();
    await fixture.cut();
    await timeline.loadOlder();
    assert.equal(timeline.older.value, 'failed');
    await fixture.connect();
    await timeline.loadOlder();
    assert.deepEqual([timeline.older.value, texts(timeline).length], ['none', 60]);
  });

  it('should be one for all who open it, until the last lets go', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    assert.equal(fixture.session.openTimeline(BOB), timeline);
    timeline.release();
    fixture.say('still followed');
    await fixture.settle();
    assert.deepEqual(texts(timeline), ['still followed']);
    timeline.release();
    assert.notEqual(fixture.session.openTimeline(BOB), timeline);
  });

  it('should know its conversation and refuse to send nowhere', async () => {
    const fixture = await SessionFixture.connected((server) => server.say('bob', { recvID: 'alice' }, 'hi'));
    assert.equal((await fixture.open()).conversation.value?.showName, 'bob');
    await assert.rejects((await fixture.open('nonsense')).sendText('hi'), OpenIMError);
    assert.equal((await fixture.open(chatWith('nobody'))).conversation.value, undefined);
  });
});

describe('reading', () => {
  it('should tell the sender once, gathered, and zero the count when the newest was seen', async () => {
    const fixture = await SessionFixture.connected();
    fixture.sayMany(3);
    const timeline = await fixture.open();
    assert.equal(fixture.session.totalUnread.value, 3);
    assert.equal(timeline.firstUnreadID.value, ids(timeline)[0]);
    const [first = '', second = '', third = ''] = ids(timeline);
    timeline.markSeen([first]);
    timeline.markSeen([first, second]);
    await fixture.clock.advance(1000);
    const marks = () =>
      fixture.engine.callsOf('markC2CMessageAsRead').map((args) => (args as { msgIDList: string[] }).msgIDList);
    assert.deepEqual(marks(), [[first, second]]);
    assert.equal(fixture.session.totalUnread.value, 3);
    timeline.markSeen([second, third]);
    await fixture.clock.advance(1000);
    assert.deepEqual(marks(), [[first, second], [third], []]);
    assert.equal(fixture.session.totalUnread.value, 0);
    assert.ok(timeline.messages.value.every(({ message }) => message.isRead));
    assert.equal(timeline.firstUnreadID.value, first, 'stays while reading');
    timeline.markSeen([first, second, third]);
    await fixture.clock.advance(1000);
    assert.equal(marks().length, 3);
  });

  it('should tell nothing about own messages, and nothing while offline', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    await timeline.sendText('mine');
    await fixture.settle();
    timeline.markSeen(ids(timeline));
    await fixture.clock.advance(1000);
    fixture.say('theirs');
    await fixture.settle();
    await fixture.cut();
    timeline.markSeen(ids(timeline));
    await fixture.clock.advance(10_000);
    assert.deepEqual(fixture.engine.callsOf('markC2CMessageAsRead'), []);
    await fixture.connect();
    await fixture.clock.advance(1000);
    assert.equal(fixture.server.history('bob', chatWith('alice'))[1]?.isRead, true);
    assert.equal(fixture.session.totalUnread.value, 0);
  });

  // Protection: `RETRY_MS` in src/session/read-receipts.ts; without it a gateway that is busy is asked ten times a second.
  it('should give a gateway time that is busy, and tell it then', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('hi');
    const timeline = await fixture.open();
    const busy = Array.from({ length: 100 }, () => ({ kind: 'refuse', errCode: 812 }) as const);
    fixture.engine.plan('markC2CMessageAsRead', ...busy);
    timeline.markSeen(ids(timeline));
    await fixture.clock.advance(10_000);
    const asked = fixture.engine.callsOf('markC2CMessageAsRead').length;
    assert.ok(asked > 1 && asked <= 10, `asked ${asked} times in 10 s`);
    fixture.engine.clearPlans();
    await fixture.clock.advance(10_000);
    assert.equal(fixture.server.history('bob', chatWith('alice'))[0]?.isRead, true);
    assert.equal(fixture.session.totalUnread.value, 0);
  });

  it('should not mind that another tab has told already', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('hi');
    const timeline = await fixture.open();
    fixture.engine.plan('markC2CMessageAsRead', { kind: 'refuse', errCode: 201 });
    timeline.markSeen(ids(timeline));
    await fixture.clock.advance(1000);
    assert.equal(fixture.session.totalUnread.value, 0);
    assert.deepEqual(fixture.logger.errors, []);
  });

  it('should not zero over and over what the gateway does not zero', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('hi');
    const timeline = await fixture.open();
    timeline.markSeen(ids(timeline));
    await fixture.clock.advance(1000);
    const calls = fixture.engine.callsOf('markC2CMessageAsRead').length;
    fixture.server.changeConversation('alice', BOB, { unreadCount: 1 });
    await fixture.clock.advance(1000);
    assert.equal(fixture.engine.callsOf('markC2CMessageAsRead').length, calls);
  });

  it('should zero the count of a group', async () => {
    const fixture = await SessionFixture.connected((server) => {
      server.groups.set('7', ['alice', 'bob']);
      server.say('bob', { groupID: '7' }, 'hi all');
    });
    const timeline = await fixture.open('group_7');
    timeline.markSeen(ids(timeline));
    await fixture.clock.advance(1000);
    assert.deepEqual(fixture.engine.callsOf('markGroupMessageHasRead'), ['7']);
    assert.equal(fixture.session.totalUnread.value, 0);
  });

  it('should mark where somebody who was away goes on reading, not where they read along', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    fixture.say('seen at once');
    await fixture.settle();
    timeline.markSeen(ids(timeline));
    assert.equal(timeline.firstUnreadID.value, undefined);
    const missed = fixture.say('came while away');
    fixture.say('another');
    await fixture.clock.advance(60_000);
    timeline.markSeen(ids(timeline));
    assert.equal(timeline.firstUnreadID.value, missed.clientMsgID);
  });

  it('should mark it also where the first that came meanwhile is gone again', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    const gone = fixture.say('came and went');
    await fixture.settle();
    await timeline.deleteMessage(gone.clientMsgID);
    const missed = fixture.say('came while away');
    await fixture.clock.advance(60_000);
    timeline.markSeen(ids(timeline));
    assert.equal(timeline.firstUnreadID.value, missed.clientMsgID);
  });
});

describe('typing', () => {
  it('should be told at the first keystroke and then every two seconds, and ended by sending', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    const told = () =>
      fixture.engine.callsOf('typingStatusUpdate').map((args) => (args as { msgTip: string }).msgTip);
    for (let i = 0; i < 30; i++) {
      timeline.notifyTyping();
      await fixture.clock.advance(100);
    }
    assert.deepEqual(told(), ['yes', 'yes']);
    await timeline.sendText('done');
    assert.deepEqual(told(), ['yes', 'yes', 'no']);
    timeline.notifyTyping();
    timeline.setDraft('x');
    timeline.setDraft('');
    await fixture.settle();
    assert.deepEqual(told(), ['yes', 'yes', 'no', 'yes', 'no']);
    timeline.notifyTyping();
    await timeline.send({ ...blankMessage(), clientMsgID: idOf('picture'), contentType: 102 });
    assert.deepEqual(told().slice(5), ['yes', 'no']);
  });

  it('should not be told while offline, nor to a group', async () => {
    const fixture = await SessionFixture.connected();
    (await fixture.open('group_7')).notifyTyping();
    const timeline = await fixture.open();
    await fixture.cut();
    timeline.notifyTyping();
    await fixture.connect();
    assert.deepEqual(fixture.engine.callsOf('typingStatusUpdate'), []);
  });

  it('should show until three seconds after the last sign, the word that it is over, or the message', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    fixture.type('yes');
    await fixture.clock.advance(2000);
    fixture.type('yes');
    await fixture.clock.advance(2900);
    assert.equal(timeline.peerTyping.value, true);
    assert.deepEqual([...fixture.session.typing.value], [BOB]);
    await fixture.clock.advance(200);
    assert.equal(timeline.peerTyping.value, false);
    fixture.type('yes');
    await fixture.settle();
    fixture.type('no');
    await fixture.settle();
    assert.equal(timeline.peerTyping.value, false);
    fixture.type('yes');
    fixture.say('here it is');
    await fixture.settle();
    assert.equal(timeline.peerTyping.value, false);
    assert.deepEqual(texts(timeline), ['here it is']);
  });
});

describe('a draft', () => {
  it('should be gone with the first message of a conversation, which is on no list yet', async () => {
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    assert.equal(timeline.conversation.value, undefined);
    timeline.setDraft('hello');
    await timeline.sendText('hello');
    await fixture.clock.advance(5000);
    await fixture.settle();
    assert.equal(timeline.conversation.peek()?.draftText, '');
    assert.equal(fixture.server.conversation('alice', BOB).draftText, '');
  });

  it('should be saved at once by somebody who leaves', async () => {
    const fixture = await SessionFixture.connected((server) => server.say('bob', { recvID: 'alice' }, 'hi'));
    const timeline = await fixture.open();
    timeline.setDraft('half', true);
    await fixture.settle();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'half');
  });

  it('should show at once, be saved after a pause, and go when the text is sent', async () => {
    const fixture = await SessionFixture.connected((server) => server.say('bob', { recvID: 'alice' }, 'hi'));
    const timeline = await fixture.open();
    const saved = () =>
      fixture.engine.callsOf('setConversationDraft').map((args) => (args as { draftText: string }).draftText);
    timeline.setDraft('a');
    timeline.setDraft('ab');
    assert.equal(timeline.conversation.value?.draftText, 'ab');
    await fixture.clock.advance(999);
    assert.deepEqual(saved(), []);
    await fixture.clock.advance(1);
    assert.deepEqual(saved(), ['ab']);
    assert.equal(timeline.conversation.value.draftText, 'ab');
    await timeline.sendText('ab');
    await fixture.clock.advance(5000);
    assert.deepEqual(saved(), ['ab', '']);
    assert.equal(timeline.conversation.value.draftText, '');
    fixture.server.changeConversation('alice', BOB, { draftText: 'of another device' });
    await fixture.settle();
    assert.equal(timeline.conversation.value.draftText, 'of another device');
  });

  it('should move the conversation to the top only when it is left', async () => {
    const fixture = await SessionFixture.connected((server) => {
      server.say('bob', { recvID: 'alice' }, 'hi');
      server.say('carol', { recvID: 'alice' }, 'hello');
    });
    const order = () => fixture.session.conversations.value.map(({ userID }) => userID);
    const timeline = await fixture.open();
    assert.deepEqual(order(), ['carol', 'bob']);
    timeline.setDraft('half');
    assert.deepEqual(order(), ['carol', 'bob']);
    await fixture.clock.advance(5000);
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'half');
    assert.deepEqual(order(), ['carol', 'bob']);
    timeline.release();
    await fixture.settle();
    assert.deepEqual(order(), ['bob', 'carol']);
  });

  it('should move the conversation when it is left without a connection, too', async () => {
    const fixture = await SessionFixture.connected((server) => {
      server.say('bob', { recvID: 'alice' }, 'hi');
      server.say('carol', { recvID: 'alice' }, 'hello');
    });
    const order = () => fixture.session.conversations.value.map(({ userID }) => userID);
    await fixture.cut();
    await fixture.clock.advance(1000);
    const timeline = await fixture.open();
    timeline.setDraft('half');
    assert.deepEqual(order(), ['carol', 'bob']);
    timeline.release();
    assert.deepEqual(order(), ['bob', 'carol']);
    const again = await fixture.open();
    again.setDraft('');
    assert.deepEqual(order(), ['bob', 'carol']);
    again.release();
    assert.deepEqual(order(), ['carol', 'bob']);
  });

  it('should be saved when the timeline is left, and with the next connection when there is none', async () => {
    const fixture = await SessionFixture.connected((server) => server.say('bob', { recvID: 'alice' }, 'hi'));
    const timeline = await fixture.open();
    timeline.setDraft('left');
    timeline.release();
    await fixture.settle();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'left');
    await fixture.cut();
    (await fixture.open()).setDraft('offline');
    await fixture.clock.advance(5000);
    await fixture.connect();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'offline');
    assert.equal(fixture.session.conversations.value[0]?.draftText, 'offline');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OpenIMError } from '../../../src/protocol/index.js';
import type { Timeline } from '../../../src/session/index.js';
import { BOB } from '../../helpers/sync-fixture.js';
import { SessionFixture, shown, texts } from '../../helpers/session-fixture.js';

/** Numbers from one to another. */
function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

/** alice, online, with messages `1` to `count` of bob's; and the clientMsgID of each. */
async function longHistory(count = 2000): Promise<{
  fixture: SessionFixture;
  timeline: Timeline;
  idOf: (text: number) => string;
}> {
  const sent: string[] = [];
  const fixture = await SessionFixture.connected((server) => {
    for (let i = 1; i <= count; i++) sent[i] = server.say('bob', { recvID: 'alice' }, String(i)).clientMsgID;
  });
  const timeline = await fixture.open();
  return { fixture, timeline, idOf: (text) => sent[text] ?? '' };
}

async function settled<T>(fixture: SessionFixture, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  await fixture.settle();
  return work;
}

describe('a timeline somebody jumps in', () => {
  it('should show a message thousands back with what stands around it, fetching only that', async () => {
    const { fixture, timeline, idOf } = await longHistory();
    await settled(fixture, timeline.jumpTo(idOf(300)));
    assert.deepEqual(texts(timeline), range(250, 350));
    assert.deepEqual(timeline.target.value, { clientMsgID: idOf(300) });
    assert.deepEqual([timeline.older.value, timeline.newer.value], ['available', 'available']);
    assert.equal(fixture.engine.callsOf('getHistoryMessageList').length, 2, 'the newest page, and one before');
    assert.equal(fixture.engine.callsOf('getHistoryMessageListReverse').length, 1);
  });

  it('should page both ways from there without a gap, until the present is met', async () => {
    const { fixture, timeline, idOf } = await longHistory(400);
    await settled(fixture, timeline.jumpTo(idOf(120)));
    await settled(fixture, timeline.loadOlder());
    assert.deepEqual(texts(timeline), range(20, 170));
    while (timeline.newer.value === 'available') await settled(fixture, timeline.loadNewer());
    assert.deepEqual(texts(timeline), range(20, 400));
    assert.equal(timeline.newer.value, 'none');
    fixture.say('live');
    await fixture.settle();
    assert.equal(texts(timeline).at(-1), 'live');
  });

  it('should stay where somebody went who returned to the newest while a jump was under way', async () => {
    const { fixture, timeline, idOf } = await longHistory();
    const jump = timeline.jumpTo(idOf(300));
    await settled(fixture, timeline.returnToNewest());
    await jump;
    assert.deepEqual(texts(timeline).slice(-2), ['1999', '2000']);
    assert.equal(timeline.newer.value, 'none');
  });

  it('should go on from the cache the second time, without the network', async () => {
    const { fixture, timeline, idOf } = await longHistory();
    await settled(fixture, timeline.jumpTo(idOf(300)));
    await settled(fixture, timeline.returnToNewest());
    assert.deepEqual(texts(timeline), range(1951, 2000));
    const before = fixture.engine.calls.length;
    await settled(fixture, timeline.jumpTo(idOf(300)));
    assert.deepEqual(texts(timeline), range(250, 350));
    assert.equal(fixture.engine.calls.length, before);
    await fixture.cut();
    await settled(fixture, timeline.returnToNewest());
    await settled(fixture, timeline.jumpTo(idOf(260)));
    assert.deepEqual(texts(timeline), range(250, 310), 'as far as is known without a gap');
  });

  it('should only point to a message that is shown already', async () => {
    const { fixture, timeline, idOf } = await longHistory(60);
    const messages = timeline.messages.value;
    await settled(fixture, timeline.jumpTo(idOf(20)));
    assert.equal(timeline.messages.value, messages);
    const first = timeline.target.value;
    await settled(fixture, timeline.jumpTo(idOf(20)));
    assert.notEqual(timeline.target.value, first, 'the same jump again is a new one');
  });

  it('should hold back and count what comes meanwhile, and show it on return', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(100)));
    fixture.say('one');
    fixture.say('two');
    await fixture.settle();
    assert.deepEqual(texts(timeline), range(50, 150));
    assert.equal(timeline.missedCount.value, 2);
    await settled(fixture, timeline.returnToNewest());
    assert.deepEqual(texts(timeline).slice(-3), ['500', 'one', 'two']);
    assert.deepEqual([timeline.missedCount.value, timeline.newer.value], [0, 'none']);
  });

  // Protection: `returnToNewest` in loadNewer, src/session/timeline-jumps.ts. Without it nothing is ever shown again.
  it('should return to the newest where everything that was shown is gone', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(100)));
    for (const text of range(50, 150)) await settled(fixture, timeline.deleteMessage(idOf(Number(text))));
    assert.deepEqual(texts(timeline), []);
    await settled(fixture, timeline.loadNewer());
    assert.deepEqual(texts(timeline), range(451, 500));
  });

  it('should return to the newest when one writes', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(100)));
    await settled(fixture, timeline.sendText('mine'));
    await fixture.settle();
    assert.deepEqual(shown(timeline).slice(-2), ['500:sent', 'mine:sent']);
  });

  it('should stay where one is over a lost connection, and join on after it', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(400)));
    await fixture.cut();
    fixture.sayMany(80, 501);
    await fixture.connect();
    assert.deepEqual(texts(timeline), range(350, 450));
    while (timeline.newer.value === 'available') await settled(fixture, timeline.loadNewer());
    assert.deepEqual(texts(timeline), range(350, 580));
  });

  // Protection: where `#confirm` of src/session/timeline.ts says that nothing is held back any more.
  it('should follow again what comes after one has returned, where a gap was filled meanwhile', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(100)));
    await fixture.cut();
    fixture.sayMany(2, 501);
    const busy = { kind: 'refuse', errCode: 812 } as const;
    fixture.engine.plan('getAllConversationList', busy);
    fixture.engine.plan('getHistoryMessageList', busy);
    await fixture.connect();
    fixture.say('503');
    await fixture.settle();
    await fixture.clock.advance(20_000);
    await settled(fixture, timeline.returnToNewest());
    fixture.say('504');
    await fixture.settle();
    assert.deepEqual(texts(timeline).slice(-4), range(501, 504));
  });

  it('should not count as read what was not shown', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(100)));
    timeline.markSeen(range(50, 150).map((text) => idOf(Number(text))));
    await fixture.clock.advance(1000);
    assert.equal(timeline.conversation.value?.unreadCount, 500);
  });

  it('should say that a message is not there, and show what it showed', async () => {
    const { fixture, timeline } = await longHistory(100);
    const before = texts(timeline);
    await assert.rejects(settled(fixture, timeline.jumpTo('nowhere')), (error) => {
      assert.ok(error instanceof OpenIMError);
      return error.errCode === 802;
    });
    assert.deepEqual(texts(timeline), before);
    assert.equal(timeline.newer.value, 'none');
  });

  it('should say so when newer ones cannot be loaded, and load them later', async () => {
    const { fixture, timeline, idOf } = await longHistory(500);
    await settled(fixture, timeline.jumpTo(idOf(100)));
    fixture.engine.plan('getHistoryMessageListReverse', { kind: 'refuse', errCode: 500 });
    await settled(fixture, timeline.loadNewer());
    assert.equal(timeline.newer.value, 'failed');
    await settled(fixture, timeline.loadNewer());
    assert.deepEqual(texts(timeline), range(50, 200));
  });

  it('should show only the last of two jumps', async () => {
    const { fixture, timeline, idOf } = await longHistory(900);
    const first = timeline.jumpTo(idOf(100));
    const second = timeline.jumpTo(idOf(500));
    await settled(fixture, Promise.all([first, second]));
    assert.deepEqual(texts(timeline), range(450, 550));
    assert.deepEqual(timeline.target.value, { clientMsgID: idOf(500) });
  });

  it('should jump to a moment, before all messages to the oldest and after them to the newest', async () => {
    const { fixture, timeline } = await longHistory(300);
    const oldestMs = fixture.server.history('alice', BOB)[0]?.sendTime ?? 0;
    await settled(fixture, timeline.jumpToTime(oldestMs - 5000));
    const textOf = (): string | undefined =>
      timeline.messages.value.find(({ message }) => message.clientMsgID === timeline.target.value?.clientMsgID)
        ?.message.content;
    assert.equal(textOf(), '1');
    await settled(fixture, timeline.returnToNewest());
    await settled(fixture, timeline.jumpToTime(oldestMs + 60_000));
    assert.equal(textOf(), '300');
  });

  it('should find the first of more unread messages than a page holds', async () => {
    const fixture = new SessionFixture();
    fixture.sayMany(400);
    fixture.server.changeConversation('alice', BOB, { unreadCount: 170 });
    await fixture.connect();
    const timeline = await fixture.open();
    await settled(fixture, timeline.jumpToFirstUnread());
    const id = timeline.firstUnreadID.value;
    assert.equal(timeline.target.value?.clientMsgID, id);
    const message = timeline.messages.value.find(({ message: { clientMsgID } }) => clientMsgID === id);
    assert.equal(message?.message.content, '231');
    assert.equal(texts(timeline).at(-1), '400', 'still down to the newest');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  blankMessage,
  ContentType,
  ErrorCode,
  OpenIMError,
  parse,
  toJson,
  type MessageItem,
} from '../../../src/protocol/index.js';
import { chatWith, FakeServer } from '../../helpers/fake-server.js';
import type { Fault } from '../../helpers/fake-engine.js';
import { idOf } from '../../helpers/messages.js';
import { BOB, EVE, SyncFixture } from '../../helpers/sync-fixture.js';

const SEND = 'sendMessageNotOss';

/** Texts bob has got of alice, in order. */
function got(server: FakeServer, userID = 'bob'): string[] {
  return server.history(userID, chatWith('alice')).map(({ content }) => content);
}

/** Names of the files bob has got of alice, in order. */
function gotFiles(server: FakeServer): string[] {
  const files = server
    .history('bob', chatWith('alice'))
    .filter(({ contentType }) => contentType === ContentType.File);
  return files.map(({ clientMsgID }) => clientMsgID.replace(/^0+/, ''));
}

describe('the outbox', () => {
  it('should show a message before the network, and send it', async () => {
    const fixture = await SyncFixture.open();
    const { stored, sent } = fixture.send('hi');
    await stored;
    assert.deepEqual(await fixture.deliveries(), ['hi:queued']);
    await fixture.connect();
    assert.equal(parse(await sent).content, 'hi');
    assert.deepEqual(await fixture.deliveries(), ['hi:sent']);
    const kinds = fixture.changes.flatMap(({ messages }) => messages.map(({ delivery }) => delivery.kind));
    assert.deepEqual(kinds, ['queued', 'sending', 'sent']);
    assert.deepEqual(got(fixture.server), ['hi']);
  });

  it('should keep the order within a conversation, one in flight, and let conversations go side by side', async () => {
    const fixture = await SyncFixture.open();
    for (const text of ['1', '2', '3']) fixture.send(text);
    fixture.send('to eve', 'eve');
    fixture.engine.plan(SEND, { kind: 'refuse', errCode: 810 });
    await fixture.connect();
    // Bob's lane waits, eve's does not.
    assert.deepEqual([got(fixture.server), got(fixture.server, 'eve')], [[], ['to eve']]);
    await fixture.clock.advanceToNext();
    assert.deepEqual(got(fixture.server), ['1', '2', '3']);
    assert.deepEqual(await fixture.texts(), ['1', '2', '3']);
  });

  it('should stand behind what was sent, whatever the clock says', async () => {
    const fixture = await SyncFixture.connected();
    fixture.say('first');
    await fixture.settle();
    await fixture.cut();
    fixture.send('mine');
    await fixture.settle();
    fixture.say('second');
    assert.deepEqual(await fixture.texts(), ['first', 'mine']);
    await fixture.connect();
    assert.deepEqual(await fixture.texts(), ['first', 'second', 'mine']);
  });

  for (const errCode of [111, 112, 113, 114, 810, 812, 1002, 1003, 1004, 701, 706]) {
    it(`should wait after ${errCode}`, async () => {
      const fixture = await SyncFixture.connected();
      fixture.engine.plan(SEND, { kind: 'refuse', errCode });
      fixture.send('hi');
      await fixture.settle();
      assert.deepEqual(await fixture.deliveries(), ['hi:queued']);
      await fixture.clock.advanceToNext();
      assert.deepEqual(await fixture.deliveries(), ['hi:sent']);
      assert.equal(fixture.clock.pendingTimers, 0);
    });
  }

  for (const errCode of [201, 202, 208, 224, 225, 301, 302, 600, 601, 803, 1001]) {
    it(`should give up after ${errCode}, say why, and go on with the next`, async () => {
      const fixture = await SyncFixture.connected();
      fixture.engine.plan(SEND, { kind: 'refuse', errCode });
      const { sent } = fixture.send('refused');
      fixture.send('next');
      await fixture.settle();
      await assert.rejects(sent, { errCode });
      assert.deepEqual(await fixture.deliveries(), ['next:sent', 'refused:failed']);
      assert.equal((await fixture.sync.getOverview()).unsent[0]?.delivery.kind, 'failed');
    });
  }

  it('should wait for a session that is over, and send with the next one', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.refuse('expired');
    fixture.send('hi');
    await fixture.clock.advance(600_000);
    assert.deepEqual(await fixture.deliveries(), ['hi:queued']);
    await fixture.connect();
    assert.deepEqual(await fixture.deliveries(), ['hi:sent']);
  });

  it('should retry a failed message under its ID, behind those that wait', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.plan(SEND, { kind: 'refuse', errCode: 600 });
    fixture.send('refused');
    await fixture.settle();
    await fixture.cut();
    fixture.send('later');
    await fixture.settle();
    await fixture.sync.retry(idOf('refused'));
    assert.deepEqual(await fixture.deliveries(), ['later:queued', 'refused:queued']);
    const [later, refused] = (await fixture.sync.getNewest(BOB, 10)).messages;
    assert.ok(later && refused && later.sortKey < refused.sortKey);
    await fixture.connect();
    assert.deepEqual(got(fixture.server), ['later', 'refused']);
    assert.deepEqual(await fixture.deliveries(), ['later:sent', 'refused:sent']);
  });

  it('should discard what was not sent, and nothing that was', async () => {
    const fixture = await SyncFixture.open();
    const { sent } = fixture.send('unsaid');
    fixture.send('said');
    await fixture.settle();
    await fixture.sync.discard(idOf('unsaid'));
    await assert.rejects(sent, OpenIMError);
    await fixture.connect();
    await fixture.sync.discard(idOf('said'));
    assert.deepEqual(await fixture.deliveries(), ['said:sent']);
    assert.deepEqual(got(fixture.server), ['said']);
    assert.deepEqual(
      fixture.changes.flatMap(({ deletedMessages }) => deletedMessages.map(({ clientMsgID }) => clientMsgID)),
      [idOf('unsaid')],
    );
  });

  it('should take what the gateway kept as failed out of its history too', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.plan(SEND, { kind: 'refuse', errCode: 600 });
    fixture.send('refused');
    await fixture.settle();
    await fixture.sync.discard(idOf('refused'));
    await fixture.settle();
    assert.equal(fixture.engine.callsOf('deleteMessageFromLocalStorage').length, 1);
  });

  // Protection: `row.sendID !== userID` in send, src/sync/outbox.ts. Discarding it would delete what somebody else wrote.
  it('should refuse what somebody else wrote, under their ID', async () => {
    const fixture = await SyncFixture.connected();
    await fixture.sync.refresh(BOB);
    const message = fixture.say('of bob');
    await fixture.settle();
    const { stored, sent } = fixture.sync.send({ recvID: 'eve', groupID: '', message });
    await stored;
    await assert.rejects(sent, { errCode: 202 });
    assert.deepEqual(await fixture.deliveries(), ['of bob:sent']);
    assert.deepEqual((await fixture.sync.getOverview()).unsent, []);
  });

  // Protection: `deleteOutbox` in deleteMessage, src/sync/apply-reply.ts. Without it the message is back with the next page.
  it('should be without a message that failed and is deleted like any other', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.plan(SEND, { kind: 'refuse', errCode: 600 });
    fixture.send('refused');
    await fixture.settle();
    const [failed] = (await fixture.sync.getOverview()).unsent;
    await fixture.sync.call('deleteMessageFromLocalStorage', [toJson(failed?.message ?? blankMessage())]);
    assert.deepEqual(await fixture.texts(), []);
    assert.deepEqual((await fixture.sync.getOverview()).unsent, []);
  });

  it('should not send twice what the gateway got before the connection broke', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.plan(SEND, { kind: 'cut-after' });
    const { sent } = fixture.send('once');
    await fixture.settle();
    assert.deepEqual(await fixture.deliveries(), ['once:queued']);
    await fixture.connect();
    await sent;
    assert.deepEqual(got(fixture.server), ['once']);
    assert.equal(fixture.changes.flatMap(({ arrived }) => arrived).length, 1);
  });

  it('should go on with the next when a resend is refused of which the gateway’s copy was just seen', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.plan(SEND, { kind: 'cut-after' }, { kind: 'refuse', errCode: 810 });
    fixture.send('first');
    await fixture.settle();
    fixture.send('second');
    await fixture.settle();
    const [copy] = fixture.server.history('alice', BOB);
    fixture.engine.connect();
    while (fixture.engine.callsOf(SEND).length < 2) await Promise.resolve();
    // On the wire between the resend and its answer, with time to be stored.
    const frame = { errCode: 0, errMsg: '', operationID: '' };
    fixture.engine.deliver({ ...frame, event: 'OnRecvNewMessage', data: toJson(copy as MessageItem) });
    for (let i = 0; i < 20; i++) fixture.engine.deliver({ ...frame, event: 'OnSyncServerFinish', data: '' });
    await fixture.settle();
    assert.deepEqual(await fixture.deliveries(), ['first:sent', 'second:sent']);
  });

  it('should look before it resends where a resend is not safe', async () => {
    const server = new FakeServer({ isIdempotent: false });
    const fixture = await SyncFixture.connected(server);
    fixture.engine.plan(SEND, { kind: 'cut-after' }, { kind: 'cut-before' });
    const first = fixture.send('there');
    await fixture.settle();
    await fixture.connect();
    await first.sent;
    const second = fixture.send('not there');
    await fixture.settle();
    await fixture.connect();
    await second.sent;
    assert.deepEqual(got(server), ['there', 'not there']);
    // 'there' was called once: looking found it.
    assert.equal(fixture.engine.callsOf(SEND).length, 3);
  });

  it('should look at fewer messages where those it looks for are too long for one answer', async () => {
    const server = new FakeServer({ isIdempotent: false });
    const fixture = await SyncFixture.connected(server);
    fixture.engine.plan(SEND, { kind: 'cut-after' });
    const { sent } = fixture.send('there');
    await fixture.settle();
    const tooLong = { kind: 'refuse', errCode: ErrorCode.BadArguments } as const;
    fixture.engine.plan('getHistoryMessageList', tooLong, tooLong);
    await fixture.connect();
    await sent;
    assert.deepEqual(await fixture.deliveries(), ['there:sent']);
    assert.equal(fixture.engine.callsOf(SEND).length, 1);
  });

  it('should reject with 111 when it is closed, and nobody has to listen', async () => {
    const fixture = await SyncFixture.open();
    const { sent } = fixture.send('hi');
    await fixture.settle();
    fixture.sync.close();
    await assert.rejects(sent, { errCode: 111 });
  });

  it('should send once what is given twice, waiting or sent, and answer both', async () => {
    const fixture = await SyncFixture.open();
    const twice = [fixture.send('hi'), fixture.send('hi')];
    await fixture.connect();
    for (const { sent } of [...twice, fixture.send('hi')]) assert.equal(parse(await sent).content, 'hi');
    assert.equal(fixture.engine.callsOf(SEND).length, 1);
    const files = [fixture.sendFile('a.txt'), fixture.sendFile('a.txt')];
    await fixture.settle();
    fixture.engine.uploads[0]?.done();
    await fixture.settle();
    assert.equal(fixture.engine.uploads.length, 1);
    for (const { sent } of [...files, fixture.sendFile('a.txt')]) await sent;
    assert.deepEqual(gotFiles(fixture.server), ['a.txt']);
  });

  for (const isSent of [false, true]) {
    it(`should refuse another message under the ID of one that ${isSent ? 'was sent' : 'waits'}, and keep that one`, async () => {
      const fixture = await SyncFixture.open();
      if (isSent) await fixture.connect();
      fixture.send('hi');
      await fixture.settle();
      const message = { ...blankMessage(), clientMsgID: idOf('hi'), contentType: ContentType.Text, content: 'hi' };
      const others = [
        { recvID: 'bob', groupID: '', message: { ...message, content: 'other' } },
        { recvID: 'bob', groupID: '', message: { ...message, contentType: ContentType.Custom } },
        { recvID: 'eve', groupID: '', message },
        { recvID: '', groupID: 'g', message },
      ];
      for (const other of others) {
        const { stored, sent } = fixture.sync.send(other);
        await stored;
        await assert.rejects(sent, { errCode: 202 });
      }
      assert.deepEqual(await fixture.deliveries(), [`hi:${isSent ? 'sent' : 'queued'}`]);
      if (!isSent) await fixture.connect();
      assert.deepEqual([got(fixture.server), got(fixture.server, 'eve')], [['hi'], []]);
    });
  }

  it('should send by the method that was asked for, and hand out its answer', async () => {
    const fixture = await SyncFixture.connected();
    const message = { ...blankMessage(), clientMsgID: idOf('x'), contentType: ContentType.Text, content: 'x' };
    const { sent } = fixture.sync.send({ recvID: 'eve', groupID: '', message, method: 'sendMessage' });
    assert.equal(parse(await sent).content, 'x');
    assert.equal(fixture.engine.callsOf('sendMessage').length, 1);
    assert.deepEqual(await fixture.deliveries(EVE), ['x:sent']);
  });
});

/**
 * Alice writes to two people while the connection breaks at any moment, before or after the gateway hears, and the
 * gateway is busy or refuses now and then; files among them are uploaded at some time. In the end each message is there
 * once, in order, but for those that were refused for good, and texts among themselves where a file took long; nothing is
 * left pending.
 * Protections: `#isBusy` in src/sync/outbox-lane.ts keeps the order, `isWorthWaiting` in `#handleFailure` of outbox.ts sends
 * again, and in outbox-delivery.ts either of the looks, before a resend or after one that is refused as used, keeps it from
 * being sent twice; it fails without the first, without the second, and without both looks.
 */
describe('the outbox over random interleavings', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('send' as const), to: fc.constantFrom('bob', 'eve') }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'file' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'uploaded' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'upload lost' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'cut' } as const) },
    { weight: 3, arbitrary: fc.constant({ kind: 'connect' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'settle' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'time' } as const) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('fault' as const),
        fault: fc.oneof<fc.Arbitrary<Fault>[]>(
          fc.constant({ kind: 'cut-before' }),
          fc.constant({ kind: 'cut-after' }),
          fc.record({ kind: fc.constant('refuse'), errCode: fc.constantFrom(810, 812, 600) }),
        ),
      }),
    },
  );

  for (const isIdempotent of [true, false]) {
    it(`should send each once and in order, ${isIdempotent ? 'resending' : 'looking first'}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
          const server = new FakeServer({ isIdempotent });
          const fixture = await SyncFixture.open(server);
          const written: Record<string, string[]> = { bob: [], eve: [] };
          const files: string[] = [];
          const outcomes: Promise<unknown>[] = [];
          const refusals: number[] = [];
          const refused = (error: unknown) => refusals.push((error as OpenIMError).errCode);
          let count = 0;
          for (const action of steps) {
            if (action.kind === 'send') {
              const text = String(++count);
              written[action.to]?.push(text);
              outcomes.push(fixture.send(text, action.to).sent.catch(refused));
            } else if (action.kind === 'file') {
              files.push(`file ${++count}`);
              outcomes.push(fixture.sendFile(`file ${count}`).sent.catch(refused));
            } else if (action.kind === 'uploaded') fixture.engine.uploads.at(-1)?.done();
            else if (action.kind === 'upload lost') fixture.engine.uploads.at(-1)?.fail(112);
            else if (action.kind === 'cut') fixture.engine.cut();
            else if (action.kind === 'connect' && fixture.engine.state.kind !== 'online') fixture.engine.connect();
            else if (action.kind === 'settle') await fixture.settle();
            else if (action.kind === 'time') await fixture.clock.advance(40_000);
            else if (action.kind === 'fault') fixture.engine.plan(SEND, action.fault);
          }
          // Faults that are left over are played out; then the weather is fine.
          let unsettled = outcomes.length;
          for (const outcome of outcomes) void outcome.then(() => unsettled--);
          const rounds = steps.length + 2;
          for (let round = 0; round < rounds || unsettled > 0; round++) {
            assert.ok(round < 10 * rounds, 'a send is never settled');
            if (fixture.engine.state.kind !== 'online') await fixture.connect();
            fixture.engine.uploads.at(-1)?.done();
            await fixture.clock.advance(40_000);
          }
          // A refused resend of what had arrived counts as failed until somebody looks.
          for (const userID of ['bob', 'eve']) await fixture.sync.refresh(chatWith(userID));
          assert.ok(
            refusals.every((code) => code === 600 || code === 112),
            `nothing is refused because it is there already: ${refusals.join()}`,
          );
          const { unsent } = await fixture.sync.getOverview();
          const failed = unsent.map(({ message }) => message.content);
          for (const userID of ['bob', 'eve']) {
            const expected = written[userID]?.filter((text) => !failed.includes(text));
            const texts = got(server, userID).filter((text) => /^\d+$/.test(text));
            assert.deepEqual(texts, expected);
          }
          // 112 is given up after the fourth time, when nothing says why.
          const given = unsent.map(({ message }) => message.clientMsgID.replace(/^0+/, ''));
          assert.deepEqual(
            gotFiles(server),
            files.filter((name) => !given.includes(name)),
          );
          assert.ok(unsent.every(({ delivery }) => delivery.kind === 'failed'));
          assert.deepEqual(fixture.logger.errors, []);
          assert.equal(fixture.clock.pendingTimers, 0);
          fixture.sync.close();
        }),
        { numRuns: 150 },
      );
    });
  }
});

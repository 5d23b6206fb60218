import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blankMessage, ContentType, ErrorCode, OpenIMError, parse, toJson } from '../../../src/protocol/index.js';
import { chatWith, FakeServer } from '../../helpers/fake-server.js';
import { idOf } from '../../helpers/messages.js';
import { BOB, EVE, SyncFixture, textsOf } from '../../helpers/sync-fixture.js';

describe('what arrives', () => {
  it('should be in the cache before its event is told, and reported once', async () => {
    const { sync, frames, changes, ...fixture } = await connected();
    const seen: string[] = [];
    sync.on('change', ({ arrived }) => seen.push(`change ${arrived.join()}`));
    sync.on('frame', ({ event }) => {
      seen.push(event);
    });
    const message = fixture.server.say('bob', { recvID: 'alice' }, 'hi');
    await fixture.clock.advance(0);
    assert.deepEqual(seen, [
      `change ${message.clientMsgID}`,
      'OnRecvNewMessage',
      'change ',
      'OnConversationChanged',
    ]);
    assert.equal(frames.length, 2);
    assert.equal(changes[0]?.messages[0]?.message.content, 'hi');
  });

  it('should be one row whatever way it is seen', async () => {
    const fixture = await connected();
    const { sent } = fixture.send('mine');
    await fixture.settle();
    const answer = parse(await sent);
    fixture.engine.deliver(frame('OnRecvNewMessage', toJson(answer)));
    await fixture.sync.call('getHistoryMessageList', [page('bob')]);
    await fixture.sync.refresh(BOB);
    await fixture.settle();
    assert.deepEqual(await fixture.deliveries(), ['mine:sent']);
    assert.equal(fixture.changes.flatMap(({ arrived }) => arrived).length, 1);
  });

  it('should be no row when it is a sign of typing, a receipt or online-only', async () => {
    const fixture = await connected();
    for (const contentType of [
      ContentType.Typing,
      ContentType.SingleReadReceipt,
      ContentType.GroupReadReceipt,
      ContentType.CustomOnlineOnly,
    ]) {
      const message = {
        ...blankMessage(),
        clientMsgID: idOf(contentType),
        contentType,
        sendID: 'bob',
        recvID: 'alice',
      };
      fixture.engine.deliver(frame('OnRecvNewMessage', toJson({ ...message, sessionType: 1, status: 2 })));
    }
    await fixture.settle();
    assert.deepEqual(fixture.changes, []);
    assert.equal(fixture.frames.length, 4);
  });

  it('should not take others along when it makes no sense', async () => {
    const fixture = await connected();
    fixture.engine.deliver(frame('OnRecvNewMessage', '{'));
    fixture.engine.deliver(frame('OnConversationChanged', 'null'));
    fixture.say('fine');
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), ['fine']);
    assert.equal(fixture.logger.warnings.length, 2);
  });

  it('should mark messages that the peer has read', async () => {
    const fixture = await connected();
    fixture.send('read me');
    await fixture.settle();
    fixture.server.markRead('bob', [idOf('read me')]);
    await fixture.settle();
    const { messages } = await fixture.sync.getNewest(BOB, 10);
    assert.equal(messages[0]?.message.isRead, true);
    assert.ok(messages[0].message.attachedInfoElem.hasReadTime > 0);
  });
});

describe('a revoked message', () => {
  for (const tellsPlaces of [true, false]) {
    const which = tellsPlaces ? 'that says its place' : 'that does not say its place';
    it(`should be gone with its text, a notice ${which} standing there`, async () => {
      const fixture = await connected(new FakeServer({ tellsPlaces }));
      const original = fixture.say('secret');
      fixture.say('after');
      await fixture.settle();
      fixture.server.revoke('bob', original.clientMsgID);
      await fixture.settle();
      assert.deepEqual(await fixture.texts(), [original.clientMsgID, 'after']);
      assertNowhere(fixture, 'secret');
      // The history says the same, and is followed no less.
      await fixture.sync.refresh(BOB);
      assert.deepEqual(await fixture.texts(), [original.clientMsgID, 'after']);
    });

    it(`should be gone on the connection that revokes, a notice ${which} standing there`, async () => {
      const fixture = await connected(new FakeServer({ tellsPlaces }));
      fixture.send('secret');
      await fixture.settle();
      fixture.say('after');
      await fixture.settle();
      const [cached] = (await fixture.sync.getNewest(BOB, 10)).messages;
      assert.ok(cached);
      void fixture.sync.call('revokeMessage', [toJson(cached.message)]);
      await fixture.settle();
      assert.deepEqual(await fixture.texts(), [idOf('secret'), 'after']);
      assertNowhere(fixture, '"content":"secret"');
    });
  }

  it('should not be left in the list when the connection breaks before the notice', async () => {
    const fixture = await connected();
    const { clientMsgID } = fixture.say('secret');
    await fixture.settle();
    fixture.engine.deliver(frame('OnRecvMessageRevoked', clientMsgID));
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), []);
    const [conversation] = (await fixture.sync.getOverview()).conversations;
    assert.doesNotMatch(conversation?.latestMsg ?? '', /secret/);
  });

  it('should leave its notice among what was sent, where it was not known to be sent', async () => {
    const fixture = await SyncFixture.connected(new FakeServer({ tellsPlaces: false }));
    const { engine, server, sync } = fixture;
    fixture.say('before');
    engine.plan('sendMessageNotOss', { kind: 'cut-after' }, { kind: 'refuse', errCode: 810 });
    fixture.send('own');
    await fixture.settle();
    server.revoke('bob', idOf('own'));
    fixture.say('later');
    await fixture.connect();
    await sync.refresh(BOB);
    const { messages } = await sync.getNewest(BOB, 50);
    assert.deepEqual(
      messages.map(({ message, delivery }) => `${message.content}:${delivery.kind}`),
      ['before:sent', `${idOf('own')}:sent`, 'later:sent'],
    );
  });

  it('should be gone when only its notice is heard of, as with missed messages that are caught up on', async () => {
    const fixture = await connected();
    const original = fixture.say('secret');
    await fixture.settle();
    const notice = { ...original, clientMsgID: idOf('n'), contentType: ContentType.RevokeNotice };
    const data = toJson({ ...notice, content: original.clientMsgID, sendTime: original.sendTime + 1 });
    fixture.engine.deliver(frame('OnRecvNewMessage', data));
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), [original.clientMsgID]);
  });

  // Protection: `rowsOf` of the draft in redactQuotes, src/sync/apply-message.ts. The store does not have the quote yet.
  it('should be gone from a quote that arrives right before', async () => {
    const fixture = await connected();
    const { engine, server } = fixture;
    const quoteMessage = fixture.say('secret');
    await fixture.settle();
    engine.turnsApart = 1;
    // What comes while it is applied is applied together.
    fixture.say('in between');
    const quote = { ...blankMessage(), clientMsgID: idOf('q'), contentType: ContentType.Quote };
    const content = toJson({ text: 'really?', quoteMessage });
    server.send('bob', { recvID: 'alice', groupID: '', message: toJson({ ...quote, content }) });
    server.revoke('bob', quoteMessage.clientMsgID);
    await fixture.settle();
    assert.ok(!toJson(await fixture.sync.getNewest(BOB, 10)).includes('secret'));
  });

  it('should be gone when it was revoked while nobody listened', async () => {
    const fixture = await connected();
    const original = fixture.say('secret');
    fixture.say('after');
    await fixture.settle();
    await fixture.cut();
    fixture.server.revoke('bob', original.clientMsgID);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    assert.deepEqual(await fixture.texts(), [original.clientMsgID, 'after']);
  });
});

describe('after a reconnect', () => {
  it('should go on without a fetch where nothing was missed', async () => {
    const fixture = await connected();
    fixture.sayMany(3);
    await fixture.settle();
    await fixture.cut();
    await fixture.connect();
    fixture.say('4');
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), ['1', '2', '3', '4']);
    assert.deepEqual(fixture.engine.callsOf('getHistoryMessageList'), []);
    assert.deepEqual(
      fixture.changes.flatMap(({ detached }) => detached),
      [],
    );
  });

  it('should never show across a gap, say that there is one, and fill it', async () => {
    const fixture = await connected();
    fixture.sayMany(3);
    await fixture.settle();
    await fixture.cut();
    fixture.sayMany(60, 4);
    // Something arrives before anything could be fetched.
    fixture.engine.plan('getAllConversationList', { kind: 'refuse', errCode: 1001 });
    await fixture.connect();
    fixture.say('live');
    await fixture.settle();
    assert.deepEqual(
      fixture.changes.flatMap(({ detached }) => detached),
      [BOB],
    );
    assert.deepEqual(await fixture.texts(), ['live']);
    await fixture.sync.refresh(BOB, fixture.server.history('alice', BOB)[2]?.sendTime);
    const all = Array.from({ length: 63 }, (_, i) => String(i + 1));
    assert.deepEqual(await fixture.texts(BOB, 100), [...all, 'live']);
  });

  // Protection: `isTipKnown` in putSent, src/sync/apply-message.ts. Without it the answer that was repeated counts as the
  // newest message of the gateway's, `later` joins on to it, and nobody ever asks for all that is in between.
  for (const isIdempotent of [true, false]) {
    const repeat = isIdempotent ? 'the answer was repeated' : 'it was looked for';
    it(`should have what came after a message whose answer was lost, where ${repeat}`, async () => {
      const fixture = await connected(new FakeServer({ isIdempotent }));
      const { engine, sync } = fixture;
      engine.plan('sendMessageNotOss', { kind: 'cut-after' });
      const { sent } = fixture.send('own');
      await fixture.settle();
      assert.equal(engine.state.kind, 'waiting');
      fixture.sayMany(120);
      // Nothing is fetched unasked.
      engine.plan('getAllConversationList', { kind: 'refuse', errCode: 1001 });
      await fixture.connect();
      await sent;
      fixture.say('later');
      await fixture.settle();
      await sync.refresh(BOB);
      let page = await sync.getNewest(BOB, 50);
      let all = textsOf(page);
      while (!page.reachesStart) {
        page = await sync.loadOlder(BOB, page.messages[0]?.sortKey ?? 0, 50);
        all = [...textsOf(page), ...all];
      }
      const between = Array.from({ length: 120 }, (_, i) => String(i + 1));
      assert.deepEqual(all, ['own', ...between, 'later']);
    });
  }

  it('should bring the latest conversations up to date before they are opened', async () => {
    const fixture = await connected();
    fixture.sayMany(2);
    await fixture.settle();
    await fixture.cut();
    fixture.sayMany(2, 3);
    fixture.server.say('eve', { recvID: 'alice' }, 'hello');
    await fixture.connect();
    assert.deepEqual(await fixture.texts(), ['1', '2', '3', '4']);
    assert.deepEqual(await fixture.texts(EVE), ['hello']);
  });

  it('should follow what was cleared and deleted elsewhere', async () => {
    const fixture = await connected();
    fixture.say('a');
    fixture.server.say('eve', { recvID: 'alice' }, 'b');
    await fixture.settle();
    await fixture.cut();
    fixture.server.clear('alice', BOB);
    fixture.server.deleteConversation('alice', EVE);
    await fixture.connect();
    assert.deepEqual(await fixture.texts(), []);
    assert.deepEqual(await fixture.texts(EVE), []);
    const ids = (await fixture.sync.getOverview()).conversations.map(({ conversationID }) => conversationID);
    assert.deepEqual(ids, [BOB]);
  });

  // Protection: `areUnlisted`, src/sync/apply-conversations.ts.
  it('should not take a conversation for cleared whose record does not show the messages it has', async () => {
    const fixture = await connected();
    fixture.server.say('bob', { recvID: 'alice' }, 'hidden', ContentType.CustomWithoutConversation);
    await fixture.sync.refresh(BOB);
    fixture.server.changeConversation('alice', BOB, { isPinned: true });
    await fixture.settle();
    assert.deepEqual(await fixture.texts(), ['hidden']);
  });

  it('should follow read states and single deletions with the next refresh', async () => {
    const fixture = await connected();
    fixture.send('mine');
    await fixture.settle();
    const deleted = fixture.say('deleted');
    fixture.say('kept');
    await fixture.settle();
    await fixture.cut();
    fixture.server.markRead('bob', [idOf('mine')]);
    fixture.server.deleteCopy('alice', deleted.clientMsgID);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    assert.deepEqual(await fixture.texts(), ['mine', 'kept']);
    const { messages } = await fixture.sync.getNewest(BOB, 10);
    assert.equal(messages[0]?.message.isRead, true);
  });

  it('should follow a deletion in a conversation that is longer than a page', async () => {
    const fixture = await connected();
    fixture.sayMany(60);
    const deleted = fixture.say('deleted');
    fixture.say('kept');
    await fixture.settle();
    await fixture.cut();
    fixture.server.deleteCopy('alice', deleted.clientMsgID);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    const { messages } = await fixture.sync.getNewest(BOB, 2);
    assert.deepEqual(
      messages.map(({ message }) => message.content),
      ['60', 'kept'],
    );
  });

  it('should tell only what changed when it refreshes', async () => {
    const fixture = await connected();
    fixture.sayMany(3);
    await fixture.settle();
    await fixture.cut();
    await fixture.connect();
    fixture.changes.length = 0;
    await fixture.sync.refresh(BOB);
    assert.deepEqual(fixture.changes, []);
  });

  it('should try the list again when the gateway was busy', async () => {
    const fixture = await SyncFixture.open();
    const listed: (OpenIMError | undefined)[] = [];
    fixture.sync.on('listed', ({ error }) => listed.push(error));
    fixture.say('hi');
    fixture.engine.plan('getAllConversationList', { kind: 'refuse', errCode: 1004 });
    await fixture.connect();
    assert.deepEqual(
      listed.map((error) => error?.errCode),
      [1004],
    );
    await fixture.clock.advanceToNext();
    assert.deepEqual(
      listed.map((error) => error?.errCode),
      [1004, undefined],
    );
    assert.equal((await fixture.sync.getOverview()).conversations.length, 1);
  });

  it('should begin anew when the gateway has', async () => {
    const fixture = await connected();
    fixture.sayMany(70);
    await fixture.settle();
    await fixture.cut();
    // The old cache meets a gateway that knows none of its messages.
    fixture.engine.plan('getHistoryMessageList', { kind: 'refuse', errCode: 802 });
    await fixture.connect();
    const oldest = (await fixture.sync.getNewest(BOB, 100)).messages[0];
    assert.ok(oldest);
    await fixture.sync.loadOlder(BOB, oldest.sortKey, 50);
    const all = Array.from({ length: 70 }, (_, index) => String(index + 1));
    assert.deepEqual(await fixture.texts(BOB, 100), all);
  });
});

describe('history', () => {
  it('should page down to the start, each message once', async () => {
    const fixture = await SyncFixture.open();
    fixture.sayMany(120);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    let { messages, reachesStart } = await fixture.sync.getNewest(BOB, 50);
    while (!reachesStart) {
      const older = await fixture.sync.loadOlder(BOB, messages[0]?.sortKey ?? 0, 30);
      messages = [...older.messages, ...messages];
      reachesStart = older.reachesStart;
    }
    assert.deepEqual(
      textsOf({ messages, reachesStart }),
      Array.from({ length: 120 }, (_, i) => String(i + 1)),
    );
  });

  it('should join what it pages to with what was known', async () => {
    const fixture = await SyncFixture.open();
    fixture.sayMany(60);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    await fixture.cut();
    fixture.sayMany(60, 61);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    const newest = await fixture.sync.getNewest(BOB, 50);
    const gap = await fixture.sync.loadOlder(BOB, newest.messages[0]?.sortKey ?? 0, 50);
    const calls = fixture.engine.callsOf('getHistoryMessageList').length;
    // From here on the cache knows: the page just fetched met what was there.
    const known = await fixture.sync.loadOlder(BOB, gap.messages[0]?.sortKey ?? 0, 10);
    assert.deepEqual(textsOf(known), ['11', '12', '13', '14', '15', '16', '17', '18', '19', '20']);
    assert.equal(fixture.engine.callsOf('getHistoryMessageList').length, calls);
  });

  it('should stop at a gap without a connection, and say so', async () => {
    const fixture = await SyncFixture.open();
    fixture.sayMany(60);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    await fixture.cut();
    const { messages, reachesStart } = await fixture.sync.getNewest(BOB, 40);
    const rest = await fixture.sync.loadOlder(BOB, messages[0]?.sortKey ?? 0, 40);
    assert.deepEqual([reachesStart, rest.messages.length, rest.reachesStart], [false, 10, false]);
    await assert.rejects(fixture.sync.loadOlder(BOB, rest.messages[0]?.sortKey ?? 0, 40), OpenIMError);
  });

  it('should fail when an answer cannot be read, and not ask on and on', async () => {
    for (const data of ['', '{', '[null']) {
      const fixture = await connected();
      let asked = 0;
      const call = fixture.engine.call.bind(fixture.engine);
      fixture.engine.call = (name, args) => {
        if (name !== 'getHistoryMessageList') return call(name, args);
        asked++;
        const answer = { event: '', errCode: 0, errMsg: '', data, operationID: '' };
        // Whoever asks on and on would never let go of the test.
        return asked < 10 ? Promise.resolve(answer as never) : new Promise(() => undefined);
      };
      const failure = fixture.sync.refresh(EVE).catch((error: unknown) => error);
      await fixture.settle();
      assert.equal(asked, 1);
      assert.equal(((await failure) as OpenIMError).errCode, ErrorCode.Internal);
    }
  });

  it('should ask for no more at once than a gateway answers of the longest messages', async () => {
    const fixture = await connected();
    fixture.sayMany(50);
    await fixture.sync.refresh(BOB);
    const shown = (await fixture.sync.getNewest(BOB, 50)).messages.at(-1)?.sortKey;
    await fixture.cut();
    fixture.sayMany(450, 51);
    const call = fixture.engine.call.bind(fixture.engine);
    fixture.engine.call = (name, args) => {
      const isTooMuch = name === 'getHistoryMessageList' && (args[0] as { count: number }).count > 128;
      return isTooMuch ? Promise.reject(new OpenIMError(ErrorCode.BadArguments, 'too long')) : call(name, args);
    };
    await fixture.connect();
    await fixture.sync.refresh(BOB, shown);
    const { messages } = await fixture.sync.getNewest(BOB, 50, shown);
    assert.equal(messages.length, 451, 'from what is shown on without a gap');
    assert.equal((await fixture.sync.loadOlder(BOB, shown ?? 0, 500)).messages.length, 49);
  });

  it('should ask for fewer messages where those of a page are too long for one answer', async () => {
    const fixture = await connected();
    fixture.sayMany(100);
    const call = fixture.engine.call.bind(fixture.engine);
    fixture.engine.call = (name, args) => {
      const isPage = name === 'getHistoryMessageList' || name === 'getHistoryMessageListReverse';
      const isTooMuch = isPage && (args[0] as { count: number }).count > 7;
      return isTooMuch ? Promise.reject(new OpenIMError(ErrorCode.BadArguments, 'too long')) : call(name, args);
    };
    const history = fixture.server.history('alice', BOB);
    const [, , third] = history;
    const middle = await fixture.sync.loadAround(BOB, third?.clientMsgID ?? '', 5);
    assert.deepEqual(
      middle.messages.map(({ message }) => message.clientMsgID),
      history.slice(0, 8).map(({ clientMsgID }) => clientMsgID),
    );
    await fixture.sync.refresh(BOB, third?.sendTime);
    const { messages } = await fixture.sync.getNewest(BOB, 10, third?.sendTime);
    assert.equal(messages.length, 98, 'without a gap');
    fixture.engine.call = () => Promise.reject(new OpenIMError(ErrorCode.BadArguments, 'whatever is asked'));
    await assert.rejects(
      fixture.sync.loadOlder(EVE, Infinity, 50),
      ({ errCode }: OpenIMError) => errCode === ErrorCode.BadArguments,
    );
  });

  it('should know that an empty conversation is all there is', async () => {
    const fixture = await connected();
    await fixture.sync.refresh(chatWith('nobody'));
    assert.deepEqual(await fixture.sync.getNewest(chatWith('nobody'), 10), { messages: [], reachesStart: true });
  });

  // Protections: `count <= 0`, src/sync/apply-reply.ts, and `MAX_PAGE` in applyPage, src/sync/history.ts.
  for (const count of [0, 2000]) {
    it(`should not take the page for all there is when an application asks for ${count} messages`, async () => {
      const fixture = await SyncFixture.open();
      fixture.sayMany(1200);
      await fixture.connect();
      const { sync } = fixture;
      await sync.call('getHistoryMessageList', [{ userID: 'bob', groupID: '', startClientMsgID: '', count }]);
      let page = await sync.getNewest(BOB, 1000);
      while (page.messages[0]?.message.content !== '1') {
        page = await sync.loadOlder(BOB, page.messages[0]?.sortKey ?? Infinity, 1000);
        assert.notEqual(page.messages.length, 0);
      }
    });
  }

  it('should reach down to a place that is shown', async () => {
    const fixture = await SyncFixture.open();
    fixture.sayMany(40);
    await fixture.connect();
    await fixture.sync.refresh(BOB);
    const sortKey = fixture.server.history('alice', BOB)[4]?.sendTime;
    assert.equal((await fixture.sync.getNewest(BOB, 10, sortKey)).messages.length, 36);
    assert.equal((await fixture.sync.getNewest(BOB, 10)).messages.length, 10);
  });
});

describe('closing', () => {
  it('should tell nothing more and leave no timer', async () => {
    const fixture = await connected();
    fixture.engine.plan('sendMessageNotOss', { kind: 'refuse', errCode: 810 });
    fixture.send('waits');
    await fixture.settle();
    fixture.sync.close();
    fixture.changes.length = 0;
    fixture.say('unheard');
    await fixture.settle();
    assert.deepEqual(fixture.changes, []);
    assert.equal(fixture.clock.pendingTimers, 0);
    await assert.rejects(fixture.sync.getNewest(BOB, 1), OpenIMError);
  });
});

describe('a draft', () => {
  // Protection: the drafts in memory, src/sync/cache.ts. What is stored by then does not have this one yet.
  it('should be saved by a connection that comes before it is stored', async () => {
    const fixture = await withMessage();
    await fixture.cut();
    void fixture.sync.saveDraft(BOB, 'thought');
    await fixture.connect();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'thought');
    assert.equal(await draftIn(fixture), 'thought');
  });

  // Protection: `cache.drafts` in putConversation, src/sync/cache-draft.ts.
  it('should stay while the gateway cannot save it, whatever happens in the conversation', async () => {
    const fixture = await withMessage();
    fixture.engine.plan('setConversationDraft', { kind: 'refuse', errCode: ErrorCode.RateLimited });
    await Promise.all([fixture.sync.saveDraft(BOB, 'thought'), fixture.settle()]);
    fixture.say('news');
    await fixture.settle();
    assert.equal(await draftIn(fixture), 'thought');
    await fixture.cut();
    await fixture.connect();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'thought');
  });

  // Protection: the comparison in putConversation, src/sync/cache-draft.ts.
  it('should give way to one that was written later on another device, and replace an earlier one', async () => {
    for (const [laterMs, shown] of [
      [60_000, 'from elsewhere'],
      [-60_000, 'thought'],
    ] as const) {
      const fixture = await withMessage();
      const { server, clock } = fixture;
      const elsewhere = { draftText: 'from elsewhere', draftTextTime: clock.now() + laterMs };
      await fixture.cut();
      await fixture.sync.saveDraft(BOB, 'thought');
      server.changeConversation('alice', BOB, elsewhere);
      await clock.advance(120_000);
      await fixture.connect();
      assert.equal(await draftIn(fixture), shown);
      assert.equal(server.conversation('alice', BOB).draftText, shown);
    }
  });

  it('should give way to a later one even if the gateway had refused it for a while', async () => {
    const fixture = await withMessage();
    fixture.engine.plan('setConversationDraft', { kind: 'refuse', errCode: ErrorCode.RateLimited });
    await Promise.all([fixture.sync.saveDraft(BOB, 'thought'), fixture.settle()]);
    const draftTextTime = fixture.clock.now() + 60_000;
    fixture.server.changeConversation('alice', BOB, { draftText: 'from elsewhere', draftTextTime });
    await fixture.settle();
    assert.equal(await draftIn(fixture), 'from elsewhere');
    await fixture.cut();
    await fixture.connect();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'from elsewhere');
  });

  // Protection: Math.max in saveDraft, src/sync/sync-client.ts.
  it('should replace the draft it was made of, although the clock of this device is slow', async () => {
    const fixture = await withMessage();
    const draftTextTime = fixture.clock.now() + 60_000;
    fixture.server.changeConversation('alice', BOB, { draftText: 'thou', draftTextTime });
    await fixture.settle();
    await fixture.cut();
    await fixture.sync.saveDraft(BOB, 'thought');
    await fixture.connect();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'thought');
  });

  // Protection: the end of `#sendDraft`, src/sync/sync-client.ts.
  it('should be kept no longer once the gateway has it, even if the clock of this device is fast', async () => {
    const fixture = await withMessage();
    const { server, clock, sync } = fixture;
    await clock.advance(120_000);
    await Promise.all([sync.saveDraft(BOB, 'thought'), fixture.settle()]);
    const draftTextTime = clock.now() - 60_000;
    server.changeConversation('alice', BOB, { draftText: 'from elsewhere', draftTextTime });
    await fixture.settle();
    assert.equal(await draftIn(fixture), 'from elsewhere');
  });

  it('should not give way to an earlier one of its own that the gateway tells of late', async () => {
    const fixture = await withMessage();
    const { server, clock, engine, sync } = fixture;
    const refusal = { kind: 'refuse', errCode: ErrorCode.RateLimited } as const;
    engine.plan('setConversationDraft', refusal, refusal);
    void sync.saveDraft(BOB, 'thou');
    // What the first request did: the gateway stamped the draft when it arrived, after the next one was written.
    server.changeConversation('alice', BOB, { draftText: 'thou', draftTextTime: clock.now() + 300 });
    void sync.saveDraft(BOB, 'thought');
    await fixture.settle();
    assert.equal(await draftIn(fixture), 'thought');
    await fixture.cut();
    await fixture.connect();
    assert.equal(server.conversation('alice', BOB).draftText, 'thought');
  });

  // Protection: `draftText ? …` in putConversation, src/sync/cache-draft.ts.
  it('should not move the conversation while it is kept that it was deleted', async () => {
    const fixture = await withMessage();
    fixture.server.setDraft('alice', BOB, 'thought');
    await fixture.settle();
    await fixture.cut();
    await fixture.sync.saveDraft(BOB, '');
    const { conversations } = await fixture.sync.getOverview();
    assert.deepEqual(
      conversations.map(({ draftText, draftTextTime }) => [draftText, draftTextTime]),
      [['', 0]],
    );
    await fixture.connect();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, '');
  });

  async function withMessage(): Promise<SyncFixture> {
    const fixture = await connected();
    fixture.say('said');
    await fixture.settle();
    return fixture;
  }

  async function draftIn({ sync }: SyncFixture): Promise<string | undefined> {
    return (await sync.getOverview()).conversations[0]?.draftText;
  }
});

async function connected(server?: FakeServer): Promise<SyncFixture> {
  const fixture = await SyncFixture.connected(server);
  fixture.changes.length = 0;
  return fixture;
}

function frame(event: 'OnRecvNewMessage' | 'OnRecvMessageRevoked' | 'OnConversationChanged', data: string) {
  return { event, errCode: 0, errMsg: '', data, operationID: '' } as const;
}

function page(userID: string) {
  return { userID, groupID: '', count: 20, startClientMsgID: '' };
}

/** The text is in nothing that was told last, and in no conversation's record. */
function assertNowhere(fixture: SyncFixture, text: string): void {
  const last = fixture.changes.slice(-2);
  assert.ok(!JSON.stringify(last).includes(text), `${text} is still told`);
}

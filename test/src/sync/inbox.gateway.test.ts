import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMachineBusy } from '../../helpers/busy-machine.js';
import { newRandom, tell } from '../../helpers/figures.js';
import { Follower } from '../../helpers/follower.js';
import { GatewayFixture, sendText, textMessage } from '../../helpers/gateway-fixture.js';
import type { RawClient } from '../../helpers/raw-client.js';

const NO_LIMIT = { rateLimit: { perSecond: 1_000_000, burst: 1_000_000 } };
const PAGE = 1000;
/** How many sends are under way at once. */
const AT_ONCE = 50;

async function sendMany(from: RawClient, recvID: string, count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, index) => `#${String(index + 1)}#`);
  for (let begin = 0; begin < count; begin += AT_ONCE) {
    await Promise.all(
      texts
        .slice(begin, begin + AT_ONCE)
        .map((text) => from.ok('sendMessage', { recvID, groupID: '', message: textMessage(text) })),
    );
    from.frames = [];
  }
  return texts;
}

describe('following the inbox of a gateway', () => {
  // Protection: `held.set` in `follow`, src/sync/apply-message.ts. With `putArrival` and the cursor set there instead,
  // nobody notices a gap and the 50 are missing.
  it('should be complete and in order when 50 of 1,000 pushes are lost', { timeout: 120_000 }, async (test) => {
    const random = newRandom(test);
    const gateway = await GatewayFixture.start(test, NO_LIMIT);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    const bob = new Follower(test, gateway);
    await bob.logIn('bob');
    const numbers = new Set<number>();
    while (numbers.size < 50) numbers.add(1 + random.below(999));
    // With a push, the changed conversation that shows the message is lost as well.
    bob.loses = (text) => {
      const [, number] = /^\{"event":"On.*#(\d+)#/.exec(text) ?? [];
      return number !== undefined && numbers.has(Number(number));
    };

    const texts = await sendMany(ada, 'bob', 1000);
    const contents = await bob.until('single_ada', 1000, '#1000#');
    assert.deepEqual(contents, texts);
    assert.ok(bob.lost >= 50, `${String(bob.lost)} lost`);
    tell(test, {
      promise: 'gaps are detected',
      passLine: '50 of 1,000 pushes dropped: complete, in order',
      measured: `${numbers.size} of 1,000 pushes lost: 0 messages missing, in order; recovered with ${bob.asked} requests`,
      seed: random.seed,
    });
  });

  // Protection: `draft.discard()` in src/sync/apply-inbox.ts. Without it the messages of both databases stand together.
  it('should discard the cache when the database was replaced, and send what waits to the new one', async (test) => {
    const first = await GatewayFixture.start(test);
    const [ada] = await first.people('ada');
    await first.register('bob');
    const bob = new Follower(test, first);
    await bob.logIn('bob');
    for (const text of ['old one', 'old two']) await sendText(ada, 'bob', text);
    await bob.until('single_ada', 2, 'old two');
    const port = Number(new URL(first.url).port);
    await first.stop();

    const waiting = await bob.sdk.createTextMessage('written in between');
    const sent = bob.sdk.sendMessage({ recvID: 'ada', groupID: '', message: waiting.data });
    const second = await GatewayFixture.start(test, { port });
    const [adaAnew] = await second.people('ada');
    await second.register('bob');
    // As many as before and more: the numbers alone would not show it.
    for (const text of ['new one', 'new two', 'new three']) await sendText(adaAnew, 'bob', text);
    bob.sync.engine.reconnect(await second.token('bob'));

    const expected = ['new one', 'new two', 'new three', 'written in between'];
    await sent;
    await bob.sync.refresh('single_ada');
    const contents = await bob.contents('single_ada');
    assert.deepEqual(contents, expected);
    const fresh = new Follower(test, second);
    await fresh.logIn('bob');
    await fresh.sync.refresh('single_ada');
    assert.deepEqual(await fresh.contents('single_ada'), expected, 'as after a fresh login');
    const [{ conversations, unsent }, overview] = [await bob.sync.getOverview(), await fresh.sync.getOverview()];
    assert.deepEqual([conversations, unsent], [overview.conversations, []]);
    tell(test, {
      promise: 'gaps are detected',
      passLine: 'gateway database replaced: cache discarded, not merged',
      measured: `${contents.length} messages as after a fresh login: 3 of the new database, 1 that waited, 0 of the old one`,
    });
  });

  // Protection: `while` in `#refresh`, src/sync/history.ts. With `if`, the page that was asked for before the first of the
  // inbox is discarded with the rest of the cache, and the conversation is empty.
  it('should keep what a fresh login asked for before it was connected', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    for (const text of ['one', 'two']) await sendText(ada, 'bob', text);
    const bob = new Follower(test, gateway);
    // Without the list nothing is fetched unasked, which would come after the inbox.
    bob.loses = (text) => text.startsWith('{"event":"GetAllConversationList"');
    await bob.open('bob');
    await bob.sync.refresh('single_ada');
    // Answers come in order: by now that about the inbox has come as well.
    await bob.sync.call('getSelfUserInfo', []);
    const { messages } = await bob.sync.getNewest('single_ada', PAGE);
    assert.deepEqual(
      messages.map(({ message }) => message.content),
      ['one', 'two'],
    );
  });

  // Protection: `tips.has` in `discard`, src/sync/cache-draft.ts. Without it the chat is gone again, and cannot be opened
  // before there is a connection, whatever was written in it.
  it('should keep a chat without messages that a fresh login opened before it was connected', async (test) => {
    const gateway = await GatewayFixture.start(test);
    await gateway.register('ada', 'bob');
    const bob = new Follower(test, gateway);
    await bob.open('bob');
    await bob.sync.call('getOneConversation', [{ sourceID: 'ada', sessionType: 1 }]);
    await bob.sync.call('getSelfUserInfo', []);
    const { conversations } = await bob.sync.getOverview();
    assert.deepEqual(
      conversations.map(({ conversationID }) => conversationID),
      ['single_ada'],
    );
  });

  // Protection: `PAGE` of src/sync/inbox.ts; with pages of 50 it takes a hundred round trips.
  it('should have 5,000 missed messages within 5 s', { timeout: 120_000 }, async (test) => {
    const gateway = await GatewayFixture.start(test, NO_LIMIT);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    const bob = new Follower(test, gateway);
    await bob.logIn('bob');
    await sendText(ada, 'bob', 'before');
    await bob.until('single_ada', 1, 'before');

    const token = await gateway.token('bob');
    bob.sync.engine.close();
    const texts = await sendMany(ada, 'bob', 5000);
    bob.asked = 0;
    const startMs = performance.now();
    const online = bob.online();
    const url = gateway.url.replace('http', 'ws');
    bob.sync.engine.open({ userID: 'bob', token, url, platformID: 5 });
    await online;
    await bob.sync.refresh('single_ada');
    const tookMs = performance.now() - startMs;
    const contents = await bob.contents('single_ada');
    assert.deepEqual(contents, ['before', ...texts]);
    assert.ok(bob.asked <= 12, `${String(bob.asked)} round trips`);
    assert.ok(tookMs <= 5000 || isMachineBusy(), `${tookMs.toFixed(0)} ms`);
    tell(test, {
      promise: 'gaps are detected',
      passLine: '5,000 missed messages back within 5 s',
      measured: `5,000 missed messages are back after ${tookMs.toFixed(0)} ms, in ${bob.asked} round trips`,
    });
  });

  it('should ask no more where the gateway refuses to tell, and page as with any other', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    for (const text of ['one', 'two']) await sendText(ada, 'bob', text);
    const bob = new Follower(test, gateway);
    const refused = '{"event":"GetInboxChanges","errCode":1001,"errMsg":"Request Parameter Error","data":"",';
    bob.rewrite = (text) => {
      const [, operationID] = /^\{"event":"GetInboxChanges".*"operationID":"([^"]*)"\}$/.exec(text) ?? [];
      return operationID === undefined ? text : `${refused}"operationID":"${operationID}"}`;
    };
    await bob.logIn('bob');
    await bob.sync.refresh('single_ada');
    assert.deepEqual(await bob.contents('single_ada'), ['one', 'two']);
    await sendText(ada, 'bob', 'three');
    assert.deepEqual(await bob.until('single_ada', 3, 'three'), ['one', 'two', 'three']);
    assert.equal(bob.asked, 1);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, type MessageItem } from '../../../src/protocol/index.js';
import { FakeServer } from '../../helpers/fake-server.js';
import { BOB, EVE, SyncFixture } from '../../helpers/sync-fixture.js';

const REFUSED = { kind: 'refuse', errCode: ErrorCode.RateLimited } as const;
const UNKNOWN = { kind: 'refuse', errCode: ErrorCode.BadRequest } as const;

/** alice's cache after it has had the list, with two chats; what `listed` said since, '' for success. */
async function withList(server = new FakeServer({ inboxPageSize: 3 })): Promise<[SyncFixture, (number | '')[]]> {
  const fixture = await SyncFixture.connected(server);
  fixture.say('one');
  server.say('eve', { recvID: 'alice' }, 'two');
  await fixture.settle();
  // Whatever came as an event is asked for once more.
  await again(fixture);
  const listed: (number | '')[] = [];
  fixture.sync.on('listed', ({ error }) => listed.push(error?.errCode ?? ''));
  return [fixture, listed];
}

async function again(fixture: SyncFixture): Promise<void> {
  await fixture.cut();
  await fixture.connect();
}

function lists({ engine }: SyncFixture): number {
  return engine.callsOf('getAllConversationList').length;
}

async function pinned({ sync }: SyncFixture): Promise<string[]> {
  const { conversations } = await sync.getOverview();
  return conversations.filter(({ isPinned }) => isPinned).map(({ conversationID }) => conversationID);
}

/** Pins Bob's chat while alice is away. */
async function pinMeanwhile(fixture: SyncFixture): Promise<void> {
  await fixture.cut();
  fixture.server.changeConversation('alice', BOB, { isPinned: true });
}

describe('the conversation list of a cache that follows the inbox', () => {
  it('should be fetched once, and then only what changed', async () => {
    const [fixture, listed] = await withList();
    assert.equal(lists(fixture), 1);
    await pinMeanwhile(fixture);
    fixture.server.deleteConversation('alice', EVE);
    await fixture.connect();
    assert.deepEqual([lists(fixture), await pinned(fixture), listed], [1, [BOB], ['']]);
    const { conversations, isListed } = await fixture.sync.getOverview();
    assert.deepEqual([isListed, conversations.map(({ conversationID }) => conversationID)], [true, [BOB]]);
    const requested = fixture.engine.callsOf('getInboxChanges');
    await again(fixture);
    assert.notDeepEqual(fixture.engine.callsOf('getInboxChanges').at(-1), requested.at(-1), 'asks on from there');
  });

  it('should be fetched where the gateway does not tell, each time', async () => {
    const [fixture, listed] = await withList(new FakeServer({ inboxPageSize: 3, recordPageSize: 0 }));
    assert.equal(lists(fixture), 2);
    await pinMeanwhile(fixture);
    await fixture.connect();
    assert.deepEqual([lists(fixture), await pinned(fixture), listed], [3, [BOB], ['']]);
    fixture.engine.plan('getInboxChanges', REFUSED);
    await again(fixture);
    assert.deepEqual([lists(fixture), listed], [4, ['', '']], 'without waiting for the inbox');
    fixture.server.recordPageSize = 500;
    await again(fixture);
    await again(fixture);
    assert.equal(
      lists(fixture),
      5,
      'once more, since it may have changed before the gateway said from where on it tells',
    );
  });

  it('should be fetched if more changed than are told at once, and only then', async () => {
    const [fixture, listed] = await withList();
    await pinMeanwhile(fixture);
    fixture.server.changeConversation('alice', EVE, { isPinned: true });
    fixture.server.recordPageSize = 1;
    await fixture.connect();
    assert.deepEqual([lists(fixture), await pinned(fixture), listed], [2, [BOB, EVE], ['']]);
    await again(fixture);
    assert.equal(lists(fixture), 2);
  });

  it('should be fetched if the gateway refuses to tell', async () => {
    const [fixture, listed] = await withList();
    await pinMeanwhile(fixture);
    fixture.engine.plan('getInboxChanges', UNKNOWN);
    await fixture.connect();
    assert.deepEqual([lists(fixture), await pinned(fixture), listed], [2, [BOB], ['']]);
  });

  // Protection: `present.hasList` in src/sync/apply-inbox.ts. Without it Bob's chat, which was there before the cursor, is
  // never fetched.
  it('should be fetched as long as the cache has never had it', async () => {
    const server = new FakeServer({ inboxPageSize: 3 });
    server.say('bob', { recvID: 'alice' }, 'one');
    const fixture = await SyncFixture.open(server);
    fixture.engine.plan('getAllConversationList', REFUSED, REFUSED);
    await fixture.connect();
    await again(fixture);
    server.say('eve', { recvID: 'alice' }, 'two');
    await again(fixture);
    assert.equal(lists(fixture), 3);
    const { conversations } = await fixture.sync.getOverview();
    assert.deepEqual(conversations.map(({ conversationID }) => conversationID).sort(), [BOB, EVE]);
    await again(fixture);
    assert.equal(lists(fixture), 3);
  });

  it('should say that it could not be brought up to date, and try again', async () => {
    const [fixture, listed] = await withList();
    await pinMeanwhile(fixture);
    fixture.engine.plan('getInboxChanges', REFUSED, REFUSED);
    await fixture.connect();
    assert.deepEqual([listed, (await fixture.sync.getOverview()).isListed], [[ErrorCode.RateLimited], false]);
    await fixture.clock.advance(60_000);
    assert.deepEqual([lists(fixture), await pinned(fixture), listed.at(-1)], [1, [BOB], '']);
  });

  it('should have a draft that was written meanwhile, and the gateway too', async () => {
    const [fixture] = await withList();
    await pinMeanwhile(fixture);
    await fixture.sync.saveDraft(BOB, 'written meanwhile');
    await fixture.connect();
    const { conversations } = await fixture.sync.getOverview();
    const { draftText, isPinned } = conversations.find(({ conversationID }) => conversationID === BOB) ?? {};
    assert.deepEqual([draftText, isPinned], ['written meanwhile', true]);
    assert.equal(fixture.server.conversation('alice', BOB).draftText, 'written meanwhile');
  });

  // Protection: `isChange` in noteAuthor, src/sync/apply-message.ts.
  it('should show the new name of somebody of whom the cache has no other message', async () => {
    const server = new FakeServer({ inboxPageSize: 3 });
    server.say('bob', { recvID: 'alice' }, 'one');
    const fixture = await SyncFixture.open(server);
    fixture.engine.plan('getHistoryMessageList', REFUSED, REFUSED);
    await fixture.connect();
    const changes = server.inboxChanges.bind(server);
    const authors = [{ userID: 'bob', nickname: 'Robert', faceURL: 'face' }];
    server.inboxChanges = (...args) => ({ ...changes(...args), authors });
    await again(fixture);
    const { conversations } = await fixture.sync.getOverview();
    const latest = conversations.map(({ latestMsg }) => JSON.parse(latestMsg) as MessageItem);
    assert.deepEqual(
      latest.map(({ content, senderNickname, senderFaceUrl }) => [content, senderNickname, senderFaceUrl]),
      [['one', 'Robert', 'face']],
    );
  });

  // Protection: `isChange` in noteAuthor, src/sync/apply-message.ts.
  it('should show a new name that came with new messages before the change of it', async () => {
    const server = new FakeServer({ inboxPageSize: 1 });
    server.groups.set('team', ['alice', 'bob']);
    server.say('bob', { groupID: 'team' }, 'one');
    const fixture = await SyncFixture.connected(server);
    await again(fixture);
    await fixture.cut();
    server.say('bob', { recvID: 'alice' }, 'two');
    server.say('bob', { recvID: 'alice' }, 'three');
    const changes = server.inboxChanges.bind(server);
    server.inboxChanges = (...args) => {
      const page = changes(...args);
      const messages = page.messages.map((message) => ({ ...message, senderNickname: 'Robert' }));
      return {
        ...page,
        messages,
        authors: page.isEnd ? [{ userID: 'bob', nickname: 'Robert', faceURL: '' }] : [],
      };
    };
    await fixture.connect();
    const { conversations } = await fixture.sync.getOverview();
    const inTeam = conversations.find(({ groupID }) => groupID === 'team');
    assert.equal((JSON.parse(inTeam?.latestMsg ?? '') as MessageItem).senderNickname, 'Robert');
  });

  // Protection: the comparison with `#epoch` in #catchUp, src/sync/sync-client.ts.
  it('should not count as up to date when the connection was lost while it was stored', async () => {
    const server = new FakeServer();
    server.say('bob', { recvID: 'alice' }, 'one');
    const { engine, sync, ...fixture } = await SyncFixture.open(server);
    const listed: unknown[] = [];
    sync.on('listed', (event) => listed.push(event));
    sync.on('change', () => engine.cut());
    engine.connect();
    await fixture.clock.advance(0);
    const { conversations, isListed } = await sync.getOverview();
    assert.deepEqual([conversations.length, isListed, listed], [1, false, []]);
  });
});

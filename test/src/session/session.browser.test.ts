import { assert } from 'chai';
import { Deferred } from '../../../src/util/deferred.js';
import { createSession, type Session, type Timeline } from '../../../src/session/index.js';
import { startGateway, uniqueID, type TestGateway } from '../../helpers/gateway.js';
import { until } from '../../helpers/until.js';

/** Two people's sessions against a real gateway, over the browser's own sockets and storage. */
describe('sessions on a gateway', () => {
  let alice: string;
  let bob: string;
  let gateway: TestGateway;
  const sessions: Session[] = [];

  const start = async (name?: string): Promise<void> => {
    [alice, bob] = [uniqueID('alice'), uniqueID('bob')];
    gateway = await startGateway([alice, bob], name);
  };

  const open = (userID: string): Session => {
    const session = createSession({ url: gateway.url, userID, token: gateway.tokens[userID] ?? '' });
    sessions.push(session);
    return session;
  };

  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
  });

  const last = (timeline: Timeline) => timeline.messages.value.at(-1);

  it('should show what the cache has while the page is still asked for a token, and send what was written meanwhile', async () => {
    await start();
    const before = open(alice);
    const said = before.openTimeline(await before.startConversation({ userID: bob }));
    await said.sendText('said before');
    await until(() => last(said)?.delivery.kind === 'sent' && before.conversations.value.length === 1);
    await before.close();

    const token = new Deferred<string>();
    const session = createSession({ url: gateway.url, userID: alice, getToken: () => token.promise });
    sessions.push(session);
    const timeline = session.openTimeline(`single_${bob}`);
    await until(
      () => session.conversations.value.length === 1 && last(timeline)?.message.content === 'said before',
    );
    await timeline.sendText('said meanwhile');
    assert.equal(session.connection.value.kind, 'connecting');
    assert.equal(last(timeline)?.delivery.kind, 'queued');
    token.resolve(gateway.tokens[alice] ?? '');
    await until(() => last(timeline)?.delivery.kind === 'sent' && session.connection.value.kind === 'online');
  });

  it('should keep a draft over a reload without a connection, and save it with the next one', async () => {
    await start();
    const before = open(alice);
    const written = before.openTimeline(await before.startConversation({ userID: bob }));
    await written.sendText('said before');
    await until(() => before.conversations.value.length === 1 && before.connection.value.kind === 'online');
    await before.close();

    const token = new Deferred<string>();
    const openOffline = (): Session => {
      const session = createSession({ url: gateway.url, userID: alice, getToken: () => token.promise });
      sessions.push(session);
      return session;
    };
    const draftIn = (session: Session) => session.conversations.value[0]?.draftText;
    const [offline, otherTab] = [openOffline(), openOffline()];
    await until(() => offline.conversations.value.length === 1 && otherTab.conversations.value.length === 1);
    offline.openTimeline(`single_${bob}`).setDraft('half a though', true);
    offline.openTimeline(`single_${bob}`).setDraft('half a thought', true);
    await until(() => draftIn(otherTab) === 'half a thought');
    await Promise.all([offline.close(), otherTab.close()]);

    const after = openOffline();
    await until(() => draftIn(after) === 'half a thought');
    token.resolve(gateway.tokens[alice] ?? '');
    await until(() => after.connection.value.kind === 'online');
    const elsewhere = createSession({
      url: gateway.url,
      userID: alice,
      token: gateway.tokens[alice] ?? '',
      storage: 'memory',
    });
    sessions.push(elsewhere);
    await until(() => draftIn(elsewhere) === 'half a thought');

    // What another device writes later is not undone by what is no longer kept.
    elsewhere.openTimeline(`single_${bob}`).setDraft('another thought', true);
    await until(() => draftIn(after) === 'another thought');
    await after.close();
    const again = open(alice);
    await again.openTimeline(`single_${bob}`).sendText('said after');
    await until(() => elsewhere.conversations.value[0]?.latestMessage?.content === 'said after');
    assert.equal(draftIn(elsewhere), 'another thought');
  });

  it('should not open a cache whose turn comes after the session was closed', async () => {
    await start();
    await open(alice).close();
    // The test's time limit ends this if it stays in the queue.
    for (let isWaiting = true; isWaiting;) {
      const { held = [], pending = [] } = await navigator.locks.query();
      isWaiting = [...held, ...pending].some(({ name }) => name?.includes(alice));
    }
    assert.notInclude((await indexedDB.databases()).map(({ name }) => name).join(), alice);
  });

  it('should share among tabs what the page was asked for, and go on when the tab that asked closes', async () => {
    await start();
    let asked = 0;
    const getToken = async (): Promise<string> => {
      asked += 1;
      return Promise.resolve(gateway.tokens[alice] ?? '');
    };
    const [one, other] = [0, 1].map(() => createSession({ url: gateway.url, userID: alice, getToken })) as [
      Session,
      Session,
    ];
    sessions.push(one, other);
    await until(() => one.connection.value.kind === 'online' && other.connection.value.kind === 'online');
    // Which tab has asked and what it was told travel apart: another may ask once more.
    assert.isAtMost(asked, 2);
    await one.close();
    await other.startConversation({ userID: bob });
    assert.equal(other.connection.value.kind, 'online');
  });

  it('should carry a text, its read mark, typing and a revoke from one to the other', async () => {
    await start();
    const [a, b] = [open(alice), open(bob)];
    const ofAlice = a.openTimeline(await a.startConversation({ userID: bob }));
    const ofBob = b.openTimeline(`single_${alice}`);
    await until(() => b.connection.value.kind === 'online' && ofAlice.state.value.kind === 'ready');

    await ofAlice.sendText('hello');
    assert.equal(last(ofAlice)?.message.content, 'hello');
    await until(() => last(ofAlice)?.delivery.kind === 'sent' && last(ofBob)?.message.content === 'hello');
    await until(() => b.totalUnread.value === 1);
    assert.isFalse(last(ofAlice)?.message.isRead);

    ofBob.markSeen(ofBob.messages.value.map(({ message }) => message.clientMsgID));
    await until(() => last(ofAlice)?.message.isRead === true && b.totalUnread.value === 0);

    ofAlice.notifyTyping();
    await until(() => ofBob.peerTyping.value);
    await ofAlice.sendText('again');
    await until(() => !ofBob.peerTyping.value && ofBob.messages.value.length === 2);

    const [first] = ofAlice.messages.value;
    assert.exists(first);
    await ofAlice.revoke(first.message.clientMsgID);
    const isNotice = (timeline: Timeline) => timeline.messages.value[0]?.message.contentType === 111;
    await until(() => isNotice(ofAlice) && isNotice(ofBob));
    assert.lengthOf(ofBob.messages.value, 2);
    assert.notInclude(JSON.stringify([ofAlice.messages.value, ofBob.messages.value]), 'hello');
  });

  it('should show history and take a message with the gateway gone, and send it once when it is back', async () => {
    const name = uniqueID('gateway');
    await start(name);
    const b = open(bob);
    const ofBob = b.openTimeline(`single_${alice}`);
    for (let i = 1; i <= 60; i++) await ofBob.sendText(`message ${String(i)}`);
    await until(() => last(ofBob)?.delivery.kind === 'sent');
    const before = open(alice);
    const conversationID = `single_${bob}`;
    const ofBefore = before.openTimeline(conversationID);
    await until(() => last(ofBefore)?.message.content === 'message 60' && before.totalUnread.value === 60);
    await before.close();
    await gateway.stop();

    const session = open(alice);
    const timeline = session.openTimeline(conversationID);
    await until(() => timeline.messages.value.length >= 50 && session.conversations.value.length === 1);
    assert.equal(last(timeline)?.message.content, 'message 60');
    await timeline.sendText('written offline');
    assert.equal(last(timeline)?.delivery.kind, 'queued');
    await session.close();

    const reloaded = open(alice);
    const again = reloaded.openTimeline(conversationID);
    await until(() => last(again)?.message.content === 'written offline');
    assert.equal(last(again)?.delivery.kind, 'queued');
    await gateway.start();
    reloaded.reconnect();
    await until(() => last(again)?.delivery.kind === 'sent');
    b.reconnect();
    await until(() => last(ofBob)?.message.content === 'written offline');
    assert.lengthOf(
      ofBob.messages.value.filter(({ message }) => message.content === 'written offline'),
      1,
    );
  });

  it('should leave nothing of the user in the browser after logging out', async () => {
    await start();
    const session = open(alice);
    const timeline = session.openTimeline(await session.startConversation({ userID: bob }));
    await timeline.sendText('canary');
    await until(() => last(timeline)?.delivery.kind === 'sent');
    await session.logout();
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    assert.isFalse(names.some((name) => name.includes(alice)));
    assert.deepEqual(session.conversations.value, []);
  });
});

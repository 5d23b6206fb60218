import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import {
  createSession,
  ErrorCode,
  fetchSupportStatus,
  openSupportSession,
  OpenIMError,
  type Session,
} from '../../../src/index.js';
import { GatewayFixture } from '../../helpers/gateway-fixture.js';
import { until } from '../../helpers/until.js';

async function enter(t: TestContext, gateway: GatewayFixture, userID: string, token?: string): Promise<Session> {
  const session = createSession({
    url: gateway.url,
    userID,
    token: token ?? (await gateway.token(userID)),
    storage: 'memory',
    createSocket: (url) => new WebSocket(url),
  });
  t.after(() => session.close());
  await until(() => session.connection.value.kind === 'online');
  return session;
}

const code = (errCode: number) => (error: unknown) => error instanceof OpenIMError && error.errCode === errCode;

describe('a support chat in the SDK', () => {
  it('should open, be found again, and say whether somebody is there', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['alice'] });
    const first = await openSupportSession({ url: gateway.url }, { name: 'Ada' });
    const again = await openSupportSession({ url: gateway.url }, { visitorToken: first.visitorToken });
    assert.deepEqual([again.userID, again.groupID], [first.userID, first.groupID]);
    assert.deepEqual(await fetchSupportStatus(gateway), { available: false });
    await enter(t, gateway, 'alice');
    assert.deepEqual(await fetchSupportStatus(gateway), { available: true });
  });

  it('should say that a page that came by https: needs wss:', async (t) => {
    const globals = globalThis as { location?: { protocol: string } };
    globals.location = { protocol: 'https:' };
    t.after(() => delete globals.location);
    const plain = openSupportSession({ url: 'ws://127.0.0.1:1' }, {});
    await assert.rejects(plain, /http:\/\/127\.0\.0\.1:1 answers; pages of https: need wss:/);
    const secure = openSupportSession({ url: 'wss://127.0.0.1:1' }, {});
    await assert.rejects(secure, ({ errMsg }: OpenIMError) => !errMsg.includes('wss:'));
  });

  it('should fail with a code for every reason', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['alice'], supportSessionsPerMinute: 2 });
    await assert.rejects(openSupportSession({ url: gateway.url, token: 'x' }, {}), code(ErrorCode.TokenMalformed));
    await assert.rejects(
      openSupportSession({ url: gateway.url }, { name: 'x'.repeat(65) }),
      code(ErrorCode.BadRequest),
    );
    await assert.rejects(openSupportSession({ url: gateway.url }, {}), code(ErrorCode.RateLimited));
    await assert.rejects(
      openSupportSession({ url: gateway.url, apiUrl: `${gateway.url}/nowhere` }, {}),
      (error) => error instanceof OpenIMError,
    );
    const { url } = gateway;
    await gateway.stop();
    await assert.rejects(openSupportSession({ url }, {}), code(ErrorCode.NoSocket));
    const without = await GatewayFixture.start(t);
    await assert.rejects(openSupportSession({ url: without.url }, {}), code(ErrorCode.NotSupported));
  });

  it('should show each side that the other types, in its own conversation only', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['alice', 'bob'] });
    const { userID, token, groupID } = await openSupportSession({ url: gateway.url }, { name: 'Ada' });
    const [ada, alice, bob] = [
      await enter(t, gateway, userID, token),
      await enter(t, gateway, 'alice'),
      await enter(t, gateway, 'bob'),
    ];
    const conversationID = await ada.startConversation({ groupID });
    const [timeline, alices] = [ada.openTimeline(conversationID), alice.openTimeline(conversationID)];
    await until(() => timeline.state.value.kind === 'ready' && timeline.group.value !== undefined);
    await timeline.sendText('hello');
    await until(() => alice.conversations.value.length > 0 && bob.conversations.value.length > 0);
    await until(() => alices.group.value !== undefined);

    timeline.notifyTyping();
    // Who answers is looked up with the first keystroke; the next one tells them.
    await timeline.loadMembers();
    timeline.notifyTyping();
    await until(() => alice.typing.value.has(conversationID) && bob.typing.value.has(conversationID));
    assert.deepEqual([...alice.typing.value], [conversationID]);
    timeline.setDraft('');
    await until(() => alice.typing.value.size === 0 && bob.typing.value.size === 0);

    alices.notifyTyping();
    await until(() => timeline.peerTyping.value);
    assert.equal(bob.typing.value.size, 0, 'the other agents see nothing of it');
  });

  it('should show agents at once who the author is of what was said as a guest', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['alice'] });
    const guest = await openSupportSession({ url: gateway.url }, { name: 'Somebody' });
    const [visitor, alice] = [
      await enter(t, gateway, guest.userID, guest.token),
      await enter(t, gateway, 'alice'),
    ];
    const conversationID = await visitor.startConversation({ groupID: guest.groupID });
    const said = visitor.openTimeline(conversationID);
    for (const text of ['hello', 'are you there?']) await said.sendText(text);
    const { messages } = alice.openTimeline(conversationID);
    const authors = (): string[] =>
      messages.value.map(({ message }) => `${message.sendID}, ${message.senderNickname}`);
    await until(() => messages.value.length === 2);
    assert.deepEqual(authors(), Array(2).fill(`${guest.userID}, Somebody`));

    await gateway.register('ada');
    const token = await gateway.token('ada');
    await openSupportSession({ url: gateway.url, token }, { visitorToken: guest.visitorToken });
    await until(() => authors().every((author) => author === 'ada, ADA'));
  });

  it('should not let somebody else’s typing show in it', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['alice'] });
    const { userID, token, groupID } = await openSupportSession({ url: gateway.url }, { name: 'Ada' });
    const [ada, alice, eve] = [
      await enter(t, gateway, userID, token),
      await enter(t, gateway, 'alice'),
      (await gateway.people('eve'))[0],
    ];
    const conversationID = await ada.startConversation({ groupID });
    await ada.openTimeline(conversationID).sendText('hello');
    await until(() => alice.conversations.value.length > 0);
    await eve.ok('typingStatusUpdate', { recvID: 'alice', msgTip: conversationID });
    await until(() => alice.typing.value.size > 0);
    assert.deepEqual([...alice.typing.value], ['single_eve']);
  });
});

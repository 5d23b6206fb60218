import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effect } from '@preact/signals-core';
import {
  blankMessage,
  ContentType,
  ErrorCode,
  MessageStatus,
  OpenIMError,
  OptType,
  SessionType,
  toJson,
  type MessageItem,
} from '../../../src/protocol/index.js';
import { OpenIMSDK } from '../../../src/sdk/open-im-sdk.js';
import { createSession } from '../../../src/session/index.js';
import { FakeEngine } from '../../helpers/fake-engine.js';
import { FakeServer } from '../../helpers/fake-server.js';
import { idOf } from '../../helpers/messages.js';
import { SessionFixture, texts } from '../../helpers/session-fixture.js';
import { BOB, EVE } from '../../helpers/sync-fixture.js';

function listed({ session }: SessionFixture): string[] {
  return session.conversations.value.map(({ conversationID }) => conversationID);
}

describe('a session', () => {
  // Protection: what `apply` of src/session/conversation-list.ts does about cleared conversations.
  it('should show nothing more of a message that failed elsewhere when its conversation is cleared', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('hi');
    const timeMs = fixture.clock.now() + 1000;
    const failed: MessageItem = {
      ...blankMessage(),
      clientMsgID: idOf('failed'),
      sendID: 'alice',
      recvID: 'bob',
      sessionType: SessionType.Single,
      contentType: ContentType.Text,
      content: 'refused',
      status: MessageStatus.Failed,
      sendTime: timeMs,
      createTime: timeMs,
    };
    const data = toJson(failed);
    fixture.engine.deliver({ event: 'OnRecvNewMessage', errCode: 0, errMsg: '', data, operationID: '' });
    await fixture.settle();
    const latest = () => fixture.session.conversations.value[0]?.latestMessage?.content;
    assert.equal(latest(), 'refused');
    fixture.server.clear('alice', BOB);
    await fixture.settle();
    assert.equal(latest(), undefined);
  });

  it('should be there at once and go on connecting until it succeeds', async () => {
    const fixture = new SessionFixture();
    const { session } = fixture;
    assert.equal(session.connection.value.kind, 'connecting');
    assert.deepEqual(session.conversationsState.value, { kind: 'loading' });
    await fixture.settle();
    fixture.engine.connect();
    fixture.engine.cut();
    await fixture.settle();
    assert.deepEqual(
      [session.connection.value.kind, session.conversationsState.value.kind],
      ['waiting', 'failed'],
    );
    await fixture.connect();
    assert.deepEqual([session.connection.value.kind, session.conversationsState.value.kind], ['online', 'ready']);
    assert.equal(session.self.value?.nickname, 'ALICE');
    assert.equal(session.storage.value, 'memory');
  });

  it('should refuse to be made of nothing', () => {
    assert.throws(() => createSession({ url: 'ws://x', userID: 'alice' }), { errCode: 803 });
    assert.throws(() => createSession({ sdk: new OpenIMSDK() }), { errCode: 1003 });
  });

  it('should show what an SDK is logged in to, and leave its connection alone', async () => {
    const server = new FakeServer();
    const engine = new FakeEngine(server, 'alice');
    const sdk = new OpenIMSDK({ storage: 'memory', createEngine: () => engine });
    await sdk.open({ url: 'ws://x', userID: 'alice', token: 't', platformID: 5 });
    const session = createSession({ sdk });
    await session.close();
    assert.equal(engine.state.kind, 'connecting');
    sdk.close();
    assert.equal(engine.state.kind, 'idle');
  });

  it('should list conversations in order, with their latest message and unread count', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('from bob');
    fixture.server.say('eve', { recvID: 'alice' }, 'from eve');
    await fixture.settle();
    assert.deepEqual(listed(fixture), [EVE, BOB]);
    assert.equal(fixture.session.conversations.value[0]?.latestMessage?.content, 'from eve');
    assert.equal(fixture.session.totalUnread.value, 2);
    await fixture.session.pin(BOB, true);
    await fixture.settle();
    assert.deepEqual(listed(fixture), [BOB, EVE]);
    await fixture.session.markConversationRead(EVE);
    await fixture.settle();
    assert.equal(fixture.session.totalUnread.value, 1);
    await fixture.session.deleteConversation(BOB);
    assert.deepEqual(listed(fixture), [EVE]);
    assert.equal(fixture.session.totalUnread.value, 0);
  });

  // Protection: `isStored` in `apply`, src/session/conversation-list.ts.
  it('should go on showing a message that this device could not send when its conversation is cleared', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('hi');
    await fixture.settle();
    fixture.engine.plan('sendMessageNotOss', { kind: 'refuse', errCode: 600 });
    const timeline = await fixture.open(BOB);
    await fixture.clock.advance(1000);
    await timeline.sendText('mine');
    await fixture.settle();
    const shown = () => {
      const { latestMessage, latestDelivery } = fixture.session.conversations.value[0] ?? {};
      return [latestMessage?.content, latestDelivery?.kind, texts(timeline).at(-1)];
    };
    assert.deepEqual(shown(), ['mine', 'failed', 'mine']);
    fixture.server.clear('alice', BOB);
    await fixture.settle();
    assert.deepEqual(shown(), ['mine', 'failed', 'mine']);
    assert.deepEqual(texts(timeline), ['mine']);
  });

  it('should show one’s own message on its way as the latest', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('older');
    fixture.server.say('eve', { recvID: 'alice' }, 'newer');
    await fixture.settle();
    await fixture.cut();
    const timeline = await fixture.open(BOB);
    await fixture.clock.advance(1000);
    await timeline.sendText('mine');
    const [first] = fixture.session.conversations.value;
    assert.deepEqual(
      [first?.conversationID, first?.latestMessage?.content, first?.latestDelivery?.kind],
      [BOB, 'mine', 'queued'],
    );
    await fixture.connect();
    assert.equal(fixture.session.conversations.value[0]?.latestDelivery, undefined);
    assert.equal(fixture.session.conversations.value[0]?.latestMessage?.content, 'mine');
  });

  it('should show in each conversation one’s own message on its way, and none of another', async () => {
    const fixture = await SessionFixture.connected();
    fixture.say('from bob');
    fixture.server.say('eve', { recvID: 'alice' }, 'from eve');
    await fixture.settle();
    await fixture.cut();
    const [bob, eve] = [await fixture.open(BOB), await fixture.open(EVE)];
    await bob.sendText('to bob');
    await fixture.clock.advance(1000);
    await eve.sendText('to eve');
    // A conversation that is left is shown anew.
    bob.release();
    assert.deepEqual(
      fixture.session.conversations.value.map(({ latestMessage }) => latestMessage?.content),
      ['to eve', 'to bob'],
    );
  });

  it('should report each message once, and no history', async () => {
    const fixture = new SessionFixture();
    const reported: string[] = [];
    fixture.session.onMessage(({ kind, message }) => reported.push(`${kind} ${message.message.content}`));
    fixture.sayMany(3);
    await fixture.connect();
    const timeline = await fixture.open();
    const { clientMsgID } = fixture.say('new');
    await fixture.settle();
    await timeline.sendText('mine');
    await fixture.settle();
    fixture.server.revoke('bob', clientMsgID);
    await fixture.settle();
    await fixture.cut();
    await fixture.connect();
    assert.deepEqual(reported, ['received new', 'sent mine']);
  });

  it('should say of each message whether to play a sound for it: not for one’s own, nor in a muted conversation', async () => {
    const fixture = await SessionFixture.connected();
    const reported: string[] = [];
    fixture.session.onMessage(({ message, notifies }) => {
      if (notifies) reported.push(message.message.content);
    });
    fixture.say('first');
    await fixture.settle();
    await (await fixture.open()).sendText('mine');
    await fixture.settle();
    fixture.server.changeConversation('alice', BOB, { recvMsgOpt: OptType.WithoutNotify });
    fixture.say('muted');
    fixture.server.say('eve', { recvID: 'alice' }, 'from eve');
    await fixture.settle();
    fixture.server.changeConversation('alice', BOB, { recvMsgOpt: OptType.Normal });
    fixture.say('last');
    await fixture.settle();
    assert.deepEqual(reported, ['first', 'from eve', 'last']);
  });

  it('should start a conversation, from the cache when it is known', async () => {
    const fixture = await SessionFixture.connected();
    assert.equal(await fixture.session.startConversation({ userID: 'bob' }), BOB);
    assert.deepEqual(listed(fixture), [], 'hidden until there is a message');
    await fixture.cut();
    assert.equal(await fixture.session.startConversation({ userID: 'bob' }), BOB);
    await assert.rejects(fixture.session.startConversation({ userID: 'eve' }), OpenIMError);
    const timeline = await fixture.open(BOB);
    await timeline.sendText('first');
    assert.deepEqual(listed(fixture), [BOB]);
  });

  it('should ask for a new token once, connect with it, and say so when there is none', async () => {
    let asked = 0;
    const fixture = new SessionFixture({ getToken: () => Promise.resolve(`token ${String(++asked)}`) });
    const kinds: string[] = [];
    const stop = effect(() => {
      kinds.push(fixture.session.connection.value.kind);
    });
    await fixture.connect();
    fixture.engine.refuse('expired');
    await fixture.settle();
    assert.deepEqual(fixture.engine.callsOf('login'), ['token 1']);
    fixture.engine.refuse('refused');
    await fixture.settle();
    assert.equal(asked, 1);
    assert.equal(fixture.session.connection.value.kind, 'closed');
    fixture.session.reconnect('given by hand');
    await fixture.connect();
    fixture.engine.refuse('expired');
    await fixture.settle();
    assert.equal(asked, 2, 'asked again after it was online');
    stop();
    assert.deepEqual(
      kinds.filter((kind) => kind === 'closed').length,
      1,
      'not shown while a token is being fetched',
    );
  });

  it('should stay closed when the page has no token, or somebody else took over', async () => {
    const fixture = new SessionFixture({
      getToken: () => Promise.reject(new OpenIMError(ErrorCode.TokenUnknown, 'signed out')),
    });
    await fixture.connect();
    fixture.engine.refuse('expired');
    await fixture.settle();
    assert.equal(fixture.session.connection.value.kind, 'closed');
    assert.equal(fixture.logger.warnings.length, 1);
    fixture.session.reconnect('given by hand');
    await fixture.connect();
    fixture.engine.refuse('kicked');
    await fixture.settle();
    assert.equal(fixture.session.connection.value.kind, 'closed');
    assert.equal(fixture.logger.warnings.length, 1);
  });

  it('should close without a trace, its draft saved', async () => {
    const fixture = await SessionFixture.connected((server) => server.say('bob', { recvID: 'alice' }, 'hi'));
    const timeline = await fixture.open();
    timeline.setDraft('unfinished');
    timeline.markSeen(timeline.messages.value.map(({ message }) => message.clientMsgID));
    fixture.type('yes');
    await fixture.settle();
    await fixture.session.close();
    assert.equal(fixture.session.connection.value.kind, 'idle');
    assert.equal(fixture.engine.state.kind, 'idle');
    assert.equal(fixture.clock.pendingTimers, 0);
    assert.equal(fixture.engine.callsOf('setConversationDraft').length, 1);
    assert.deepEqual(texts(timeline), ['hi'], 'what is shown stays');
    await assert.rejects(fixture.session.pin(BOB, true), OpenIMError);
  });
});

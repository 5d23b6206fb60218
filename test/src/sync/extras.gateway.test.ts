import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { parse, toJson } from '../../../src/protocol/index.js';
import { OpenIMSDK } from '../../../src/sdk/open-im-sdk.js';
import { GatewayFixture, sendText } from '../../helpers/gateway-fixture.js';
import type { RawClient } from '../../helpers/raw-client.js';

/** ann with a cache of her own, and bob without. */
async function talk(t: TestContext): Promise<{ sdk: OpenIMSDK; bob: RawClient; gateway: GatewayFixture }> {
  const gateway = await GatewayFixture.start(t);
  await gateway.register('ann', 'bob');
  const sdk = new OpenIMSDK({
    storage: 'memory',
    createSocket: (url, subprotocols) => new WebSocket(url, subprotocols),
  });
  t.after(() => {
    sdk.close();
  });
  const url = gateway.url.replace('http', 'ws');
  await sdk.login({ userID: 'ann', token: await gateway.token('ann'), url, platformID: 5 });
  const bob = await gateway.connect('bob');
  return { sdk, bob, gateway };
}

/** Everything the gateway sent before now is in the cache when this resolves. */
async function settle(sdk: OpenIMSDK): Promise<void> {
  await sdk.getLoginStatus();
}

async function cached(
  sdk: OpenIMSDK,
): Promise<{ contentType: number; content: string; quoted: string | undefined }[]> {
  const { messages } = await sdk.sync!.getNewest('single_bob', 50);
  return messages.map(({ message: { contentType, content, quoteElem } }) => ({
    contentType,
    content: contentType === 114 ? quoteElem.text : content,
    quoted: quoteElem.quoteMessage?.content,
  }));
}

const history = { userID: 'bob', groupID: '', count: 50, startClientMsgID: '' };

describe('what methods beyond the seed mean for the cache', () => {
  it('should put a notice in the place of a message that was taken back, once, and its text nowhere', async (t) => {
    const { sdk, bob } = await talk(t);
    const before = await sendText(bob, 'ann', 'before');
    const secret = await sendText(bob, 'ann', 'secret');
    const quote = await bob.ok('createQuoteMessage', { text: 'yes', message: toJson(secret) });
    await bob.ok('sendMessage', { recvID: 'ann', groupID: '', message: quote });
    await settle(sdk);
    await sdk.getHistoryMessageList(history);
    assert.deepEqual(
      (await cached(sdk)).map(({ content, quoted }) => [content, quoted]),
      [
        ['before', undefined],
        ['secret', undefined],
        ['yes', 'secret'],
      ],
    );
    await bob.ok('newRevokeMessage', toJson(secret));
    await settle(sdk);
    const told = await cached(sdk);
    assert.deepEqual(
      told.map(({ contentType }) => contentType),
      [101, 118, 114],
    );
    assert.doesNotMatch(JSON.stringify(await sdk.sync!.getNewest('single_bob', 50)), /secret/);
    assert.equal(told[2]?.quoted, told[1]?.content);
    // The history knows the notice by its own ID; it is the same notice.
    await sdk.getHistoryMessageList(history);
    assert.deepEqual(await cached(sdk), told);

    // The latest message of the list, which is told of with the notice itself.
    const latest = await sendText(bob, 'ann', 'secret again');
    await settle(sdk);
    await bob.ok('newRevokeMessage', toJson(latest));
    await settle(sdk);
    assert.deepEqual(
      (await cached(sdk)).map(({ contentType }) => contentType),
      [101, 118, 114, 118],
    );
    const [conversation] = (await sdk.sync!.getOverview()).conversations;
    assert.doesNotMatch(JSON.stringify(conversation), /secret/);
    assert.equal((await cached(sdk))[0]?.content, before.content);
  });

  it('should delete, clear and mark as the gateway does', async (t) => {
    const { sdk, bob } = await talk(t);
    const one = await sendText(bob, 'ann', 'one');
    await sendText(bob, 'ann', 'two');
    await settle(sdk);
    await sdk.getHistoryMessageList(history);
    await sdk.markMessageAsReadByConID({ conversationID: 'single_bob', msgIDList: [one.clientMsgID] });
    const { messages } = await sdk.sync!.getNewest('single_bob', 9);
    assert.deepEqual(
      messages.map(({ message }) => message.isRead),
      [true, false],
    );
    await sdk.deleteMessageFromLocalAndSvr(toJson(one));
    assert.deepEqual(
      (await cached(sdk)).map(({ content }) => content),
      ['two'],
    );
    await sdk.deleteAllMsgFromLocal();
    assert.deepEqual(await cached(sdk), []);
    assert.equal((await sdk.sync!.getOverview()).conversations.length, 1);
    await sendText(bob, 'ann', 'three');
    await settle(sdk);
    await sdk.clearC2CHistoryMessageFromLocalAndSvr('bob');
    assert.deepEqual(await cached(sdk), []);
    await sendText(bob, 'ann', 'four');
    await settle(sdk);
    await sdk.deleteAllConversationFromLocal();
    assert.deepEqual(await cached(sdk), []);
    assert.deepEqual(parse(await sdk.getAllConversationList()), []);
    assert.deepEqual((await sdk.sync!.getOverview()).conversations, []);
  });

  it('should make the later kinds of messages without the gateway', async (t) => {
    const { sdk, gateway } = await talk(t);
    await gateway.stop();
    const face = parse(await sdk.createFaceMessage({ index: 2, data: 'd' }));
    assert.deepEqual([face.contentType, face.faceElem, face.sendID], [115, { index: 2, data: 'd' }, 'ann']);
    const rich = parse(await sdk.createAdvancedTextMessage({ text: 'b', messageEntityList: [] }));
    assert.deepEqual([rich.contentType, rich.messageEntityElem.text], [117, 'b']);
  });
});

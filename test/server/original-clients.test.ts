/**
 * The published clients, unmodified, against this gateway. They expect a browser: the globals they touch are stubbed, the
 * socket is a real one.
 */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { ConversationItem, MessageItem, MethodName, WsResponse } from '../../src/protocol/index.js';
import { GatewayFixture, historyWith, makeGroup, sendText } from '../helpers/gateway-fixture.js';
import { ORIGINAL_VERSIONS, originalModule, type OriginalVersion } from '../helpers/original-client.js';

type OriginalClient = Record<MethodName, (...args: unknown[]) => Promise<WsResponse>> & {
  on(event: string, listener: (frame: WsResponse) => void): void;
};

/**
 * Gives the clients the globals of a page for the time of the test. A test ends with logout: 2.0.3 reconnects for ever to a
 * gateway that is gone, also when the globals are.
 */
function stubBrowser(t: TestContext): void {
  const sockets: WebSocket[] = [];
  class PageSocket extends WebSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  }
  class Worker {
    postMessage(): void {
      // The heartbeat's ticks are not needed here.
    }
    terminate(): void {
      // Nothing runs.
    }
  }
  const globals = globalThis as unknown as Record<string, unknown>;
  const stubs: Record<string, unknown> = {
    WebSocket: PageSocket,
    Worker,
    window: { navigator: { onLine: true }, URL: { createObjectURL: () => 'blob:stub' }, Worker },
  };
  const before = Object.keys(stubs).map((name) => [name, globals[name]] as const);
  Object.assign(globals, stubs);
  t.after(() => {
    for (const socket of sockets) socket.terminate();
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(globals, name);
      else globals[name] = value;
    }
  });
}

async function logIn(gateway: GatewayFixture, version: OriginalVersion, userID: string): Promise<OriginalClient> {
  const { OpenIMSDK } = originalModule(version);
  const client = new OpenIMSDK() as unknown as OriginalClient;
  const url = gateway.url.replace('http', 'ws');
  const config = { userID, token: await gateway.token(userID), url, platformID: 5 };
  const { errCode, data } = await client.login(config);
  assert.deepEqual([errCode, data], [0, '']);
  return client;
}

const next = (client: OriginalClient, event: string): Promise<WsResponse> =>
  new Promise((resolve) => {
    client.on(event, resolve);
  });

const valueOf = (frame: WsResponse): unknown => JSON.parse(frame.data);

describe('the original clients', () => {
  for (const version of ORIGINAL_VERSIONS) {
    it(`${version} logs in, sends, gets the reply, pages, reads and revokes`, async (t) => {
      stubBrowser(t);
      const gateway = await GatewayFixture.start(t);
      const [peer] = await gateway.people('peer');
      await gateway.register('original');
      const client = await logIn(gateway, version, 'original');
      assert.equal((await client.getLoginStatus()).data, '101');
      assert.equal((await client.getLoginUser()).data, 'original');

      const message = (await client.createTextMessage('hello from the past')).data;
      const sent = valueOf(await client.sendMessage({ recvID: 'peer', groupID: '', message })) as MessageItem;
      assert.deepEqual([sent.status, sent.content], [2, 'hello from the past']);
      assert.equal((await historyWith(peer, 'original'))[0]?.clientMsgID, sent.clientMsgID);

      const arrived = next(client, 'OnRecvNewMessage');
      const changed = next(client, 'OnConversationChanged');
      const reply = await sendText(peer, 'original', 'hello back');
      assert.equal((valueOf(await arrived) as MessageItem).clientMsgID, reply.clientMsgID);
      const [conversation] = valueOf(await changed) as ConversationItem[];
      assert.deepEqual([conversation?.conversationID, conversation?.unreadCount], ['single_peer', 1]);

      const receipt = peer.event('OnRecvC2CReadReceipt');
      await client.markC2CMessageAsRead({ userID: 'peer', msgIDList: [reply.clientMsgID] });
      await receipt;
      await client.markC2CMessageAsRead({ userID: 'peer', msgIDList: [] });
      assert.equal((await client.getTotalUnreadMsgCount()).data, '0');

      const page = { userID: 'peer', groupID: '', count: 20, startClientMsgID: '' };
      const history = valueOf(await client.getHistoryMessageList(page)) as MessageItem[];
      assert.deepEqual(
        history.map(({ content }) => content),
        ['hello from the past', 'hello back'],
      );
      const revoked = peer.event('OnRecvMessageRevoked');
      assert.equal((await client.revokeMessage(JSON.stringify(sent))).data, '');
      assert.equal((await revoked).data, sent.clientMsgID);
      await assert.rejects(client.revokeMessage('nonsense'), ({ errCode }: WsResponse) => errCode === 803);

      assert.equal((await client.logout()).errCode, 0);
    });

    it(`${version} takes part in a group, with pictures and mentions`, async (t) => {
      stubBrowser(t);
      const gateway = await GatewayFixture.start(t);
      const [peer] = await gateway.people('peer');
      await gateway.register('original');
      const client = await logIn(gateway, version, 'original');
      const joined = next(client, 'OnJoinedGroupAdded');
      const groupID = await makeGroup(peer, []);
      await peer.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['original'] });
      await joined;
      const picture = { uuid: 'u', type: 'png', size: 1, width: 2, height: 3, url: 'http://x/y.png' };
      const image = { sourcePicture: picture, bigPicture: picture, snapshotPicture: picture };
      const made = [
        await client.createImageMessage(image),
        await client.createTextAtMessage({ text: 'hey', atUserIDList: ['peer'] }),
      ];
      await peer.forget();
      for (const { data } of made) await client.sendMessageNotOss({ recvID: '', groupID, message: data });
      const history = JSON.parse(
        await peer.ok('getHistoryMessageList', { userID: '', groupID, count: 2, startClientMsgID: '' }),
      ) as MessageItem[];
      assert.deepEqual(history[0]?.pictureElem.sourcePicture, picture);
      assert.equal(history[1]?.atElem.isAtSelf, true);
      await client.logout();
    });
  }

  it('of both versions talk to each other', async (t) => {
    stubBrowser(t);
    const gateway = await GatewayFixture.start(t);
    await gateway.register('old', 'older');
    const newer = await logIn(gateway, '2.3.0', 'old');
    const older = await logIn(gateway, '2.0.3', 'older');
    const parties = [
      [newer, older, 'older'],
      [older, newer, 'old'],
    ] as const;
    for (const [from, to, recvID] of parties) {
      const arrived = next(to, 'OnRecvNewMessage');
      const message = (await from.createTextMessage(`to ${recvID}`)).data;
      await from.sendMessage({ recvID, groupID: '', message });
      assert.equal((valueOf(await arrived) as MessageItem).content, `to ${recvID}`);
    }
    await newer.logout();
    await older.logout();
  });

  it('are told apart from a bad token by their login’s rejection', async (t) => {
    stubBrowser(t);
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const { OpenIMSDK } = originalModule('2.3.0');
    const client = new OpenIMSDK() as unknown as OriginalClient;
    const url = gateway.url.replace('http', 'ws');
    const config = { userID: 'ada', token: 'garbage', url, platformID: 5 };
    await assert.rejects(client.login(config), ({ errCode }: WsResponse) => errCode === 111 || errCode === 112);
  });
});

import { assert } from 'chai';
import {
  ErrorCode,
  OpenIMSDK,
  parse,
  type EventFrame,
  type EventName,
  type InitConfig,
} from '../../../src/index.js';
import { startGateway, uniqueID } from '../../helpers/gateway.js';

const next = <Name extends EventName>(sdk: OpenIMSDK, name: Name) =>
  new Promise<EventFrame<Name>>((resolve) => {
    sdk.on(name, resolve);
  });

/** Two people of this test's own, at a real gateway. */
async function setUp() {
  const userIDs = [uniqueID('ada'), uniqueID('bob')] as const;
  const { url, tokens } = await startGateway([...userIDs]);
  return userIDs.map((userID): { sdk: OpenIMSDK; config: InitConfig } => ({
    sdk: new OpenIMSDK(),
    config: { userID, token: tokens[userID]!, url, platformID: 5 },
  })) as [{ sdk: OpenIMSDK; config: InitConfig }, { sdk: OpenIMSDK; config: InitConfig }];
}

const databaseNames = async () => (await indexedDB.databases()).map(({ name }) => name);

describe('OpenIMSDK in a page', () => {
  it('should talk over the page’s own socket, and cache in IndexedDB until it logs out', async () => {
    const [ada, bob] = await setUp();
    await Promise.all([ada.sdk.login(ada.config), bob.sdk.login(bob.config)]);
    assert.equal(bob.sdk.sync?.storeKind, 'indexeddb');

    const received = next(bob.sdk, 'OnRecvNewMessage');
    const { data: message } = await ada.sdk.createTextMessage('hello');
    await ada.sdk.sendMessage({ recvID: bob.config.userID, groupID: '', message });
    assert.equal(parse(await received).content, 'hello');
    const conversationID = `single_${ada.config.userID}`;
    // The message may have come before what the cache joins it on to.
    await bob.sdk.sync?.refresh(conversationID);
    const page = await bob.sdk.sync?.getNewest(conversationID, 10);
    assert.deepEqual(
      page?.messages.map((cached) => cached.message.content),
      ['hello'],
    );

    const before = await databaseNames();
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
    const after = await databaseNames();
    assert.equal(before.length - after.length, 2);
  });

  // Protection: `plain` in #send, src/sdk/open-im-sdk.ts. Without it the store fails, and is given up for memory.
  it('should take what a framework makes of the objects of a page, and say what is no file', async () => {
    const [ada, bob] = await setUp();
    await Promise.all([ada.sdk.login(ada.config), bob.sdk.login(bob.config)]);
    const { data: message } = await ada.sdk.createTextMessage('hello');
    const info = { title: 'news', desc: '', ex: '', iOSPushSound: '', iOSBadgeCount: false };
    const offlinePushInfo = new Proxy(info, {});
    await ada.sdk.sendMessage({ recvID: bob.config.userID, groupID: '', message, offlinePushInfo });
    assert.equal(ada.sdk.sync?.storeKind, 'indexeddb');
    const refused = await ada.sdk.uploadFile('text' as never).catch((error: unknown) => error);
    assert.propertyVal(refused, 'errCode', ErrorCode.BadArguments);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should read why its token is refused, and know when nobody is there', async () => {
    const [ada] = await setUp();
    const refused = await ada.sdk.login({ ...ada.config, token: 'nonsense' }).catch((error: unknown) => error);
    assert.propertyVal(refused, 'errCode', 703);
    const unreachable = { ...ada.config, url: 'ws://127.0.0.1:9' };
    const nobody = await ada.sdk.login(unreachable).catch((error: unknown) => error);
    assert.propertyVal(nobody, 'errCode', 112);
  });

  it('should come back at once when the page is shown again after its gateway was away', async () => {
    const userID = uniqueID('ada');
    const gateway = await startGateway([userID], uniqueID('restarted'));
    const sdk = new OpenIMSDK();
    await sdk.login({ userID, token: gateway.tokens[userID]!, url: gateway.url, platformID: 5 });
    const lost = new Promise<void>((resolve) => {
      sdk.sync?.engine.on('state', ({ kind }) => {
        if (kind === 'waiting') resolve();
      });
    });
    await gateway.stop();
    await lost;
    const failed = next(sdk, 'OnConnectFailed');
    window.dispatchEvent(new Event('online'));
    await failed;
    await gateway.start();
    const back = next(sdk, 'OnConnectSuccess');
    window.dispatchEvent(new Event('pageshow'));
    await back;
    await sdk.logout();
  });

  it('should keep what waits for its own user, whoever logs in meanwhile', async () => {
    const [ada, bob] = await setUp();
    const page = ada.sdk;
    // The gateway takes no token of hers, as when it has run out: what she writes waits.
    await page.open({ ...ada.config, token: 'run out' });
    const { data: hers } = await page.createTextMessage('hers');
    const waits = page
      .sendMessage({ recvID: bob.config.userID, groupID: '', message: hers })
      .catch(() => 'closed');
    while (page.connectionState.kind !== 'closed') {
      await new Promise((resolve) => page.sync?.engine.on('state', resolve));
    }

    const eveID = uniqueID('eve');
    const { url, tokens } = await startGateway([eveID]);
    await bob.sdk.login(bob.config);
    const first = next(bob.sdk, 'OnRecvNewMessage');
    await page.login({ userID: eveID, token: tokens[eveID]!, url, platformID: 5 });
    assert.equal(await waits, 'closed');
    assert.deepEqual((await page.sync!.getOverview()).unsent, []);
    const { data: eves } = await page.createTextMessage('eve’s');
    await page.sendMessage({ recvID: bob.config.userID, groupID: '', message: eves });
    assert.deepInclude(parse(await first), { content: 'eve’s', sendID: eveID });
    await page.logout();

    const second = next(bob.sdk, 'OnRecvNewMessage');
    await page.login(ada.config);
    assert.deepInclude(parse(await second), { content: 'hers', sendID: ada.config.userID });
    await Promise.all([page.logout(), bob.sdk.logout()]);
  });
});

import { assert } from 'chai';
import { ErrorCode, toJson, type EventFrame } from '../../../src/protocol/index.js';
import { databaseName } from '../../../src/storage/open-store.js';
import { Deferred } from '../../../src/util/deferred.js';
import { FakeServer } from '../../helpers/fake-server.js';
import { uniqueID } from '../../helpers/gateway.js';
import { replaceMember } from '../../helpers/replace-member.js';
import { BOB, EVE, SyncFixture } from '../../helpers/sync-fixture.js';

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}

/** Storage is the browser's, so things take real time; whatever is awaited here is awaited by its own promise. */
describe('sync over IndexedDB', () => {
  let url: string;
  let server: FakeServer;
  const opened: SyncFixture[] = [];

  beforeEach(() => {
    url = `ws://${uniqueID('server')}`;
    server = new FakeServer();
  });

  afterEach(async () => {
    for (const { sync } of opened.splice(0)) await sync.destroy();
  });

  /** A page: each has its own engine, all share the database and the server. */
  const openPage = async (): Promise<SyncFixture> => {
    const page = await SyncFixture.open(server, { storage: 'auto', url });
    opened.push(page);
    return page;
  };

  const connect = async (page: SyncFixture): Promise<void> => {
    const listed = new Promise((resolve) => page.sync.on('listed', resolve));
    page.engine.connect();
    await listed;
  };

  const textsOfBob = (): string[] => server.history('bob', 'single_alice').map(({ content }) => content);

  it('should show the last 50 and the queued message after a reload without a network, and send it once', async () => {
    const first = await openPage();
    first.sayMany(60);
    await connect(first);
    await first.sync.refresh(BOB);
    first.engine.cut();
    await first.send('queued').stored;
    first.sync.close();

    const second = await openPage();
    assert.equal(second.sync.storeKind, 'indexeddb');
    const { messages, reachesStart } = await second.sync.getNewest(BOB, 50);
    assert.deepEqual(
      messages.map(({ message, delivery }) => `${message.content}:${delivery.kind}`),
      [...Array.from({ length: 50 }, (_, i) => `${String(i + 11)}:sent`), 'queued:queued'],
    );
    assert.isFalse(reachesStart);
    assert.lengthOf((await second.sync.getOverview()).conversations, 1);
    assert.deepEqual(
      (await second.sync.getOverview()).unsent.map(({ message }) => message.content),
      ['queued'],
    );

    const sent = new Promise((resolve) =>
      second.sync.on('change', ({ arrived }) => arrived.length > 0 && resolve(true)),
    );
    await connect(second);
    await sent;
    second.sync.close();

    const third = await openPage();
    await connect(third);
    assert.deepEqual((await third.sync.getOverview()).unsent, []);
    assert.deepEqual(
      textsOfBob().filter((text) => text === 'queued'),
      ['queued'],
    );
    assert.equal((await third.deliveries()).at(-1), 'queued:sent');
  });

  it('should send once what two tabs found in the outbox, and not what one of them discarded', async () => {
    const first = await openPage();
    await first.send('shared').stored;
    await first.send('unsaid').stored;
    const second = await openPage();
    assert.lengthOf((await second.sync.getOverview()).unsent, 2);
    const [, unsaid] = (await second.sync.getOverview()).unsent;
    assert.exists(unsaid);
    await second.sync.discard(unsaid.message.clientMsgID);
    const gone = new Promise((resolve) =>
      first.sync.on('change', ({ deletedMessages }) => deletedMessages.length > 0 && resolve(true)),
    );
    first.engine.connect();
    second.engine.connect();
    await gone;
    assert.deepEqual(textsOfBob(), ['shared']);
    assert.deepEqual((await first.sync.getOverview()).unsent, []);
  });

  // Protection: `fileOf`, src/sync/outbox-item.ts. Without it the outbox is not loaded, and nothing is sent.
  it('should say why a file that is damaged is not sent, and send what waits behind it', async () => {
    const first = await openPage();
    await first.sendFile('damaged').stored;
    await first.send('behind').stored;
    const [damaged] = (await first.sync.getOverview()).unsent;
    assert.exists(damaged);
    first.sync.close();
    const database = await requested(indexedDB.open(databaseName(url, 'alice')));
    const entries = database.transaction('outbox', 'readwrite').objectStore('outbox');
    const entry = (await requested(entries.get(damaged.message.clientMsgID))) as object;
    await requested(entries.put({ ...entry, file: 7 }));
    database.close();

    const second = await openPage();
    const sent = new Promise((resolve) =>
      second.sync.on('change', ({ arrived }) => arrived.length > 0 && resolve(true)),
    );
    await connect(second);
    await sent;
    const { unsent } = await second.sync.getOverview();
    const why = unsent.map(({ delivery }) => delivery.kind === 'failed' && delivery.errCode);
    assert.deepEqual(why, [ErrorCode.ReceiverOrUploadFailed]);
    assert.deepEqual(textsOfBob(), ['behind']);
  });

  it('should send, and still store, what waits with a damaged row', async () => {
    const first = await openPage();
    await first.send('waiting').stored;
    const [waiting] = (await first.sync.getOverview()).unsent;
    assert.exists(waiting);
    first.sync.close();
    const { clientMsgID } = waiting.message;
    const database = await requested(indexedDB.open(databaseName(url, 'alice')));
    await requested(database.transaction('messages', 'readwrite').objectStore('messages').put({ clientMsgID }));
    database.close();

    const second = await openPage();
    assert.equal(second.sync.storeKind, 'indexeddb');
    const [found] = (await second.sync.getOverview()).unsent;
    assert.deepEqual(found, waiting);
    const sent = new Promise((resolve) =>
      second.sync.on('change', ({ arrived }) => arrived.length > 0 && resolve(true)),
    );
    await connect(second);
    await sent;
    assert.deepEqual(textsOfBob(), ['waiting']);
    second.sync.close();
    assert.equal((await openPage()).sync.storeKind, 'indexeddb');
  });

  it('should discard what waits with a damaged row', async () => {
    const first = await openPage();
    await first.send('waiting').stored;
    first.sync.close();
    const database = await requested(indexedDB.open(databaseName(url, 'alice')));
    await requested(database.transaction('messages', 'readwrite').objectStore('messages').clear());
    database.close();

    const second = await openPage();
    const [waiting] = (await second.sync.getOverview()).unsent;
    assert.exists(waiting);
    const deleted = new Promise((resolve) =>
      second.sync.on('change', ({ deletedMessages }) => deletedMessages.length > 0 && resolve(true)),
    );
    await second.sync.discard(waiting.message.clientMsgID);
    await deleted;
    assert.deepEqual((await second.sync.getOverview()).unsent, []);
  });

  // Protection: the comparison of `losses` in `load`, src/sync/cache.ts.
  for (const [table, damaged] of [
    ['conversations', { conversationID: BOB }],
    ['authors', { userID: 'bob' }],
  ] as const) {
    it(`should fetch the conversations again when what is stored of ${table} is damaged`, async () => {
      server = new FakeServer({ inboxPageSize: 10 });
      const idsOf = async ({ sync }: SyncFixture): Promise<string[]> =>
        (await sync.getOverview()).conversations.map(({ conversationID }) => conversationID).sort();
      const first = await openPage();
      first.say('one');
      server.say('eve', { recvID: 'alice' }, 'two');
      await connect(first);
      first.sync.close();
      const database = await requested(indexedDB.open(databaseName(url, 'alice')));
      await requested(database.transaction(table, 'readwrite').objectStore(table).put(damaged));
      database.close();

      for (let reload = 1; reload <= 2; reload++) {
        const page = await openPage();
        page.say('meanwhile');
        await connect(page);
        assert.deepEqual(await idsOf(page), [BOB, EVE], `after ${reload} reloads`);
        page.sync.close();
      }
    });
  }

  // Protection: `closedBy` in `#commit`, src/sync/sync-client.ts. Without it the change goes into memory, and nowhere else.
  it('should not say that a change is stored that came too late', async () => {
    const page = await openPage();
    await page.send('still there').stored;
    const [waiting] = (await page.sync.getOverview()).unsent;
    assert.exists(waiting);
    const reading = new Deferred<void>();
    let reads = 0;
    const restore = replaceMember(IDBObjectStore.prototype, 'get', (original) => {
      return function (this: IDBObjectStore, ...args: [IDBValidKey]) {
        // The first is outside the transaction.
        if (++reads === 2) reading.resolve();
        return original.apply(this, args);
      };
    });
    const discarded = page.sync.discard(waiting.message.clientMsgID).catch((error: unknown) => error);
    await reading.promise;
    restore();
    page.sync.close();
    assert.propertyVal(await discarded, 'errCode', ErrorCode.SocketClosed);
    assert.deepEqual(page.logger.warnings, []);
    const { unsent } = await (await openPage()).sync.getOverview();
    assert.deepEqual(
      unsent.map(({ message }) => message.content),
      ['still there'],
    );
  });

  // Protections: `key &&` and `clientMsgID &&`, src/sync/cache-draft.ts, and `!conversationID`, src/sync/apply-conversations.ts.
  // Without them the store fails on such records, and the cache moves to memory.
  it('should go on when records have no keys', async () => {
    const page = await openPage();
    await connect(page);
    const events = [
      ['OnGroupInfoChanged', {}],
      ['OnConversationChanged', [{ latestMsg: '' }]],
      ['OnRecvC2CReadReceipt', [{ msgIDList: [null] }]],
      ['OnNewRecvMessageRevoked', {}],
    ] as const;
    for (const [event, data] of events) {
      const frame = { event, errCode: 0, errMsg: '', data: toJson(data), operationID: '' };
      page.engine.deliver(frame as EventFrame);
    }
    page.say('fine');
    await page.sync.refresh(BOB);
    assert.deepEqual(await page.texts(), ['fine']);
    assert.equal(page.sync.storeKind, 'indexeddb');
    assert.deepEqual((await page.sync.getOverview()).groups, []);
  });

  it('should go on in memory when the disk is full, with the outbox, and say so once', async () => {
    const page = await openPage();
    await page.send('kept').stored;
    let moved = '';
    page.sync.on('storage', (kind) => {
      moved = kind;
    });
    const restore = replaceMember(IDBObjectStore.prototype, 'put', () => () => {
      throw new DOMException('no space', 'QuotaExceededError');
    });
    try {
      await page.send('written without space').stored;
      assert.deepEqual([moved, page.sync.storeKind, page.logger.warnings.length], ['memory', 'memory', 1]);
      await connect(page);
      await page.sync.refresh(BOB);
      assert.deepEqual(await page.texts(), ['kept', 'written without space']);
      assert.deepEqual(textsOfBob(), ['kept', 'written without space']);
    } finally {
      restore();
    }
  });

  for (const inboxPageSize of [0, 10]) {
    const how = inboxPageSize > 0 ? 'the inbox' : 'pages';
    it(`should fetch again the history that had to make room, with a gateway that tells by ${how}`, async () => {
      server = new FakeServer({ inboxPageSize });
      const page = await openPage();
      page.sayMany(3);
      await connect(page);
      await page.sync.refresh(BOB);
      assert.deepEqual(await page.texts(), ['1', '2', '3']);
      let hasRoom = false;
      const restore = [
        replaceMember(IDBObjectStore.prototype, 'delete', (original) => {
          return function (this: IDBObjectStore, ...args: [IDBValidKey]) {
            hasRoom = true;
            return original.apply(this, args);
          };
        }),
        replaceMember(IDBObjectStore.prototype, 'put', (original) => {
          return function (this: IDBObjectStore, ...args: [unknown]) {
            if (hasRoom || this.name === 'segments') return original.apply(this, args);
            throw new DOMException('no space', 'QuotaExceededError');
          };
        }),
      ];
      try {
        await page.send('to somebody else', 'eve').stored;
      } finally {
        for (const undo of restore) undo();
      }
      assert.equal(page.sync.storeKind, 'indexeddb');
      assert.deepEqual(await page.texts(), []);
      await page.sync.refresh(BOB);
      assert.deepEqual(await page.texts(), ['1', '2', '3']);
    });
  }

  it('should go on when another tab logs out and deletes the cache', async () => {
    const [first, second] = [await openPage(), await openPage()];
    await second.send('kept').stored;
    await first.sync.destroy();
    const { sent } = second.send('and another');
    await connect(second);
    await sent;
    assert.deepEqual(textsOfBob(), ['kept', 'and another']);
    assert.equal(second.sync.storeKind, 'memory');
  });

  it('should leave nothing behind when it is destroyed', async () => {
    const page = await openPage();
    page.say('canary');
    await connect(page);
    await page.sync.destroy();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    assert.notInclude(names, databaseName(url, 'alice'));
  });
});

import { assert } from 'chai';
import { OpenIMSDK, parse } from '../../../src/index.js';
import { deleteDatabase } from '../../../src/storage/indexeddb-store.js';
import { databaseName } from '../../../src/storage/open-store.js';
import { SCHEMA_VERSION } from '../../../src/storage/schema.js';
import type { Sync } from '../../../src/sync/types.js';
import { figureLine } from '../../helpers/figure.js';
import { startGateway, uniqueID, type TestGateway } from '../../helpers/gateway.js';
import { NoteLogger } from '../../helpers/note-logger.js';
import { replaceMember } from '../../helpers/replace-member.js';
import { noteUnhandled } from '../../helpers/unhandled.js';

const DAY_MS = 86_400_000;
const PAGE = 50;
/** Rows a cache has grown to in years. */
const HUGE = 30_000;

/** What is wrong with the storage: set up before the client opens its cache, or while it uses it. */
type Fault = {
  readonly title: string;
  readonly before?: (name: string) => Promise<Undo> | Undo;
  readonly during?: (name: string) => Promise<Undo> | Undo;
  /** Where the cache is when it is over. */
  readonly kind: 'indexeddb' | 'memory';
};
type Undo = () => void;
const nothing: Undo = () => undefined;

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}

function opened(name: string, version?: number, upgrade?: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => upgrade?.(request.result);
  return requested(request);
}

/** Puts records into a store of the client's database, past the client. */
async function putAll(name: string, store: string, records: readonly unknown[], key?: string): Promise<void> {
  const database = await opened(name);
  const transaction = database.transaction(store, 'readwrite');
  for (const record of records) transaction.objectStore(store).put(record, key);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = reject;
  });
  database.close();
}

async function everyRecord(name: string, store: string): Promise<Record<string, unknown>[]> {
  const database = await opened(name);
  const records = await requested(database.transaction(store).objectStore(store).getAll());
  database.close();
  return records as Record<string, unknown>[];
}

function brokenPut(
  fail: (store: IDBObjectStore, put: IDBObjectStore['put'], args: [unknown]) => IDBRequest,
): Undo {
  return replaceMember(IDBObjectStore.prototype, 'put', (original) => {
    return function (this: IDBObjectStore, ...args: [unknown]) {
      return fail(this, original, args) as never;
    };
  });
}

const faults: readonly Fault[] = [
  {
    title: 'there is no IndexedDB',
    kind: 'memory',
    before: () => replaceMember(globalThis, 'indexedDB', () => undefined),
  },
  {
    title: 'opening throws',
    kind: 'memory',
    before: () =>
      replaceMember(indexedDB, 'open', () => () => {
        throw new DOMException('not here', 'SecurityError');
      }),
  },
  {
    title: 'another tab blocks the upgrade',
    kind: 'memory',
    before: async (name) => {
      await deleteDatabase(name);
      const older = await opened(name, 1);
      return () => older.close();
    },
  },
  {
    title: 'a newer version has the database',
    kind: 'memory',
    before: async (name) => {
      await deleteDatabase(name);
      (await opened(name, 99)).close();
      return () => indexedDB.deleteDatabase(name);
    },
  },
  {
    title: 'a newer version in another tab takes the database over',
    kind: 'memory',
    during: async (name) => {
      (await opened(name, 99)).close();
      return () => indexedDB.deleteDatabase(name);
    },
  },
  {
    title: 'the quota is used up, whatever is deleted',
    kind: 'memory',
    during: () =>
      brokenPut(() => {
        throw new DOMException('no space', 'QuotaExceededError');
      }),
  },
  {
    title: 'transactions are aborted',
    kind: 'memory',
    during: () =>
      brokenPut((store, put, args) => {
        const request = put.apply(store, args);
        store.transaction.abort();
        return request;
      }),
  },
  {
    title: 'the database is deleted underneath',
    kind: 'memory',
    during: async (name) => {
      await deleteDatabase(name);
      return nothing;
    },
  },
  {
    title: 'rows are damaged',
    kind: 'indexeddb',
    before: async (name) => {
      const rows = await everyRecord(name, 'messages');
      assert.isAbove(rows.length, 2);
      const damaged = rows.map(({ clientMsgID, conversationID, age }) => ({ clientMsgID, conversationID, age }));
      await putAll(name, 'messages', damaged.slice(0, 2));
      return nothing;
    },
  },
  {
    title: 'every other record is damaged',
    kind: 'indexeddb',
    before: async (name) => {
      const conversations = await everyRecord(name, 'conversations');
      await putAll(
        name,
        'conversations',
        conversations.map(({ conversationID }) => ({ conversationID, latestMsg: 7 })),
      );
      await putAll(
        name,
        'segments',
        conversations.map(({ conversationID }) => ({ conversationID, segments: 'none' })),
      );
      await putAll(name, 'outbox', [{ clientMsgID: 'damaged', position: 'first' }]);
      await putAll(name, 'authors', [{ userID: 'bob', nickname: null }]);
      await putAll(name, 'settings', [{ epoch: 1 }], 'cursor');
      await putAll(name, 'settings', ['me'], 'self');
      return nothing;
    },
  },
  {
    title: 'the browser has evicted the database',
    kind: 'indexeddb',
    before: async (name) => {
      await deleteDatabase(name);
      return nothing;
    },
  },
  {
    title: 'a store is missing',
    kind: 'indexeddb',
    before: async (name) => {
      await deleteDatabase(name);
      const half = await opened(name, SCHEMA_VERSION, (database) => {
        database.createObjectStore('conversations', { keyPath: 'conversationID' });
      });
      half.close();
      return nothing;
    },
  },
  {
    title: 'the clock goes back a day',
    kind: 'indexeddb',
    during: () => replaceMember(Date, 'now', (original) => () => original() - DAY_MS),
  },
  {
    title: `the cache is huge (${HUGE} messages)`,
    kind: 'indexeddb',
    before: async (name) => {
      const [row] = await everyRecord(name, 'messages');
      const rows = Array.from({ length: HUGE }, (_, index) => ({
        ...row,
        clientMsgID: `huge-${index}`,
        conversationID: 'group_huge',
        sortKey: index + 1,
        age: -(index + 1),
      }));
      await putAll(name, 'messages', rows);
      return nothing;
    },
  },
];

describe('the cache is disposable', () => {
  const undo: Undo[] = [];
  let unhandled: ReturnType<typeof noteUnhandled>;
  beforeEach(() => {
    unhandled = noteUnhandled();
  });
  afterEach(() => {
    unhandled.stop();
    for (const restore of undo.splice(0)) restore();
    assert.deepEqual(unhandled.reasons, [], 'every failure has somebody who hears of it');
  });

  const survived: string[] = [];
  after(() => {
    const figure = {
      promise: 'cache disposable',
      passLine: '12 faults of IndexedDB and more: sends, receives, and equals a fresh login afterwards (Chromium)',
      measured: `${survived.length} of ${faults.length} faults: ${survived.join('; ')}`,
    };
    console.log(figureLine(figure));
  });

  it('should have 12 faults and more', () => {
    assert.isAtLeast(faults.length, 12);
  });

  // Protections: `attempt` of src/storage/fallback-store.ts, with it off each fault during use ends in a rejection; the
  // catch of openStore for those before; `intact` of src/storage/stored-shapes.ts for damaged records; `heard` of
  // src/storage/indexeddb-store.ts, without which the quota leaves rejections that nobody hears of.
  for (const { title, before, during, kind } of faults) {
    it(`should send and receive, and be as after a fresh login, when ${title}`, async function () {
      this.timeout(30_000);
      const [ada, bob] = [uniqueID('ada'), uniqueID('bob')];
      const gateway = await startGateway([ada, bob]);
      const name = databaseName(gateway.url, ada);
      const peer = await logIn(gateway, bob, 'memory');
      const first = await logIn(gateway, ada, 'auto');
      assert.equal((first.sdk.sync as Sync).storeKind, 'indexeddb');
      for (const text of ['one', 'two', 'three']) await exchange(first, peer, text);
      first.sdk.close();

      if (before) undo.push(await before(name));
      const client = await logIn(gateway, ada, 'auto');
      await exchange(client, peer, 'after opening');
      if (during) undo.push(await during(name));
      await exchange(client, peer, 'in trouble');
      const { unsent } = await (client.sdk.sync as Sync).getOverview();
      assert.deepEqual(unsent, []);
      assert.equal((client.sdk.sync as Sync).storeKind, kind);
      const seen = await viewOf(client.sdk);
      const fresh = await logIn(gateway, ada, 'memory');
      assert.deepEqual(seen, await viewOf(fresh.sdk));
      client.sdk.close();

      for (const restore of undo.splice(0)) restore();
      const again = await logIn(gateway, ada, 'auto');
      await exchange(again, peer, 'when it is over');
      assert.deepEqual(await viewOf(again.sdk), await viewOf((await logIn(gateway, ada, 'memory')).sdk));
      await again.sdk.logout();
      assert.notInclude(
        (await indexedDB.databases()).map((database) => database.name),
        name,
        'logout wipes it',
      );
      peer.sdk.close();
      survived.push(title);
    });
  }
});

type Person = { readonly sdk: OpenIMSDK; readonly userID: string };

async function logIn(gateway: TestGateway, userID: string, storage: 'auto' | 'memory'): Promise<Person> {
  const sdk = new OpenIMSDK({ storage, logger: new NoteLogger() });
  await sdk.login({ userID, token: gateway.tokens[userID] ?? '', url: gateway.url, platformID: 5 });
  const sync = sdk.sync as Sync;
  await sdk.getAllConversationList();
  const { conversations } = await sync.getOverview();
  for (const { conversationID } of conversations) await sync.refresh(conversationID);
  return { sdk, userID };
}

/** A text each way; resolves when both have both. */
async function exchange(one: Person, other: Person, text: string): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { data: message } = await from.sdk.createTextMessage(text);
    const { clientMsgID } = parse(message);
    const received = new Promise<void>((resolve) => {
      const listener = (frame: { readonly data: string }): void => {
        if (!frame.data.includes(clientMsgID)) return;
        to.sdk.off('OnRecvNewMessage', listener);
        resolve();
      };
      to.sdk.on('OnRecvNewMessage', listener);
    });
    await from.sdk.sendMessage({ recvID: to.userID, groupID: '', message });
    await received;
  }
}

async function viewOf(sdk: OpenIMSDK): Promise<unknown> {
  const sync = sdk.sync as Sync;
  await sdk.getLoginUser();
  // In turn with what came before that answer.
  await sync.getNewest('', 1);
  const { conversations } = await sync.getOverview();
  const timelines: unknown[] = [];
  for (const { conversationID } of conversations) {
    await sync.refresh(conversationID);
    let page = await sync.getNewest(conversationID, PAGE);
    const messages = [...page.messages];
    while (!page.reachesStart) {
      page = await sync.loadOlder(conversationID, messages[0]?.sortKey ?? Infinity, PAGE);
      if (page.messages.length === 0) break;
      messages.unshift(...page.messages);
    }
    timelines.push(messages);
  }
  return { conversations, timelines, self: sync.self };
}

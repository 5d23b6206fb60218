import { assert } from 'chai';
import { databaseName, OPEN_TIMEOUT_MS, openStore } from '../../../src/storage/open-store.js';
import { deleteDatabase } from '../../../src/storage/indexeddb-store.js';
import type { StorageError } from '../../../src/storage/storage-error.js';
import type { Changes, Store } from '../../../src/storage/store.js';
import { ManualClock } from '../../helpers/manual-clock.js';
import { uniqueID } from '../../helpers/gateway.js';
import { idOf, makeConversation, makeEntry, makeRow } from '../../helpers/messages.js';
import { NoteLogger } from '../../helpers/note-logger.js';
import { replaceMember } from '../../helpers/replace-member.js';
import { unsent } from '../../helpers/store-cases.js';

const url = 'wss://chat.example';

function throwQuotaError(): never {
  throw new DOMException('no space', 'QuotaExceededError');
}

describe('openStore', () => {
  let userID: string;
  let logger: NoteLogger;
  let clock: ManualClock;
  let rescued: Changes;
  let fallbacks: number;
  const undo: (() => void)[] = [];

  beforeEach(() => {
    userID = uniqueID('user');
    logger = new NoteLogger();
    clock = new ManualClock();
    rescued = {};
    fallbacks = 0;
  });

  afterEach(async () => {
    for (const restore of undo.splice(0)) restore();
    await deleteDatabase(databaseName(url, userID));
  });

  const open = (storage: 'auto' | 'memory' = 'auto'): Promise<Store> =>
    openStore({ url, userID, storage, clock, logger, rescue: () => rescued, onFallback: () => fallbacks++ });

  const faults = (): string[] => logger.warnings.map(({ detail }) => (detail as StorageError).fault);
  /** The names of the browser's own errors. */
  const causes = (): string[] =>
    logger.warnings.map(({ detail }) => ((detail as StorageError).cause as Error).name);

  const assertWorks = async (store: Store): Promise<void> => {
    await store.commit({ messages: [makeRow(1, 10)] });
    assert.deepEqual(await store.get('messages', [idOf(1)]), [makeRow(1, 10)]);
  };

  it('should open IndexedDB, keep it for the user, and say nothing', async () => {
    const store = await open();
    await assertWorks(store);
    store.close();
    const again = await open();
    assert.equal(again.kind, 'indexeddb');
    assert.deepEqual(await again.get('messages', [idOf(1)]), [makeRow(1, 10)]);
    again.close();
    assert.deepEqual(faults(), []);
    assert.equal(clock.pendingTimers, 0);
  });

  it('should keep users, servers and odd IDs apart', () => {
    const names = [
      databaseName('wss://a.example', 'b'),
      databaseName('wss://a.example', 'B'),
      databaseName('wss://a.example/b', ''),
      databaseName('wss://b.example', 'b'),
      databaseName('wss://a.example:444', 'b'),
      databaseName('wss://a.example', 'b","c'),
    ];
    assert.equal(new Set(names).size, names.length);
    assert.equal(
      databaseName('https://a.example/?token=secret', 'b'),
      databaseName('wss://a.example', 'b'),
      'the same server, and no token in a name',
    );
    assert.include(databaseName('no address', 'b'), 'no address');
  });

  it('should stay in memory when asked to', async () => {
    const store = await open('memory');
    assert.equal(store.kind, 'memory');
    await assertWorks(store);
    assert.deepEqual(faults(), []);
  });

  it('should go on in memory where there is no IndexedDB', async () => {
    undo.push(replaceMember(globalThis, 'indexedDB', () => undefined));
    const store = await open();
    assert.equal(store.kind, 'memory');
    await assertWorks(store);
    assert.deepEqual(faults(), ['absent']);
  });

  it('should go on in memory where opening is refused', async () => {
    undo.push(
      replaceMember(indexedDB, 'open', () => () => {
        throw new DOMException('not here', 'SecurityError');
      }),
    );
    const store = await open();
    await assertWorks(store);
    assert.deepEqual([faults(), causes()], [['broken'], ['SecurityError']]);
  });

  it('should go on in memory when a newer version has the database', async () => {
    const newer = indexedDB.open(databaseName(url, userID), 99);
    await new Promise((resolve) => (newer.onsuccess = resolve));
    newer.result.close();
    const store = await open();
    await assertWorks(store);
    assert.deepEqual([faults(), causes()], [['broken'], ['VersionError']]);
  });

  it('should go on in memory when the database does not open in time', async () => {
    // A deletion that another tab holds up keeps everybody waiting, without a word.
    const name = databaseName(url, userID);
    const other = indexedDB.open(name, 1);
    await new Promise((resolve) => (other.onsuccess = resolve));
    const deletion = indexedDB.deleteDatabase(name);
    const opening = open();
    await clock.advance(OPEN_TIMEOUT_MS);
    const store = await opening;
    await assertWorks(store);
    assert.deepEqual(faults(), ['slow']);
    other.result.close();
    await new Promise((resolve) => (deletion.onsuccess = resolve));
  });

  it('should go on in memory when another tab blocks the upgrade', async () => {
    const name = databaseName(url, userID);
    const older = indexedDB.open(name, 1);
    await new Promise((resolve) => (older.onsuccess = resolve));
    let blocked: Promise<unknown> = Promise.resolve();
    undo.push(
      replaceMember(indexedDB, 'open', (original) => () => {
        const request = original.call(indexedDB, name, 2);
        blocked = new Promise((resolve) => {
          request.addEventListener('blocked', resolve);
        });
        return request;
      }),
    );
    const opening = open();
    await blocked;
    await clock.advance(OPEN_TIMEOUT_MS);
    const store = await opening;
    await assertWorks(store);
    assert.deepEqual(faults(), ['blocked']);
    older.result.close();
  });

  const failures: readonly [title: string, fault: string, breakIt: () => () => void][] = [
    ['the quota is used up', 'full', () => replaceMember(IDBObjectStore.prototype, 'put', () => throwQuotaError)],
    [
      'a transaction is aborted',
      'broken',
      () =>
        replaceMember(IDBObjectStore.prototype, 'put', (original) => {
          return function (this: IDBObjectStore, ...args: [unknown]) {
            const request = original.apply(this, args);
            this.transaction.abort();
            return request;
          };
        }),
    ],
  ];
  for (const [title, fault, breakIt] of failures) {
    it(`should move to memory when ${title}, with what must not be lost`, async () => {
      const store = await open();
      await store.commit({ messages: [makeRow(1, 10)] });
      rescued = { outbox: [makeEntry(2)], messages: [makeRow(2, 20)] };
      undo.push(breakIt());
      await Promise.all([
        store.commit({ messages: [makeRow(3, 30)] }),
        store.commit({ messages: [makeRow(4, 40)] }),
      ]);
      assert.equal(store.kind, 'memory');
      assert.deepEqual(await unsent(store), [makeEntry(2)]);
      assert.deepEqual(await store.get('messages', [idOf(2), idOf(3), idOf(4)]), [
        makeRow(2, 20),
        makeRow(3, 30),
        makeRow(4, 40),
      ]);
      assert.deepEqual(faults(), [fault]);
      assert.equal(fallbacks, 1);
    });
  }

  // Protection: `makeRoom` in the catch of `commit`, src/storage/fallback-store.ts; without it the store moves to memory.
  it('should forget the oldest history of conversations that are not pinned when the quota is used up', async () => {
    const store = await open();
    const row = (conversationID: string, place: number) =>
      makeRow(`${conversationID}${String(place)}`, place, { conversationID });
    const stretch = (oldest: number, newest: number) => ({
      oldestSendTime: oldest,
      oldestClientMsgID: '',
      newestSendTime: newest,
      reachesStart: false,
    });
    await store.commit({
      messages: [10, 11, 20].flatMap((place) => ['pinned', 'old', 'new'].map((id) => row(id, place))),
      conversations: ['pinned', 'old', 'new'].map((conversationID) => ({
        ...makeConversation(conversationID),
        conversationID,
        isPinned: conversationID === 'pinned',
      })),
      segments: [
        { conversationID: 'pinned', segments: [stretch(10, 20)] },
        { conversationID: 'old', segments: [stretch(20, 20), stretch(10, 11)] },
        { conversationID: 'new', segments: [stretch(20, 20), stretch(11, 11)] },
      ],
      outbox: [makeEntry(2)],
    });
    let hasRoom = false;
    undo.push(
      replaceMember(IDBObjectStore.prototype, 'delete', (original) => {
        return function (this: IDBObjectStore, ...args: [IDBValidKey]) {
          hasRoom = true;
          return original.apply(this, args);
        };
      }),
      replaceMember(IDBObjectStore.prototype, 'put', (original) => {
        return function (this: IDBObjectStore, ...args: [unknown]) {
          return hasRoom ? original.apply(this, args) : throwQuotaError();
        };
      }),
    );
    await store.commit({
      messages: [row('new', 30)],
      segments: [{ conversationID: 'new', segments: [stretch(11, 30)] }],
    });
    assert.equal(store.kind, 'indexeddb');
    assert.deepEqual(faults(), []);
    const places = async (conversationID: string) =>
      (await store.getMessages({ conversationID })).map(({ sortKey }) => sortKey);
    // A quarter of nine, and nothing of the conversation that is being written to.
    assert.deepEqual(await places('old'), []);
    assert.deepEqual(await store.get('segments', ['old']), [{ conversationID: 'old', segments: [] }]);
    assert.deepEqual(await places('pinned'), [10, 11, 20]);
    assert.deepEqual(await places('new'), [10, 11, 20, 30]);
    assert.deepEqual(await unsent(store), [makeEntry(2)]);
    store.close();
  });

  it('should move to memory when the database is deleted underneath', async () => {
    const store = await open();
    rescued = { outbox: [makeEntry(2)] };
    await deleteDatabase(databaseName(url, userID));
    assert.deepEqual(await unsent(store), [makeEntry(2)]);
    await assertWorks(store);
    assert.deepEqual([faults(), causes()], [['broken'], ['InvalidStateError']]);
  });

  for (const end of ['close', 'destroy'] as const) {
    it(`should not complain of what is still written after ${end}`, async () => {
      const store = await open();
      await store[end]();
      await store.commit({ messages: [makeRow(1, 10)] });
      assert.deepEqual(faults(), []);
      assert.equal(fallbacks, 0);
    });
  }

  it('should leave nothing of what is written while it is destroyed', async () => {
    const name = databaseName(url, userID);
    const store = await open();
    const other = indexedDB.open(name);
    await new Promise((resolve) => other.addEventListener('success', resolve));
    const destroyed = store.destroy();
    await Promise.all([destroyed, store.commit({ messages: [makeRow(1, 10, { content: 'canary' })] })]);
    const rows = other.result.transaction('messages').objectStore('messages').getAll();
    await new Promise((resolve) => rows.addEventListener('success', resolve));
    other.result.close();
    assert.deepEqual(rows.result, []);
  });

  it('should be gone once it is destroyed, whatever is asked of it meanwhile', async () => {
    const store = await open();
    const destroyed = store.destroy();
    const reads = Array.from({ length: 20 }, () => unsent(store));
    await Promise.all([destroyed, ...reads]);
    const databases = await indexedDB.databases();
    assert.isFalse(databases.some(({ name }) => name === databaseName(url, userID)));
  });

  it('should delete the database on destroy, also when it had moved to memory', async () => {
    const store = await open();
    await store.commit({ messages: [makeRow(1, 10)] });
    undo.push(replaceMember(IDBObjectStore.prototype, 'put', () => throwQuotaError));
    await store.commit({ messages: [makeRow(2, 20)] });
    await store.destroy();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    assert.notInclude(names, databaseName(url, userID));
  });
});

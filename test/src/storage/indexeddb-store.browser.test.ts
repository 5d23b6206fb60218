import { assert } from 'chai';
import { deleteDatabase, IndexedDBStore } from '../../../src/storage/indexeddb-store.js';
import { SCHEMA_VERSION } from '../../../src/storage/schema.js';
import { StorageError } from '../../../src/storage/storage-error.js';
import { uniqueID } from '../../helpers/gateway.js';
import { idOf, makeConversation, makeEntry, makeRow } from '../../helpers/messages.js';
import { replaceMember } from '../../helpers/replace-member.js';
import { noteUnhandled } from '../../helpers/unhandled.js';
import { storeCases, unsent } from '../../helpers/store-cases.js';

describe('IndexedDBStore', () => {
  let name: string;
  let store: IndexedDBStore;

  beforeEach(async () => {
    name = uniqueID('store');
    store = await IndexedDBStore.open(name, () => assert.fail('blocked'));
  });

  afterEach(async () => {
    store.close();
    await deleteDatabase(name);
  });

  for (const { title, run } of storeCases) it(title, () => run(store));

  it('should keep everything when it is closed and opened again', async () => {
    await store.commit({ messages: [makeRow(1, 10)], outbox: [makeEntry(1)] });
    store.close();
    store = await IndexedDBStore.open(name, () => assert.fail('blocked'));
    assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), [makeRow(1, 10)]);
    assert.deepEqual(await unsent(store), [makeEntry(1)]);
  });

  it('should write all of a change or nothing', async () => {
    await store.commit({ messages: [makeRow(1, 10)] });
    const unstorable = makeEntry(2, { message: (() => undefined) as never });
    const error = await rejectionOf(store.commit({ messages: [makeRow(2, 20)], outbox: [unstorable] }));
    assert.equal(error.fault, 'broken');
    assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), [makeRow(1, 10)]);
  });

  it('should be committed before the page hears that the requests were carried out: a page that is left never does', async () => {
    const order: string[] = [];
    const restores = [
      replaceMember(
        IDBObjectStore.prototype,
        'put',
        (put) =>
          function (this: IDBObjectStore, ...args: [unknown]) {
            const request = put.apply(this, args);
            request.addEventListener('success', () => order.push('put'));
            return request;
          },
      ),
      replaceMember(
        IDBTransaction.prototype,
        'commit',
        (commit) =>
          function (this: IDBTransaction) {
            order.push('commit');
            commit.call(this);
          },
      ),
    ];
    await store.commit({ messages: [makeRow(1, 10)], outbox: [makeEntry(1)] });
    for (const restore of restores) restore();
    assert.deepEqual(order, ['commit', 'put', 'put']);
  });

  it('should read a file that was stored as it is, as versions 1 and 2 did', async () => {
    const raw = await openRaw(name, SCHEMA_VERSION);
    const transaction = raw.transaction('outbox', 'readwrite');
    transaction.objectStore('outbox').put(makeEntry(1, { file: new File(['hello'], 'a.txt') }));
    const isStored = await new Promise((resolve) => {
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
    raw.close();
    // In WebKit's private windows there are none to be read.
    if (!isStored) return;
    const [entry] = await unsent(store);
    assert.equal((entry?.file as File).name, 'a.txt');
    assert.equal(await (entry?.file as File).text(), 'hello');
  });

  it('should take only the stores a change concerns, on the disk when it is about the outbox', async () => {
    const transactions: unknown[] = [];
    const restore = replaceMember(IDBDatabase.prototype, 'transaction', (original) => {
      return function (this: IDBDatabase, ...args: Parameters<typeof original>) {
        transactions.push(args);
        return original.apply(this, args);
      };
    });
    try {
      await store.commit({ messages: [makeRow(1, 10)] });
      await store.commit({ messages: [makeRow(2, 20)], outbox: [makeEntry(2)] });
      await store.commit({});
    } finally {
      restore();
    }
    assert.deepEqual(transactions, [
      [['messages'], 'readwrite', { durability: 'relaxed' }],
      [['messages', 'outbox'], 'readwrite', { durability: 'strict' }],
    ]);
  });

  it('should read a page of a long conversation in one request', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => makeRow(i, i));
    await store.commit({ messages: rows });
    let requests = 0;
    const restore = replaceMember(IDBIndex.prototype, 'getAll', (original) => {
      return function (this: IDBIndex, ...args: [query?: IDBKeyRange, count?: number]) {
        requests++;
        return original.apply(this, args);
      };
    });
    try {
      const page = await store.getMessages({ conversationID: 'single_bob', limit: 50 });
      assert.deepEqual(page, rows.slice(450));
    } finally {
      restore();
    }
    assert.equal(requests, 1);
  });

  it('should let go of the database when another tab deletes it, and say so', async () => {
    await deleteDatabase(name);
    const error = await rejectionOf(store.getMessages({ conversationID: 'single_bob' }));
    assert.equal((error.cause as Error).name, 'InvalidStateError');
  });

  it('should empty the database even when another tab does not let go of it', async () => {
    await store.commit({ messages: [makeRow(1, 10, { content: 'canary' })] });
    const other = await openRaw(name, SCHEMA_VERSION);
    await store.destroy();
    const rows = await all(other.transaction('messages').objectStore('messages'));
    other.close();
    assert.deepEqual(rows, []);
  });

  it('should make a half-made database anew', async () => {
    await deleteDatabase(name);
    (await openRaw(name, SCHEMA_VERSION)).close();
    store = await IndexedDBStore.open(name, () => assert.fail('blocked'));
    await store.commit({ messages: [makeRow(1, 10)] });
    assert.deepEqual(await store.get('messages', [idOf(1)]), [makeRow(1, 10)]);
  });
});

const segment = { oldestSendTime: 10, oldestClientMsgID: idOf(1), newestSendTime: 20, reachesStart: true };

/** Every way to fail: each is told by what was asked, and nothing else of it is left for nobody to hear. */
describe('IndexedDBStore that fails', () => {
  let name: string;
  let store: IndexedDBStore;
  let undo: (() => void)[];

  beforeEach(async () => {
    name = uniqueID('store');
    store = await IndexedDBStore.open(name, () => assert.fail('blocked'));
    await store.commit({
      conversations: [makeConversation('single_bob')],
      messages: [makeRow(1, 10), makeRow(2, 20)],
      segments: [{ conversationID: 'single_bob', segments: [segment] }],
      outbox: [makeEntry(2)],
    });
    undo = [];
  });

  afterEach(async () => {
    for (const restore of undo) restore();
    store.close();
    await deleteDatabase(name);
  });

  /** `member` of every object store as `fail` has it. */
  const breakMember = (
    member: 'put' | 'delete' | 'get' | 'getAll' | 'getAllKeys',
    fail: (store: IDBObjectStore, request: () => IDBRequest) => IDBRequest,
  ): void => {
    const restore = replaceMember(IDBObjectStore.prototype, member, (original) => {
      return function (this: IDBObjectStore, ...args: unknown[]) {
        return fail(this, () => (original as (...args: unknown[]) => IDBRequest).apply(this, args));
      };
    });
    undo.push(restore);
  };
  const refuse = (): never => {
    throw new DOMException('no space', 'QuotaExceededError');
  };
  const abort = (broken: IDBObjectStore, request: () => IDBRequest): IDBRequest => {
    const made = request();
    broken.transaction.abort();
    return made;
  };

  const operations: Record<string, () => Promise<unknown>> = {
    writing: () => store.commit({ messages: [makeRow(3, 30), makeRow(4, 40)], deleted: { outbox: [idOf(2)] } }),
    'clearing a conversation': () =>
      store.commit({ clearedConversations: ['single_bob'], messages: [makeRow(3, 30)] }),
    'beginning anew': () => store.commit({ isDiscarded: true, messages: [makeRow(3, 30)] }),
    'making room': () => store.makeRoom(new Set()),
    'reading rows by ID': () => store.get('messages', [idOf(1), idOf(2)]),
    'reading conversations': () => store.getAll('conversations'),
    'reading segments': () => store.get('segments', ['single_bob']),
  };
  const faults = { refused: refuse, aborted: abort };
  for (const [operation, run] of Object.entries(operations)) {
    for (const [fault, fail] of Object.entries(faults)) {
      it(`should leave nothing unhandled when requests are ${fault} while ${operation}`, async () => {
        const unhandled = noteUnhandled();
        undo.push(unhandled.stop);
        const members = operation.startsWith('reading') ? (['get', 'getAll'] as const) : (['put'] as const);
        for (const member of members) breakMember(member, fail);
        await rejectionOf(run());
        for (const restore of undo.splice(1)) restore();
        // They are reported in a turn of their own, which is over by the time that something else was read.
        await store.getAll('conversations');
        assert.deepEqual(unhandled.reasons, []);
      });
    }
  }
});

async function rejectionOf(promise: Promise<unknown>): Promise<StorageError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail', { cause: error });
  return StorageError.from(error);
}

function openRaw(name: string, version: number): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
}

function all(store: IDBObjectStore): Promise<unknown[]> {
  const request = store.getAll();
  return new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
}

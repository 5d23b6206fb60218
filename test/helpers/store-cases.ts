import { assert } from 'chai';
import type { OutboxEntry, Store } from '../../src/storage/store.js';
import { idOf, makeConversation, makeEntry, makeGroup, makeRow, makeSelf } from './messages.js';

/** What is in the outbox. */
export async function unsent(store: Store): Promise<(OutboxEntry | undefined)[]> {
  return store.get('outbox', (await store.getOutboxIDs()).sort());
}

/** What every store must do, whatever it keeps things in: run against each of them. */
export const storeCases: readonly { readonly title: string; readonly run: (store: Store) => Promise<void> }[] = [
  {
    title: 'should be empty at first',
    run: async (store) => {
      assert.deepEqual(await store.getAll('conversations'), []);
      assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), []);
      assert.deepEqual(await store.get('messages', [idOf(1)]), [undefined]);
      assert.deepEqual(await store.get('segments', ['single_bob']), [undefined]);
      assert.deepEqual(await store.getAll('groups'), []);
      assert.deepEqual(await store.getOutboxIDs(), []);
      assert.deepEqual(await store.get('settings', ['self']), [undefined]);
    },
  },
  {
    title: 'should answer the newest rows of a range, oldest first, of one conversation only',
    run: async (store) => {
      const rows = [30, 10, 40, 20].map((sortKey) => makeRow(sortKey, sortKey));
      await store.commit({
        messages: [
          ...rows,
          makeRow('a', 25, { conversationID: 'single_bo' }),
          makeRow('b', 25, { conversationID: 'single_bobby' }),
        ],
      });
      const keys = async (range: { from?: number; before?: number; limit?: number; oldest?: boolean }) =>
        (await store.getMessages({ conversationID: 'single_bob', ...range })).map(({ sortKey }) => sortKey);
      assert.deepEqual(await keys({}), [10, 20, 30, 40]);
      assert.deepEqual(await keys({ limit: 2 }), [30, 40]);
      assert.deepEqual(await keys({ before: 30 }), [10, 20]);
      assert.deepEqual(await keys({ from: 20, before: 40, limit: 1 }), [30]);
      assert.deepEqual(await keys({ from: 20, limit: 2, oldest: true }), [20, 30]);
      assert.deepEqual(await keys({ before: 30, limit: 5, oldest: true }), [10, 20]);
      assert.deepEqual(await keys({ from: 41 }), []);
      assert.deepEqual(await keys({ from: 20, before: 20 }), []);
      assert.deepEqual(await keys({ from: 30, before: 20 }), []);
    },
  },
  {
    title: 'should give back a row as it was put, under one ID once',
    run: async (store) => {
      await store.commit({ messages: [makeRow(1, 10, { content: 'first' }), makeRow(2, 10)] });
      await store.commit({ messages: [makeRow(1, 30, { content: 'second' })] });
      const rows = await store.getMessages({ conversationID: 'single_bob' });
      assert.deepEqual(rows, [makeRow(2, 10), makeRow(1, 30, { content: 'second' })]);
      assert.deepEqual(await store.get('messages', [idOf(1), idOf(9), idOf(2)]), [rows[1], undefined, rows[0]]);
    },
  },
  {
    title: 'should order rows of equal place by their ID, downwards',
    run: async (store) => {
      await store.commit({ messages: [makeRow('b', 10), makeRow('a', 10), makeRow('c', 10)] });
      const rows = await store.getMessages({ conversationID: 'single_bob' });
      assert.deepEqual(
        rows.map(({ clientMsgID }) => clientMsgID),
        [idOf('c'), idOf('b'), idOf('a')],
      );
    },
  },
  {
    title: 'should write and delete everything a change names',
    run: async (store) => {
      const conversation = makeConversation('single_bob', { showName: 'Bob' });
      const places = async () => (await unsent(store)).map((entry) => entry?.position);
      const segment = { oldestSendTime: 1, oldestClientMsgID: idOf(1), newestSendTime: 2, reachesStart: true };
      const self = makeSelf('alice');
      await store.commit({
        conversations: [conversation, makeConversation('single_eve')],
        segments: [{ conversationID: 'single_bob', segments: [segment] }],
        groups: [makeGroup('7')],
        outbox: [makeEntry(2, { position: 9 }), makeEntry(1, { position: 3 })],
        settings: { self },
      });
      assert.deepEqual(await store.get('segments', ['single_bob']), [
        { conversationID: 'single_bob', segments: [segment] },
      ]);
      assert.deepEqual(await store.getAll('groups'), [makeGroup('7')]);
      assert.deepEqual(await store.get('settings', ['cursor', 'self']), [undefined, self]);
      assert.deepEqual(await places(), [3, 9]);
      await store.commit({ deleted: { conversations: ['single_eve'], outbox: [idOf(1)] } });
      assert.deepEqual(await store.getAll('conversations'), [conversation]);
      assert.deepEqual(await places(), [9]);
    },
  },
  {
    title: 'should give back the file of an entry, with its name and type',
    run: async (store) => {
      const file = { bytes: new TextEncoder().encode('hello').buffer, name: 'a.txt', type: 'text/plain' };
      await store.commit({ outbox: [makeEntry(1, { file })] });
      const [entry] = await unsent(store);
      assert.deepEqual(entry?.file, file);
    },
  },
  {
    title: 'should clear a conversation before it puts',
    run: async (store) => {
      await store.commit({ messages: [makeRow(1, 10), makeRow(2, 20)] });
      await store.commit({ messages: [makeRow('e', 5, { conversationID: 'single_eve' })] });
      const messages = [makeRow(2, 20), makeRow(3, 30)];
      await store.commit({ clearedConversations: ['single_bob'], messages });
      assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), messages);
      assert.lengthOf(await store.getMessages({ conversationID: 'single_eve' }), 1);
    },
  },
  {
    title: 'should delete messages by ID',
    run: async (store) => {
      await store.commit({ messages: [makeRow(1, 10), makeRow(2, 20)] });
      await store.commit({ deleted: { messages: [idOf(1), idOf(7)] } });
      assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), [makeRow(2, 20)]);
    },
  },
];

import { assert } from 'chai';
import { deleteDatabase, IndexedDBStore } from '../../../src/storage/indexeddb-store.js';
import type { InboxCursor } from '../../../src/index.js';
import { SCHEMA_VERSION } from '../../../src/storage/schema.js';
import { TABLES, type StoredFile } from '../../../src/storage/store.js';
import { cacheFixtures, kept, makeCache } from '../../helpers/cache-fixtures.js';
import { uniqueID } from '../../helpers/gateway.js';
import { idOf, makeRow } from '../../helpers/messages.js';
import { unsent } from '../../helpers/store-cases.js';

describe('the schema of the cache', () => {
  it('should have a fixture for every version there ever was', () => {
    assert.deepEqual(
      cacheFixtures.map(({ version }) => version),
      Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1),
    );
    assert.sameMembers(Object.keys(cacheFixtures.at(-1)?.stores ?? {}), [...TABLES], 'the newest has all stores');
  });

  for (const fixture of cacheFixtures) {
    it(`should take over a cache of version ${fixture.version} with all that is in it`, async () => {
      const name = uniqueID('cache');
      await makeCache(name, fixture);
      const store = await IndexedDBStore.open(name, () => undefined);
      try {
        assert.deepEqual(await store.getAll('conversations'), [kept.conversation] as never);
        assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), [
          kept.message,
          kept.unsent,
        ] as never);
        assert.deepEqual(await store.get('segments', ['single_bob']), [
          { conversationID: 'single_bob', segments: [kept.segment] },
        ]);
        assert.deepEqual(await store.getAll('groups'), [kept.group] as never);
        const [entry, withFile] = await unsent(store);
        assert.deepEqual(entry, kept.outboxEntry as never);
        const { bytes } = (withFile?.file ?? {}) as Partial<StoredFile>;
        assert.equal(bytes && new TextDecoder().decode(bytes), fixture.version >= 3 ? 'hello' : undefined);
        const [self, cursor] = await store.get('settings', ['self', 'cursor']);
        assert.deepEqual(self, kept.self as never);
        const isKnown = fixture.version >= 2;
        assert.lengthOf(await store.getAll('authors'), isKnown ? 1 : 0);
        assert.equal((cursor as InboxCursor | undefined)?.seq, isKnown ? 1 : undefined);

        await store.commit({
          messages: [makeRow(1, 10)],
          authors: [{ userID: 'eve', nickname: 'Eve', faceURL: '' }],
        });
        assert.deepEqual(await store.get('messages', [idOf(1)]), [makeRow(1, 10)]);
      } finally {
        store.close();
        await deleteDatabase(name);
      }
    });
  }
});

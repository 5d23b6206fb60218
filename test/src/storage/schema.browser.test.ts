import { assert } from 'chai';
import { deleteDatabase, IndexedDBStore } from '../../../src/storage/indexeddb-store.js';
import { SCHEMA_VERSION, STORE_NAMES } from '../../../src/storage/schema.js';
import { cacheFixtures, kept, makeCache } from '../../helpers/cache-fixtures.js';
import { uniqueID } from '../../helpers/gateway.js';
import { idOf, makeRow } from '../../helpers/messages.js';

describe('the schema of the cache', () => {
  it('should have a fixture for every version there ever was', () => {
    assert.deepEqual(
      cacheFixtures.map(({ version }) => version),
      Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1),
    );
    assert.sameMembers(
      Object.keys(cacheFixtures.at(-1)?.stores ?? {}),
      [...STORE_NAMES],
      'the newest has all stores',
    );
  });

  for (const fixture of cacheFixtures) {
    it(`should take over a cache of version ${fixture.version} with all that is in it`, async () => {
      const name = uniqueID('cache');
      await makeCache(name, fixture);
      const store = await IndexedDBStore.open(name, () => undefined);
      try {
        assert.deepEqual(await store.getConversations(), [kept.conversation] as never);
        assert.deepEqual(await store.getMessages({ conversationID: 'single_bob' }), [
          kept.message,
          kept.unsent,
        ] as never);
        assert.deepEqual(await store.getSegments('single_bob'), [kept.segment]);
        assert.deepEqual(await store.getGroups(), [kept.group] as never);
        assert.deepEqual(await store.getOutbox(), [kept.outboxEntry] as never);
        assert.deepEqual(await store.getSetting('self'), kept.self);
        const isKnown = fixture.version >= 2;
        assert.lengthOf(await store.getAuthors(), isKnown ? 1 : 0);
        assert.equal((await store.getSetting('cursor'))?.seq, isKnown ? 1 : undefined);

        await store.commit({
          messages: [makeRow(1, 10)],
          authors: [{ userID: 'eve', nickname: 'Eve', faceURL: '' }],
        });
        assert.deepEqual(await store.getMessagesByID([idOf(1)]), [makeRow(1, 10)]);
      } finally {
        store.close();
        await deleteDatabase(name);
      }
    });
  }
});

import { assert } from 'chai';
import { FakeServer } from '../../helpers/fake-server.js';
import { uniqueID } from '../../helpers/gateway.js';
import { replaceMember } from '../../helpers/replace-member.js';
import { BOB, SyncFixture } from '../../helpers/sync-fixture.js';

/** What opening a conversation costs, counted: counts do not depend on what else the machine does. */
describe('opening a conversation from the cache', () => {
  const opened: SyncFixture[] = [];

  afterEach(async () => {
    for (const { sync } of opened.splice(0)) await sync.destroy();
  });

  /** Transactions and requests of opening a conversation of which `count` messages were sent and 200 read. */
  async function costOf(count: number): Promise<{ transactions: number; getAlls: number; gets: number }> {
    const url = `ws://${uniqueID('server')}`;
    const server = new FakeServer();
    const first = await SyncFixture.open(server, { storage: 'auto', url });
    opened.push(first);
    first.sayMany(count);
    const listed = new Promise((resolve) => first.sync.on('listed', resolve));
    first.engine.connect();
    await listed;
    await first.sync.refresh(BOB);
    first.engine.cut();
    first.sync.close();

    const second = await SyncFixture.open(server, { storage: 'auto', url });
    opened.push(second);
    const cost = { transactions: 0, getAlls: 0, gets: 0 };
    const restores = [
      replaceMember(IDBDatabase.prototype, 'transaction', (original) => {
        return function (this: IDBDatabase, ...args: Parameters<typeof original>) {
          cost.transactions++;
          return original.apply(this, args);
        };
      }),
      replaceMember(IDBIndex.prototype, 'getAll', (original) => {
        return function (this: IDBIndex, ...args: Parameters<typeof original>) {
          cost.getAlls++;
          return original.apply(this, args);
        };
      }),
      replaceMember(IDBObjectStore.prototype, 'get', (original) => {
        return function (this: IDBObjectStore, ...args: Parameters<typeof original>) {
          cost.gets++;
          return original.apply(this, args);
        };
      }),
    ];
    try {
      const { messages } = await second.sync.getNewest(BOB, 50);
      assert.lengthOf(messages, 50);
    } finally {
      for (const restore of restores) restore();
    }
    return cost;
  }

  it('should take one read of a range and no read for each message, however long it is', async () => {
    const [short, long] = [await costOf(60), await costOf(400)];
    assert.equal(short.getAlls, 1);
    assert.isAtMost(short.gets, 1, 'where the history has no holes');
    assert.isAtMost(short.transactions, 2);
    assert.deepEqual(long, short);
  });
});

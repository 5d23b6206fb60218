import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

describe('an expired token', () => {
  it('is deleted a day later, also where its user never comes back', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 2 });
    await gateway.register('ada', 'bob');
    const owners = async (): Promise<string[]> => {
      // What the sweep does is waited for by stopping.
      await gateway.restart();
      const database = new Database(join(gateway.dataDir, DATABASE_FILE), true);
      const rows = database.all<{ user_id: string }>('SELECT DISTINCT user_id FROM tokens ORDER BY user_id');
      database.close();
      return rows.map(({ user_id }) => user_id);
    };
    const token = await gateway.token('ada');
    await gateway.clock.advance(DAY_MS);
    await gateway.token('bob');
    await gateway.clock.advance(2 * DAY_MS - HOUR_MS);
    assert.deepEqual(await owners(), ['ada', 'bob']);
    await gateway.clock.advance(2 * HOUR_MS);
    assert.deepEqual(await owners(), ['bob']);
    await assert.rejects(gateway.open('ada', { token }), /401/);
  });

  it('is deleted with as many others as there are, in several steps', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    await gateway.stop();
    const file = join(gateway.dataDir, DATABASE_FILE);
    const before = new Database(file);
    before.control(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
      INSERT INTO tokens (token_id, user_id, platform_id, expires_at_s) SELECT 'old ' || i, 'ada', 5, i FROM n`);
    before.close();
    await gateway.restart();
    const database = new Database(file, true);
    t.after(() => database.close());
    const left = (): number =>
      database.get<{ count: number }>("SELECT count(*) AS count FROM tokens WHERE token_id LIKE 'old %'")?.count ??
      0;
    assert.equal(left(), 1200);
    await gateway.clock.advance(HOUR_MS);
    // Each answer comes a turn or more later.
    for (let answers = 0; left() > 0 && answers < 50; answers++)
      await gateway.register('ada').catch(() => undefined);
    assert.equal(left(), 0);
  });
});

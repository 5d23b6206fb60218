/** What a call costs must not grow with what others have stored: no statement may walk through a table that grows. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database, openDatabase } from '../../server/db/database.js';
import { parse, toJson } from '../../src/protocol/index.js';
import { GatewayFixture, sendText } from '../helpers/gateway-fixture.js';
import { ownKind } from './clients.js';
import { playScenario } from './scenario.js';

/** A row of parameters, tables of one row or one for each table, the few agents, what is bound as JSON or found by the full-text index, a subquery's own rows. */
const MAY_BE_WALKED =
  /^SCAN (?:\w+ VIRTUAL TABLE|CONSTANT ROW|r$|message_search_state|database_epoch|sqlite_sequence|support_agents)/;

/** Once, when the gateway starts: whether the directory of files holds one that nobody knows. */
const AT_THE_START = 'SELECT file_id FROM files';

/** SQLite plans to look for rows that wait for a parent, and does so only where one has been left waiting. */
const PLANS_FOR_ORPHANS = /^\s*INSERT INTO messages\b/;

/** The texts of all statements, on all databases of this process. */
function recordStatements(t: TestContext): Set<string> {
  const statements = new Set<string>();
  for (const name of ['get', 'all', 'allAsJson', 'run', 'write'] as const) {
    const original = Reflect.get(Database.prototype, name) as (this: Database, ...args: unknown[]) => unknown;
    t.mock.method(Database.prototype, name, function (this: Database, ...args: unknown[]): unknown {
      statements.add(String(args[0]));
      return original.apply(this, args);
    });
  }
  return statements;
}

async function walks(t: TestContext, statements: Iterable<string>): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'query-plans-'));
  const database = openDatabase(directory);
  t.after(async () => {
    database.close();
    await rm(directory, { recursive: true });
  });
  return [...statements]
    .filter((sql) => sql !== AT_THE_START && !PLANS_FOR_ORPHANS.test(sql))
    .flatMap((sql) =>
      database
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .filter(({ detail }) => detail.startsWith('SCAN ') && !MAY_BE_WALKED.test(detail))
        .map(({ detail }) => `${detail}: ${sql.replace(/\s+/g, ' ')}`),
    );
}

describe('the statements of the gateway', () => {
  it('find what they need by an index, through all of the seed', async (t) => {
    const statements = recordStatements(t);
    await playScenario(t, ownKind());
    assert.ok(statements.size > 80, `${String(statements.size)} statements`);
    assert.deepEqual(await walks(t, new Set(statements)), []);
  });

  it('find what they need by an index when a message is quoted that was taken back', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const said = await sendText(ann, 'bob', 'said too soon');
    const quote = await bob.ok('createQuoteMessage', { text: 'really?', message: toJson(said) });
    await ann.ok('newRevokeMessage', toJson(said));
    const statements = recordStatements(t);
    const sent = parse(await bob.ok('sendMessage', { recvID: 'ann', groupID: '', message: quote }));
    assert.equal(sent.quoteElem.quoteMessage?.contentType, 118);
    assert.deepEqual(await walks(t, new Set(statements)), []);
  });
});

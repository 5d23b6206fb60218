/**
 * `npm run fixtures [-- --client]`: stores a database of the present version for the tests of later versions; with
 * `--client`, after `npm run build`, also the client, as each release does. Existing files are not overwritten.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Database, DATABASE_FILE } from '../server/db/database.js';
import { knownVersion } from '../server/db/migrations.js';
import { createGateway } from '../server/gateway.js';
import { FIXTURE_SECRET, fixtureFile, populate } from '../test/helpers/database-fixtures.js';

function keep(source: string, file: string): void {
  if (existsSync(file)) console.log(`${file} is there already`);
  else {
    writeFileSync(file, gzipSync(readFileSync(source), { level: 9 }));
    console.log(`${file} is written: commit it`);
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'openim-fixture-'));
try {
  const gateway = await createGateway({ dataDir, secret: FIXTURE_SECRET, port: 0, logLevel: 'warn' });
  await populate(gateway.url).finally(() => gateway.close());
  const compact = join(dataDir, 'compact.db');
  const database = new Database(join(dataDir, DATABASE_FILE));
  const version = knownVersion(database);
  database.control(`VACUUM INTO '${compact}'`);
  database.close();
  keep(compact, fixtureFile(version));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

if (process.argv.includes('--client')) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  keep('dist/sdk.mjs', `test/fixtures/clients/${version}.mjs.gz`);
}

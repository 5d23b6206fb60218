import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ContentType, type MessageItem } from '../../src/protocol/index.js';
import { Database, DATABASE_FILE, openDatabase } from '../../server/db/database.js';
import { Store } from '../../server/db/store.js';
import { UnitOfWork } from '../../server/db/unit-of-work.js';
import { removeUnsentFiles } from '../../server/files/unsent-files.js';
import { HourlySweep } from '../../server/hourly-sweep.js';
import { readFixture } from '../helpers/database-fixtures.js';
import { GatewayFixture, makeGroup, sendText, textMessage } from '../helpers/gateway-fixture.js';
import { ManualClock } from '../helpers/manual-clock.js';
import { storedFiles, uploaded } from '../helpers/uploads.js';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const UNSENT_FILE_DAYS = 1;

const fileID = (url: string): string => /[0-9a-f]{32}/.exec(url)?.[0] ?? '';
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;
const carrying = (url: string): Partial<MessageItem> => ({
  contentType: ContentType.File,
  content: JSON.stringify({ sourceUrl: url, fileName: 'a', fileSize: 1 }),
});

const BLANK_PROFILE = { nickname: '', faceURL: '', gender: 0, phoneNumber: '', birth: 0, email: '', ex: '' };

async function openStore(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'openim-sweep-'));
  const database = openDatabase(dataDir);
  t.after(async () => {
    database.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const unitOfWork = new UnitOfWork(database, () => undefined);
  return { clock: new ManualClock(), database, store: new Store(database), unitOfWork };
}

describe('an upload that nothing refers to', () => {
  it('is removed after its time, with its bytes', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: UNSENT_FILE_DAYS });
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const many = await Promise.all(
      Array.from({ length: 45 }, (_, index) => uploaded(gateway.url, token, String(index))),
    );
    const old = many[0]?.url ?? '';
    await gateway.clock.advance(UNSENT_FILE_DAYS * DAY_MS - HOUR_MS);
    const fresh = await uploaded(gateway.url, token, 'fresh');
    assert.equal(await statusOf(old), 200);
    await gateway.clock.advance(2 * HOUR_MS);
    // Removing is waited for by stopping.
    await gateway.restart();
    assert.deepEqual(await storedFiles(gateway.dataDir), [fileID(fresh.url)]);
    assert.equal(await statusOf(old.replace(/^http:\/\/[^/]+/, gateway.url)), 404);
  });

  it('is what only a refused or inserted message has', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: UNSENT_FILE_DAYS });
    const [ada, bob] = await gateway.people('ada', 'bob');
    const [refused, inserted] = [
      await uploaded(gateway.url, ada.token, 'refused'),
      await uploaded(gateway.url, ada.token, 'inserted'),
    ];
    await bob.ok('addBlack', 'ada');
    await assert.rejects(sendText(ada, 'bob', '', carrying(refused.url)), /blacklisted/);
    const message = textMessage('', carrying(inserted.url));
    await ada.ok('insertSingleMessageToLocalStorage', { message, sendID: 'bob', recvID: 'ada' });
    await gateway.clock.advance(UNSENT_FILE_DAYS * DAY_MS + 2 * HOUR_MS);
    await gateway.restart();
    assert.deepEqual(await storedFiles(gateway.dataDir), []);
  });

  it('is kept while a message, a profile, a group or a draft has its address', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: UNSENT_FILE_DAYS });
    const [ada, bob] = await gateway.people('ada', 'bob');
    const urls: string[] = [];
    for (let index = 0; index < 5; index++) urls.push((await uploaded(gateway.url, ada.token, String(index))).url);
    const [sent, face, groupFace, draft, lost] = urls as [string, string, string, string, string];
    await sendText(ada, 'bob', '', carrying(sent));
    await ada.ok('setSelfInfo', { faceURL: face });
    const groupID = await makeGroup(ada, [bob]);
    await ada.ok('setGroupInfo', { groupID, groupInfo: { faceURL: groupFace } });
    await ada.ok('setConversationDraft', { conversationID: 'single_bob', draftText: `see ${draft}` });
    await gateway.clock.advance(UNSENT_FILE_DAYS * DAY_MS + 2 * HOUR_MS);
    await gateway.restart();
    const kept = [sent, face, groupFace, draft].map(fileID).sort();
    assert.deepEqual((await storedFiles(gateway.dataDir)).sort(), kept);
    assert.equal(kept.includes(fileID(lost)), false);
  });

  // To see it fail: STEP_SIZE of server/files/unsent-files.ts made 10,000.
  it('is looked for a few at a time, with others in between', async (t) => {
    const { clock, database, store, unitOfWork } = await openStore(t);
    const many = 2500;
    await unitOfWork.transact(() => {
      store.users.create('ada', BLANK_PROFILE, 0);
      for (let index = 0; index < many; index++) {
        const file_id = index.toString(16).padStart(32, '0');
        store.files.add({ file_id, owner_id: 'ada', name: '', type: '', size_bytes: 1, uploaded_at_ms: 0 });
      }
    });
    const left = (): number => database.get<{ count: number }>('SELECT count(*) AS count FROM files')?.count ?? 0;
    const removed: string[] = [];
    const files = { remove: (fileIDs: readonly string[]) => removed.push(...fileIDs) };
    const step = removeUnsentFiles({ clock, store, unitOfWork, files, unsentFileDays: UNSENT_FILE_DAYS });
    const sweep = new HourlySweep(clock, step, (error) => assert.fail(String(error)));
    await clock.advance(HOUR_MS);
    const seen = new Set<number>();
    while (left() > 0) seen.add(await unitOfWork.transact(left));
    assert.ok(seen.size > 5, `${seen.size} times`);
    await unitOfWork.transact(() => undefined);
    sweep.stop();
    assert.equal(new Set(removed).size, many);
  });

  it('is known by where its address stood before there was a list of that', async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-places-'));
    t.after(() => rm(dataDir, { recursive: true, force: true }));
    await writeFile(join(dataDir, DATABASE_FILE), readFixture(8));
    const ids = Array.from({ length: 6 }, (_, index) => String(index).repeat(32)) as [string, ...string[]];
    const url = (index: number): string => `https://a.example/files/${ids[index]}/a.png`;
    const before = new Database(join(dataDir, DATABASE_FILE));
    for (const id of ids) {
      before.run("INSERT INTO files VALUES (?, 'ada', 'a.png', 'image/png', 1, 0)", id);
    }
    before.run("UPDATE users SET face_url = ?, ex = ? WHERE user_id = 'ada'", url(0), `files ${url(1)}`);
    before.run('UPDATE groups SET notification = ?', JSON.stringify({ see: url(2) }).replaceAll('/', '\\/'));
    before.run('UPDATE groups SET introduction = ?', `my files: ${url(3)} and ${url(3)}`);
    before.run("UPDATE conversations SET draft_text = ? WHERE owner_id = 'bob' AND conversation_type = 1", url(4));
    before.close();
    const database = openDatabase(dataDir);
    const places = database.all<{ kind: string; file_id: string }>(
      "SELECT substr(place, 1, instr(place, ' ') - 1) AS kind, file_id FROM file_places ORDER BY file_id",
    );
    database.close();
    assert.deepEqual(
      places.map(({ kind, file_id }) => [kind, ids.indexOf(file_id)]),
      [
        ['user', 0],
        ['user', 1],
        ['group', 2],
        ['group', 3],
        ['draft', 4],
      ],
    );
  });

  it('is removed once its address stands nowhere any more', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: UNSENT_FILE_DAYS });
    const [ada, bob] = await gateway.people('ada', 'bob');
    await sendText(bob, 'ada', 'hello');
    const urls: string[] = [];
    for (let index = 0; index < 4; index++) urls.push((await uploaded(gateway.url, ada.token, String(index))).url);
    const [face, newFace, draft, cleared] = urls as [string, string, string, string];
    const conversationID = 'single_bob';
    for (const faceURL of [face, newFace]) await ada.ok('setSelfInfo', { faceURL });
    for (const draftText of [draft, cleared]) await ada.ok('setConversationDraft', { conversationID, draftText });
    await ada.ok('deleteConversation', conversationID);
    await gateway.clock.advance(UNSENT_FILE_DAYS * DAY_MS + 2 * HOUR_MS);
    await gateway.restart();
    assert.deepEqual(await storedFiles(gateway.dataDir), [fileID(newFace)]);
  });

  it('is kept for good where the gateway is told so', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: 0 });
    await gateway.register('ada');
    const { url } = await uploaded(gateway.url, await gateway.token('ada'), 'x');
    await gateway.clock.advance(2 * DAY_MS);
    assert.equal(await statusOf(url), 200);
  });
});

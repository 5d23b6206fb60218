import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ContentType, type MessageItem } from '../../src/protocol/index.js';
import { GatewayFixture, makeGroup, sendText } from '../helpers/gateway-fixture.js';
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

  it('is kept for good where the gateway is told so', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: 0 });
    await gateway.register('ada');
    const { url } = await uploaded(gateway.url, await gateway.token('ada'), 'x');
    await gateway.clock.advance(2 * DAY_MS);
    assert.equal(await statusOf(url), 200);
  });
});

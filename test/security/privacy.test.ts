/**
 * After a logout nothing of the user is left in any storage of the browser. Seen failing with the deletion of the
 * database taken out of `OpenIMSDK`'s logout.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from '../../src/protocol/index.js';
import { composer, conversation, say, sees } from '../e2e/chat-page.js';
import { everythingStored } from '../e2e/everything-stored.js';
import { Stage, type Actor } from '../e2e/stage.js';
import type { RawClient } from '../helpers/raw-client.js';

/** Texts nobody else writes: what is searched for is found wherever and in whatever form it is kept. */
const canary = (place: string): string => `canary-${place}-7f3a`;

const PLACES = [
  'own',
  'draft',
  'peer',
  'group',
  'unread',
  'file',
  'quoted',
  'custom',
  'location',
  'merged',
] as const;
const NAMES = [
  'ada',
  'bob',
  'groupname',
  'introduction',
  'remark',
  'request',
  'carol',
  'pinned',
  'queued',
  'token',
] as const;

describe('privacy', () => {
  let stage: Stage;
  let bob: RawClient;
  let ada: Actor;
  let token: string;

  before(async () => {
    stage = await Stage.open();
    token = await stage.register('ada', canary('ada'));
    await stage.register('bob', canary('bob'));
    await stage.register('carol', canary('carol'));
    bob = await stage.enterRaw('bob');
    ada = await stage.enter('ada', { token });
  });
  after(() => stage.close());

  it('should leave none of 20 canaries in any storage after a logout', async () => {
    await fill();
    const canaries = [...PLACES, ...NAMES].map((place) => (place === 'token' ? token : canary(place)));
    const kept = await everythingStored(ada.page);
    const before = canaries.filter((text) => kept.includes(text));
    // What is never stored cannot show that it is deleted.
    assert.ok(before.length >= 12, `only ${before.length} were stored: ${before.join(', ')}`);

    await ada.page.evaluate(async () => {
      const chat = document.querySelector('openim-chat') as unknown as {
        activeSession: { logout(): Promise<void> };
      };
      await chat.activeSession.logout();
    });
    const left = await everythingStored(ada.page);
    const found = canaries.filter((text) => left.includes(text));
    console.log(`${before.length} of ${canaries.length} canaries were stored, ${found.length} after the logout`);
    assert.deepEqual(found, []);
    const shown = await ada.page.evaluate(() => document.body.innerText);
    assert.deepEqual(
      canaries.filter((text) => shown.includes(text)),
      [],
      'on screen',
    );
    assert.deepEqual(ada.complaints, []);
  });

  /** A life of Ada's that leaves a canary in everything that is kept. */
  async function fill(): Promise<void> {
    const single = { recvID: 'ada', groupID: '' };
    const memberList = [{ userID: 'ada', roleLevel: 1 }];
    const groupBaseInfo = { groupType: 0, groupName: canary('groupname'), introduction: canary('introduction') };
    const { groupID } = parse(await bob.ok('createGroup', { groupBaseInfo, memberList }));
    await bob.ok('addFriend', { toUserID: 'ada', reqMsg: canary('request') });

    const text = await bob.ok('createTextMessage', canary('peer'));
    const messages = [
      text,
      await bob.ok('createQuoteMessage', { text: canary('quoted'), message: text }),
      await bob.ok('createCustomMessage', { data: canary('custom'), extension: '', description: '' }),
      await bob.ok('createLocationMessage', { description: canary('location'), longitude: 1, latitude: 2 }),
      await bob.ok('createMergerMessage', { messageList: [text], title: canary('merged'), summaryList: [] }),
      await bob.ok('createTextMessage', canary('unread')),
    ];
    for (const message of messages) await bob.ok('sendMessage', { ...single, message });
    const inGroup = await bob.ok('createTextMessage', canary('group'));
    await bob.ok('sendMessage', { recvID: '', groupID, message: inGroup });

    const { page } = ada;
    await conversation(page, new RegExp(`^${canary('groupname')}`)).click();
    await sees(page, canary('group'));
    await conversation(page, new RegExp(`^${canary('bob')}`)).click();
    await sees(page, canary('unread'));
    await say(page, canary('own'));
    await sees(page, canary('own'));
    await page.locator('openim-composer input[type=file]').setInputFiles({
      name: `${canary('file')}.bin`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(100, 7),
    });
    await composer(page).press('Enter');
    await page.getByRole('link', { name: new RegExp(canary('file')) }).waitFor();
    await composer(page).fill(canary('draft'));
    await conversation(page, new RegExp(`^${canary('groupname')}`)).click();
    await conversation(page, /canary-draft/).waitFor();
  }
});

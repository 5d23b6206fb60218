/** Who of a group has read a message, as its sender sees it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import type { OpenIMMessage } from '../../components/message/message.component.js';
import { parse } from '../../src/index.js';
import { message, say, sees, setFocused } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

/** What the message's menu says below its actions. */
async function notesOf(page: Page, text: string): Promise<string[]> {
  await message(page, text).click({ button: 'right' });
  const menu = page.locator('openim-menu');
  await menu.getByText(/^Sent /).waitFor();
  // Names are asked for first, if there are any.
  if ((await menu.getByText(/^Read by/).count()) > 0) await menu.locator('.note').nth(2).waitFor();
  const notes = await menu.locator('.note').allTextContents();
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  return notes.slice(1);
}

describe('a message in a group', () => {
  let stage: Stage;
  let ada: Actor;
  let groupID = '';

  const enter = (userID: string): Promise<Actor> => stage.enter(userID, { 'group-id': groupID });

  before(async () => {
    stage = await Stage.open();
    for (const name of ['Ada', 'Bob', 'Cleo', 'Dan']) await stage.register(name.toLowerCase(), name);
    const owner = await stage.enterRaw('ada');
    const memberList = ['bob', 'cleo', 'dan'].map((userID) => ({ userID, roleLevel: 1 }));
    const made = await owner.ok('createGroup', {
      groupBaseInfo: { groupType: 0, groupName: 'Harbour walks' },
      memberList,
    });
    ({ groupID } = parse(made));
    ada = await enter('ada');
  });
  after(() => stage.close());

  it('should say by how many and by whom it was read, and not count who has only received it', async () => {
    await say(ada.page, 'at seven?');
    await sees(ada.page, 'at seven?');
    assert.deepEqual(await notesOf(ada.page, 'at seven?'), []);

    const bob = await enter('bob');
    await sees(bob.page, 'at seven?');
    await ada.page.getByText('Read', { exact: true }).waitFor();
    assert.deepEqual(await notesOf(ada.page, 'at seven?'), ['Read by 1 of 3', 'Bob']);

    const cleo = await stage.enter('cleo', { 'group-id': groupID }, async (page) => {
      await page.addInitScript(() => {
        document.hasFocus = () => false;
      });
    });
    await sees(cleo.page, 'at seven?');
    // What she writes takes the same road as a receipt would, and comes after it.
    await say(cleo.page, 'I am elsewhere');
    await sees(ada.page, 'I am elsewhere');
    assert.deepEqual(await notesOf(ada.page, 'at seven?'), ['Read by 1 of 3', 'Bob']);

    await setFocused(cleo.page, true);
    await ada.page.waitForFunction(
      (element) =>
        (element as OpenIMMessage).message?.message.attachedInfoElem.groupHasReadInfo.hasReadCount === 2,
      await ada.page.locator('openim-message', { hasText: 'at seven?' }).elementHandle(),
    );
    assert.deepEqual(await notesOf(ada.page, 'at seven?'), ['Read by 2 of 3', 'Bob, Cleo']);
  });

  it('should not say it of what others wrote', async () => {
    assert.deepEqual(await notesOf(ada.page, 'I am elsewhere'), []);
  });
});

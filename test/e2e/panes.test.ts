/** What becomes of somebody's work in the messenger as panes come and go: on another choice, and in another size. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { sendText } from '../helpers/gateway-fixture.js';
import { composer, conversation, sees } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

/** One pane, two, and all three. */
const widthsPx = [600, 800, 1200, 320, 1200];

describe('the panes of a messenger', () => {
  let stage: Stage;
  let ada: Actor;

  before(async () => {
    stage = await Stage.open();
    for (const name of ['Ada', 'Bob', 'Cleo']) await stage.register(name.toLowerCase(), name);
    for (const name of ['bob', 'cleo']) await sendText(await stage.enterRaw(name), 'ada', `Hello from ${name}`);
    ada = await stage.enter('ada', {}, undefined, 'messenger.html');
    await ada.page.setViewportSize({ width: 1200, height: 700 });
    await conversation(ada.page, /^Bob/).waitFor();
  });

  after(() => stage.close());

  it('should let who chooses with a mouse write at once, and leave who chooses by keyboard in the list', async () => {
    const { page } = ada;
    await conversation(page, /^Bob/).click();
    await sees(page, 'Hello from bob');
    await page.locator('openim-composer textarea:focus').waitFor();
    await page.keyboard.type('written at once');
    assert.equal(await composer(page).inputValue(), 'written at once');
    await composer(page).fill('');
    await conversation(page, /^Bob/).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await sees(page, 'Hello from cleo');
    assert.equal(await page.locator('openim-conversation-list [role="option"]:focus').count(), 1);
  });

  it('should keep what is being written, and the cursor in it, in every width', async () => {
    const { page } = ada;
    await composer(page).fill('half a thought');
    await page.keyboard.press('Home');
    for (const width of widthsPx) {
      await page.setViewportSize({ width, height: 700 });
      await page.keyboard.type(`${String(width)}, `);
    }
    assert.equal(await composer(page).inputValue(), `${widthsPx.join(', ')}, half a thought`);
    await composer(page).fill('');
  });

  it('should keep a dialog with what was written in it, and give the focus back to what is still there', async () => {
    const { page } = ada;
    const opener = page.getByRole('button', { name: 'Add', exact: true });
    await opener.click();
    await page.getByRole('menuitem', { name: 'Add a person or group' }).click();
    const field = page.getByRole('textbox', { name: 'Person or group ID' });
    await field.fill('cl');
    for (const width of widthsPx) {
      await page.setViewportSize({ width, height: 700 });
      const box = await page.getByRole('dialog').boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width, `the dialog fits into ${String(width)} px`);
    }
    await page.keyboard.type('eo');
    assert.equal(await field.inputValue(), 'cleo');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.ok(await opener.evaluate((element) => element.matches(':focus')));
  });

  it('should keep the details open in a wide box that was narrow for a while', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    const details = page.getByRole('complementary');
    await details.getByText('cleo', { exact: true }).first().waitFor();
    for (const width of widthsPx) {
      await page.setViewportSize({ width, height: 700 });
      assert.ok(await details.isVisible(), `in ${String(width)} px`);
    }
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
  });

  it('should leave no complaint', () => {
    assert.deepEqual(ada.complaints, []);
  });
});

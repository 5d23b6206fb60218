import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { ContentType } from '../../src/index.js';
import { adaAndBob } from './ada-and-bob.js';
import { composer, conversation, message, say, sees, timeline } from './chat-page.js';
import { Keyboard } from './keyboard.js';
import { allow } from './people-browsers.js';
import type { Actor, Stage } from './stage.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });

const row = (page: Page, text: string): Locator => page.locator('openim-message', { hasText: text });

/** Opens a message's menu and chooses from it. */
async function choose(page: Page, target: Locator, action: string): Promise<void> {
  await target.first().hover();
  await target.first().getByRole('button', { name: 'Message actions' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** A film of a quarter of a second, made by the page itself, attached to its composer. */
function attachFilm(page: Page): Promise<void> {
  return page.locator('openim-composer').evaluate(async (element) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [64, 36];
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const chunks: Blob[] = [];
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let frame = 0; frame < 15; frame += 1) {
      if (context) {
        context.fillStyle = `rgb(${String(frame * 16)} 90 160)`;
        context.fillRect(0, 0, 64, 36);
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    recorder.stop();
    await stopped;
    const film = new File(chunks, 'film.webm', { type: 'video/webm' });
    (element as HTMLElement & { attach(files: File[]): void }).attach([film]);
  });
}

describe('what one person does and another sees', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    ({ stage, ada, bob } = await adaAndBob());
    await stage.register('cleo', 'Cleo');
    await say(ada.page, 'hello');
    await sees(bob.page, 'hello');
  });
  after(() => stage.close());

  it('should go through several pictures at full size by the keyboard alone', async () => {
    await ada.page
      .locator('openim-composer input[type=file]')
      .setInputFiles([picture('one.png'), picture('two.png'), picture('three.png')]);
    await ada.page.getByText('three.png').waitFor();
    await composer(ada.page).press('Enter');
    const pictures = timeline(bob.page).getByRole('link', { name: 'Open photo' });
    await pictures.nth(2).waitFor();
    // Side by side, on both sides, with one time below them.
    for (const { page } of [ada, bob]) {
      const album = timeline(page).locator('[part~=album]');
      await album.getByRole('article').nth(2).waitFor();
      const tops = await album
        .getByRole('article')
        .evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().y));
      assert.equal(new Set(tops).size, 1);
      assert.equal(await album.getByRole('time').count(), 1);
    }
    await pictures.first().focus();
    await bob.page.keyboard.press('Enter');
    const viewer = bob.page.locator('openim-lightbox');
    await viewer.getByText('1 of 3').waitFor();
    for (const [key, words] of [
      ['ArrowRight', '2 of 3'],
      ['ArrowRight', '3 of 3'],
      ['ArrowLeft', '2 of 3'],
    ] as const) {
      await bob.page.keyboard.press(key);
      await viewer.getByText(words).waitFor();
    }
    await bob.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    assert.ok(await pictures.first().evaluate((link) => link.matches(':focus')), 'the focus did not come back');
  });

  it('should send a film that the other one plays', async () => {
    await attachFilm(ada.page);
    await ada.page.getByText('film.webm').waitFor();
    await composer(ada.page).press('Enter');
    const player = bob.page.locator('openim-video-player');
    await new Keyboard(bob.page).pressIn(
      bob.page.locator('[role=article]', { has: player }),
      player.getByRole('button', { name: /^Play video/ }),
    );
    const film = player.locator('video');
    await film.evaluate(
      (element: HTMLVideoElement) =>
        new Promise((resolve) => {
          if (element.currentTime > 0) resolve(undefined);
          element.addEventListener('timeupdate', resolve, { once: true });
        }),
    );
    assert.equal(await film.evaluate((element: HTMLVideoElement) => element.videoWidth), 64);
    assert.ok(await film.evaluate((element: HTMLVideoElement) => element.controls && element.matches(':focus')));
    await stage.witness.received(ContentType.Video);
  });

  it('should name somebody of a group, who sees that and is told in the list', async () => {
    const raw = await stage.enterRaw('ada');
    const created = await raw.ok('createGroup', {
      groupBaseInfo: { groupType: 0, groupName: 'Design' },
      memberList: [
        { userID: 'bob', roleLevel: 1 },
        { userID: 'cleo', roleLevel: 1 },
      ],
    });
    const { groupID } = JSON.parse(created) as { groupID: string };
    const group = await stage.enter('ada', { 'group-id': groupID });
    await composer(group.page).pressSequentially('look, @b');
    await group.page.locator('openim-composer').getByRole('option', { name: 'Bob' }).waitFor();
    await group.page.keyboard.press('Enter');
    assert.equal(await composer(group.page).inputValue(), 'look, @Bob ');
    await group.page.keyboard.press('Enter');
    await conversation(bob.page, /Design.*You were mentioned/).waitFor();
    const member = await stage.enter('bob', { 'group-id': groupID });
    await timeline(member.page).locator('.mention--me').getByText('@Bob').waitFor();
    await stage.witness.received(ContentType.At);
    await member.context.close();
    await group.context.close();
    // The other page of the same person took the connection over.
    for (const { page } of [ada, bob]) await page.reload();
    await sees(ada.page, 'hello');
    await sees(bob.page, 'hello');
  });

  it('should copy a text, and what is selected over several messages, without their times', async () => {
    await allow(ada.context, 'clipboard-read', 'clipboard-write');
    const copied = (): Promise<string> => ada.page.evaluate(() => navigator.clipboard.readText());
    await say(ada.page, 'first line');
    await say(ada.page, 'second line');
    await sees(bob.page, 'second line');
    await choose(ada.page, row(ada.page, 'first line'), 'Copy');
    assert.equal(await copied(), 'first line');
    const from = await message(ada.page, 'first line').boundingBox();
    const to = await message(ada.page, 'second line').boundingBox();
    assert.ok(from && to);
    await ada.page.mouse.move(from.x + 1, from.y + from.height / 2);
    await ada.page.mouse.down();
    await ada.page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 8 });
    await ada.page.mouse.up();
    await ada.page.keyboard.press('Control+C');
    // Firefox copies the space behind a text, too.
    assert.deepEqual((await copied()).trim().split(/\n+/), ['first line', 'second line']);
  });

  it('should forward one message to somebody else', async () => {
    const cleo = await stage.enter('cleo', { 'peer-id': 'ada' });
    await say(cleo.page, 'hi Ada');
    await conversation(ada.page, /Cleo/).waitFor();
    await choose(ada.page, row(ada.page, 'second line'), 'Forward');
    await ada.page.getByRole('checkbox', { name: 'Cleo' }).click();
    await ada.page.getByRole('button', { name: 'Forward', exact: true }).click();
    await sees(cleo.page, 'second line');
    await cleo.context.close();
  });

  it('should delete one’s own copy and leave the other one theirs', async () => {
    await choose(ada.page, row(ada.page, 'second line'), 'Delete');
    await ada.page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await message(ada.page, 'second line').waitFor({ state: 'detached' });
    await bob.page.reload();
    await sees(bob.page, 'second line');
    await ada.page.reload();
    await sees(ada.page, 'first line');
    assert.equal(await message(ada.page, 'second line').count(), 0);
  });

  it('should delete several that were selected', async () => {
    await say(bob.page, 'too much');
    await say(bob.page, 'far too much');
    await sees(ada.page, 'far too much');
    await choose(ada.page, row(ada.page, 'far too much'), 'Select');
    await message(ada.page, 'too much').click({ force: true });
    await ada.page.getByRole('toolbar', { name: '2 selected' }).waitFor();
    await ada.page.getByRole('button', { name: 'Delete' }).click();
    await ada.page.getByRole('menuitem', { name: 'Delete' }).click();
    // Each is a call of its own, and goes when its own answer comes.
    await message(ada.page, 'far too much').waitFor({ state: 'detached' });
    await message(ada.page, 'too much').waitFor({ state: 'detached' });
    assert.equal(await message(bob.page, 'too much').count(), 1);
  });

  it('should say when it was read', async () => {
    await say(ada.page, 'have you seen it?');
    await sees(bob.page, 'have you seen it?');
    await row(ada.page, 'have you seen it?').first().getByText('Read', { exact: true }).waitFor();
    await row(ada.page, 'have you seen it?').first().hover();
    await row(ada.page, 'have you seen it?').first().getByRole('button', { name: 'Message actions' }).click();
    await ada.page
      .locator('openim-menu')
      .getByText(/^Read .*\d/)
      .waitFor();
    await ada.page.keyboard.press('Escape');
  });

  it('should say why a message was refused, and send it once there is nothing against it any more', async () => {
    const raw = await stage.enterRaw('bob');
    await raw.ok('addBlack', 'ada');
    await say(ada.page, 'do you hear me?');
    await timeline(ada.page).getByText('You can’t message this person').waitFor();
    assert.equal(await message(bob.page, 'do you hear me?').count(), 0);
    await raw.ok('removeBlack', 'ada');
    await row(ada.page, 'do you hear me?').getByRole('button', { name: 'Retry' }).click();
    await sees(bob.page, 'do you hear me?');
    assert.equal(await message(bob.page, 'do you hear me?').count(), 1);
  });

  it('should show a page’s own kind of message', async () => {
    await ada.page.locator('openim-chat').evaluate((element, conversationID) => {
      const content = { kind: 'custom', data: '{"stars":4}', description: 'A rating', extension: '' };
      element.dispatchEvent(
        new CustomEvent('openim-compose-request', {
          bubbles: true,
          composed: true,
          cancelable: true,
          detail: { conversationID, content },
        }),
      );
    }, 'single_bob');
    await timeline(bob.page).getByText('A rating').waitFor();
    await row(bob.page, 'A rating').evaluate((element) => {
      const stars = document.createElement('b');
      stars.slot = 'custom';
      stars.textContent = 'four stars';
      element.append(stars);
    });
    await timeline(bob.page).getByText('four stars').waitFor();
    await timeline(bob.page).getByText('A rating').waitFor({ state: 'hidden' });
    await bob.page.reload();
    await bob.page.evaluate(() => {
      const { registerMessageRenderer } = globalThis as unknown as {
        registerMessageRenderer: (
          type: number,
          render: (message: { customElem: { data: string } }) => string,
        ) => void;
      };
      registerMessageRenderer(110, ({ customElem }) =>
        '★'.repeat((JSON.parse(customElem.data) as { stars: number }).stars),
      );
    });
    await timeline(bob.page).getByText('★★★★').waitFor();
    await stage.witness.received(ContentType.Custom);
  });

  it('should keep a draft for its conversation, and say so in the list of every device', async () => {
    const otherDevice = await stage.enterRaw('ada');
    await composer(ada.page).fill('not finished');
    await conversation(ada.page, /Cleo/).click();
    await conversation(ada.page, /Bob.*Draft: not finished/).waitFor();
    await otherDevice.event('OnConversationChanged', ({ data }) => data.includes('not finished'));
    await ada.page.reload();
    await sees(ada.page, 'first line');
    await ada.page.waitForFunction(
      () =>
        document.querySelector('openim-chat')?.shadowRoot?.querySelector('openim-composer')?.value ===
        'not finished',
    );
    await composer(ada.page).fill('');
  });

  it('should keep a draft in the middle of which the page is left', async () => {
    await composer(ada.page).fill('just begun');
    await ada.page.reload();
    await ada.page.waitForFunction(
      () =>
        document.querySelector('openim-chat')?.shadowRoot?.querySelector('openim-composer')?.value ===
        'just begun',
    );
    await composer(ada.page).fill('');
  });

  it('should leave no complaint of any browser', () => {
    const complaints = [...ada.complaints, ...bob.complaints];
    assert.deepEqual(
      complaints.filter((text) => !/WebSocket|ERR_CONNECTION/.test(text)),
      [],
    );
  });
});

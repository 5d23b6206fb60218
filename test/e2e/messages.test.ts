/** Writing and handling messages of every type by keyboard alone, and what the other person gets of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { testBrowser } from '../../scripts/test-browser.js';
import { ContentType } from '../../src/index.js';
import { makeGroup } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';
import { composer, conversation, message, sees, timeline } from './chat-page.js';
import { Keyboard } from './keyboard.js';
import { allow } from './people-browsers.js';
import { Stage, type Actor } from './stage.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });
const plan = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(12_000, 3) };

describe('messages by keyboard alone', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;
  let cleo: RawClient;
  let adasKeys: Keyboard;
  let bobsKeys: Keyboard;

  const article = (page: Page, text: string): Locator =>
    timeline(page).locator('[role=article]', { hasText: text }).first();

  async function write(keys: Keyboard, text: string): Promise<void> {
    await keys.goTo(composer(keys.page));
    await keys.page.keyboard.type(text);
    await keys.page.keyboard.press('Enter');
  }

  /** Opens the menu of a message with Enter. */
  async function openMenu(keys: Keyboard, text: string): Promise<void> {
    await keys.goToMessage(article(keys.page, text));
    await keys.page.keyboard.press('Enter');
    await keys.page.getByRole('menu').waitFor();
  }

  /** Opens a chat of Bob's. */
  async function openChat(name: string): Promise<void> {
    await bobsKeys.goToRow(bob.page.getByRole('listbox'), conversation(bob.page, new RegExp(`^${name}`)));
    await bob.page.keyboard.press('Enter');
    await bob.page.locator('openim-chat').getByRole('heading', { name, exact: true }).waitFor();
  }

  async function attach(what: string): Promise<void> {
    await adasKeys.press('Attach files');
    await adasKeys.choose(what);
  }

  before(async () => {
    stage = await Stage.open();
    for (const name of ['Ada', 'Bob', 'Cleo']) await stage.register(name.toLowerCase(), name);
    cleo = await stage.enterRaw('cleo');
    await makeGroup(await stage.enterRaw('ada'), [await stage.enterRaw('bob'), cleo]);
    ada = await stage.enter('ada', { 'peer-id': 'bob' });
    bob = await stage.enter('bob', {}, undefined, 'messenger.html');
    adasKeys = new Keyboard(ada.page);
    bobsKeys = new Keyboard(bob.page);
    await write(adasKeys, 'hello');
    await openChat('Ada');
  });
  after(() => stage.close());

  it('should be written in lines, with links and emoji', async () => {
    await adasKeys.goTo(composer(ada.page));
    await ada.page.keyboard.type('see https://example.com/a?b=1 and');
    await ada.page.keyboard.press('Shift+Enter');
    await ada.page.keyboard.type('smile ');
    await adasKeys.press('Emoji');
    const picker = ada.page.locator('openim-emoji-picker');
    await adasKeys.goTo(picker.getByRole('searchbox'));
    await ada.page.keyboard.type('red heart');
    await picker.getByRole('button', { name: '❤️', exact: true }).waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.press('Escape');
    await adasKeys.goTo(composer(ada.page));
    await ada.page.keyboard.press('Enter');
    const link = timeline(bob.page).getByRole('link', { name: 'https://example.com/a?b=1' });
    assert.equal(await link.getAttribute('href'), 'https://example.com/a?b=1');
    const text = await link.locator('xpath=..').evaluate((element) => (element as HTMLElement).innerText);
    assert.equal(text, 'see https://example.com/a?b=1 and\nsmile ❤️');
    await stage.witness.carriedOut('openim-send-request');
    await stage.witness.received(ContentType.Text);
  });

  const noMethod = testBrowser === 'firefox' && 'Firefox without a window has no input method';
  it('should leave Enter to an input method until its word is done', { skip: noMethod }, async () => {
    const keyboard = await ada.context.newCDPSession(ada.page);
    await adasKeys.goTo(composer(ada.page));
    await keyboard.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
    await keyboard.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await keyboard.send('Input.insertText', { text: '你好' });
    assert.equal(await composer(ada.page).inputValue(), '你好');
    await ada.page.keyboard.press('Enter');
    await sees(bob.page, '你好');
    assert.equal(await timeline(bob.page).getByText('nihao').count(), 0);
  });

  it('should be a sticker, a place, and the cards of a person and of a group', async () => {
    await adasKeys.press('Emoji');
    const picker = ada.page.locator('openim-emoji-picker');
    await adasKeys.press('Stickers', picker);
    await adasKeys.goTo(picker.getByRole('searchbox'), 'Shift+Tab');
    await ada.page.keyboard.press('ArrowDown');
    await ada.page.keyboard.press('Enter');
    await timeline(bob.page)
      .getByRole('img', { name: /^Sticker/ })
      .waitFor();

    await attach('Location');
    await adasKeys.write('Place name', 'Pier 3');
    await adasKeys.goTo(ada.page.getByLabel('Latitude'));
    await ada.page.keyboard.type('53.5436');
    await adasKeys.goTo(ada.page.getByLabel('Longitude'));
    await ada.page.keyboard.type('9.9663');
    await ada.page.keyboard.press('Enter');
    await timeline(bob.page)
      .getByRole('link', { name: /Pier 3/ })
      .waitFor();

    for (const name of ['Bob', 'G']) {
      await attach('Contact card');
      await adasKeys.toggle('checkbox', name);
      await adasKeys.press('Share');
    }
    await timeline(bob.page).getByText('Contact card').waitFor();
    const card = timeline(bob.page).locator('openim-message', { hasText: 'Group card' });
    await bobsKeys.pressIn(card, card.getByRole('button', { name: 'Message', exact: true }));
    await bob.page.locator('openim-chat').getByRole('heading', { name: 'G', exact: true }).waitFor();
    await stage.witness.carriedOut('openim-compose-request', 'openim-conversation-start-request');
    await stage.witness.received(ContentType.Face, ContentType.Location, ContentType.Card);
  });

  it('should carry files chosen by the button, pictures as one gallery', async () => {
    await openChat('Ada');
    const chooser = ada.page.waitForEvent('filechooser');
    await attach('Photo or file');
    await (await chooser).setFiles([picture('one.png'), picture('two.png'), plan]);
    await ada.page.getByText('plan.pdf').waitFor();
    await adasKeys.goTo(composer(ada.page));
    await ada.page.keyboard.press('Enter');
    const album = bob.page.locator('openim-message[part~="album"]');
    await album.getByRole('link', { name: 'Open photo' }).nth(1).waitFor();
    const file = timeline(bob.page).getByRole('link', { name: /plan\.pdf 12 kB/ });
    await bobsKeys.goToMessage(article(bob.page, 'plan.pdf'));
    await bobsKeys.goTo(file);
    await stage.witness.carriedOut('openim-upload-request');
    await stage.witness.received(ContentType.Picture, ContentType.File);
  });

  it('should not go out when its upload is cancelled on the way', async () => {
    await ada.page.route('**/files', () => undefined);
    // Firefox without a window opens no second chooser of files.
    await ada.page.locator('openim-composer input[type=file]').setInputFiles([{ ...plan, name: 'secret.pdf' }]);
    await ada.page.getByText('secret.pdf').waitFor();
    await adasKeys.goTo(composer(ada.page));
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('progressbar', { name: /^Uploading/ }).waitFor();
    const upload = article(ada.page, 'secret.pdf');
    await adasKeys.pressIn(upload, upload.getByRole('button', { name: 'Cancel' }));
    await timeline(ada.page).getByText('secret.pdf').waitFor({ state: 'detached' });
    await ada.page.unroute('**/files');
    await write(adasKeys, 'never mind');
    await sees(bob.page, 'never mind');
    assert.equal(await timeline(bob.page).getByText('secret.pdf').count(), 0);
    await stage.witness.carriedOut('openim-discard-request');
  });

  const noSound =
    testBrowser === 'firefox' && 'Firefox fails to play where the machine has nothing to be heard with';
  it('should be spoken, and heard one at a time and faster', { skip: noSound }, async () => {
    await allow(ada.context, 'microphone');
    for (const count of [1, 2]) {
      await adasKeys.press('Record a voice message');
      await ada.page.locator('openim-voice-recorder').getByRole('timer').getByText('0:01').waitFor();
      await ada.page.keyboard.press('Enter');
      await bob.page
        .locator('openim-audio-player')
        .nth(count - 1)
        .waitFor();
    }
    const voices = timeline(bob.page).locator('[role=article]', { has: bob.page.locator('openim-audio-player') });
    const [first, second] = [voices.nth(0), voices.nth(1)];
    // The microphone of test browsers beeps: there is more than one height.
    await bob.page.waitForFunction(
      (bars) => new Set([...bars].map((bar) => bar.getAttribute('height'))).size > 1,
      await first.locator('.waveform').evaluateHandle((waveform) => waveform.getElementsByTagName('rect')),
    );
    // What lasts a second would have ended by itself.
    await first.locator('audio').evaluate((audio: HTMLAudioElement) => (audio.loop = true));
    await bobsKeys.pressIn(first, first.getByRole('button', { name: /^Play voice message/ }));
    await bobsKeys.press('Speed 1×', first);
    await first.getByRole('button', { name: 'Speed 1.5×' }).waitFor();
    await bobsKeys.pressIn(second, second.getByRole('button', { name: /^Play voice message/ }));
    await second.getByRole('button', { name: 'Pause voice message' }).waitFor();
    await first.getByRole('button', { name: /^Play voice message/ }).waitFor();
    await stage.witness.carriedOut('openim-voice-request');
    await stage.witness.received(ContentType.Sound);
  });

  it('should be answered, and lead back to what was answered', async () => {
    await openMenu(bobsKeys, 'never mind');
    await bobsKeys.choose('Reply');
    await bob.page.getByText('Reply to Ada').waitFor();
    await bobsKeys.goTo(composer(bob.page));
    await bob.page.keyboard.type('I do mind');
    await bob.page.keyboard.press('Enter');
    await sees(ada.page, 'I do mind');
    const answer = article(ada.page, 'I do mind');
    await adasKeys.pressIn(answer, answer.getByRole('button', { name: /never mind/ }));
    await ada.page.locator('openim-message.target', { hasText: 'never mind' }).waitFor();
    await stage.witness.carriedOut('openim-quote-request', 'openim-jump-request');
    await stage.witness.received(ContentType.Quote);
  });

  it('should be selected and forwarded one by one, and together', async () => {
    for (const way of ['Forward one by one', 'Forward as one message']) {
      await openMenu(adasKeys, 'I do mind');
      await adasKeys.choose('Select');
      await adasKeys.goTo(article(ada.page, 'never mind'), 'ArrowUp');
      await ada.page.keyboard.press('Space');
      await article(ada.page, 'never mind').getByRole('checkbox', { name: 'Select', checked: true }).waitFor();
      await adasKeys.press(way);
      const dialog = ada.page.locator('openim-forward-dialog');
      await adasKeys.goTo(dialog.getByRole('searchbox'));
      await ada.page.keyboard.type('G');
      await adasKeys.toggle('checkbox', 'G', dialog);
      await adasKeys.press('Forward', dialog);
      await stage.witness.carriedOut('openim-message-select-request', 'openim-forward-request');
    }
    await cleo.event(
      'OnRecvNewMessage',
      ({ data }) => data.includes('never mind') && data.includes('"contentType":101'),
    );
    await cleo.event(
      'OnRecvNewMessage',
      ({ data }) => data.includes('I do mind') && data.includes('"contentType":114'),
    );
    await openChat('G');
    const merged = article(bob.page, '2 messages');
    await bobsKeys.pressIn(merged, merged.getByRole('button', { name: /2 messages/ }));
    const viewer = bob.page.locator('openim-merged-viewer');
    await viewer.getByText('I do mind', { exact: true }).waitFor();
    await bob.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await stage.witness.received(ContentType.Merger);
  });

  it('should be opened in what was forwarded together before', async () => {
    await openMenu(bobsKeys, '2 messages');
    await bobsKeys.choose('Select');
    await bobsKeys.press('Forward as one message');
    const dialog = bob.page.locator('openim-forward-dialog');
    await bobsKeys.toggle('checkbox', 'Ada', dialog);
    await bobsKeys.press('Forward', dialog);
    const merged = article(ada.page, '1 message');
    await adasKeys.pressIn(merged, merged.getByRole('button', { name: /1 message/ }));
    const viewers = ada.page.locator('openim-merged-viewer');
    await adasKeys.press(/2 messages/, viewers);
    await viewers.last().getByText('I do mind', { exact: true }).waitFor();
    await ada.page.keyboard.press('Escape');
    await viewers.nth(1).waitFor({ state: 'detached' });
    await ada.page.keyboard.press('Escape');
    await viewers.waitFor({ state: 'detached' });
    await openChat('Ada');
  });

  it('should be recalled, written anew, and deleted', async () => {
    await write(adasKeys, 'a mistaek');
    await sees(bob.page, 'a mistaek');
    await openMenu(adasKeys, 'a mistaek');
    await adasKeys.choose('Recall');
    await sees(bob.page, 'Ada recalled a message');
    const notice = article(ada.page, 'You recalled');
    await adasKeys.pressIn(notice, notice.getByRole('button', { name: 'Edit again' }));
    await adasKeys.goTo(composer(ada.page));
    await ada.page.keyboard.press('Control+A');
    await ada.page.keyboard.type('no mistake');
    await ada.page.keyboard.press('Enter');
    await sees(bob.page, 'no mistake');
    await openMenu(bobsKeys, 'no mistake');
    await bobsKeys.chooseSurely('Delete');
    await message(bob.page, 'no mistake').waitFor({ state: 'detached' });
    assert.equal(await message(ada.page, 'no mistake').count(), 1);
    await stage.witness.carriedOut('openim-revoke-request', 'openim-edit-request', 'openim-delete-request');
  });

  it('should be found by words', async () => {
    await bobsKeys.press('Search in this chat');
    await bobsKeys.goTo(bob.page.locator('openim-chat-search').getByRole('searchbox'));
    await bob.page.keyboard.type('hello');
    await bob.page.locator('openim-chat-search').getByText('1 of 1').waitFor();
    await bob.page.locator('openim-message.target', { hasText: 'hello' }).waitFor();
    await bob.page.keyboard.press('Escape');
    await stage.witness.carriedOut('openim-search-request');
  });

  const noFinger = testBrowser === 'firefox' && 'Firefox without a window has no finger';
  it('should offer its menu to a finger that rests on it', { skip: noFinger }, async () => {
    const touch = await ada.context.newCDPSession(ada.page);
    const box = await message(ada.page, 'no mistake').boundingBox();
    assert.ok(box);
    const finger = { x: box.x + 5, y: box.y + 5 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] });
    await ada.page.getByRole('menuitem', { name: 'Copy' }).waitFor();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await ada.page.keyboard.press('Escape');
  });

  it('should leave no complaint of any browser', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';

import { adaAndBob } from './ada-and-bob.js';
import { composer, conversation, message, say, sees, setFocused, timeline } from './chat-page.js';
import type { Actor, Stage } from './stage.js';

describe('two people in two browsers', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    ({ stage, ada, bob } = await adaAndBob());
    await stage.register('cleo', 'Cleo');
  });
  after(() => stage.close());

  it('should carry text both ways', async () => {
    await say(ada.page, 'Hello Bob');
    await sees(ada.page, 'Hello Bob');
    await sees(bob.page, 'Hello Bob');
    await say(bob.page, 'Hello Ada\nsecond line');
    await timeline(ada.page).getByText('second line').waitFor();
  });

  it('should show that the peer types, and only for a while after the last sign', async () => {
    await composer(bob.page).pressSequentially('thi');
    await timeline(ada.page)
      .getByText(/typing/i)
      .waitFor();
    await conversation(ada.page, /^Bob.*typing/).waitFor();
    await timeline(ada.page)
      .getByText(/typing/i)
      .waitFor({ state: 'detached' });
    await composer(bob.page).fill('');
  });

  it('should say "Read" only once the other side had the message on screen in a focused page', async () => {
    await setFocused(bob.page, false);
    await say(ada.page, 'Have you seen this?');
    await sees(bob.page, 'Have you seen this?');
    // A later message of Bob's reaches Ada by the same road as a receipt would: none was sent before it.
    await say(bob.page, 'I am elsewhere');
    await sees(ada.page, 'I am elsewhere');
    assert.equal(await isRead(ada.page, 'Have you seen this?'), false, 'unfocused, yet marked as read');

    const marksBefore = await readMarks(ada.page).count();
    await setFocused(bob.page, true);
    await readMarks(ada.page).nth(marksBefore).waitFor();
    assert.equal(await isRead(ada.page, 'Have you seen this?'), true);
  });

  it('should replace a revoked message on both sides', async () => {
    await say(ada.page, 'a mistake');
    await sees(bob.page, 'a mistake');
    await message(ada.page, 'a mistake').click({ button: 'right' });
    await ada.page.getByRole('menuitem', { name: /recall/i }).click();
    await message(bob.page, 'a mistake').waitFor({ state: 'detached' });
    await message(ada.page, 'a mistake').waitFor({ state: 'detached' });
    await timeline(ada.page)
      .getByText(/you recalled a message/i)
      .waitFor();
    await timeline(bob.page)
      .getByText(/ada recalled a message/i)
      .waitFor();
    await bob.page.reload();
    await timeline(bob.page)
      .getByText(/ada recalled a message/i)
      .waitFor();
    assert.equal(await message(bob.page, 'a mistake').count(), 0);
  });

  it('should count unread messages while the conversation is not open, and clear them when it is', async () => {
    const reader = await stage.enter('ada');
    const cleo = await stage.enter('cleo', { 'peer-id': 'ada' });
    await say(cleo.page, 'one');
    await say(cleo.page, 'two');
    await conversation(reader.page, /Cleo.*2 unread/).waitFor();
    await conversation(reader.page, /Cleo/).click();
    await sees(reader.page, 'two');
    await conversation(reader.page, /Cleo.*unread/).waitFor({ state: 'detached' });
  });

  it('should count unread messages of the open conversation while the page has no focus', async () => {
    await setFocused(ada.page, false);
    await say(bob.page, 'are you there?');
    await conversation(ada.page, /Bob.*1 unread/).waitFor();
    await setFocused(ada.page, true);
    await conversation(ada.page, /Bob.*unread/).waitFor({ state: 'detached' });
  });

  it('should break no policy and log no error', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });

  /** Whether the word "Read" stands below the message, that is: whether it or a later one was read. */
  async function isRead(page: Page, text: string): Promise<boolean> {
    const position = await message(page, text).last().boundingBox();
    const marks = await Promise.all((await readMarks(page).all()).map((mark) => mark.boundingBox()));
    return position !== null && marks.some((mark) => mark !== null && mark.y > position.y);
  }
});

const readMarks = (page: Page): Locator => timeline(page).getByText('Read', { exact: true });

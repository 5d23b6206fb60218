import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { composer, conversation, message, say, sees, setFocused, timeline } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

describe('two people in two browsers', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    stage = await Stage.open();
    await stage.register('ada', 'Ada');
    await stage.register('bob', 'Bob');
    await stage.register('cleo', 'Cleo');
    ada = await stage.enter('ada', { 'peer-id': 'bob' });
    bob = await stage.enter('bob', { 'peer-id': 'ada' });
  });
  after(() => stage.close());

  it('should carry text both ways', async () => {
    await say(ada.page, 'Hello Bob');
    await sees(ada.page, 'Hello Bob');
    await sees(bob.page, 'Hello Bob');
    await say(bob.page, 'Hello Ada\nsecond line');
    await timeline(ada.page).getByText('second line').waitFor();
  });

  it('should show that the peer types within a second, and no longer than six after the last sign', async () => {
    await composer(bob.page).pressSequentially('thi');
    await timeline(ada.page)
      .getByText(/typing/i)
      .waitFor({ timeout: 1000 });
    await timeline(ada.page)
      .getByText(/typing/i)
      .waitFor({ state: 'detached', timeout: 6000 });
    await composer(bob.page).fill('');
  });

  it('should say "Read" only once the other side had the message on screen in a focused page', async () => {
    await setFocused(bob.page, false);
    await say(ada.page, 'Have you seen this?');
    await sees(bob.page, 'Have you seen this?');
    // A later message of Bob's reaches Ada by the same road as a receipt would: none was sent before it.
    await say(bob.page, 'I am elsewhere');
    await sees(ada.page, 'I am elsewhere');
    const lastRead = timeline(ada.page).getByText('Read', { exact: true });
    assert.equal(await isAfter(ada.page, 'Have you seen this?'), false, 'unfocused, yet marked as read');

    await setFocused(bob.page, true);
    await lastRead.last().waitFor();
    await ada.page.waitForFunction(readStandsBelow, 'Have you seen this?');
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
    const cleo = await stage.enter('cleo', { 'peer-id': 'ada' });
    await say(cleo.page, 'one');
    await say(cleo.page, 'two');
    await conversation(ada.page, /Cleo.*2/).waitFor();
    await conversation(ada.page, /Cleo/).click();
    await sees(ada.page, 'two');
    await ada.page.waitForFunction(() => {
      const list = document.querySelector('openim-conversation-list')?.shadowRoot;
      return [...(list?.querySelectorAll('[role=option]') ?? [])].every(
        (option) => !/unread/i.test(option.textContent),
      );
    });
  });

  it('should count unread messages of the open conversation while the page has no focus', async () => {
    await conversation(ada.page, /Bob/).click();
    await setFocused(ada.page, false);
    await say(bob.page, 'are you there?');
    await conversation(ada.page, /Bob.*1/).waitFor();
    await setFocused(ada.page, true);
    await conversation(ada.page, /Bob.*1/).waitFor({ state: 'detached' });
  });

  it('should break no policy and log no error', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });

  /** Whether the word "Read" stands anywhere after the message. */
  async function isAfter(page: Actor['page'], text: string): Promise<boolean> {
    return page.evaluate(readStandsBelow, text);
  }
});

/** In the page: whether a "Read" is shown below the message with this text, in the order of the screen. */
function readStandsBelow(text: string): boolean {
  const found: { word: string; top: number }[] = [];
  const visit = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      const word = node.textContent?.trim() ?? '';
      if (word === text || word === 'Read') {
        const range = document.createRange();
        range.selectNodeContents(node);
        found.push({ word, top: range.getBoundingClientRect().top });
      }
    }
    if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  const messageTop = found.find(({ word }) => word === text)?.top;
  return messageTop !== undefined && found.some(({ word, top }) => word === 'Read' && top > messageTop);
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { composer, say, sees, timeline } from './chat-page.js';
import { Stage } from './stage.js';

describe('bad luck in the page', () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    await stage.register('ada', 'Ada');
    await stage.register('bob', 'Bob');
  });
  after(() => stage.close());

  it('should say that a token is refused, and leave it at that', async () => {
    const ada = await stage.enter('ada', { 'peer-id': 'bob', token: 'no.such.token' });
    await ada.page
      .getByText(/couldn’t sign you in/i)
      .first()
      .waitFor();
  });

  it('should say that a peer does not exist', async () => {
    const ada = await stage.enter('ada', { 'peer-id': 'nobody' });
    await ada.page
      .getByText(/not found|does not exist|no such/i)
      .first()
      .waitFor();
  });

  it('should work without IndexedDB and warn once', async () => {
    const warnings: string[] = [];
    const ada = await stage.enter('ada', { 'peer-id': 'bob' }, async (page) => {
      page.on('console', (line) => {
        if (line.type() === 'warning' && line.text().includes('[openim-chat]')) warnings.push(line.text());
      });
      await page.addInitScript(() => {
        Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
      });
    });
    await say(ada.page, 'no database here');
    await sees(ada.page, 'no database here');
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.deepEqual(ada.complaints, []);
  });

  it('should refuse a text over the limit before sending it, and keep it in the composer', async () => {
    const ada = await stage.enter('ada', { 'peer-id': 'bob' });
    await say(ada.page, 'before');
    await sees(ada.page, 'before');
    await composer(ada.page).fill('many words '.repeat(10_000));
    await composer(ada.page).press('Enter');
    assert.equal((await composer(ada.page).inputValue()).length, 110_000);
    await composer(ada.page).fill('after');
    await composer(ada.page).press('Enter');
    await sees(ada.page, 'after');
    assert.equal(
      await timeline(ada.page)
        .getByText(/^many words/)
        .count(),
      0,
    );
  });
});

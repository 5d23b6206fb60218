/**
 * The messenger and a chat alone on pages with the strictest policy of all: nothing but the site's own origin and sockets,
 * Trusted Types. Seen failing with a style sheet in a template, and without leaveGlobalsAlone in vite.config.ts.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { composer, conversation, message, say, sees } from '../e2e/chat-page.js';
import { pageWith, WATCH_PAGE, watched } from '../e2e/embed-page.js';
import { EmbedStage, STRICT_POLICY, type Visitor } from '../e2e/embed-stage.js';

describe('under the strictest policy', () => {
  let stage: EmbedStage;

  before(async () => {
    stage = await EmbedStage.open();
  });
  after(() => stage.close());

  async function enter(userID: string, tag: string, attributes = ''): Promise<Visitor> {
    const login = `url="${stage.socketURL}" api-url="${stage.siteURL}/chat" user-id="${userID}" token="${await stage.token(userID, userID)}"`;
    stage.pages.set(`/${userID}`, {
      headers: { 'content-security-policy': STRICT_POLICY },
      html: pageWith(
        `<${tag} ${login} ${attributes}></${tag}><script type="module" src="/openim-chat.mjs"></script>`,
      ),
    });
    const viewport = { width: 1300, height: 800 };
    return stage.visit(`/${userID}`, { viewport }, async (page) => {
      await page.addInitScript({ content: WATCH_PAGE });
    });
  }

  it('two people should write, answer, search and send files with no violation, and leave the page as it was', async (t) => {
    const ada = await enter('ada', 'openim-messenger');
    const bob = await enter('bob', 'openim-chat', 'peer-id="ada"');
    await say(bob.page, 'Hello from a chat alone, see https://example.com');
    await conversation(ada.page, /bob/).click();
    await sees(ada.page, 'https://example.com');

    await message(ada.page, 'https://example.com').hover();
    await ada.page.getByRole('button', { name: 'Message actions' }).first().click();
    await ada.page.getByRole('menuitem', { name: 'Reply' }).click();
    await say(ada.page, 'An answer');
    await sees(bob.page, 'An answer');
    await bob.page.locator('openim-composer input[type=file]').setInputFiles({
      name: 'offer.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(1000, 7),
    });
    await composer(bob.page).press('Enter');
    await ada.page.getByRole('link', { name: /offer\.bin/ }).waitFor();
    await ada.page.getByRole('button', { name: 'Emoji' }).click();
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('button', { name: 'Search in this chat' }).click();
    await ada.page.getByRole('searchbox', { name: 'Search in this chat' }).fill('alone');
    await ada.page.keyboard.press('Escape');
    for (const tab of ['Contacts', 'Me']) await ada.page.getByRole('tab', { name: tab }).click();
    const beforeReload = await watched(ada.page);
    assert.deepEqual(beforeReload, { violations: [], changes: ['watched'] });
    await ada.page.reload();
    await conversation(ada.page, /bob/).click();
    await sees(ada.page, 'An answer');

    for (const { page, complaints, origins, context } of [ada, bob]) {
      const { violations, changes } = await watched(page);
      assert.deepEqual(violations, []);
      assert.deepEqual(changes, ['watched'], 'globals and prototypes are as they were');
      assert.deepEqual(complaints, []);
      assert.deepEqual([...origins].sort(), [stage.siteURL, stage.socketURL].sort());
      assert.deepEqual(await context.cookies(), []);
    }
    t.diagnostic(
      `${STRICT_POLICY}: 0 violations, 0 changes to globals and prototypes, 0 requests to other origins`,
    );
  });
});

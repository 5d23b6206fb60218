import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page, WebSocketRoute } from 'playwright-core';
import { testBrowser } from '../../scripts/test-browser.js';
import { composer, conversation, message, say, sees, setFocused } from './chat-page.js';
import { call, closeButton, openButton, pageWith, panel, WATCH_PAGE, watched } from './embed-page.js';
import { everythingStored } from './everything-stored.js';
import { EmbedStage, STRICT_POLICY, type Visitor } from './embed-stage.js';

/** For tests that stop a clock: what waits for it would wait until the file is ended. */
const NO_HANG = { timeout: 120_000 };

/** Stops the clock of a page that was made with one of its own, as of now. */
const stopClock = async (page: Page): Promise<void> =>
  page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);

const typing = (page: Page) => page.getByText(/typing/i).last();

describe('the script tag on a stranger’s page', () => {
  let stage: EmbedStage;
  let lena: Visitor;
  let ada: Visitor;

  before(async () => {
    stage = await EmbedStage.open();
    stage.pages.set('/', {
      html: pageWith(
        `<script async src="${stage.cdnURL}/openim-chat.js" data-url="${stage.socketURL}" data-pre-chat="name email?"></script>`,
      ),
    });
    lena = await stage.agent('lena', 'Lena');
  });
  after(() => stage.close());

  it('should bring a visitor to an agent, and carry messages and typing both ways', async () => {
    ada = await stage.visit('/');
    await openButton(ada.page).click();
    await ada.page.getByRole('button', { name: 'Start chat' }).click();
    await ada.page.getByText('Please fill this in.').waitFor();
    await ada.page.getByLabel('Email').fill('no address');
    await ada.page.getByLabel('Name').fill('Ada');
    await ada.page.getByRole('button', { name: 'Start chat' }).click();
    await ada.page.getByText('doesn’t look like an email').waitFor();
    // In Firefox playwright writes behind what is in such a field.
    await ada.page.getByLabel('Email').clear();
    await ada.page.getByLabel('Email').fill('ada@example.com');
    await ada.page.getByLabel('Email').press('Enter');
    await composer(ada.page).and(ada.page.locator(':focus')).waitFor();
    await say(ada.page, 'Where is my lamp?');

    await conversation(lena.page, /Ada.*1 unread/).click();
    await sees(lena.page, 'Where is my lamp?');
    await say(lena.page, 'On its way.');
    await sees(ada.page, 'On its way.');

    await composer(lena.page).pressSequentially('It wi');
    await typing(ada.page).waitFor();
    await composer(lena.page).fill('');
    await composer(ada.page).pressSequentially('Than');
    // Whom to tell is looked up with the first keystroke.
    await composer(ada.page).pressSequentially('ks', { delay: 1100 });
    await typing(lena.page).waitFor();
    await composer(ada.page).fill('');
  });

  it('should show the agent who it is and where', async () => {
    const card = lena.page.locator('openim-visitor-card');
    await card.getByText('ada@example.com').waitFor();
    await card.getByText(`${stage.siteURL}/`, { exact: true }).waitFor();
    await card.getByText('Guest', { exact: true }).waitFor();
  });

  it('should count what comes while the panel is closed, in the bubble and the title, until it is opened', async () => {
    await call(ada.page, 'close');
    await setFocused(ada.page, false);
    const counted = ada.page.evaluate("new Promise((resolve) => OpenIMChat('on', 'unread', resolve))");
    await say(lena.page, 'It comes tomorrow.');
    await ada.page.getByRole('button', { name: 'Open chat, 1 unread' }).waitFor();
    assert.equal(await counted, 1);
    await ada.page.waitForFunction(() => document.title === '(1) Lampshop');
    assert.equal(await call(ada.page, 'get', 'unread'), 1);
    await setFocused(ada.page, true);
    assert.equal(await ada.page.title(), 'Lampshop');
    await openButton(ada.page).click();
    await sees(ada.page, 'It comes tomorrow.');
    await closeButton(ada.page).waitFor();
    await ada.page.waitForFunction(async () => {
      const { OpenIMChat } = window as never as { OpenIMChat: (...a: unknown[]) => Promise<number> };
      return (await OpenIMChat('get', 'unread')) === 0;
    });
  });

  it('should find the conversation again after a reload, open as it was, also in another tab', async () => {
    await ada.page.reload();
    await sees(ada.page, 'It comes tomorrow.');
    assert.equal(await call(ada.page, 'get', 'open'), true);
    await closeButton(ada.page).click();
    await ada.page.reload();
    await openButton(ada.page).waitFor();
    const other = await stage.visitAgain(ada, '/');
    await openButton(other.page).click();
    await sees(other.page, 'Where is my lamp?');
    await other.page.close();
    await openButton(ada.page).click();
  });

  it('should offer prepared answers to press, and let the visitor rate a closed conversation', async () => {
    await lena.page.getByRole('button', { name: /Which order is it/ }).click();
    await ada.page.getByRole('button', { name: 'The last one' }).click();
    await message(lena.page, 'The last one').waitFor();
    await ada.page.getByRole('button', { name: 'The last one' }).waitFor({ state: 'detached' });

    await lena.page.getByRole('button', { name: 'Close conversation' }).click();
    await sees(lena.page, 'You closed the conversation');
    await sees(ada.page, 'lena closed the conversation');
    await ada.page.getByRole('radio', { name: '4 stars' }).check({ force: true });
    const below = await panel(ada.page).locator('[part=closed]').textContent();
    assert.doesNotMatch(below ?? '', /closed/i, 'it is said among the messages already');
    await ada.page.getByRole('textbox', { name: 'Anything you’d like to add?' }).fill('Quick!');
    await ada.page.getByRole('button', { name: 'Send rating' }).click();
    await ada.page.getByText('Thanks for your rating!').waitFor();
    await lena.page.getByText('4 of 5 stars: Quick!').waitFor();
    await say(ada.page, 'One more thing');
    await lena.page.getByRole('button', { name: 'Close conversation' }).waitFor();
    await ada.page.getByText('Thanks for your rating!').waitFor({ state: 'detached' });
  });

  it('should say that nobody is there, and let the visitor leave a message', async () => {
    const { page, context } = await stage.visit('/');
    const url = lena.page.url();
    await lena.page.goto('about:blank');
    await openButton(page).click();
    await page.getByText('We’re away right now').waitFor();
    await page.getByLabel('Name').fill('Grace');
    await page.getByRole('button', { name: 'Leave a message' }).click();
    await say(page, 'Call me when you are back.');
    await lena.page.goto(url);
    await conversation(lena.page, /Grace/).click();
    await say(lena.page, 'I’m back.');
    await sees(page, 'I’m back.');
    await page.getByText('We’re away right now').waitFor({ state: 'detached' });
    await context.close();
  });

  it('should keep what is written while the gateway is away, and send it afterwards', async () => {
    await stage.stopGateway();
    await say(ada.page, 'Are you still there?');
    await sees(ada.page, 'Are you still there?');
    await ada.page.reload();
    await sees(ada.page, 'Are you still there?');
    await stage.startGateway();
    await conversation(lena.page, /Ada/).click();
    await sees(lena.page, 'Are you still there?');
  });

  it('should have broken nothing', () => {
    assert.deepEqual([...ada.complaints, ...lena.complaints], []);
  });

  it('should ask nobody but the script’s host and the gateway, and set no cookie', async () => {
    assert.deepEqual(ada.origins, new Set([stage.cdnURL, stage.siteURL, stage.gatewayURL, stage.socketOrigin]));
    assert.deepEqual(await ada.context.cookies(), []);
  });
});

describe('the script tag under the strictest policy', () => {
  let stage: EmbedStage;

  before(async () => {
    stage = await EmbedStage.open();
    // All at one origin, as `connect-src 'self'` asks for: the gateway's REST behind the site's own server.
    const tag = `<script async src="/openim-chat.js" data-url="${stage.socketURL}" data-api-url="/chat"></script>`;
    const headers = { 'content-security-policy': STRICT_POLICY };
    stage.pages.set('/strict', { headers, html: pageWith(tag.replace('/chat"', `${stage.siteURL}/chat"`)) });
  });
  after(() => stage.close());

  it('should go through a whole conversation with no violation, no foreign request, and the page as it was', async () => {
    const lena = await stage.agent('lena', 'Lena');
    const { page, origins, context, complaints } = await stage.visit('/strict', {}, async (fresh) => {
      await fresh.addInitScript({ content: WATCH_PAGE });
    });
    await openButton(page).click();
    await composer(page).waitFor();
    await say(page, 'Hello from behind a wall');
    await conversation(lena.page, /Visitor/).click();
    await say(lena.page, 'Hello');
    await sees(page, 'Hello');
    await closeButton(page).click();
    await say(lena.page, 'Are you there?');
    // What was not quite on screen before counts too.
    await page.getByRole('button', { name: /^Open chat, \d unread/ }).click();
    await sees(page, 'Are you there?');
    await lena.page.getByRole('button', { name: 'Close conversation' }).click();
    await page.getByRole('radio', { name: '5 stars' }).check({ force: true });
    await page.getByRole('button', { name: 'Send rating' }).click();
    await page.getByText('Thanks for your rating!').waitFor();
    await page.reload();
    await sees(page, 'Are you there?');

    const found = await watched(page);
    assert.deepEqual(found.violations, []);
    assert.deepEqual(found.changes.sort(), ['OpenIMChat', 'watched']);
    assert.deepEqual(origins, new Set([stage.siteURL, stage.socketOrigin]));
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(complaints, []);
  });

  it('should do with a nonce where a browser has no constructed style sheets', async () => {
    const policy = STRICT_POLICY.replace("style-src 'self'", "style-src 'nonce-n1'");
    const tag = `<script nonce="n1" async src="/openim-chat.js" data-url="${stage.socketURL}"></script>`;
    stage.pages.set('/nonce', { headers: { 'content-security-policy': policy }, html: pageWith(tag) });
    const { page, complaints } = await stage.visit('/nonce', {}, async (fresh) => {
      await fresh.addInitScript(() => {
        Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets');
        Reflect.deleteProperty(CSSStyleSheet.prototype, 'replace');
      });
    });
    await openButton(page).hover();
    const look = await openButton(page).evaluate((button) => getComputedStyle(button).borderRadius);
    assert.equal(look, '50%');
    await openButton(page).click();
    const header = panel(page).locator('header');
    assert.notEqual(
      await header.evaluate((element) => getComputedStyle(element).backgroundColor),
      'rgba(0, 0, 0, 0)',
    );
    assert.deepEqual(
      complaints.filter((line) => /Content Security Policy/.test(line) && /style/.test(line)),
      [],
    );
  });
});

describe('the verbs', () => {
  let stage: EmbedStage;
  let stub: string;

  before(async () => {
    stage = await EmbedStage.open();
    stub = await readFile(new URL('../../embed/stub.js', import.meta.url), 'utf8');
  });
  after(() => stage.close());

  const script = (attributes = ''): string =>
    `<script async src="${stage.cdnURL}/openim-chat.js" ${attributes}></script>`;

  it('should wait for the script, in order, by either snippet', async () => {
    const calls = `
      OpenIMChat('on', 'open', () => { document.documentElement.dataset.opened = 'yes'; });
      OpenIMChat('boot', { url: '${stage.socketURL}', name: 'Ada', heading: 'Ask Ada' });
      OpenIMChat('open');`;
    const plain = `window.OpenIMChat = window.OpenIMChat || function () { (OpenIMChat.q = OpenIMChat.q || []).push(arguments) };`;
    const withPromise = `OpenIMChat('get', 'open').then((open) => { document.documentElement.dataset.was = String(open); });`;
    stage.pages.set('/plain', { html: pageWith(`<script>${plain}${calls}</script>${script()}`) });
    stage.pages.set('/promises', { html: pageWith(`<script>${stub}${calls}${withPromise}</script>${script()}`) });
    for (const path of ['/plain', '/promises']) {
      const { page, complaints } = await stage.visit(path);
      await panel(page).getByText('Ask Ada').waitFor();
      await page.locator('html[data-opened=yes]').waitFor({ state: 'attached' });
      if (path === '/promises') await page.locator('html[data-was]').waitFor({ state: 'attached' });
      assert.deepEqual(complaints, []);
    }
  });

  it('should all do what they say', async () => {
    stage.pages.set('/verbs', { html: pageWith(script(`data-url="${stage.socketURL}"`)) });
    const lena = await stage.agent('lena', 'Lena');
    const { page } = await stage.visit('/verbs');
    await openButton(page).waitFor();
    await call(page, 'toggle');
    await closeButton(page).waitFor();
    await call(page, 'toggle');
    await openButton(page).waitFor();
    await call(page, 'hide');
    await openButton(page).waitFor({ state: 'hidden' });
    assert.equal(await call(page, 'get', 'visible'), false);
    await call(page, 'show');
    await openButton(page).waitFor();
    await call(page, 'update', { name: 'Ada', attributes: { plan: 'gold' } });
    assert.equal(await call(page, 'sendMessage', 'a text'), undefined);
    assert.equal(await call(page, 'sendMessage', { text: 'another' }), undefined);
    assert.equal(await call(page, 'sendMessage', { data: { order: 7 }, description: 'order 7' }), undefined);
    await conversation(lena.page, /Ada/).click();
    await sees(lena.page, 'another');
    await lena.page.locator('openim-visitor-card').getByText('gold').waitFor();
    assert.match(String(await call(page, 'get', 'userID')), /^guest_/);
    const groupID = String(await call(page, 'get', 'conversationID')).replace('group_', '');
    assert.equal(await call(page, 'startConversation', { groupID }), `group_${groupID}`);
    await call(page, 'setLocale', 'zh-CN');
    await page.getByRole('button', { name: '关闭聊天' }).waitFor();
    await call(page, 'setLocale', 'ar');
    await panel(page).getByText('مرحبًا').waitFor();
    await call(page, 'setLocale', 'en');
    await call(page, 'setColorScheme', 'dark');
    assert.equal(await panel(page).evaluate((element) => getComputedStyle(element).colorScheme), 'dark');
  });

  it('should refuse what makes no sense, with a code', async () => {
    stage.pages.set('/bad', { html: pageWith(script()) });
    const { page, complaints } = await stage.visit('/bad');
    await page.waitForFunction(() => 'OpenIMChat' in window);
    const nonsense: readonly (readonly [verb: string, ...args: unknown[]])[] = [
      ['dance'],
      ['constructor'],
      ['boot'],
      ['boot', { url: 'chat.example' }],
      ['on', 'dinner', null],
      ['get', 'rich'],
    ];
    for (const [verb, ...args] of nonsense) {
      assert.deepEqual(await call(page, verb, ...args), { refused: 803 }, verb);
    }
    assert.deepEqual(await call(page, 'open'), { refused: 1003 });
    await call(page, 'boot', { url: stage.socketURL });
    const more: typeof nonsense = [
      ['sendMessage', ' '],
      ['sendMessage', { text: 7 }],
      ['sendMessage', null],
      ['update', null],
      ['startConversation', null],
      ['setUser', { userID: 'x' }],
      ['startConversation', {}],
    ];
    for (const [verb, ...args] of more) {
      assert.deepEqual(await call(page, verb, ...args), { refused: 803 }, verb);
    }
    assert.deepEqual(complaints, []);
  });

  it(
    'should settle within three seconds, whatever happens, and not do afterwards what they gave up',
    NO_HANG,
    async () => {
      // Takes connections and never answers.
      stage.pages.set('/deaf', { html: pageWith(script(`data-url="${stage.socketURL}" data-name="Patience"`)) });
      const lena = await stage.agent('lena', 'Lena');
      const { page } = await stage.visit('/deaf', {}, (fresh) => fresh.clock.install());
      await openButton(page).waitFor();
      let answer: (() => void) | undefined;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      await page.route(/support\/session/, async (route) => {
        await answered;
        await route.continue();
      });
      await stopClock(page);
      const settled = Promise.all([
        call(page, 'sendMessage', 'too late'),
        call(page, 'open'),
        call(page, 'setUser', { userID: 'nobody', token: 'x' }),
        call(page, 'startConversation', { userID: 'lena' }),
      ]);
      await page.clock.runFor(3000);
      const [sent] = await settled;
      assert.deepEqual(sent, { refused: 114 });
      await page.clock.resume();
      answer?.();
      await call(page, 'setUser', null);
      await call(page, 'sendMessage', 'in time');
      await conversation(lena.page, /Patience/).click();
      await sees(lena.page, 'in time');
      assert.equal(await message(lena.page, 'too late').count(), 0);
    },
  );

  it('should leave alone AMD, CommonJS, a second script and a body that is swapped', async () => {
    const globals = `<script>window.define = () => { throw new Error('defined') }; window.define.amd = {}; window.module = { exports: {} }; window.exports = window.module.exports;</script>`;
    stage.pages.set('/old', {
      html: pageWith(globals + script(`data-url="${stage.socketURL}"`) + script(`data-url="${stage.socketURL}"`)),
    });
    const { page, complaints } = await stage.visit('/old');
    await openButton(page).waitFor();
    assert.equal(await page.locator('openim-launcher').count(), 1);
    await openButton(page).click();
    await composer(page).fill('half a sen');
    // What Turbo does, and what htmx does with a boosted link; scripts in the new body run again.
    await page.evaluate((src) => {
      const body = document.createElement('body');
      const again = document.createElement('script');
      again.src = src;
      body.append('another page', again);
      document.documentElement.replaceChild(body, document.body);
      return new Promise((resolve) => again.addEventListener('load', resolve));
    }, `${stage.cdnURL}/openim-chat.js`);
    assert.equal(await page.locator('openim-launcher').count(), 1);
    assert.equal(await composer(page).inputValue(), 'half a sen');
    assert.deepEqual(
      await page.evaluate(() => (window as never as { module: { exports: object } }).module.exports),
      {},
    );
    assert.deepEqual(complaints, []);
  });

  it('should work in a frame, also in one that may keep nothing', async () => {
    stage.pages.set('/inner', { html: pageWith(script(`data-url="${stage.socketURL}"`)) });
    for (const sandbox of ['', 'sandbox="allow-scripts"']) {
      stage.pages.set('/outer', { html: `<iframe ${sandbox} src="/inner" width="500" height="700"></iframe>` });
      const { page } = await stage.visit('/outer');
      const frame = page.frameLocator('iframe');
      await frame.getByRole('button', { name: /open chat/i }).click();
      const field = frame.getByRole('textbox', { name: /message/i });
      await field.fill('from a frame');
      await field.press('Enter');
      await frame.getByRole('log').getByText('from a frame').last().waitFor();
    }
  });

  it('should try again when the chat could not be fetched', async () => {
    stage.pages.set('/flaky', { html: pageWith(script(`data-url="${stage.socketURL}"`)) });
    const { page } = await stage.visit('/flaky', {}, async (fresh) => {
      await fresh.route(/openim-chat-panel\.mjs/, (route) => route.abort());
    });
    await openButton(page).click();
    await page.getByText('Couldn’t load the chat.').waitFor();
    await page.unroute(/openim-chat-panel\.mjs/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await composer(page).waitFor();
  });
});

describe('docs/embed.md', () => {
  let stage: EmbedStage;
  let snippets: readonly string[];

  before(async () => {
    stage = await EmbedStage.open();
    const text = await readFile(new URL('../../docs/embed.md', import.meta.url), 'utf8');
    snippets = [...text.matchAll(/```html\n(.*?)```/gs)].map(([, code = '']) =>
      code.replaceAll('https://cdn.example', stage.cdnURL).replaceAll('wss://chat.example', stage.socketURL),
    );
  });
  after(() => stage.close());

  it('should show the snippet whose size is checked', async () => {
    const stub = await readFile(new URL('../../embed/stub.js', import.meta.url), 'utf8');
    const squeezed = (code: string): string => code.replaceAll(/\s+/g, ' ').trim();
    assert.ok(squeezed(snippets[1] ?? '').includes(squeezed(stub)));
  });

  it('should work as written, by the tag alone and with everything', async () => {
    assert.equal(snippets.length, 3);
    const [tag = '', queue = '', calls = ''] = snippets;
    stage.pages.set('/tag', { html: pageWith(tag) });
    const first = await stage.visit('/tag');
    await openButton(first.page).click();
    await first.page.getByLabel('Email').waitFor();

    stage.pages.set('/all', { html: pageWith(`<a id="help"></a>${queue}${calls}${tag}`) });
    const { page, complaints } = await stage.visit('/all');
    await openButton(page).click();
    await panel(page).getByText('Lamps and questions').waitFor();
    await page.getByLabel('What is it about?').selectOption('Return');
    await page.getByRole('button', { name: /start chat|leave a message/i }).click();
    await say(page, 'It is broken');
    await sees(page, 'It is broken');
    await call(page, 'close');
    const lena = await stage.agent('lena', 'Lena');
    await conversation(lena.page, /Ada/).click();
    await lena.page.locator('openim-visitor-card').getByText('Return', { exact: true }).waitFor();
    await lena.page.locator('openim-visitor-card').getByText('gold', { exact: true }).waitFor();
    await say(lena.page, 'Send it back');
    await page.locator('#help', { hasText: 'Help (1)' }).waitFor();
    assert.deepEqual(complaints, []);
  });
});

describe('a user of the site', () => {
  let stage: EmbedStage;
  let lena: Visitor;

  before(async () => {
    stage = await EmbedStage.open();
    stage.pages.set('/', {
      html: pageWith(`<script async src="${stage.cdnURL}/openim-chat.js" data-url="${stage.socketURL}"></script>`),
    });
    lena = await stage.agent('lena', 'Lena');
    await stage.token('ada', 'Ada');
    await stage.token('bob', 'Bob');
    // Whose conversations are none of the others' tests'.
    await stage.token('mara', 'Mara');
    await stage.token('omar', 'Omar');
    await stage.token('nora', 'Nora');
  });
  after(() => stage.close());

  const setUser = async (page: Page, userID: string): Promise<unknown> =>
    call(page, 'setUser', { userID, token: await stage.token(userID) });

  it('should take the guest’s conversation along, and leave nothing when another comes', async () => {
    const { page, complaints } = await stage.visit('/');
    await openButton(page).click();
    await say(page, 'canary one, as a guest');
    await conversation(lena.page, /Visitor/).click();
    await sees(lena.page, 'canary one, as a guest');
    const guestID = String(await call(page, 'get', 'userID'));

    await setUser(page, 'ada');
    await sees(page, 'canary one, as a guest');
    await lena.page.locator('openim-visitor-card').getByText('Verified').waitFor();
    assert.equal(await call(page, 'get', 'userID'), 'ada');
    await say(page, 'canary two, as Ada');
    await sees(lena.page, 'canary two, as Ada');
    const stored = await everythingStored(page);
    assert.ok(stored.includes('canary two'), 'the cache was not looked into');
    assert.ok(!stored.includes(guestID) || !stored.includes(`"${guestID}"]`), 'the guest’s cache is still there');

    await setUser(page, 'bob');
    await composer(page).waitFor();
    assert.equal(await page.getByText('canary').count(), 0);
    assertNothingOf(await everythingStored(page), ['canary', 'ada', guestID]);
    assert.equal(await call(page, 'get', 'userID'), 'bob');
    await say(page, 'canary three, as Bob');
    await message(page, 'canary three, as Bob').waitFor();

    await call(page, 'shutdown');
    assert.equal(await page.locator('openim-launcher').count(), 0);
    assertNothingOf(await everythingStored(page), ['canary', 'ada', 'bob', guestID, 'openim']);
    assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);

    await call(page, 'boot', { url: stage.socketURL });
    await openButton(page).click();
    await composer(page).waitFor();
    assert.equal(await page.getByText('canary').count(), 0);
    assert.notEqual(await call(page, 'get', 'userID'), guestID);
    assert.deepEqual(complaints, []);
  });

  it('should take along what the guest wrote without a connection on an earlier page', async () => {
    const guest = await stage.visit('/');
    await openButton(guest.page).click();
    await say(guest.page, 'written in the open');
    await message(guest.page, 'written in the open').waitFor();
    const guestID = String(await call(guest.page, 'get', 'userID'));
    await conversation(lena.page, 'written in the open').click();
    await stage.stopGateway();
    await say(guest.page, 'written in the tunnel');
    await message(guest.page, 'written in the tunnel').waitFor();
    await guest.page.close();
    await stage.startGateway();

    stage.pages.set('/signed-in', {
      html: pageWith(
        `<script async src="${stage.cdnURL}/openim-chat.js" data-url="${stage.socketURL}" data-user-id="nora" data-token="${await stage.token('nora')}"></script>`,
      ),
    });
    const nora = await stage.visitAgain(guest, '/signed-in');
    await openButton(nora.page).click();
    await sees(nora.page, 'written in the tunnel');
    await sees(lena.page, 'written in the tunnel');
    assert.equal(await call(nora.page, 'get', 'userID'), 'nora');
    await nora.page.waitForFunction(
      async (id) => !(await indexedDB.databases()).some(({ name = '' }) => name.includes(id)),
      guestID,
    );
    assertNothingOf(await everythingStored(nora.page), [guestID]);
    assert.deepEqual(nora.complaints, []);
  });

  const skip = testBrowser === 'firefox' && 'Firefox gives its heap to nobody';
  it('should be out of the page’s memory after a goodbye', { skip }, async () => {
    const { page } = await stage.visit('/');
    // Without playwright's typing and searching, which remember texts of the page themselves.
    const send = (text: string): Promise<void> =>
      page.evaluate(async (half) => {
        const { OpenIMChat } = window as never as {
          OpenIMChat: (verb: string, name: string, listener?: () => void) => Promise<void>;
        };
        const sent = new Promise<void>((resolve) => void OpenIMChat('on', 'message-sent', resolve));
        await OpenIMChat('sendMessage', `${half}${String(6 * 7)}`);
        await sent;
      }, text);
    await openButton(page).click();
    await setUser(page, 'mara');
    await send('canary-');
    assert.ok((await heapOf(page)).includes('canary-42'), 'the memory was not looked into');
    await setUser(page, 'omar');
    await composer(page).waitFor();
    assert.ok(!(await heapOf(page)).includes('canary-42'), 'it is still there after setUser');
    await send('canary-of-omar-');
    await call(page, 'shutdown');
    assert.ok(!(await heapOf(page)).includes('canary-of-omar-42'), 'it is still there after shutdown');
  });

  it('should be forgotten also by a page that never opened the chat', async () => {
    const first = await stage.visit('/');
    await openButton(first.page).click();
    await say(first.page, 'canary four');
    await message(first.page, 'canary four').waitFor();
    await closeButton(first.page).click();
    await first.page.reload();
    await openButton(first.page).waitFor();
    await call(first.page, 'shutdown');
    assertNothingOf(await everythingStored(first.page), ['canary', 'guest_\\w+', 'openim']);
  });

  it('should be asked for a token once it is needed, and again when it has expired', async () => {
    const { page } = await stage.visit('/');
    await openButton(page).waitFor();
    const token = await stage.token('ada');
    await page.evaluate(`
      asked = 0;
      OpenIMChat('setUser', {
        userID: 'ada',
        getToken: () => Promise.resolve(['expired', '${token}'][asked++]),
      });
    `);
    assert.equal(await page.evaluate(() => (window as never as { asked: number }).asked), 0);
    await openButton(page).click();
    await sees(page, 'canary two, as Ada');
    assert.equal(await page.evaluate(() => (window as never as { asked: number }).asked), 2);
  });

  it('should not be shown to whoever signs in in another tab', async () => {
    const first = await stage.visit('/');
    await openButton(first.page).click();
    await say(first.page, 'canary five');
    await message(first.page, 'canary five').waitFor();
    const second = await stage.visitAgain(first, '/');
    await openButton(second.page).waitFor();
    await setUser(second.page, 'bob');
    await call(second.page, 'open');
    await composer(second.page).waitFor();
    await first.page.getByText('This chat has moved').waitFor();
    assert.equal(await first.page.getByText('canary five').count(), 0);
  });
});

describe('whoever leaves with something unsent', () => {
  let stage: EmbedStage;
  let lena: Visitor;

  before(async () => {
    stage = await EmbedStage.open();
    stage.pages.set('/', {
      html: pageWith(`<script async src="${stage.cdnURL}/openim-chat.js" data-url="${stage.socketURL}"></script>`),
    });
    lena = await stage.agent('lena', 'Lena');
    await stage.token('ada', 'Ada');
  });
  after(() => stage.close());

  /** A visitor in a chat, whose way to the gateway can be cut, or swallow what is sent from now on. */
  async function visitByWay(): Promise<{ page: Page; set(way: 'open' | 'cut' | 'swallowing'): void }> {
    let way: 'open' | 'cut' | 'swallowing' = 'open';
    const sockets = new Set<WebSocketRoute>();
    const { page } = await stage.visit('/', {}, async (fresh) => {
      await fresh.clock.install();
      await fresh.routeWebSocket(/.*/, (socket) => {
        if (way === 'cut') {
          void socket.close();
          return;
        }
        const server = socket.connectToServer();
        sockets.add(socket);
        socket.onMessage((frame) => {
          if (way !== 'swallowing') server.send(frame);
        });
      });
    });
    await openButton(page).click();
    await composer(page).waitFor();
    await say(page, 'Hello');
    await isSent(page, 'Hello');
    return {
      page,
      set: (wanted) => {
        way = wanted;
        if (way !== 'cut') return;
        for (const socket of sockets) void socket.close();
        sockets.clear();
      },
    };
  }

  it('should still say it, before somebody else is there', NO_HANG, async () => {
    const visitor = await visitByWay();
    visitor.set('cut');
    await visitor.page
      .getByText(/offline|reconnect/i)
      .first()
      .waitFor();
    await say(visitor.page, 'last words of a guest');
    await sees(visitor.page, 'last words of a guest');
    visitor.set('open');
    const token = await stage.token('ada');
    // They have all the time that this machine takes.
    await stopClock(visitor.page);
    assert.deepEqual(await call(visitor.page, 'setUser', { userID: 'ada', token }), { unsent: 0 });
    await visitor.page.clock.resume();
    // It is part of the conversation that Ada takes over.
    await sees(visitor.page, 'last words of a guest');
    await conversation(lena.page, /Ada/).click();
    await sees(lena.page, 'last words of a guest');
  });

  it('should be told in time what was lost, and leave nothing of it', async () => {
    for (const leave of [(page: Page) => call(page, 'setUser', null), (page: Page) => call(page, 'shutdown')]) {
      const visitor = await visitByWay();
      await call(visitor.page, 'setUser', { userID: 'ada', token: await stage.token('ada') });
      await composer(visitor.page).waitFor();
      await say(visitor.page, 'received');
      await isSent(visitor.page, 'received');
      visitor.set('swallowing');
      await say(visitor.page, 'canary that is stuck');
      await say(visitor.page, 'canary that is stuck too');
      await sees(visitor.page, 'canary that is stuck too');
      assert.deepEqual(await leave(visitor.page), { unsent: 2 });
      assert.equal(await visitor.page.getByText('canary').count(), 0);
      assertNothingOf(await everythingStored(visitor.page), ['canary']);
    }
  });

  it('should not be kept waiting where there is no gateway', NO_HANG, async () => {
    const { page } = await visitByWay();
    await stage.stopGateway();
    await say(page, 'canary into the void');
    await sees(page, 'canary into the void');
    // Not even for as long as last words may take, which is now for ever.
    await stopClock(page);
    assert.deepEqual(await call(page, 'shutdown'), { unsent: 1 });
    assertNothingOf(await everythingStored(page), ['canary', 'openim']);
    await stage.startGateway();
  });
});

/** All that a page can still reach, with every string in it. */
async function heapOf(page: Page): Promise<string> {
  const client = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await client.detach();
  return chunks.join('');
}

/** Waits until the message is with the gateway. */
async function isSent(page: Page, text: string): Promise<void> {
  const row = page.locator('openim-embed-message', { hasText: text });
  await row
    .getByText('Sent', { exact: true })
    .or(row.getByLabel('Sent', { exact: true }))
    .first()
    .waitFor();
}

/**
 * Looks for whole words, which may be patterns: random IDs of hex digits contain "ada" now and then. An underscore ends a
 * word, too, as in the ID of a conversation.
 */
function assertNothingOf(stored: string, canaries: readonly string[]): void {
  for (const canary of canaries) {
    assert.ok(!new RegExp(`(?<![^\\W_])${canary}(?![^\\W_])`).test(stored), `${canary} is still stored`);
  }
}

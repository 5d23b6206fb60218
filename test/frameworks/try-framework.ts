/**
 * An example under examples/ as a stranger would use it: the packed tarball installed into a project of its own, built
 * for production, driven in a real browser, with the gateway that comes in the same tarball.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser, Page, WebSocket as PageSocket } from 'playwright-core';
import { WebSocket } from 'ws';
import { launchBrowser } from '../../scripts/test-browser.js';
import { OpenIMSDK, parse } from '../../src/index.js';
import { composer, conversation, message, say } from '../e2e/chat-page.js';
import { packPackage, Project } from './project.js';

const SECRET = 'a secret of the framework tests';
const PATIENCE_MS = 15_000;

/** Why an example is left out of a quick run, or false where it is not. */
export const skipSlow: string | false =
  process.env['FRAMEWORKS'] === undefined && 'takes long to install; `npm run frameworks` does it';

/** Chats, counts, hands over functions, and puts the chat away and back. */
export async function tryFramework(t: TestContext, framework: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'openim-chat-pack-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const [tarball, browser] = await Promise.all([packPackage(directory), launchBrowser()]);
  t.after(() => browser.close());
  const project = await Project.fromExample(framework, tarball);
  t.after(() => project.remove());
  const [site, gateway] = await Promise.all([project.serve(), project.startGateway(SECRET)]);
  const bob = await Bob.enter(gateway);
  t.after(() => bob.leave());
  await register(gateway, 'ada', 'Ada');

  const { page, sockets, complaints } = await openPage(browser);
  const query = { url: gateway.replace('http', 'ws'), user: 'ada', token: await token(gateway, 'ada') };
  await page.goto(`${site}/?${new URLSearchParams(query).toString()}`);
  await bob.say('Hello Ada');

  await page.getByText('Unread: 1').waitFor();
  await conversation(page, /Bob/).click();
  await message(page, 'Hello Ada').waitFor();
  await page.getByText('Unread: 0').waitFor();
  await composer(page).waitFor();
  await say(page, `Hello from ${framework}`);
  await bob.hears(`Hello from ${framework}`);

  await page.getByRole('button', { name: 'Close chat' }).click();
  await page.getByRole('log').waitFor({ state: 'detached' });
  await page.waitForFunction(() => !document.querySelector('openim-provider'));
  const closedSockets = sockets.length;
  for (const socket of sockets) if (!socket.isClosed()) await socket.waitForEvent('close');
  await page.getByRole('button', { name: 'Open chat' }).click();
  await conversation(page, /Bob/).click();
  await message(page, `Hello from ${framework}`).waitFor();

  assert.notEqual(closedSockets, 0);
  assert.deepEqual(complaints, []);
}

/** A page in a context of its own, with the sockets it has opened and all it complained about. */
async function openPage(browser: Browser): Promise<{ page: Page; sockets: PageSocket[]; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  const sockets: PageSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (entry) => {
    if (entry.type() === 'error' && !/favicon|404/.test(entry.text())) complaints.push(entry.text());
  });
  return { page, sockets, complaints };
}

/** Whom Ada chats with: the SDK without a page. */
class Bob {
  readonly #sdk: OpenIMSDK;
  readonly #heard: string[] = [];
  #onHeard: (() => void) | undefined;

  private constructor(sdk: OpenIMSDK) {
    this.#sdk = sdk;
    sdk.on('OnRecvNewMessage', ({ data }) => {
      this.#heard.push(parse(data).content);
      this.#onHeard?.();
    });
  }

  static async enter(gateway: string): Promise<Bob> {
    await register(gateway, 'bob', 'Bob');
    const sdk = new OpenIMSDK({ storage: 'memory', createSocket: (url) => new WebSocket(url) });
    const bob = new Bob(sdk);
    const login = {
      userID: 'bob',
      token: await token(gateway, 'bob'),
      url: gateway.replace('http', 'ws'),
      platformID: 5,
    };
    await sdk.login(login);
    return bob;
  }

  async say(text: string): Promise<void> {
    const { data } = await this.#sdk.createTextMessage(text);
    await this.#sdk.sendMessage({ recvID: 'ada', groupID: '', message: data });
  }

  async hears(text: string): Promise<void> {
    while (!this.#heard.includes(text)) await new Promise<void>((resolve) => (this.#onHeard = resolve));
  }

  leave(): Promise<unknown> {
    return this.#sdk.logout();
  }
}

async function register(gateway: string, userID: string, nickname: string): Promise<void> {
  await post(gateway, '/auth/user_register', {
    secret: SECRET,
    platform: 5,
    userID,
    nickname,
    operationID: 'test',
  });
}

async function token(gateway: string, userID: string): Promise<string> {
  const body = { secret: SECRET, platform: 5, userID, operationID: 'test' };
  const { data } = (await post(gateway, '/auth/user_token', body)) as { data: { token: string } };
  return data.token;
}

async function post(gateway: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, gateway), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

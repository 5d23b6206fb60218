/**
 * What an end-to-end test stands on: a real gateway on a real database, a site with the built elements under a strict
 * policy, and real browser contexts, one per person.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';

import { createGateway, type Gateway, type GatewayOptions } from '../../server/gateway.js';
import { RawClient } from '../helpers/raw-client.js';
import { PeopleBrowsers } from './people-browsers.js';
import { Witness } from './witness.js';

const SECRET = 'an end-to-end secret of 32 chars';
/** A person would have given up long before. */
const PATIENCE_MS = 10_000;
/** What Chromium and Firefox say of a socket that does not come about, or that ends. */
export const LOST_SOCKET = /WebSocket connection|can’t establish a connection to .*ws:|The connection to ws:/;
const pageDir = fileURLToPath(new URL('page/', import.meta.url));

/** Its exports name no file for a page, so it is found beside the one they do name. */
const ORIGINAL_BUNDLE = join(
  dirname(createRequire(import.meta.url).resolve('open-im-sdk-v2.3.0')),
  'index.umd.js',
);

/** The strictest policy the elements promise to work under. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: http://127.0.0.1:*",
  "media-src 'self' blob: http://127.0.0.1:*",
  'connect-src http://127.0.0.1:* ws://127.0.0.1:*',
  "require-trusted-types-for 'script'",
].join('; ');

/** A person in a browser context of their own: storage and login are not shared. */
export type Actor = {
  readonly userID: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Policy violations, page errors and console errors so far. */
  readonly complaints: string[];
};

export class Stage {
  readonly witness = new Witness();
  readonly #browsers: PeopleBrowsers;
  readonly #site: Server;
  readonly #dataDir: string;
  readonly #options: Partial<GatewayOptions>;
  readonly #rawClients: RawClient[] = [];
  #gateway: Gateway | undefined;
  readonly #gatewayPort: number;

  private constructor(
    browsers: PeopleBrowsers,
    site: Server,
    dataDir: string,
    gateway: Gateway,
    options: Partial<GatewayOptions>,
  ) {
    this.#options = options;
    this.#browsers = browsers;
    this.#site = site;
    this.#dataDir = dataDir;
    this.#gateway = gateway;
    this.#gatewayPort = Number(new URL(gateway.url).port);
  }

  static async open(options: Partial<GatewayOptions> = {}): Promise<Stage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-e2e-'));
    const [gateway, site, browsers] = await Promise.all([
      startGateway(dataDir, 0, options),
      startSite(),
      PeopleBrowsers.open(),
    ]);
    return new Stage(browsers, site, dataDir, gateway, options);
  }

  get gatewayURL(): string {
    return `http://127.0.0.1:${String(this.#gatewayPort)}`;
  }

  get socketURL(): string {
    return this.gatewayURL.replace('http', 'ws');
  }

  /** Registers the user and gives a token for them. */
  async register(userID: string, nickname: string): Promise<string> {
    const body = { secret: SECRET, platform: 5, userID, nickname, operationID: 'e2e' };
    const { data } = (await this.#post('/auth/user_register', body)) as { data: { token: string } };
    return data.token;
  }

  /** A token for a page; other platforms than the web's have one connection at a time. */
  async token(userID: string, platform = 5): Promise<string> {
    const body = { secret: SECRET, platform, userID, operationID: 'e2e' };
    const { data } = (await this.#post('/auth/user_token', body)) as { data: { token: string } };
    return data.token;
  }

  /** A new browser context with the chat page, or another one, logged in as a registered user. */
  async enter(
    userID: string,
    attributes: Record<string, string> = {},
    prepare?: (page: Page) => Promise<void>,
    path = '',
  ): Promise<Actor> {
    const context = await this.#browsers.newContext({ viewport: { width: 1000, height: 700 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    const complain = (text: string): void => {
      if (!LOST_SOCKET.test(text)) complaints.push(text);
    };
    // Firefox tells of what is lost as if it were the page's error.
    page.on('pageerror', ({ message }) => complain(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complain(message.text());
    });
    this.witness.join(userID);
    await this.witness.watch(page);
    await prepare?.(page);
    const query = { url: this.socketURL, 'user-id': userID, ...attributes };
    const token = attributes['token'] ?? (await this.token(userID));
    await page.goto(this.address({ ...query, token }, path));
    return { userID, context, page, complaints };
  }

  /** A logged-in socket of a registered user's, without a page; on another platform than pages are, so that both stay. */
  async enterRaw(userID: string): Promise<RawClient> {
    const platform = 3;
    const token = await this.token(userID, platform);
    const query = new URLSearchParams({ sendID: userID, token, platformID: String(platform) });
    const client = await RawClient.open(`${this.socketURL}/?${query.toString()}`, userID, token);
    this.#rawClients.push(client);
    this.witness.join(userID);
    await client.logIn();
    return client;
  }

  /** A page with npm `open-im-sdk` 2.3.0 as it is published, in a browser context of its own. */
  async enterOriginal(): Promise<Page> {
    const context = await this.#browsers.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.goto(`${this.#siteURL}/original.html`);
    return page;
  }

  /** Address of the chat page with these attributes, or of another one. */
  address(attributes: Record<string, string>, path = ''): string {
    return `${this.#siteURL}/${path}?${new URLSearchParams(attributes).toString()}`;
  }

  /** An empty browser context: tabs of one person go into one. */
  async newContext(): Promise<BrowserContext> {
    const context = await this.#browsers.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** Ends the gateway; pages lose their connection. */
  async stopGateway(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  /** Starts it again at the same address on the same data. */
  async startGateway(): Promise<void> {
    this.#gateway = await startGateway(this.#dataDir, this.#gatewayPort, this.#options);
    await tellOnline(this.#browsers.contexts);
  }

  async close(): Promise<void> {
    for (const { socket } of this.#rawClients) socket.terminate();
    await this.#browsers.close();
    await this.stopGateway();
    this.#site.closeAllConnections();
    await new Promise((resolve) => this.#site.close(resolve));
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  get #siteURL(): string {
    const { port } = this.#site.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}`;
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(new URL(path, this.gatewayURL), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }
}

function startGateway(dataDir: string, port: number, options: Partial<GatewayOptions>): Promise<Gateway> {
  return createGateway({ host: '127.0.0.1', port, dataDir, secret: SECRET, logLevel: 'silent', ...options });
}

/** Serves the page with the elements, bundled from source as a page would load them. */
async function startSite(): Promise<Server> {
  const files = new Map([
    ['/', { type: 'text/html', body: await readFile(join(pageDir, 'chat.html'), 'utf8') }],
    ['/messenger.html', { type: 'text/html', body: await readFile(join(pageDir, 'messenger.html'), 'utf8') }],
    ['/page.css', { type: 'text/css', body: await readFile(join(pageDir, 'page.css'), 'utf8') }],
    ['/page.js', { type: 'text/javascript', body: await bundlePage('page.ts') }],
    ['/tab.html', { type: 'text/html', body: '<script type="module" src="/tab.js"></script>' }],
    ['/tab.js', { type: 'text/javascript', body: await bundlePage('tab.ts') }],
    ['/original.html', { type: 'text/html', body: '<script src="/original.js"></script>' }],
    // Some browsers ask for it by themselves, and tell the page's console that there is none.
    ['/favicon.ico', { type: 'image/x-icon', body: '' }],
    ['/original.js', { type: 'text/javascript', body: await readFile(ORIGINAL_BUNDLE, 'utf8') }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://site').pathname);
    // The original client starts a worker from a blob and would not run under it.
    if (!request.url?.startsWith('/original')) response.setHeader('content-security-policy', POLICY);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', `${file.type}; charset=utf-8`);
    response.end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bundlePage(entry: string): Promise<string> {
  const outputs = await build({
    configFile: false,
    root: pageDir,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(pageDir, entry), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  for (const output of Array.isArray(outputs) ? outputs : [outputs]) {
    if (!('output' in output)) continue;
    for (const file of output.output) if (file.type === 'chunk' && file.isEntry) return file.code;
  }
  throw new Error('the bundle has no entry');
}

/**
 * Tells pages that the network is back, as a browser would: the wait between their tries is random and may be longer than a
 * test's patience.
 */
export async function tellOnline(contexts: readonly BrowserContext[]): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages()))
    await page.evaluate(() => dispatchEvent(new Event('online')));
}

/**
 * What the tests of the script tag stand on: the files a build makes, served as a stranger would serve them; pages of a
 * site that knows nothing of the chat; and the agents' own page, each at an origin of its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  request as forward,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { createGateway, type Gateway } from '../../server/gateway.js';
import { testBrowser } from '../../scripts/test-browser.js';
import { PeopleBrowsers } from './people-browsers.js';
import { LOST_SOCKET, tellOnline } from './stage.js';

const SECRET = 'an end-to-end secret of 32 chars';
const PATIENCE_MS = 10_000;
const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');

/** What Chromium and Firefox say of a request to a gateway that is away. */
const LOST_REQUEST = /ERR_CONNECTION_REFUSED|CORS request did not succeed/;

/** What goals ask of the strictest page: the site's own origin and nothing else. */
export const STRICT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self' ws:",
  "require-trusted-types-for 'script'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.mjs': 'text/javascript' };

export type SitePage = { readonly html: string; readonly headers?: Readonly<Record<string, string>> };

/** A person's browser, with what it complained about and whom it asked. */
export type Visitor = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
  /** Origins of all requests. */
  readonly origins: Set<string>;
};

export class EmbedStage {
  /** Pages of the site, by path; a test adds its own. */
  readonly pages = new Map<string, SitePage>();
  readonly #browsers: PeopleBrowsers;
  readonly #dataDir: string;
  #gateway: Gateway | undefined;
  #gatewayPort = 0;
  #cdn!: Server;
  #site!: Server;

  private constructor(browsers: PeopleBrowsers, dataDir: string) {
    this.#browsers = browsers;
    this.#dataDir = dataDir;
  }

  static async open(): Promise<EmbedStage> {
    buildWhenStale();
    const stage = new EmbedStage(await PeopleBrowsers.open(), await mkdtemp(join(tmpdir(), 'openim-embed-')));
    await stage.startGateway();
    stage.#cdn = await listen(serveFiles);
    stage.#site = await listen((request, response) => stage.#serveSite(request, response));
    return stage;
  }

  get gatewayURL(): string {
    return `http://127.0.0.1:${String(this.#gatewayPort)}`;
  }

  get socketURL(): string {
    return this.gatewayURL.replace('http', 'ws');
  }

  /** What {@link Visitor.origins} has of a socket: Firefox tells of the request that it begins with. */
  get socketOrigin(): string {
    return testBrowser === 'firefox' ? this.gatewayURL : this.socketURL;
  }

  /** Where the script is. */
  get cdnURL(): string {
    return urlOf(this.#cdn);
  }

  /** Where the page is. The gateway's REST is there too, below `/chat`, and the script at its root. */
  get siteURL(): string {
    return urlOf(this.#site);
  }

  async startGateway(): Promise<void> {
    this.#gateway = await createGateway({
      host: '127.0.0.1',
      port: this.#gatewayPort,
      dataDir: this.#dataDir,
      secret: SECRET,
      supportAgents: ['lena', 'sami'],
      logLevel: 'silent',
    });
    this.#gatewayPort = Number(new URL(this.#gateway.url).port);
    await tellOnline(this.#browsers.contexts);
  }

  async stopGateway(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  async token(userID: string, nickname?: string): Promise<string> {
    const body = { secret: SECRET, platform: 5, userID, nickname: nickname ?? userID, operationID: 'e2e' };
    for (const path of nickname === undefined
      ? ['/auth/user_token']
      : ['/auth/user_register', '/auth/user_token']) {
      const response = await fetch(this.gatewayURL + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const { data } = (await response.json()) as { data?: { token?: string } };
      if (data?.token) return data.token;
    }
    throw new Error(`no token for ${userID}`);
  }

  /** Somebody's browser on a page of the site. */
  async visit(
    path: string,
    options: BrowserContextOptions = {},
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Visitor> {
    const context = await this.#browsers.newContext({ locale: 'en-US', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    return this.#enter(context, path, prepare);
  }

  /** Another tab of the same browser. */
  async visitAgain({ context }: Visitor, path: string): Promise<Visitor> {
    return this.#enter(context, path);
  }

  async #enter(context: BrowserContext, path: string, prepare?: (page: Page) => Promise<void>): Promise<Visitor> {
    const page = await context.newPage();
    const complaints: string[] = [];
    const origins = new Set<string>();
    const complain = (text: string): void => {
      if (!LOST_SOCKET.test(text) && !LOST_REQUEST.test(text)) complaints.push(text);
    };
    page.on('pageerror', ({ message }) => complain(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complain(message.text());
    });
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin));
    await prepare?.(page);
    await page.goto(this.siteURL + path);
    return { context, page, complaints, origins };
  }

  /** An agent at work: a messenger with a visitor card. */
  async agent(userID: string, nickname: string): Promise<Visitor> {
    const token = await this.token(userID, nickname);
    const path = `/agent-${userID}`;
    this.pages.set(path, {
      html: `<!doctype html><html lang="en"><title>Agent</title>
<style>body{margin:0}openim-provider{display:grid;grid-template-columns:1fr 320px;height:100vh}</style>
<openim-provider url="${this.socketURL}" user-id="${userID}" token="${token}">
  <openim-messenger></openim-messenger><openim-visitor-card></openim-visitor-card>
</openim-provider>
<script type="module" src="/openim-chat.mjs"></script>
<script type="module">
  await customElements.whenDefined('openim-visitor-card');
  document.querySelector('openim-visitor-card').answers = [
    { text: 'Which order is it?', choices: ['The last one', 'Another one'] },
  ];
</script>`,
    });
    return this.visit(path, { viewport: { width: 1300, height: 800 } });
  }

  async close(): Promise<void> {
    await this.#browsers.close();
    await this.stopGateway();
    for (const server of [this.#cdn, this.#site]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #serveSite: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const page = this.pages.get(pathname);
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
      response.end(page.html);
    } else if (pathname.startsWith('/chat/')) {
      const { method, headers } = request;
      const target = this.gatewayURL + (request.url ?? '').replace('/chat', '');
      const onward = forward(target, { method, headers: { ...headers, host: new URL(target).host } }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.writeHead(502).end());
      request.pipe(onward);
    } else if (pathname === '/favicon.ico') {
      // Some browsers ask for it by themselves, and tell the page's console that there is none.
      response.writeHead(204).end();
    } else {
      serveFiles(request, response);
    }
  };
}

/** What a build has made, to pages of any origin. */
const serveFiles: RequestListener = (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://cdn');
  const file = join(dist, pathname);
  if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile()) {
    notFound(response);
    return;
  }
  response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
  response.setHeader('access-control-allow-origin', '*');
  response.end(readFileSync(file));
};

function notFound(response: ServerResponse): void {
  response.writeHead(404).end();
}

async function listen(handle: RequestListener): Promise<Server> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Tests of CI run on what was just built; whoever changes a source and runs one test gets it built. */
function buildWhenStale(): void {
  const script = join(dist, 'openim-chat.js');
  const newest = ['src', 'components', 'embed', 'vite.config.ts'].map((path) => newestChange(join(root, path)));
  if (existsSync(script) && statSync(script).mtimeMs > Math.max(...newest)) return;
  for (const folder of ['chunks', 'panel']) rmSync(join(dist, folder), { recursive: true, force: true });
  for (const mode of ['openim-chat', 'openim-chat-panel', 'script']) {
    execFileSync('node_modules/.bin/vite', ['build', '--mode', mode, '--logLevel', 'warn'], { cwd: root });
  }
}

function newestChange(path: string): number {
  const own = statSync(path).mtimeMs;
  if (!statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

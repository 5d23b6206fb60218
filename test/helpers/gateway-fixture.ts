import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway, type Gateway, type GatewayOptions } from '../../server/gateway.js';
import { ManualClock } from './manual-clock.js';
import { RawClient, type RawClientOptions } from './raw-client.js';

export const TEST_SECRET = 'the secret of gateways under test';

/** What a user is registered with, besides their ID. */
export type TestProfile = { nickname?: string; faceURL?: string; gender?: number; ex?: string };

/** Whatever ends a test's things: a TestContext, or the `after` of node:test for a whole file. */
export type Teardown = { after(callback: () => Promise<void>): void };

/**
 * A real gateway for one test: on a free port, on SQLite in a directory of its own, in time that stands still until the
 * test moves it. It takes itself and its clients down with the test.
 */
export class GatewayFixture {
  readonly clock: ManualClock;
  readonly dataDir: string;
  readonly #options: Partial<GatewayOptions>;
  readonly #clients: RawClient[] = [];
  #gateway: Gateway;

  private constructor(clock: ManualClock, dataDir: string, options: Partial<GatewayOptions>, gateway: Gateway) {
    this.clock = clock;
    this.dataDir = dataDir;
    this.#options = options;
    this.#gateway = gateway;
  }

  static async start(teardown: Teardown, options: Partial<GatewayOptions> = {}): Promise<GatewayFixture> {
    const clock = new ManualClock();
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-gateway-'));
    const gateway = await open(clock, dataDir, options);
    const fixture = new GatewayFixture(clock, dataDir, options, gateway);
    teardown.after(() => fixture.#stop());
    return fixture;
  }

  /** `http://127.0.0.1:…`; sockets are at the same address. */
  get url(): string {
    return this.#gateway.url;
  }

  get webSocketUrl(): string {
    return this.url.replace(/^http/, 'ws');
  }

  /** Registers a user; their token. The nickname is the ID in capitals unless said otherwise. */
  async register(userID: string, profile: TestProfile = {}, platform = 5): Promise<string> {
    const body = { userID, platform, nickname: userID.toUpperCase(), ...profile };
    const { data } = await this.post('/auth/user_register', body);
    return (data as { token: string }).token;
  }

  /** A further token of a registered user. */
  async token(userID: string, platform = 5): Promise<string> {
    const { data } = await this.post('/auth/user_token', { userID, platform });
    return (data as { token: string }).token;
  }

  async post(path: string, body: object): Promise<{ errCode: number; errMsg: string; data?: unknown }> {
    const response = await fetch(new URL(path, this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: TEST_SECRET, ...body }),
    });
    const answer = (await response.json()) as { errCode: number; errMsg: string; data?: unknown };
    if (answer.errCode !== 0) throw new Error(`${path}: ${answer.errCode} ${answer.errMsg}`);
    return answer;
  }

  /** Registers users and logs each in. */
  async people(...userIDs: string[]): Promise<RawClient[]> {
    const clients: RawClient[] = [];
    for (const userID of userIDs) {
      await this.register(userID);
      clients.push(await this.connect(userID));
    }
    return clients;
  }

  /** One more logged-in connection of a registered user. */
  async connect(userID: string, options: Partial<RawClientOptions> = {}): Promise<RawClient> {
    const token = options.token ?? (await this.token(userID, options.platformID));
    const client = await RawClient.logIn({ url: this.url, userID, token, ...options });
    this.#clients.push(client);
    return client;
  }

  /** A connection that has not logged in. */
  async openSocket(options: Omit<RawClientOptions, 'url'>): Promise<RawClient> {
    const client = await RawClient.open({ url: this.url, ...options });
    this.#clients.push(client);
    return client;
  }

  /** Stops the gateway and starts another on the same data; its port may differ. */
  async restart(): Promise<void> {
    await this.#gateway.close();
    this.#gateway = await open(this.clock, this.dataDir, this.#options);
  }

  async #stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.#gateway.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Rates are not limited, since time stands still, and logs are silent, unless a test says otherwise. */
function open(clock: ManualClock, dataDir: string, options: Partial<GatewayOptions>): Promise<Gateway> {
  return createGateway({
    dataDir,
    secret: TEST_SECRET,
    clock,
    port: 0,
    logLevel: 'error',
    rateLimit: { perSecond: 1_000_000, burst: 1_000_000 },
    ...options,
  });
}

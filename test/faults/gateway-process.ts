import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { GatewayOptions } from '../../server/gateway.js';

const SECRET = 'a secret for tests of faults';
const MAIN = fileURLToPath(new URL('gateway-main.ts', import.meta.url));
const WEB = 5;

/** How the process is started, for tests that watch or limit it: a command that takes the rest as its arguments. */
export type GatewayProcessOptions = { readonly wrapper?: readonly string[] };

/**
 * A gateway that can be killed and started again on the same data and port. It asks for no limits, so that load is load;
 * it does not outlive the test.
 */
export class GatewayProcess {
  readonly dataDir: string;
  readonly #wrapper: readonly string[];
  readonly #options: Partial<GatewayOptions>;
  #port = 0;
  #child: ChildProcess | undefined;
  #errors = '';

  private constructor(dataDir: string, options: Partial<GatewayOptions>, wrapper: readonly string[]) {
    this.dataDir = dataDir;
    this.#options = options;
    this.#wrapper = wrapper;
  }

  static async start(
    t: TestContext,
    options: Partial<GatewayOptions> = {},
    { wrapper = [] }: GatewayProcessOptions = {},
  ): Promise<GatewayProcess> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'openim-faults-')));
    const gateway = new GatewayProcess(dataDir, options, wrapper);
    t.after(async () => {
      await gateway.end('SIGKILL');
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    });
    await gateway.start();
    return gateway;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('the gateway does not run');
    return pid;
  }

  /** What it said to stderr so far. */
  get errors(): string {
    return this.#errors;
  }

  /** Starts it, at the same port as before. @throws {Error} with what it said when it ends instead */
  async start(): Promise<void> {
    const options: GatewayOptions = {
      secret: SECRET,
      port: this.#port,
      logLevel: 'error',
      rateLimit: { perSecond: 1_000_000, burst: 1_000_000 },
      ...this.#options,
      dataDir: this.dataDir,
    };
    const [command, ...args] = [
      ...this.#wrapper,
      process.execPath,
      '--expose-gc',
      '--import',
      'tsx',
      MAIN,
      JSON.stringify(options),
    ];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.stderr.on('data', (text: Buffer) => {
      this.#errors += text.toString();
    });
    const url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).once('line', (line) => {
        resolve(line.split(' ').at(-1) ?? '');
      });
      child.once('close', () => {
        reject(new Error(`the gateway ended: ${this.#errors}`));
      });
    });
    this.#port = Number(new URL(url).port);
  }

  /** Ends it and waits until it is gone; its exit code, null when the signal did it. Nothing when it does not run. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    this.#child = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const closed = once(child, 'exit');
    child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }

  /** As {@link memoryBytes}, without what is garbage already. */
  async collectedMemoryBytes(): Promise<number> {
    process.kill(this.pid, 'SIGUSR2');
    return this.memoryBytes();
  }

  /** Resident memory, in bytes. */
  memoryBytes(): Promise<number> {
    return this.metric('process_resident_memory_bytes');
  }

  /** A value of /metrics, 0 for what was not counted yet. @param name with its labels, where it has some */
  async metric(name: string): Promise<number> {
    // A connection of its own: one that is kept may be closed just when it is used again.
    const metrics = await (await fetch(`${this.url}/metrics`, { headers: { connection: 'close' } })).text();
    const line = metrics.split('\n').find((text) => text.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? 0);
  }

  async register(...userIDs: string[]): Promise<void> {
    for (const userID of userIDs) await this.post('/auth/user_register', { userID, nickname: userID });
  }

  async token(userID: string): Promise<string> {
    return (await this.post('/auth/user_token', { userID })).token;
  }

  async post(path: string, body: object): Promise<{ token: string }> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: SECRET, platform: WEB, ...body }),
    });
    const { errCode, errMsg, data } = (await response.json()) as {
      errCode: number;
      errMsg: string;
      data: { token: string };
    };
    if (errCode !== 0) throw new Error(`${path} failed with ${errCode}: ${errMsg}`);
    return data;
  }
}

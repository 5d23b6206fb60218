import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The gateway that people run: the built one, with its default limits. */
const CLI = fileURLToPath(new URL('../../dist/server/cli.js', import.meta.url));
const SECRET = 'a secret for measurements only';
const WEB = 5;

/** Ticks a second in /proc, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export type GatewayProcessOptions = {
  /** An existing directory, which is kept. Default: a new one, which is removed with the gateway. */
  dataDir?: string;
  /** Flags for Node, such as `--expose-gc`. */
  nodeFlags?: readonly string[];
};

/** The built gateway in a process of its own, so that its time and memory are not the clients'. */
export class GatewayProcess {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #throwAway: string | undefined;

  private constructor(child: ChildProcess, port: number, throwAway: string | undefined) {
    this.#child = child;
    this.#port = port;
    this.#throwAway = throwAway;
  }

  /** Starts a gateway. @param port to listen on, 0 for a free one @throws {Error} if it ends instead of listening */
  static async start(options: GatewayProcessOptions = {}, port = 0): Promise<GatewayProcess> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'openim-bench-')));
    const child = spawn(
      process.execPath,
      [...(options.nodeFlags ?? []), CLI, '--port', String(port), '--data', dataDir, '--log-level', 'warn'],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, OPENIM_SECRET: SECRET, NODE_OPTIONS: '' } },
    );
    const url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).once('line', (line) => {
        resolve(line.split(' ').at(-1) ?? '');
      });
      child.once('close', () => {
        reject(new Error('the gateway did not start; is dist/ built?'));
      });
    });
    return new GatewayProcess(
      child,
      Number(new URL(url).port),
      options.dataDir === undefined ? dataDir : undefined,
    );
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Kills the process with SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** Stops the process with SIGTERM; resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    if (this.#throwAway !== undefined) await rm(this.#throwAway, { recursive: true, force: true });
  }

  /** Processor time used so far, in milliseconds: steadier than a rate while others use the machine. */
  cpuMs(): number {
    const fields = this.#proc('stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }

  /** Resident memory, in bytes. */
  memoryBytes(): number {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(this.#proc('status'))?.[1]) * 1024;
  }

  /** Registers users. */
  async register(userIDs: readonly string[]): Promise<void> {
    await inParallel(userIDs, 50, (userID) => this.#post('/auth/user_register', { userID, nickname: userID }));
  }

  /** Resolves to a token for each of the users, in their order. */
  async tokens(userIDs: readonly string[]): Promise<string[]> {
    const answers = await inParallel(userIDs, 50, (userID) => this.#post('/auth/user_token', { userID }));
    return answers.map(({ token }) => token);
  }

  async #post(path: string, body: object): Promise<{ token: string }> {
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

  #proc(file: string): string {
    return readFileSync(`/proc/${String(this.#child.pid)}/${file}`, 'utf8');
  }
}

/** Runs `work` for all items, at most `width` at once; resolves to the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { RawClient } from './raw-client.js';

export const CHILD_SECRET = 'the secret of a child process';

/** A gateway in a process of its own, which a test may signal or kill. It does not outlive the test. */
export type GatewayChild = {
  readonly process: ChildProcess;
  readonly url: string;
  /** Lines of the standard output and error so far. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** The exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals | null>;
};

/** Starts the command with these arguments and waits until it listens. @throws {Error} with stderr when it ends before */
export async function startGatewayChild(
  t: TestContext,
  args: string[],
  env: Record<string, string> = { OPENIM_SECRET: CHILD_SECRET },
): Promise<GatewayChild> {
  const { child, stdout, stderr, exited } = spawnGateway(t, args, env);
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      stdout.push(line);
      const [, listening] = /^openim-gateway listening on (https?:\/\/\S+)$/.exec(line) ?? [];
      if (listening) resolve(listening);
    });
    void exited.then(() => {
      reject(new Error(stderr.join('\n')));
    });
  });
  return { process: child, url, stdout, stderr, exited };
}

/** Registers a user at the gateway and logs them in. */
export async function connectToChild({ url }: GatewayChild, userID: string): Promise<RawClient> {
  const response = await fetch(`${url}/auth/user_register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret: CHILD_SECRET, platform: 5, userID }),
  });
  const { token } = ((await response.json()) as { data: { token: string } }).data;
  const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
  const client = await RawClient.open(`${url.replace('http', 'ws')}/?${query}`, userID, token);
  await client.logIn();
  return client;
}

/** Starts the command expecting it to end by itself; its exit code and what it said. */
export async function runGatewayCommand(
  t: TestContext,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | NodeJS.Signals | null; stdout: string; stderr: string }> {
  const { child, stdout, stderr, exited } = spawnGateway(t, args, env);
  createInterface(child.stdout).on('line', (line) => stdout.push(line));
  const code = await exited;
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

function spawnGateway(t: TestContext, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [stdout, stderr]: [string[], string[]] = [[], []];
  createInterface(child.stderr).on('line', (line) => stderr.push(line));
  const exited = once(child, 'close').then(
    ([code, signal]) => (code as number | null) ?? (signal as NodeJS.Signals | null),
  );
  return { child, stdout, stderr, exited };
}

/** Runs browser tests through WebDriver, with one process for each file, so that each has a storage of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { TestRunnerConfig } from '@web/test-runner';
import { freePort } from './free-port.js';

export type BrowserLauncher = NonNullable<TestRunnerConfig['browsers']>[number];

type Driven = { readonly process: ChildProcess; readonly address: string };

const START_TIMEOUT_MS = 20_000;

export type WebDriverOptions = {
  /** What the report calls the browser. */
  readonly name: string;
  /** The driver's program; it is told its port. */
  readonly command: string;
  readonly capabilities: object;
  readonly env?: NodeJS.ProcessEnv;
};

/** Returns a launcher that speaks W3C WebDriver to an installed driver; see https://www.w3.org/TR/webdriver2/. */
export function webDriverLauncher({ name, command, capabilities, env }: WebDriverOptions): BrowserLauncher {
  const driven = new Map<string, Driven>();

  async function post(address: string, body: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${name} at ${address}: ${JSON.stringify(value)}`);
    return value;
  }

  async function start(): Promise<Driven> {
    const port = await freePort();
    const child = spawn(command, [`--port=${String(port)}`], { env: { ...process.env, ...env }, stdio: 'ignore' });
    const base = `http://127.0.0.1:${String(port)}`;
    const deadlineMs = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(`${base}/status`))) {
      if (child.exitCode !== null || performance.now() > deadlineMs) throw new Error(`${command} does not start`);
    }
    const { sessionId } = (await post(`${base}/session`, {
      capabilities: { alwaysMatch: capabilities },
    })) as { sessionId: string };
    return { process: child, address: `${base}/session/${sessionId}` };
  }

  async function end({ process: child, address }: Driven): Promise<void> {
    await fetch(address, { method: 'DELETE' }).catch(() => undefined);
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }

  return {
    name,
    type: 'webdriver',
    initialize: () => undefined,
    async startSession(sessionId, url) {
      const session = await start();
      driven.set(sessionId, session);
      await post(`${session.address}/url`, { url });
    },
    isActive: (sessionId) => driven.has(sessionId),
    getBrowserUrl: () => '',
    async stopSession(sessionId) {
      const session = driven.get(sessionId);
      driven.delete(sessionId);
      if (session) await end(session);
      return {};
    },
    async stop() {
      const left = [...driven.values()];
      driven.clear();
      await Promise.all(left.map(end));
    },
    startDebugSession: () => Promise.reject(new Error('there is no debugging here')),
  };
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}

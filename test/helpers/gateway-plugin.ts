import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';
import type { createGateway } from '../../server/gateway.js';

const PATH = '/__test/gateway';
const WEB_PLATFORM = 5;

type Gateway = Awaited<ReturnType<typeof createGateway>>;

/** A gateway under test: its data outlives a stop, as a real one's would. */
interface Instance {
  dataDir: string;
  secret: string;
  /** Its port from the first start on, so that clients find it again. */
  port: number;
  /** Undefined while it is stopped. */
  gateway: Gateway | undefined;
}

/**
 * Real gateways for tests in the browser, each on a free port with a data directory of its own. test/helpers/gateway.ts
 * is the page's side. `name` picks one of several; without a name, tests share one.
 *
 * - `GET  /__test/gateway?name=&user=alice&user=bob` starts it if need be, registers the people, and answers
 *   `{url, tokens: {alice: '…', bob: '…'}}`
 * - `POST /__test/gateway/stop?name=` stops it, `POST /__test/gateway/start?name=` starts it again on the same port
 */
export function gatewayPlugin(): TestRunnerPlugin {
  const instances = new Map<string, Promise<Instance>>();

  const open = (name: string): Promise<Instance> => {
    const existing = instances.get(name);
    if (existing !== undefined) return existing;
    const created = createInstance();
    instances.set(name, created);
    return created;
  };

  return {
    name: 'openim-test-gateway',

    async serve({ method, url }) {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      if (!pathname.startsWith(PATH)) return undefined;
      const instance = await open(searchParams.get('name') ?? 'shared');
      switch (`${method} ${pathname.slice(PATH.length)}`) {
        case 'GET ':
          return json(await describe(instance, searchParams.getAll('user')));
        case 'POST /stop':
          await stop(instance);
          return json({});
        case 'POST /start':
          await start(instance);
          return json({});
        default:
          throw new Error(`No such request: ${method} ${url}`);
      }
    },

    async serverStop() {
      for (const created of instances.values()) {
        const instance = await created;
        await stop(instance);
        await rm(instance.dataDir, { recursive: true, force: true });
      }
    },
  };
}

async function createInstance(): Promise<Instance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'openim-gateway-'));
  const instance: Instance = { dataDir, secret: randomBytes(24).toString('hex'), port: 0, gateway: undefined };
  await start(instance);
  return instance;
}

async function start(instance: Instance): Promise<void> {
  if (instance.gateway !== undefined) return;
  const { createGateway } = await import('../../server/gateway.js');
  const { dataDir, secret, port } = instance;
  instance.gateway = await createGateway({ host: '127.0.0.1', port, dataDir, secret, logLevel: 'warn' });
  instance.port = Number(new URL(instance.gateway.url).port);
}

async function stop(instance: Instance): Promise<void> {
  const { gateway } = instance;
  instance.gateway = undefined;
  await gateway?.close();
}

async function describe(instance: Instance, users: string[]): Promise<unknown> {
  if (instance.gateway === undefined) throw new Error('The gateway is stopped.');
  const tokens: Record<string, string> = {};
  for (const userID of users) tokens[userID] = await fetchToken(instance, instance.gateway.url, userID);
  return { url: instance.gateway.url, tokens };
}

/** A token for the user, who is registered if there is no such user yet. */
async function fetchToken({ secret }: Instance, url: string, userID: string): Promise<string> {
  const request = { secret, platform: WEB_PLATFORM, userID, operationID: `test-${userID}` };
  const known = await post(url, '/auth/user_token', request);
  const { errCode, errMsg, data } = known.data?.token
    ? known
    : await post(url, '/auth/user_register', { ...request, nickname: userID });
  if (!data?.token) throw new Error(`No token for ${userID}: ${errCode} ${errMsg}`);
  return data.token;
}

interface TokenAnswer {
  errCode: number;
  errMsg: string;
  data?: { token?: string };
}

async function post(url: string, path: string, body: object): Promise<TokenAnswer> {
  const response = await fetch(new URL(path, url.replace(/^ws/, 'http')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as TokenAnswer;
}

function json(value: unknown): { body: string; type: string } {
  return { body: JSON.stringify(value), type: 'json' };
}

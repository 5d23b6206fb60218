/**
 * `npm start`: a gateway with the demo's people on an embedded database, and the demo site beside it. The database stays
 * in `data/demo`; delete the folder to begin anew.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createServer as createSite, type Plugin } from 'vite';

import { createGateway } from '../server/gateway.js';
import { people } from './people.js';
import { fetchToken } from './rest.js';
import { seedDemo } from './seed.js';

const HOST = '127.0.0.1';
const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = process.env['DEMO_DATA'] ?? join(root, 'data', 'demo');

const sitePort = await freePort('PORT', 5173);
const gatewayPort = await freePort('GATEWAY_PORT', 30000);
const secret = await prepareData(dataDir);
const gateway = await createGateway({ host: HOST, port: gatewayPort, dataDir, secret, logLevel: 'warn' });
const site = await createSite({
  root: join(root, 'demo'),
  configFile: false,
  appType: 'mpa',
  logLevel: 'warn',
  server: { host: HOST, port: sitePort, strictPort: true, fs: { allow: [root] } },
  plugins: [peoplePlugin(gateway.url)],
});
await site.listen();

console.log(`
  openim-chat demo    http://localhost:${String(sitePort)}/
  gateway             ${gateway.url}   (data in ${dataDir})

  Two people side by side, a theming page and every element are linked from the first page. Ctrl+C stops both.
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.allSettled([site.close(), gateway.close()]).then(() => process.exit(0));
  });
}

/** The secret of the demo's database, which is seeded when it is not there yet. A seeding that was cut short starts over. */
async function prepareData(directory: string): Promise<string> {
  const secretFile = join(directory, 'demo-secret');
  if (existsSync(secretFile)) return readFileSync(secretFile, 'utf8');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  console.log('Preparing the demo: six people, two groups, a few hundred messages …');
  const fresh = randomBytes(32).toString('hex');
  await seedDemo(directory, fresh);
  writeFileSync(secretFile, fresh, { mode: 0o600 });
  return fresh;
}

/** What a site's back end would do for its logged-in users: hand each page a token. The secret stays here. */
function peoplePlugin(gatewayURL: string): Plugin {
  return {
    name: 'demo-people',
    configureServer: ({ middlewares }) => {
      middlewares.use('/people.json', (_request, response) => {
        void Promise.all(
          people.map(async (person) => ({
            ...person,
            token: await fetchToken(gatewayURL, secret, person.userID),
          })),
        ).then((list) => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ url: gatewayURL.replace('http', 'ws'), people: list }));
        });
      });
    },
  };
}

/** The wanted port, or the next free one, saying so. */
async function freePort(variable: string, standard: number): Promise<number> {
  const wanted = Number(process.env[variable] ?? standard);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    console.error(`${variable} is no port: ${String(process.env[variable])}`);
    process.exit(1);
  }
  for (let port = wanted; port < wanted + 20; port++) {
    if (await isFree(port)) {
      if (port !== wanted)
        console.log(`Port ${String(wanted)} is taken, using ${String(port)} (${variable} chooses another).`);
      return port;
    }
  }
  console.error(`No free port from ${String(wanted)} on; choose one by ${variable}.`);
  process.exit(1);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createProbe();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, HOST, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

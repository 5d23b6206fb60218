/**
 * `npm start`: a gateway with the demo's people on an embedded database, and the demo site beside it. The database stays
 * in `data/demo`; delete the folder to begin anew.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, createServer as createSite, type Plugin } from 'vite';

import { createGateway } from '../server/gateway.js';
import { docsSitePlugin } from './docs-site.js';
import { people, supportAgents } from './people.js';
import { fetchToken } from './rest.js';
import { seedSupport } from './seed-support.js';
import { seedDemo } from './seed.js';

const HOST = '127.0.0.1';
const root = fileURLToPath(new URL('..', import.meta.url));
const docsSite = join(root, 'docs/site/dist');
const dataDir = process.env['DEMO_DATA'] ?? join(root, 'data', 'demo');

const sitePort = await freePort('PORT', 5173);
const gatewayPort = await freePort('GATEWAY_PORT', 30000);
const secret = await prepareData(dataDir);
const gateway = await createGateway({
  host: HOST,
  port: gatewayPort,
  dataDir,
  secret,
  supportAgents,
  logLevel: 'warn',
});
const site = await createSite({
  root: join(root, 'demo'),
  configFile: false,
  appType: 'mpa',
  logLevel: 'warn',
  server: { host: HOST, port: sitePort, strictPort: true, fs: { allow: [root] } },
  plugins: [peoplePlugin(gateway.url), shopPlugin(gateway.url, await bundleScript()), docsSitePlugin(docsSite)],
});
await site.listen();

const documentation = existsSync(docsSite)
  ? `http://localhost:${String(sitePort)}/docs/, with a playground on this gateway`
  : 'run npm run docs:site to build it; it is then served at /docs/';
console.log(`
  openim-chat demo    http://localhost:${String(sitePort)}/
  gateway             ${gateway.url}   (data in ${dataDir})
  documentation       ${documentation}

  The first page links to two people side by side, a shop with support and its agents, theming, and every element.
  Press Ctrl+C to stop.
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
  await seedSupport(directory, fresh);
  writeFileSync(secretFile, fresh, { mode: 0o600 });
  return fresh;
}

/** What a site's back end would do for its logged-in users: hand each page a token. The secret stays here. */
function peoplePlugin(gatewayURL: string): Plugin {
  return {
    name: 'demo-people',
    configureServer: ({ middlewares }) => {
      const answer = (_request: unknown, response: ServerResponse): void => {
        void Promise.all(
          people.map(async (person) => ({
            ...person,
            token: await fetchToken(gatewayURL, secret, person.userID),
          })),
        ).then((list) => {
          response.setHeader('content-type', 'application/json');
          response.end(
            JSON.stringify({ url: gatewayURL.replace('http', 'ws'), people: list, agents: supportAgents }),
          );
        });
      };
      middlewares.use('/people.json', answer);
      middlewares.use('/docs/demo.json', answer);
    },
  };
}

/** The shop's page as its own server would send it, and the script tag, whose chat comes from the sources. */
function shopPlugin(gatewayURL: string, script: string): Plugin {
  const panel = `import ${JSON.stringify(`/@fs${root}components/launcher-panel/launcher-panel.ts`)};`;
  return {
    name: 'demo-shop',
    transformIndexHtml: (html) => html.replace('%GATEWAY%', gatewayURL.replace('http', 'ws')),
    configureServer: ({ middlewares }) => {
      const serve = (path: string, code: string): void => {
        middlewares.use(path, (_request, response) => {
          response.setHeader('content-type', 'text/javascript');
          response.end(code);
        });
      };
      serve('/openim-chat.js', script);
      serve('/openim-chat-panel.mjs', panel);
    },
  };
}

/** The script tag is an ordinary script: it is bundled also while developing. */
async function bundleScript(): Promise<string> {
  const outputs = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    define: { PANEL_FILES: '[]' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'embed/script.ts', formats: ['iife'], name: 'OpenIMChat' },
    },
  });
  for (const output of Array.isArray(outputs) ? outputs : [outputs]) {
    if (!('output' in output)) continue;
    for (const file of output.output) if (file.type === 'chunk' && file.isEntry) return file.code;
  }
  throw new Error('the script has no entry');
}

/** The wanted port, or the next free one, saying so. */
async function freePort(variable: string, standard: number): Promise<number> {
  const wanted = Number(process.env[variable] ?? standard);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    console.error(`${variable} is not a port: ${String(process.env[variable])}`);
    process.exit(1);
  }
  for (let port = wanted; port < wanted + 20; port++) {
    if (await isFree(port)) {
      if (port !== wanted)
        console.log(
          `Port ${String(wanted)} is in use; using ${String(port)} instead (set ${variable} to choose another).`,
        );
      return port;
    }
  }
  console.error(`No free port from ${String(wanted)} on; set ${variable} to choose one.`);
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

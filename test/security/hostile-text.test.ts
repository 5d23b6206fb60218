import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '../../scripts/find-browser.js';
import { hostileBodies } from './hostile-bodies.js';
import type { Shown } from './page/hostile.js';

const POLICY = "script-src 'self'; require-trusted-types-for 'script'";
const pageDir = fileURLToPath(new URL('page/', import.meta.url));

async function bundle(): Promise<string> {
  const outputs = await build({
    configFile: false,
    root: pageDir,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: `${pageDir}hostile.ts`, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  for (const output of Array.isArray(outputs) ? outputs : [outputs]) {
    if (!('output' in output)) continue;
    for (const file of output.output) if (file.type === 'chunk' && file.isEntry) return file.code;
  }
  throw new Error('the bundle has no entry');
}

describe('hostile text', () => {
  let site: Server;
  let browser: Browser;

  before(async () => {
    const [html, script] = await Promise.all([readFile(`${pageDir}hostile.html`), bundle()]);
    site = createServer((request, response) => {
      response.setHeader('content-security-policy', POLICY);
      if (request.url === '/') response.setHeader('content-type', 'text/html').end(html);
      else if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch(findBrowser());
  });
  after(async () => {
    await browser.close();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
  });

  // To see it fail: linkTemplate's and richTemplate's safeURL answering what it is given, and with a text binding of
  // message-content.ts made `.innerHTML`.
  it('is shown as it stands in every field, and runs nothing', async (t) => {
    assert.ok(new Set(hostileBodies).size >= 100);
    const context = await browser.newContext();
    const page = await context.newPage();
    const [violations, dialogs, ran]: [string[], string[], string[]] = [[], [], []];
    await page.exposeFunction('pwned', (what: unknown) => ran.push(String(what)));
    await page.exposeFunction('violated', (what: string) => violations.push(what));
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    // What has an address is not fetched from anywhere.
    await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        (window as unknown as { violated(what: string): void }).violated(
          `${event.violatedDirective} ${event.blockedURI}`,
        );
      });
    });
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);

    const fields = new Set<string>();
    const failures: string[] = [];
    let shownCount = 0;
    for (const body of hostileBodies) {
      const shown = await page.evaluate(
        (text) => (window as unknown as { show(body: string): Promise<Shown[]> }).show(text),
        body,
      );
      for (const { field, isVerbatim, bad } of shown) {
        fields.add(field);
        shownCount++;
        if (!isVerbatim) failures.push(`${field} does not show ${body}`);
        for (const part of bad) failures.push(`${field} has ${part} for ${body}`);
      }
    }
    assert.deepEqual(failures, []);
    assert.deepEqual({ violations, dialogs, ran }, { violations: [], dialogs: [], ran: [] });
    t.diagnostic(
      `${hostileBodies.length} bodies in ${fields.size} fields (${[...fields].join(', ')}): ${shownCount} shown, 0 scripts, 0 violations`,
    );
    await context.close();
  });
});

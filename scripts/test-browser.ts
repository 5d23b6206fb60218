/**
 * The browser in which tests run: Chromium, or with TEST_BROWSER `firefox` or `webkit`, which must be installed. Debian's
 * packages are `firefox-esr` and `webkit2gtk-driver`; WebKit needs a display, such as `xvfb-run -a` makes.
 */
import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright-core';

import { findBrowser, isExecutable } from './find-browser.js';
import { webDriverLauncher, type BrowserLauncher } from './webdriver-launcher.js';

const names = ['chromium', 'firefox', 'webkit'] as const;
const LOCALE = 'en-US';

/** The name of the browser. */
export const testBrowser = nameOf(process.env['TEST_BROWSER'] ?? 'chromium');

function nameOf(wanted: string): (typeof names)[number] {
  const found = names.find((name) => name === wanted);
  if (!found) throw new Error(`TEST_BROWSER is one of ${names.join(', ')}, not ${wanted}`);
  return found;
}

/** Launches a browser for a test that drives whole pages. @throws {Error} for WebKit, which nothing here can drive so */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  switch (testBrowser) {
    case 'chromium':
      return chromium.launch({ ...findBrowser(), ...options });
    case 'firefox':
      return firefox.launch({ ...firefoxOptions(), ...options });
    case 'webkit':
      throw new Error('tests that drive whole pages run in chromium and firefox');
  }
}

/** Returns the launcher for test files that run as pages, each in a context, and thus with a storage, of its own. */
export function browserLauncher(): BrowserLauncher {
  if (testBrowser === 'webkit') return webKitLauncher();
  return playwrightLauncher({
    product: testBrowser,
    launchOptions: testBrowser === 'firefox' ? firefoxOptions() : findBrowser(),
    createBrowserContext: ({ browser }) => browser.newContext({ locale: LOCALE }),
  });
}

function firefoxOptions(): LaunchOptions {
  // The released Firefox, driven by WebDriver BiDi; playwright's own is a patched build.
  return {
    channel: 'moz-firefox',
    executablePath: onPath('firefox', 'firefox-esr'),
    firefoxUserPrefs: {
      // A fake microphone that beeps, and no permission prompts for it or for the clipboard.
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'dom.events.testing.asyncClipboard': true,
    },
  };
}

function webKitLauncher(): BrowserLauncher {
  return webDriverLauncher({
    name: 'WebKit',
    command: onPath('WebKitWebDriver'),
    capabilities: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } },
    env: { LC_ALL: 'C.UTF-8', LANGUAGE: LOCALE.replace('-', '_') },
  });
}

/** Returns the path of WebKitGTK's own small browser, which Debian installs beside the library. */
function miniBrowser(): string {
  const libraries = readdirSync('/usr/lib').map((triplet) =>
    join('/usr/lib', triplet, 'webkit2gtk-4.1', 'MiniBrowser'),
  );
  return theExecutable('MiniBrowser', libraries);
}

function onPath(...programs: readonly string[]): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return theExecutable(
    programs.join(' or '),
    folders.flatMap((folder) => programs.map((program) => join(folder, program))),
  );
}

function theExecutable(what: string, paths: readonly string[]): string {
  const found = paths.find(isExecutable);
  if (found === undefined) throw new Error(`TEST_BROWSER=${testBrowser}: there is no ${what} on this machine`);
  return found;
}

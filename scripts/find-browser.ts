/**
 * The browser for tests, benchmarks and screenshots: CHROME_PATH, else a Chrome or Chromium that is already there,
 * else a pinned Chromium from the package registry, kept under node_modules/.cache with the fonts it lacks.
 * Nothing is installed on the system.
 */
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from 'playwright-core';
import { woffToSfnt } from './woff.js';

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const pinDir = join(projectDir, 'scripts', 'chromium');
const cacheDir = join(projectDir, 'node_modules', '.cache', 'openim-chat');

/**
 * Start-up flags: no sandbox (it does not work for root in a container), no calls home, a fake microphone
 * and camera, and pages that may play sound without a click.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** Launch options for playwright-core's `chromium.launch`. Installs the pinned Chromium when there is no browser. */
export function findBrowser(): LaunchOptions {
  const installed = process.env['CHROME_PATH'] ?? findInstalled();
  if (installed === undefined) return fetchedBrowser();
  if (!isExecutable(installed)) throw new Error(`CHROME_PATH: ${installed} is not an executable file.`);
  return { executablePath: installed, args: flags };
}

function findInstalled(): string | undefined {
  // Without a window, the headless shell needs a quarter of what the whole browser does for each new page.
  const names = [
    'chromium-headless-shell',
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'chrome',
  ];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((dir) => dir !== '');
  const candidates = [
    ...onPath.flatMap((dir) => names.map((name) => join(dir, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
      const dir = process.env[name];
      return dir === undefined ? [] : [join(dir, 'Google', 'Chrome', 'Application', 'chrome.exe')];
    }),
  ];
  return candidates.find(isExecutable);
}

function fetchedBrowser(): LaunchOptions {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to its executable.');
  }
  const dir = fetchChromium();
  const executablePath = join(dir, 'chromium');
  const env = definedEntries({ ...process.env, FONTCONFIG_FILE: join(dir, 'fonts.conf') });
  if (missingLibraries(executablePath, env).length > 0) {
    env['LD_LIBRARY_PATH'] = [join(dir, 'al2023', 'lib'), env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
  }
  const missing = missingLibraries(executablePath, env);
  if (missing.length > 0) {
    throw new Error(
      `The test browser needs shared libraries that are not here: ${missing.join(', ')}. ` +
        'On Debian: apt-get install libnss3 libnspr4 libexpat1 libgcc-s1; or set CHROME_PATH to a browser that runs.',
    );
  }
  return { executablePath, args: flags, env };
}

/** Returns the folder that holds the unpacked browser; makes it in one rename, so that two runs cannot disturb each other. */
function fetchChromium(): string {
  const { dependencies } = JSON.parse(readFileSync(join(pinDir, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const dir = join(cacheDir, `chromium-${String(dependencies['@sparticuz/chromium'])}`);
  if (existsSync(dir)) return dir;

  const workDir = `${dir}.${String(process.pid)}`;
  process.stderr.write('No Chrome or Chromium found: fetching one for the tests (about 100 MB, once).\n');
  rmSync(workDir, { recursive: true, force: true });
  mkdirSync(workDir, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(pinDir, name), join(workDir, name));
  runNpm(['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], workDir);
  unpack(workDir);
  installFonts(workDir, dir);
  rmSync(join(workDir, 'node_modules'), { recursive: true });
  try {
    renameSync(workDir, dir);
  } catch (error) {
    if (!existsSync(dir)) throw error;
    rmSync(workDir, { recursive: true, force: true });
  }
  return dir;
}

/** Unpacks what the package carries: chromium, SwiftShader beside it, fonts/, and al2023/lib, the libraries it needs. */
function unpack(workDir: string): void {
  const script = `
    import { inflate } from '@sparticuz/chromium';
    const bin = 'node_modules/@sparticuz/chromium/bin/';
    for (const name of ['chromium.br', 'swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(bin + name);
  `;
  // The package unpacks into the folder for temporary files, so that is set to the one wanted.
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: workDir,
    env: { ...process.env, TMPDIR: workDir, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Installs the Chinese font as one of the system's, so that no page has to load it. */
function installFonts(workDir: string, finalDir: string): void {
  const source = join(workDir, 'node_modules', '@fontsource', 'noto-sans-sc', 'files');
  const wanted = /^noto-sans-sc-chinese-simplified-(400|700)-normal\.woff$/;
  for (const name of readdirSync(source).filter((file) => wanted.test(file))) {
    const target = join(workDir, 'fonts', name.replace('.woff', '.ttf'));
    writeFileSync(target, woffToSfnt(readFileSync(join(source, name))));
  }
  writeFileSync(
    join(workDir, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(finalDir, 'fonts')}</dir>
  <cachedir>${join(finalDir, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
}

function runNpm(args: string[], cwd: string): void {
  const npm = process.env['npm_execpath'];
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // npm's own output goes to stderr: the callers' stdout belongs to the test report.
  execFileSync(command, [...before, ...args], { cwd, stdio: ['ignore', 2, 2] });
}

function missingLibraries(executable: string, env: Record<string, string>): string[] {
  const output = execFileSync('ldd', [executable], { env, encoding: 'utf8' });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1]));
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function definedEntries(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

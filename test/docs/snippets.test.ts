/**
 * The code on the pages of docs/ does what they say: commands are run in a shell, pages in a browser, modules as a
 * bundler or Node gets them, all with the built package and real gateways. Code that nobody runs fails the last test.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { visitorOfGroup } from '../../src/protocol/index.js';
import { composer, say, sees } from '../e2e/chat-page.js';
import { call, openButton, pageWith } from '../e2e/embed-page.js';
import { EmbedStage } from '../e2e/embed-stage.js';
import { Snippets } from './snippets.js';
import { SECRET, Stranger, type RunningGateway } from './stranger.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ELLIPSIS = /(?<==")…(?=")/g;

const snippets = new Snippets();
let stage: EmbedStage;
let stranger: Stranger;

before(async () => {
  // In this order: a stranger builds all of dist/ where there is none, the stage what is out of date.
  stranger = await Stranger.arrive();
  stage = await EmbedStage.open();
});
after(async () => {
  await stage.close();
  await stranger.leave();
});

/** A command that is there, or why the test that needs it is skipped. */
function needs(command: string): false | string {
  const paths = (process.env['PATH'] ?? '').split(':');
  return paths.some((path) => existsSync(join(path, command))) ? false : `there is no ${command} on this machine`;
}

/** A snippet with the addresses of the stage. */
function staged(code: string, token = ''): string {
  return code
    .replaceAll('https://cdn.example', stage.cdnURL)
    .replaceAll('/chat/openim-chat', '/openim-chat')
    .replaceAll(/wss:\/\/chat\.example|ws:\/\/127\.0\.0\.1:30000/g, stage.socketURL)
    .replaceAll(ELLIPSIS, token);
}

/** Shows a page made of snippets; what it complained about comes with it. */
async function show(path: string, body: string): Promise<{ page: Page; complaints: string[] }> {
  stage.pages.set(path, {
    html: pageWith(`<style>openim-provider,openim-chat,openim-messenger{height:480px}</style>${body}`),
  });
  const { page, complaints } = await stage.visit(path);
  return { page, complaints };
}

describe('commands', () => {
  const gateways = [
    ['README.md', '--port 30000'],
    ['docs/getting-started.md', '--dev'],
    ['docs/getting-started.md', '--support-agents'],
    ['docs/support.md', '--support-agents'],
    ['docs/running-the-gateway.md', '--host 127.0.0.1'],
  ] as const;
  for (const [path, part] of gateways) {
    it(`should start the gateway of ${path} with ${part}`, async () => {
      const gateway = await stranger.startGateway(snippets.take(path, 'sh', part));
      const response = await fetch(`${gateway.url}/healthz`);
      assert.deepEqual(await response.json(), { status: 'ok' });
      if (part === '--support-agents') {
        const answer = await fetch(`${gateway.url}/support/status`);
        assert.deepEqual(await answer.json(), { errCode: 0, errMsg: '', data: { available: false } });
      }
      await gateway.end();
    });
  }

  it('should start the gateway of the quick start, which `npm install` has brought', async () => {
    const [install = '', start = ''] = snippets.take('docs/README.md', 'sh', '--dev').split('\n');
    assert.equal(install, snippets.take('docs/getting-started.md', 'sh', 'npm install').trim());
    assert.equal(install, snippets.take('README.md', 'sh', 'npm install').trim());
    const gateway = await stranger.startGateway(start);
    await gateway.end();
  });

  it('should serve TLS without a proxy', { skip: needs('openssl') }, async () => {
    const directory = join(stranger.directory, 'etc/ssl');
    await mkdir(directory, { recursive: true });
    const request = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=chat.example';
    const files = ['-keyout', `${directory}/chat.example.key`, '-out', `${directory}/chat.example.pem`];
    execFileSync('openssl', [...request.split(' '), ...files], { stdio: 'ignore' });
    const gateway = await stranger.startGateway(snippets.take('docs/running-the-gateway.md', 'sh', '--tls-cert'));
    assert.match(gateway.url, /^https:/);
    await gateway.end();
  });

  it('should register users and get tokens', { skip: needs('curl') }, async () => {
    for (const path of ['README.md', 'docs/getting-started.md']) {
      const gateway = await stranger.startGateway('npx openim-gateway --dev --data ./for-curl');
      const calls = snippets
        .take(path, 'sh', 'curl')
        .replaceAll('http://127.0.0.1:30000', gateway.url)
        .replaceAll('"secret":"…"', `"secret":"${gateway.secret}"`);
      const [, answer = ''] = (await stranger.shell(calls.replaceAll('curl ', 'curl -sw "\\n" ')))
        .trim()
        .split('\n');
      const { errCode, data } = JSON.parse(answer) as { errCode: number; data: { token: string } };
      assert.equal(errCode, 0, answer);
      assert.match(data.token, /^ey/);
      await gateway.end();
    }
  });

  it('should end by the signal that a container or a service is stopped with', async () => {
    const [, list = ''] = /^ENTRYPOINT (.+)$/m.exec(
      snippets.take('docs/running-the-gateway.md', 'dockerfile', 'FROM'),
    )!;
    const [command = '', ...args] = JSON.parse(list) as string[];
    const own = args.map((arg) => arg.replace('0.0.0.0', '127.0.0.1').replace('/data', './in-a-container'));
    const gateway = await stranger.startGateway(`OPENIM_SECRET=… exec ${[command, ...own].join(' ')}`);
    assert.equal(await gateway.stop(), 0);
  });

  it('should back up, check and restore', async () => {
    const data = join(stranger.directory, 'var/lib/openim-gateway');
    await Promise.all(
      [data, join(stranger.directory, 'backups'), join(stranger.directory, 'srv')].map((path) =>
        mkdir(path, { recursive: true }),
      ),
    );
    const gateway = await stranger.startGateway(`npx openim-gateway --dev --data ${data}`);
    const printed = await stranger.shell(snippets.take('docs/running-the-gateway.md', 'sh', 'backup'));
    assert.match(printed, /no damage found/);
    assert.ok((await readdir(join(stranger.directory, 'srv/restored'))).includes('gateway.db'));
    await gateway.end();
  });

  it('should copy what pages load', async () => {
    await stranger.shell(snippets.take('docs/README.md', 'sh', 'mkdir'));
    const copied = await readdir(join(stranger.directory, 'public/chat'));
    assert.deepEqual(copied.sort(), [
      'chunks',
      'openim-chat-panel.mjs',
      'openim-chat.js',
      'openim-chat.mjs',
      'panel',
    ]);
  });
});

describe('pages', () => {
  const bubbles = [
    ['README.md', 'openim-chat.js'],
    ['docs/README.md', 'openim-chat.js'],
    ['docs/getting-started.md', 'openim-chat.js'],
  ] as const;
  for (const [path, part] of bubbles) {
    it(`should bring visitors to a chat by the tag of ${path}`, async () => {
      const { page, complaints } = await show('/bubble', staged(snippets.take(path, 'html', part)));
      await openButton(page).click();
      await say(page, 'By the tag');
      await sees(page, 'By the tag');
      assert.deepEqual(complaints, []);
    });
  }

  it('should show one chat by one element', async () => {
    await stage.token('support', 'Support');
    const token = await stage.token('ada', 'Ada');
    const { page, complaints } = await show('/one', staged(snippets.take('README.md', 'html', 'peer-id'), token));
    await say(page, 'To support');
    await sees(page, 'To support');
    assert.deepEqual(complaints, []);
  });

  it('should show a list and a chat below one provider', async () => {
    const script = '<script type="module" src="/openim-chat.mjs"></script>';
    const token = await stage.token('ada', 'Ada');
    const { page, complaints } = await show(
      '/two',
      staged(snippets.take('README.md', 'html', 'locale="en"'), token) + script,
    );
    await page.getByRole('listbox').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('should show an agent who is asking', async () => {
    const token = await stage.token('alice', 'Alice');
    const { page, complaints } = await show(
      '/agent',
      staged(snippets.take('docs/README.md', 'html', 'visitor-card'), token),
    );
    await page
      .locator('openim-messenger')
      .getByRole('navigation')
      .or(page.locator('openim-conversation-list'))
      .first()
      .waitFor();
    assert.equal(await page.locator('openim-visitor-card').evaluate((card) => card.shadowRoot !== null), true);
    assert.deepEqual(complaints, []);
  });
});

describe('modules of a bundler', () => {
  const files = new Map<string, string>();

  before(async () => {
    const quick = snippets.take('docs/README.md', 'js', 'openim-chat/components');
    const [, inline = ''] = /<script type="module">([^]*)<\/script>/.exec(
      snippets.take('docs/getting-started.md', 'html', 'getToken'),
    )!;
    const upload = snippets
      .take('docs/getting-started.md', 'js', 'openim-upload-request')
      .replace('// Store', 'window.stored = [conversationID, files.length];\n  // Store');
    const entries = {
      quick,
      application: inline,
      taken: `${quick}\n${upload}`,
      embed: staged(snippets.take('docs/embed.md', 'js', 'openim-chat/embed')).replace(
        "OpenIMChat('boot'",
        "window.OpenIMChat = OpenIMChat;\nOpenIMChat('boot'",
      ),
    };
    for (const [name, code] of Object.entries(entries))
      await writeFile(join(stranger.directory, `${name}.js`), code);
    const outputs = await build({
      configFile: false,
      root: stranger.directory,
      logLevel: 'warn',
      base: '/app/',
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        modulePreload: false,
        rolldownOptions: {
          input: Object.keys(entries).map((name) => join(stranger.directory, `${name}.js`)),
          output: { entryFileNames: '[name].js' },
        },
      },
    });
    for (const output of Array.isArray(outputs) ? outputs : [outputs])
      for (const file of 'output' in output ? output.output : [])
        if (file.type === 'chunk') files.set(`/app/${file.fileName}`, file.code);
  });

  /** A page of an application that was built. */
  async function showApplication(
    entry: string,
    markup: string,
    token = '',
  ): Promise<{ page: Page; complaints: string[] }> {
    stage.pages.set(`/built-${entry}`, {
      html: pageWith(
        `<style>openim-provider,openim-chat{height:480px}</style>${markup}<script type="module" src="/app/${entry}.js"></script>`,
      ),
    });
    const { page, complaints } = await stage.visit(`/built-${entry}`, {}, async (fresh) => {
      await fresh.route('**/app/**', (route) => {
        const body = files.get(new URL(route.request().url()).pathname) ?? '';
        return route.fulfill({ contentType: 'text/javascript', body });
      });
      await fresh.route('**/chat-token', (route) => route.fulfill({ body: token }));
    });
    return { page, complaints };
  }

  it('should register all elements', async () => {
    const token = await stage.token('ada', 'Ada');
    const markup = staged(snippets.take('docs/README.md', 'html', 'user-id="ada"'), token);
    const { page, complaints } = await showApplication('quick', markup);
    await page.getByRole('listbox').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('should ask the site for a token', async () => {
    const token = await stage.token('ada', 'Ada');
    const markup = staged(snippets.take('docs/getting-started.md', 'html', 'getToken')).replace(/<script[^]*/, '');
    const { page, complaints } = await showApplication('application', markup, token);
    await page.getByRole('listbox').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('should take an upload over', async () => {
    await stage.token('support', 'Support');
    const token = await stage.token('ada', 'Ada');
    const markup = staged(snippets.take('README.md', 'html', 'peer-id'), token).replace(/<script.*<\/script>/, '');
    const { page } = await showApplication('taken', markup);
    await composer(page).waitFor();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForFunction(() => 'stored' in window);
    assert.deepEqual(await page.evaluate(() => (window as never as { stored: unknown }).stored), [
      'single_support',
      1,
    ]);
  });

  it('should have the script tag’s verbs', async () => {
    const { page, complaints } = await showApplication('embed', '');
    await openButton(page).waitFor();
    assert.equal(await call(page, 'open'), undefined);
    await composer(page).waitFor();
    assert.deepEqual(complaints, []);
  });
});

describe('style sheets', () => {
  it('should each be understood to their last declaration, and change the elements', async () => {
    const token = await stage.token('ada', 'Ada');
    const [accent = '', scheme = '', both = '', parts = ''] = snippets.takeAll('docs/theming.md', 'css');
    const markup = staged(snippets.take('README.md', 'html', 'locale="en"'), token);
    const { page, complaints } = await show(
      '/themed',
      `${markup}<script type="module" src="/openim-chat.mjs"></script>`,
    );
    await page.getByRole('listbox').waitFor();
    for (const css of [accent, scheme, both, parts]) {
      const declared = [...css.matchAll(/^ {2}[\w-]+:/gm)].length;
      const understood = await page.evaluate((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        document.adoptedStyleSheets = [sheet];
        return [...sheet.cssRules].reduce((sum, rule) => sum + (rule as CSSStyleRule).style.length, 0);
      }, css);
      // `border-radius` counts for its four corners.
      assert.equal(understood, declared + (css.includes('border-radius') ? 3 : 0), css);
    }
    const colours = await page.evaluate(
      (rules) => {
        const field = document.querySelector('openim-conversation-list')!;
        return rules.map((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [sheet];
          return getComputedStyle(field).getPropertyValue('--openim-color-accent').trim();
        });
      },
      [accent, both],
    );
    assert.deepEqual(colours, ['#0b7a5f', 'light-dark(#7a3ef0, #b79bff)']);
    assert.deepEqual(complaints, []);
  });
});

describe('modules of Node', () => {
  /** What Node 22 has by itself, and a token. */
  const prelude = (token: string): string =>
    `import { WebSocket } from ${JSON.stringify(join(root, 'node_modules/ws/wrapper.mjs'))};
globalThis.WebSocket = WebSocket;
const token = ${JSON.stringify(token)};
`;

  const sdkSnippets = [
    ['README.md', 'ts'],
    ['docs/README.md', 'ts'],
    ['docs/getting-started.md', 'js'],
  ] as const;

  for (const [path, language] of sdkSnippets) {
    it(`should log in, and send, as ${path} says`, async () => {
      await Promise.all([stage.token('support', 'Support'), stage.token('alice', 'Alice')]);
      const code = staged(snippets.take(path, language, 'new OpenIMSDK()'));
      const token = await stage.token('ada', 'Ada');
      const printed = await stranger.node(
        'sdk.js',
        `${prelude(token)}${code}\nconsole.log('done');\nprocess.exit(0);`,
      );
      assert.match(printed, /done\n$/);
    });
  }

  it('should log in where there is nothing of a browser', async () => {
    const code = staged(snippets.take('docs/getting-started.md', 'js', 'createSocket'));
    const token = `const token = ${JSON.stringify(await stage.token('ada', 'Ada'))};\n`;
    const printed = await stranger.node('bare.js', `${token}${code}\nconsole.log('done');\nprocess.exit(0);`);
    assert.equal(printed, 'done\n');
  });

  it('should start a gateway from code', async () => {
    const code = snippets
      .take('docs/running-the-gateway.md', 'js', 'createGateway')
      .replace("dataDir: './data'", "port: 0, dataDir: './from-code'");
    const printed = await stranger.node('gateway.js', `${code}\nawait gateway.close();`, {
      OPENIM_SECRET: SECRET,
    });
    assert.match(printed, /^http:\/\/127\.0\.0\.1:\d+\n$/m);
  });

  it('should be right for a compiler too', async () => {
    const blocks = [
      ...sdkSnippets.map(([path, language]) => snippets.take(path, language, 'new OpenIMSDK()')),
      snippets
        .take('docs/running-the-gateway.md', 'js', 'createGateway')
        .replace('process.env.OPENIM_SECRET', "process.env['OPENIM_SECRET'] ?? ''"),
      snippets.take('docs/embed.md', 'js', 'openim-chat/embed'),
      snippets.take('docs/getting-started.md', 'js', 'createSocket'),
    ];
    for (const [index, code] of blocks.entries())
      await writeFile(
        join(stranger.directory, `typed-${String(index)}.ts`),
        `${code}\ndeclare const token: string;\nexport {};\n`,
      );
    await symlink(join(root, 'node_modules/@types'), join(stranger.directory, 'node_modules/@types')).catch(
      () => undefined,
    );
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'NodeNext',
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        types: ['node'],
      },
      files: blocks.map((_, index) => `typed-${String(index)}.ts`),
    };
    await writeFile(join(stranger.directory, 'tsconfig.json'), JSON.stringify(config));
    const printed = await stranger.shell(`${join(root, 'node_modules/.bin/tsc')} -p tsconfig.json || true`);
    assert.equal(printed, '');
  });
});

describe('a back end', () => {
  const [node, python, php, go] = [
    snippets.take('docs/support.md', 'js', 'chatToken'),
    snippets.take('docs/support.md', 'python', 'chat_token'),
    snippets.take('docs/support.md', 'php', 'chat_token'),
    snippets.take('docs/support.md', 'go', 'ChatToken'),
  ];
  let gateway: RunningGateway;
  const own = (code: string): string => code.replaceAll('http://127.0.0.1:30000', gateway.url);

  before(async () => {
    gateway = await stranger.startGateway('OPENIM_SECRET=… npx openim-gateway --data ./back-end');
  });

  it('should get a token in Node, for a new user and for a known one', async () => {
    const code = own(node);
    const twice = `console.log(await chatToken('new', 'New'));\nconsole.log(await chatToken('new', 'New'));`;
    const printed = await stranger.node('back-end.js', `${code}\n${twice}`, { OPENIM_SECRET: gateway.secret });
    assert.match(printed, /^ey\S+\ney\S+\n$/);
  });

  it('should get a token in Python', { skip: needs('python3') }, async () => {
    const code = own(python);
    await writeFile(
      join(stranger.directory, 'back_end.py'),
      `${code}\nprint(chat_token("py", "Py"))\nprint(chat_token("py", "Py"))\n`,
    );
    const printed = await stranger.shell('python3 back_end.py', { OPENIM_SECRET: gateway.secret });
    assert.match(printed, /^ey\S+\ney\S+\n$/);
  });

  it('should get a token in PHP', { skip: needs('php') }, async () => {
    const code = own(php);
    await writeFile(
      join(stranger.directory, 'back-end.php'),
      `<?php\n${code}\necho chat_token('php', 'PHP'), "\\n", chat_token('php', 'PHP'), "\\n";`,
    );
    const printed = await stranger.shell('php back-end.php', { OPENIM_SECRET: gateway.secret });
    assert.match(printed, /^ey\S+\ney\S+\n$/);
  });

  const isQuick = process.env['DOCS_SITE'] === undefined;
  const goReason = needs('go') || (isQuick && 'compiling takes long; `npm run docs:site:check` does it');
  it('should get a token in Go', { skip: goReason }, async () => {
    const code = own(go);
    const imports = ['bytes', 'encoding/json', 'fmt', 'net/http', 'os'].map((name) => `\t"${name}"`).join('\n');
    const main = `func main() {\n\tfor range 2 {\n\t\ttoken, err := ChatToken("go", "Go")\n\t\tif err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t\tfmt.Println(token)\n\t}\n}`;
    await writeFile(
      join(stranger.directory, 'back-end.go'),
      `package main\n\nimport (\n${imports}\n)\n\n${code}\n${main}\n`,
    );
    const printed = await stranger.shell('go run back-end.go', { OPENIM_SECRET: gateway.secret });
    assert.match(printed, /^ey\S+\ney\S+\n$/);
  });
});

describe('the rest', () => {
  it('should read as it says', () => {
    const visitor = visitorOfGroup({ ex: snippets.take('docs/support.md', 'json', 'visitor') });
    assert.equal(visitor?.name, 'Ada');
    assert.equal(visitor.attributes['plan'], 'gold');
    const login = JSON.parse(snippets.take('docs/protocol-extensions.md', 'json', 'Login')) as {
      extensions: string[];
    };
    assert.deepEqual(login.extensions, ['idempotent-send', 'inbox-changes']);
  });

  it('should be no code that nobody runs', () => {
    // test/e2e/embed.test.ts runs these.
    assert.equal(snippets.takeAll('docs/embed.md', 'html').length, 3);
    // test/docs/protocol.test.ts runs these.
    snippets.takeAll('docs/protocol.md', 'text');
    // How this test itself is run, and what is for systems that are not here.
    snippets.take('README.md', 'sh', 'npm ci && npm test');
    for (const language of ['ini', 'nginx', 'text']) snippets.takeAll('docs/running-the-gateway.md', language);
    snippets.take('docs/running-the-gateway.md', 'sh', 'docker run');
    assert.deepEqual(
      snippets.left.map(({ name, language }) => `${name} (${language})`),
      [],
    );
  });
});

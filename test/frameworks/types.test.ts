import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packPackage, Project } from './project.js';

/** The oldest and the newest that the types are for; the package is built with one between them. */
const compilers = { oldest: '5.5.4', newest: '7.0.2' };

const tsconfig = JSON.stringify({
  compilerOptions: {
    module: 'ESNext',
    moduleResolution: 'bundler',
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
    strict: true,
    // The package's own declarations are what is asked about.
    skipLibCheck: false,
    noEmit: true,
  },
  files: ['page.ts'],
});

const page = `
import { CbEvents, OpenIMSDK, parse } from 'openim-chat';
import 'openim-chat/components';
import { OpenIMChat } from 'openim-chat/embed';
import type {} from 'openim-chat/preact';
import type {} from 'openim-chat/react';
import type {} from 'openim-chat/svelte';
import type {} from 'openim-chat/vue';

document.querySelector('openim-chat')?.addEventListener('openim-send-request', ({ detail }) => {
  const text: string = detail.text;
  void OpenIMChat('sendMessage', text);
});
new OpenIMSDK().on(CbEvents.ONRECVNEWMESSAGE, (frame) => {
  const sendTime: string = parse(frame).sendTime;
});
`;

/** As projects of the original client are set up, whose resolution knows no `exports`. Only the SDK is found by it. */
const oldTsconfig = tsconfig.replace('"bundler"', '"node10"').replace('page.ts', 'old-page.ts');

const oldPage = `
import { CbEvents, OpenIMSDK, parse } from 'openim-chat';

new OpenIMSDK().on(CbEvents.ONRECVNEWMESSAGE, (frame) => {
  const sendTime: string = parse(frame).sendTime;
});
`;

describe('the types of the package', () => {
  // Seen failing with a mapped type in frameworks/vue.ts that TypeScript 6 alone takes.
  it('should be understood by the oldest and the newest TypeScript, and find mistakes', async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'openim-chat-types-'));
    t.after(() => rm(directory, { recursive: true, force: true }));
    const project = await Project.fromFiles(
      { 'page.ts': page, 'tsconfig.json': tsconfig, 'old-page.ts': oldPage, 'tsconfig.old.json': oldTsconfig },
      {
        ...Object.fromEntries(
          Object.entries(compilers).map(([name, version]) => [name, `npm:typescript@${version}`]),
        ),
        '@types/react': '19.3.0',
        preact: '11.2.0',
        svelte: '5.57.3',
        vue: '3.5.45',
      },
      await packPackage(directory),
    );
    t.after(() => project.remove());
    for (const [name, version] of Object.entries(compilers)) {
      const complaints = (await project.runModule(`${name}/bin/tsc`, '-p', '.')).trim().split('\n');
      assert.equal(complaints.length, 1, `TypeScript ${version}:\n${complaints.join('\n')}`);
      assert.match(complaints[0] ?? '', /page\.ts.*'number' is not assignable to type 'string'/);
    }
    const complaints = await project.runModule('oldest/bin/tsc', '-p', 'tsconfig.old.json');
    assert.match(complaints.trim(), /^old-page\.ts.*'number' is not assignable to type 'string'.*$/);
  });
});

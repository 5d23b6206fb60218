/** `tsx scripts/build.ts`: builds dist/ from scratch: the package's modules with tsc, then what a page loads with vite. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';

const run = (command: string, ...args: string[]): void => {
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: 'inherit' });
};

rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
for (const mode of ['sdk', 'openim-chat', 'openim-chat-panel', 'script']) {
  run('vite', 'build', '--mode', mode, '--logLevel', 'warn');
}
run('tsx', 'scripts/editor-data.ts');

console.log('Subresource integrity, for `integrity` with `crossorigin` in a page:');
for (const file of ['openim-chat.js', 'openim-chat.mjs', 'sdk.mjs']) {
  const hash = createHash('sha384')
    .update(readFileSync(`dist/${file}`))
    .digest('base64');
  console.log(`${file.padEnd(16)} sha384-${hash}`);
}

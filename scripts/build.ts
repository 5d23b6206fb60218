/** `tsx scripts/build.ts`: dist/ from nothing. First the package's modules by tsc, then what a page loads directly by vite. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const run = (command: string, ...args: string[]): void => {
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: 'inherit' });
};

rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
run('vite', 'build', '--mode', 'sdk', '--logLevel', 'warn');
run('vite', 'build', '--mode', 'openim-chat', '--logLevel', 'warn');
run('tsx', 'scripts/editor-data.ts');

/** `tsx scripts/manifest.ts`: writes custom-elements.json from the elements' doc comments; `--check`: fails if it would change. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'custom-elements.json';
const CHECK_DIR = 'node_modules/.cache/openim-chat/manifest';

const isCheck = process.argv.includes('--check');
const args = ['analyze', '--quiet', '--config', 'custom-elements-manifest.config.mjs'];
if (isCheck) args.push('--outdir', CHECK_DIR);
execFileSync('node_modules/.bin/cem', args, { stdio: ['ignore', 'ignore', 'inherit'] });

if (isCheck && readFileSync(FILE, 'utf8') !== readFileSync(join(CHECK_DIR, FILE), 'utf8')) {
  console.error(`${FILE} is not what the elements say: run "npm run manifest" and commit it.`);
  process.exitCode = 1;
}

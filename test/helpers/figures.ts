import type { TestContext } from 'node:test';
import { figureLine, type Figure } from './figure.js';
import { Random } from './random.js';

/** The long form runs by `npm run faults`, the short one with all other tests. */
export const isFull = process.env['FAULTS'] === 'full';

/** Different in each run unless FAULTS_SEED says which, and always printed. */
export function newRandom(t: TestContext): Random {
  const given = process.env['FAULTS_SEED'];
  const random = new Random(given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given));
  t.diagnostic(`FAULTS_SEED=${random.seed}`);
  return random;
}

export function tell(t: TestContext, figure: Figure): void {
  t.diagnostic(isFull ? figureLine(figure) : `${figure.promise}: ${figure.measured}`);
}

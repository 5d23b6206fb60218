import type { TestContext } from 'node:test';
import { Random } from './random.js';

/** The long form runs by `npm run faults`, the short one with all other tests. */
export const isFull = process.env['FAULTS'] === 'full';

/** What a fault test found out: a line of docs/reliability.md. */
export type Figure = {
  /** Groups lines, and puts a control beside what it controls. */
  promise: string;
  /** What has to be so; empty for a control. */
  passLine: string;
  measured: string;
  seed?: number;
  /** The client it was measured with, where that is not ours. */
  control?: string;
};

export const FIGURE = 'figure ';

/** Different in each run unless FAULTS_SEED says which, and always printed. */
export function newRandom(t: TestContext): Random {
  const given = process.env['FAULTS_SEED'];
  const random = new Random(given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given));
  t.diagnostic(`FAULTS_SEED=${random.seed}`);
  return random;
}

export function tell(t: TestContext, figure: Figure): void {
  t.diagnostic(isFull ? FIGURE + JSON.stringify(figure) : `${figure.promise}: ${figure.measured}`);
}

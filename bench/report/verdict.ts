import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { goalText, meetsGoal, number, ratioOf, type Figure } from './figure.js';
import { unmet, type Explanation } from './unmet.js';

const RECORDED = fileURLToPath(new URL('../recorded.json', import.meta.url));

/** By this factor, a ratio varies from run to run on one machine. */
const RATIO_TOLERANCE = 1.5;

export type Verdict = {
  readonly figure: Figure;
  readonly verdict: string;
  readonly isFailure: boolean;
  readonly explanation: Explanation | undefined;
};

/** Judges each figure: its goal, its ratio to others compared with the recorded one, and why a missed goal is accepted. */
export function verdicts(figures: readonly Figure[]): Verdict[] {
  const recorded = JSON.parse(readFileSync(RECORDED, 'utf8')) as Record<string, number>;
  return figures.map((figure) => {
    const explanation = unmet[figure.id];
    const [ratio, before] = [ratioOf(figure), recorded[figure.id]];
    if (ratio !== undefined && before !== undefined && isWorse(figure, ratio, before)) {
      const verdict = `${number(ratio)} × ${figure.ratioTo ?? ''}, was ${number(before)} ×`;
      return { figure, verdict, isFailure: true, explanation };
    }
    if (meetsGoal(figure))
      return { figure, verdict: figure.goal ? 'met' : '', isFailure: false, explanation: undefined };
    const isAccepted = explanation !== undefined && withinAccepted(figure, explanation);
    const verdict = `misses ${goalText(figure)}${isAccepted ? ', see below' : ''}`;
    return { figure, verdict, isFailure: !isAccepted, explanation };
  });
}

/** Records this run's ratios, which later runs must keep. */
export function record(figures: readonly Figure[]): void {
  const before = JSON.parse(readFileSync(RECORDED, 'utf8')) as Record<string, number>;
  const measured = figures.flatMap((figure) => {
    const ratio = ratioOf(figure);
    return ratio === undefined ? [] : [[figure.id, Number(ratio.toPrecision(3))] as const];
  });
  writeFileSync(RECORDED, `${JSON.stringify({ ...before, ...Object.fromEntries(measured) }, null, 2)}\n`);
}

function isWorse({ goal }: Figure, ratio: number, before: number): boolean {
  return goal && 'atLeast' in goal ? ratio < before / RATIO_TOLERANCE : ratio > before * RATIO_TOLERANCE;
}

function withinAccepted({ goal, value }: Figure, { accepted }: Explanation): boolean {
  return goal && 'atLeast' in goal ? value >= accepted : value <= accepted;
}

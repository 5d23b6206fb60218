/** The table of the report that lists a figure. */
export type Table = 'Size' | 'Speed in the page' | 'Gateway';

export type Figure = {
  /** Stable, because the recorded ratios and the explanations refer to it. */
  readonly id: string;
  readonly table: Table;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Omitted for a figure that only complements another. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
  /** The same figure for the technology underneath, or for other products, measured in the same run. */
  readonly others?: readonly Other[];
  /** The name of the one to compare with, in `others`: the ratio is recorded, and must not get worse. */
  readonly ratioTo?: string;
  /** What it means to somebody who uses a chat. */
  readonly meaning: string;
};

export type Other = { readonly name: string; readonly value: number | string };

/** Returns whether the goal is met; true if there is none. */
export function meetsGoal({ goal, value }: Figure): boolean {
  if (!goal) return true;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** Returns how many times the value of `ratioTo` it is; undefined if there is nothing to compare with. */
export function ratioOf({ value, others = [], ratioTo }: Figure): number | undefined {
  const other = others.find(({ name }) => name === ratioTo)?.value;
  return typeof other === 'number' && other > 0 ? value / other : undefined;
}

export function goalText({ goal, unit }: Figure): string {
  if (!goal) return '–';
  return 'atMost' in goal ? `≤ ${number(goal.atMost)} ${unit}` : `≥ ${number(goal.atLeast)} ${unit}`;
}

/** Returns the number with three significant digits and thousands separators. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = value === 0 ? 0 : Number(value.toPrecision(3));
  return (Math.abs(value) >= 1000 ? Math.round(value) : rounded).toLocaleString('en-US', {
    maximumFractionDigits: 3,
  });
}

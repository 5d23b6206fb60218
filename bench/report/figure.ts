/** Which of the report's tables a figure stands in. */
export type Table = 'Size' | 'Speed in the page' | 'Gateway';

export type Figure = {
  /** Stable: the recorded ratios and the explanations go by it. */
  readonly id: string;
  readonly table: Table;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What is to be reached; none for a figure that only stands beside another. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
  /** The same of the bare thing underneath, or of somebody else's, measured in the same run. */
  readonly others?: readonly Other[];
  /** Compare with this one of the others: the ratio is recorded, and must not get worse. */
  readonly ratioTo?: string;
  /** What it means to somebody who uses a chat. */
  readonly meaning: string;
};

export type Other = { readonly name: string; readonly value: number | string };

/** Whether the goal is met; true where there is none. */
export function meetsGoal({ goal, value }: Figure): boolean {
  if (!goal) return true;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** How many times as much as the other it takes; undefined where there is nothing to compare with. */
export function ratioOf({ value, others = [], ratioTo }: Figure): number | undefined {
  const other = others.find(({ name }) => name === ratioTo)?.value;
  return typeof other === 'number' && other > 0 ? value / other : undefined;
}

export function goalText({ goal, unit }: Figure): string {
  if (!goal) return '–';
  return 'atMost' in goal ? `≤ ${number(goal.atMost)} ${unit}` : `≥ ${number(goal.atLeast)} ${unit}`;
}

/** Three significant digits, thousands set off. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = value === 0 ? 0 : Number(value.toPrecision(3));
  return (Math.abs(value) >= 1000 ? Math.round(value) : rounded).toLocaleString('en-US', {
    maximumFractionDigits: 3,
  });
}

/** Of a goal that is not met: how far off is accepted for now, and why. */
export type Explanation = {
  /** Worse than this fails. */
  readonly accepted: number;
  readonly tried: string;
  readonly why: string;
};

/** By the figure's id. */
export const unmet: Readonly<Partial<Record<string, Explanation>>> = {};

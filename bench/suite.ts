import type { Figure } from './report/figure.js';
import type { Plot } from './report/plot.js';

/** What a suite tells while it runs. */
export interface Report {
  /** A measured line of the report. */
  figure(figure: Figure): void;
  plot(plot: Plot): void;
  /** What is being done, for whoever watches. */
  progress(text: string): void;
}

/** Some measurements that belong together and run by `npm run bench -- <name>`. */
export type Suite = {
  readonly name: string;
  run(report: Report): Promise<void>;
};

import type { Figure } from './report/figure.js';
import type { Plot } from './report/plot.js';

/** Receives what a suite has to report while it runs. */
export interface Report {
  /** Adds a measured line to the report. */
  figure(figure: Figure): void;
  plot(plot: Plot): void;
  /** Tells whoever watches what is being done. */
  progress(text: string): void;
}

/** Some measurements that belong together and run by `npm run bench -- <name>`. */
export type Suite = {
  readonly name: string;
  run(report: Report): Promise<void>;
};

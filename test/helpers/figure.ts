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

const PREFIX = 'figure ';

/** A figure as a line of a test's output, and {@link figureIn} back. */
export function figureLine(figure: Figure): string {
  return PREFIX + JSON.stringify(figure);
}

/** Undefined where the line is no figure. */
export function figureIn(line: string): Figure | undefined {
  return line.startsWith(PREFIX) ? (JSON.parse(line.slice(PREFIX.length)) as Figure) : undefined;
}

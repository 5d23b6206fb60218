export type BenchMessage = {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly isMine: boolean;
  readonly atMs: number;
};

/** A list of messages and how it is driven. */
export type BenchList = {
  mount(messages: readonly BenchMessage[]): void;
  append(message: BenchMessage): void;
  prepend?(messages: readonly BenchMessage[]): void;
  unmount(): void;
  root(): Element;
  scroller(): Element;
};

export function register(list: BenchList): void;

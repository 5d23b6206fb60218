/** Of a goal that is not met: how far off is accepted for now, and why. */
export type Explanation = {
  /** Worse than this fails. */
  readonly accepted: number;
  readonly tried: string;
  readonly why: string;
};

/** By the figure's id. */
export const unmet: Readonly<Partial<Record<string, Explanation>>> = {
  'gateway.sends': {
    accepted: 1000,
    tried:
      'one transaction for all that arrives in a turn of the event loop; both copies, inboxes and records of a message by four ' +
      'statements instead of nine; what sender and receiver share written and escaped once; one write to each socket a ' +
      'turn; a larger page cache and rarer checkpoints.',
    why:
      'a send is still 13 statements, and the SQLite binding that installs everywhere adds several microseconds to each; ' +
      'most of the rest is the JSON of a protocol that repeats a message with all its blank elements in four frames. ' +
      'node:sqlite, once Node 22 is the floor, takes the first part away; filing the messages of a turn together, the second.',
  },
};

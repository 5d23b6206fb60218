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
  'gateway.restart-share': {
    accepted: 100,
    tried:
      'waits are random over a doubling range, and start at up to eight seconds when a gateway says that it restarts or when ' +
      'nobody is there: 500 clients of one that is down for two seconds are back in 14 s, 19 % of them in the busiest second.',
    why:
      'this gateway is back within a second of being killed, sooner than a client tries for the first time, and the first try ' +
      'is quick on purpose: most connections that end without a word end at one client alone. 500 logins take the gateway ' +
      'less than a second.',
  },
  'cache.reload': {
    accepted: 170,
    tried:
      'nothing that opens by a click is fetched with the first screen; elements for people and a language’s rules for numbers ' +
      'load after it; the cache is read in four transactions, whatever it holds, and before there is a connection.',
    why:
      'some 40 ms are the browser reading and running 280 kB, 25 the first rendering, 15 the lock by which tabs agree who ' +
      'writes, the rest reading the list and the conversation, one after the other, and a frame or two.',
  },
  'size.chat': {
    accepted: 81,
    tried:
      'all that opens by a click is loaded later, and so are pictures, links, galleries, rarer icons and a language’s words; ' +
      'style sheets side by side, constants and decorators written out, templates without indentation, idb and lit ' +
      'without what is not used of them. A second minifier (0.5 %), shorter names for properties (1.4 %) and a CSS ' +
      'minifier (nothing) cost more than they bring; to load what tabs share with the second tab brings 1 to 2 kB for ' +
      'several states more.',
    why:
      'a cache that is right after any loss, an outbox that sends once and tabs that share one connection are 26 kB; Lit, its ' +
      'directives, signals and idb 9; session views with drafts, receipts and typing 8; lists of any length, messages, the ' +
      'text field and their styles the rest. What repeats compresses to nothing, so sharing code no longer helps: less would ' +
      'mean to show a first conversation in two steps, or to do less.',
  },
  'size.sdk': {
    accepted: 28,
    tried:
      'the gateway’s half of the protocol stays out; methods, events and encodings are one table each; constants are written ' +
      'in place. Loading uploads, jumps and other types of messages later would bring 2 kB, but it is to be one file.',
    why:
      'history without gaps, the outbox and the inbox are 10.5 kB; 103 methods, 39 events, messages of every type and the tables ' +
      'of constants that a page reads 5; storage that survives damage and a full disk 5; the connection 3.',
  },
  'size.everything': {
    accepted: 179,
    tried:
      'what is loaded later comes in five files instead of forty, which took 12 kB off; elements for people, requests and ' +
      'dialogs share their bases and styles.',
    why:
      'it is the whole of a messenger in three languages: 35 kB for people, groups, cards and requests, 31 for media, menus, ' +
      'search and the composer’s tools, 10 for a support chat’s panel, 10 for words, 6 for the photos, files and links of a ' +
      'conversation, 5 to find links. A page loads of it what its visitor opens, in its own language.',
  },
};

/** For a goal that is not met: which value is accepted for now, and why. */
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
      'one transaction for everything that arrives in a turn of the event loop; four statements instead of nine ' +
      'for both copies, inboxes and records of a message; writing and escaping once what sender and receiver ' +
      'share; one write per socket and turn; a larger page cache and fewer checkpoints.',
    why:
      'a send still takes 13 statements, and the SQLite binding that installs everywhere adds several ' +
      'microseconds to each. Most of the rest is the JSON of a protocol that repeats a message with all its empty ' +
      'elements in four frames. node:sqlite, once Node 22 is the minimum, removes the first part; storing the ' +
      'messages of a turn together, the second.',
  },
  'gateway.restart-share': {
    accepted: 100,
    tried:
      'waits are random over a doubling range, and start at up to eight seconds if the gateway announces a ' +
      'restart or nothing answers: 500 clients of a gateway that is down for two seconds are back in 14 s, 19 % ' +
      'of them in the busiest second.',
    why:
      'this gateway is back within a second of being killed, sooner than a client first retries, and the first ' +
      'retry is deliberately quick: most connections that break without notice break for one client alone. 500 ' +
      'logins take the gateway less than a second.',
  },
  'cache.reload': {
    accepted: 170,
    tried:
      'nothing that opens on a click is loaded with the first screen; elements for people and a language’s number ' +
      'rules load after it; the cache is read in four transactions, whatever its size, and before there is a ' +
      'connection.',
    why:
      'about 40 ms are the browser reading and running 280 kB, 25 the first rendering, 15 the lock by which tabs ' +
      'agree who writes, and the rest reading the list and the conversation, one after the other, and a frame or ' +
      'two.',
  },
  'size.chat': {
    accepted: 81,
    tried:
      'everything that opens on a click is loaded later, as are pictures, links, galleries, rarer icons and a ' +
      'language’s strings; style sheets are grouped, constants inlined, decorators compiled away, templates ' +
      'stripped of indentation, and unused parts of idb and lit removed; a second minifier joins declarations and ' +
      'shortens the names of texts. Shorter names for all properties (1.4 %) and a CSS minifier (nothing) cost ' +
      'more than they save; loading the code that tabs share only with the second tab saves 1 to 2 kB but adds ' +
      'several states.',
    why:
      'a cache that is correct after any loss, an outbox that sends once and tabs that share one connection are ' +
      '26 kB; Lit, its directives, signals and idb 9; session views with drafts, receipts and typing 8; lists of ' +
      'any length, messages, the text field and their styles the rest. Repetition already compresses to nothing, ' +
      'so sharing more code does not help. Less would mean showing a first conversation in two steps, or doing ' +
      'less.',
  },
  'size.sdk': {
    accepted: 28,
    tried:
      'the gateway’s half of the protocol is left out; methods, events and encodings are one table each; ' +
      'constants are inlined. Loading uploads, jumps and other message types later would save 2 kB, but the SDK ' +
      'should be one file.',
    why:
      'history without gaps, the outbox and the inbox are 10.5 kB; 103 methods, 39 events, messages of every type ' +
      'and the tables of constants that a page reads 5; storage that survives damage and a full disk 5; the ' +
      'connection 3.',
  },
  'size.everything': {
    accepted: 179,
    tried:
      'later parts come in five files instead of forty, which saved 12 kB; elements for people, requests and ' +
      'dialogs share their base classes and styles.',
    why:
      'this is a complete messenger in three languages: 35 kB for people, groups, cards and requests, 31 for ' +
      'media, menus, search and the composer’s tools, 10 for a support chat’s panel, 10 for translations, 6 for ' +
      'the photos, files and links of a conversation, 5 to find links. A page loads only what its visitor opens, ' +
      'in its own language.',
  },
};

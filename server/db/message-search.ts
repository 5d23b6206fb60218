import { MessageStatus } from '../../src/protocol/index.js';
import type { Database, SqlValue } from './database.js';

/** What one owner searches for among their own copies. */
export type SearchQuery = {
  readonly ownerID: string;
  /** The conversation to search in; undefined for all. */
  readonly conversationID: string | undefined;
  /** Substrings to find, in any case; every message matches if there are none. */
  readonly keywords: readonly string[];
  readonly matchAll: boolean;
  /** Only messages of these senders and types; of all if empty. */
  readonly senderIDs: readonly string[];
  readonly contentTypes: readonly number[];
  /** The range of send times, both ends included. */
  readonly fromMs: number;
  readonly untilMs: number;
};

/** A copy that matches. */
export type Hit = { conversation_id: string; conversation_pk: number; send_time_ms: number; message_pk: number };
const HIT_COLUMNS = ['conversation_id', 'conversation_pk', 'send_time_ms', 'message_pk'] as const;

/** Maximum number of matches that a search counts. */
const MAX_HITS = 10_000;

/** How much one search examines, so that it does not block the event loop for long. */
export type SearchLimits = {
  /** Newest messages, of all users, that match by the index. */
  readonly matches: number;
  /** Newest messages of the owner that are examined one by one. */
  readonly copies: number;
  /** Comparisons with their texts: fewer are examined if there are many keywords, or these have many cases. */
  readonly comparisons: number;
};
const LIMITS: SearchLimits = { matches: 50_000, copies: 100_000, comparisons: 400_000 };

/** Number of messages that are stored before they enter the index together. */
const INDEX_BATCH = 256;

/** Shorter keywords have no trigram: for them, the owner's messages are examined one by one. */
const INDEXED_LENGTH = 3;

/** Selects the newest bodies that match an expression, whoever has them, up to a limit. */
const MATCHES = 'SELECT rowid FROM message_search WHERE message_search MATCH ? ORDER BY rowid DESC LIMIT ?';

type Condition = { readonly sql: string; readonly values: readonly SqlValue[] };

/**
 * Searches messages. Among 100,000 a keyword takes from less than 1 ms (rare) to some 25 ms (as many hits as are counted);
 * for one of two characters the searcher's own messages are examined, 40 to 150 ms for all 100,000. Among a million it would
 * take half a second and more, in which nobody else is answered, so {@link LIMITS} applies. The index holds bodies,
 * whoever has them; the owner's copies decide who sees a match, so what was deleted or cleared is not found, and what was
 * revoked is not in the index at all.
 */
export class MessageSearch {
  readonly #database: Database;
  readonly #limits: SearchLimits;

  constructor(database: Database, limits = LIMITS) {
    this.#database = database;
    this.#limits = limits;
  }

  /** Notes that a message was stored. Every {@link INDEX_BATCH} messages, those stored since enter the index. */
  noteStored(messagePk: number): void {
    if (messagePk % INDEX_BATCH === 0) this.#index();
  }

  /** Brings the index up to date. */
  #index(): void {
    const state = this.#database.get<{ indexed: number; newest: number }>(
      `SELECT indexed_pk AS indexed, (SELECT coalesce(max(message_pk), 0) FROM messages) AS newest
       FROM message_search_state`,
    );
    if (!state || state.indexed === state.newest) return;
    this.#database.run(
      `INSERT INTO message_search (rowid, text)
         SELECT message_pk, text FROM searchable_messages WHERE message_pk > ? AND text IS NOT NULL`,
      state.indexed,
    );
    this.#database.run('UPDATE message_search_state SET indexed_pk = ?', state.newest);
  }

  /** Returns the newest matches, newest first, at most {@link MAX_HITS}. Must run in a unit of work: it may have to index. */
  find(query: SearchQuery): Hit[] {
    this.#index();
    const { keywords, matchAll } = query;
    const indexed = keywords.filter(isIndexed);
    const short = keywords.filter((keyword) => !isIndexed(keyword));
    // The index narrows down only what must match in any case; a short keyword among alternatives defeats that.
    const byIndex = indexed.length > 0 && (matchAll || short.length === 0);
    if (byIndex && this.#isTooCommon(query, indexed)) {
      return this.#fromCopies(query, matchAll ? keywords.map(contains) : [any(keywords.map(contains))]);
    }
    const matching: Condition[] = matchAll ? short.map(contains) : [];
    if (!matchAll && short.length > 0) matching.push(any([...short.map(contains), ...this.#inIndex(indexed)]));
    return byIndex ? this.#fromIndex(query, indexed, matching) : this.#fromCopies(query, matching);
  }

  /** Finds matches in everybody's bodies, then the owner's copies of them. */
  #fromIndex(query: SearchQuery, keywords: readonly string[], matching: readonly Condition[]): Hit[] {
    // The text is needed only for conditions that the index does not answer.
    const texts = matching.length > 0 ? 'CROSS JOIN searchable_messages s ON s.message_pk = f.rowid' : '';
    return this.#hits(
      `(${MATCHES}) f CROSS JOIN messages m ON m.message_pk = f.rowid ${texts}
       CROSS JOIN conversations c ON c.owner_id = ? AND c.conversation_id = CASE
         WHEN m.group_id <> '' THEN 'group_' || m.group_id
         WHEN m.send_id = ? THEN 'single_' || m.recv_id
         ELSE 'single_' || m.send_id END
       CROSS JOIN copies k ON k.conversation_pk = c.conversation_pk AND k.send_time_ms = m.send_time_ms
         AND k.message_pk = m.message_pk`,
      [...place(query), ...filters(query, 'm'), ...matching],
      'f.rowid',
      [expressionOf(query, keywords), this.#limits.matches, query.ownerID, query.ownerID],
    );
  }

  /** Returns whether the index has more matches than are examined, among which the owner's may be missing. */
  #isTooCommon(query: SearchQuery, keywords: readonly string[]): boolean {
    const { matches } = this.#limits;
    const found = this.#database.get<{ count: number }>(
      `SELECT count(*) AS count FROM (${MATCHES})`,
      expressionOf(query, keywords),
      matches,
    );
    return found?.count === matches;
  }

  /** Examines the owner's newest copies one by one. */
  #fromCopies(query: SearchQuery, matching: readonly Condition[]): Hit[] {
    const { copies, comparisons } = this.#limits;
    const each = matching.reduce((sum, { values }) => sum + values.length, 1);
    const oldestMs = this.#oldestMs(query, Math.min(copies, Math.ceil(comparisons / each)));
    const fromMs = Math.max(query.fromMs, oldestMs);
    const bodies =
      query.keywords.length > 0
        ? 'searchable_messages s ON s.message_pk = k.message_pk'
        : 'messages s ON s.message_pk = k.message_pk AND s.revoked_at_ms IS NULL';
    return this.#hits(
      `conversations c CROSS JOIN copies k ON k.conversation_pk = c.conversation_pk CROSS JOIN ${bodies}`,
      [
        { sql: 'c.owner_id = ?', values: [query.ownerID] },
        ...place({ ...query, fromMs }),
        ...filters(query, 's'),
        ...matching,
      ],
      'k.send_time_ms',
    );
  }

  /** Returns the condition that the body matches one of the keywords by the index; none without keywords. */
  #inIndex(keywords: readonly string[]): Condition[] {
    if (keywords.length === 0) return [];
    return [{ sql: `s.message_pk IN (${MATCHES})`, values: [phrases(keywords, ' OR '), this.#limits.matches] }];
  }

  /** Returns the time of the oldest copy to examine: of the conversation up to the time asked for, or of the inbox. */
  #oldestMs({ ownerID, conversationID, untilMs }: SearchQuery, copies: number): number {
    const row =
      conversationID === undefined
        ? this.#database.get<Pick<Hit, 'send_time_ms'>>(
            `SELECT k.send_time_ms FROM inboxes i
             JOIN copies k ON k.inbox_pk = i.inbox_pk AND k.seq > 0 AND k.seq = i.last_seq - ? + 1
             WHERE i.user_id = ?`,
            copies,
            ownerID,
          )
        : this.#database.get<Pick<Hit, 'send_time_ms'>>(
            `SELECT k.send_time_ms FROM conversations c JOIN copies k ON k.conversation_pk = c.conversation_pk
             WHERE c.owner_id = ? AND c.conversation_id = ? AND k.send_time_ms <= ?
             ORDER BY k.send_time_ms DESC LIMIT 1 OFFSET ? - 1`,
            ownerID,
            conversationID,
            untilMs,
            copies,
          );
    return row?.send_time_ms ?? 0;
  }

  /** @param newestFirst the expression to sort by, so that the newest come first */
  #hits(
    from: string,
    conditions: readonly Condition[],
    newestFirst: string,
    values: readonly SqlValue[] = [],
  ): Hit[] {
    const hits = this.#database.allAsJson<Hit>(
      `SELECT c.conversation_id, k.conversation_pk, k.send_time_ms, k.message_pk FROM ${from}
       WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
         AND k.send_time_ms > c.cleared_time_ms AND k.status <= ${MessageStatus.Failed}
       ORDER BY ${newestFirst} DESC LIMIT ${MAX_HITS}`,
      HIT_COLUMNS,
      ...values,
      ...conditions.flatMap((condition) => condition.values),
    );
    return hits.sort((a, b) => b.send_time_ms - a.send_time_ms);
  }
}

function isIndexed(keyword: string): boolean {
  return Array.from(keyword).length >= INDEXED_LENGTH;
}

function place({ conversationID, fromMs, untilMs }: SearchQuery): Condition[] {
  const times = { sql: 'k.send_time_ms BETWEEN ? AND ?', values: [fromMs, untilMs] };
  return conversationID === undefined
    ? [times]
    : [{ sql: 'c.conversation_id = ?', values: [conversationID] }, times];
}

function filters({ senderIDs, contentTypes }: SearchQuery, body: string): Condition[] {
  const isOneOf = (column: string, list: readonly (string | number)[]): Condition[] =>
    list.length === 0
      ? []
      : [
          {
            sql: `${body}.${column} IN (SELECT value FROM json_each(?))`,
            values: [JSON.stringify(list)],
          },
        ];
  return [...isOneOf('send_id', senderIDs), ...isOneOf('content_type', contentTypes)];
}

/** Returns keywords in the index's syntax, as phrases, in which only the quote is special. */
function phrases(keywords: readonly string[], operator: string): string {
  return keywords.map((keyword) => `"${keyword.replaceAll('"', '""')}"`).join(operator);
}

function expressionOf({ matchAll }: SearchQuery, keywords: readonly string[]): string {
  return phrases(keywords, matchAll ? ' AND ' : ' OR ');
}

/** Returns the condition that the text contains a keyword, in one of the {@link casesOf} it. */
function contains(keyword: string): Condition {
  // Takes a third of the time, but a long pattern could be compared at each character of a long text.
  if (/^[\x20-\x7e]+$/.test(keyword) && !isIndexed(keyword)) {
    return { sql: String.raw`s.text LIKE ? ESCAPE '\'`, values: [`%${keyword.replace(/[%_\\]/g, '\\$&')}%`] };
  }
  // SQLite's lower() knows only the letters of ASCII.
  const text = /[a-z]/i.test(keyword) ? 'lower(s.text)' : 's.text';
  return any(casesOf(keyword).map((form) => ({ sql: `instr(${text}, ?) > 0`, values: [form] })));
}

function any(conditions: readonly Condition[]): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

/**
 * Returns a keyword as people write it: as it was given, in lower case, in upper case, and with an initial capital; always with
 * lower-case letters of ASCII. All combinations of six letters would be 64.
 */
function casesOf(keyword: string): string[] {
  const lower = keyword.toLowerCase();
  const [initial = ''] = lower;
  const capitalized = initial.toUpperCase() + lower.slice(initial.length);
  const forms = [keyword, lower, keyword.toUpperCase(), capitalized];
  return [...new Set(forms.map((form) => form.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())))];
}

import { readFileSync } from 'node:fs';
import { eventTable, methodTable, type EventName, type MethodName } from '../../src/index.js';
import { seedMethodTable } from '../../src/protocol/seed-methods.js';

/** Errors that no client of the scenario can be brought to show, and why. */
const NOT_REACHED: Partial<Record<MethodName, { codes: readonly number[]; reason: string }>> = {
  login: {
    codes: [111, 112, 113, 701, 702, 703, 704, 705, 706, 1001],
    reason: 'original clients see a lost socket for every refused handshake; a step of its own asks for that',
  },
};

/** Events that no client of the scenario can be brought to get, and why. */
const NOT_FIRED: Partial<Record<EventName, string>> = {
  OnConnectFailed: 'a refused handshake has no frame, and original clients have no other refusal',
  OnSyncServerFailed: 'catching up happens in one transaction with the login, which fails as a whole',
  OnFriendApplicationDeleted: 'no method removes an application',
  OnGroupApplicationDeleted: 'no method removes an application',
};

/** What the scenario has tried: methods that succeeded, errors that were answered, events that came. */
export class Coverage {
  readonly #successes = new Set<MethodName>();
  readonly #errors = new Map<MethodName, Set<number>>();
  readonly #events = new Set<EventName>();

  success(name: MethodName): void {
    this.#successes.add(name);
  }

  error(name: MethodName, code: number): void {
    this.#errors.set(name, (this.#errors.get(name) ?? new Set()).add(code));
  }

  event(name: EventName): void {
    this.#events.add(name);
  }

  /** What of the tables has no step, in words; empty when there is one for everything. */
  gaps(): string[] {
    const gaps: string[] = [];
    const errors = documentedErrors();
    for (const name of Object.keys(seedMethodTable) as (keyof typeof seedMethodTable)[]) {
      if (!this.#successes.has(name)) gaps.push(`${name} never succeeds`);
      const tried = this.#errors.get(name) ?? new Set();
      for (const code of errors.get(name) ?? []) {
        if (!tried.has(code) && !NOT_REACHED[name]?.codes.includes(code))
          gaps.push(`${name} never answers ${code}`);
      }
    }
    const events = Object.keys(eventTable) as EventName[];
    for (const event of events.filter((name) => eventTable[name].era === 'seed')) {
      if (!this.#events.has(event) && NOT_FIRED[event] === undefined) gaps.push(`${event} never comes`);
      if (this.#events.has(event) && NOT_FIRED[event] !== undefined) gaps.push(`${event} comes after all`);
    }
    return gaps;
  }
}

const SOURCES = ['seed-methods.ts', 'extra-methods.ts'];

/**
 * The codes the `@throws` of each method names; a method more in the table has an entry at once. A method documented
 * "Like another, …" has, where `inherited`, also those of the other.
 */
export function documentedErrors({ inherited = false } = {}): Map<MethodName, readonly number[]> {
  const source = SOURCES.map((file) =>
    readFileSync(new URL(`../../src/protocol/${file}`, import.meta.url), 'utf8'),
  ).join('');
  const commentOf = (name: string): string => {
    const [, comment] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*${name}: Method<`).exec(source) ?? [];
    if (comment === undefined) throw new Error(`${name} is not documented`);
    return comment;
  };
  return new Map(
    (Object.keys(methodTable) as MethodName[]).map((name) => {
      const comment = commentOf(name);
      const [, other] = (inherited && /^[\s*]*Like (\w+)/.exec(comment)) || [];
      const comments = other ? [comment, commentOf(other)] : [comment];
      return [name, comments.flatMap((text) => codesOf(text.split('@throws')[1] ?? ''))];
    }),
  );
}

/** Every three- or four-digit number that begins an entry, ranges included: `701–706 …; 1001 …; 111, 112 …`. */
function codesOf(throws: string): number[] {
  const entries = throws.replace(/\s*\n\s*\*\s*/g, ' ').split(';');
  return entries.flatMap((entry) => {
    const [list] = /^[\s\d,–]+/.exec(entry) ?? [''];
    return list.split(',').flatMap((part) => {
      const [first, last = first] = part.trim().split('–').map(Number);
      if (!first || !last) return [];
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
  });
}

import { CloseCode } from '../src/protocol/index.js';
import type { Clock } from './clock.js';
import { isManyAtOnce, type Login } from './login.js';
import type { ConnectionLimits } from './options.js';
import type { Session } from './session.js';

/** How often the connections are checked. */
const SWEEP_INTERVAL_MS = 5000;
/** A peer is pinged after so many silent sweeps: 25 s (protocol 1.3). */
const PING_EVERY_SWEEPS = 5;
/**
 * A peer is taken for gone after so many silent sweeps: within 60 s (protocol 1.3). Counted, not timed: while the machine
 * stood still, no peer could be heard.
 */
const DEAD_AFTER_SWEEPS = 11;
/** Closing takes time too: a connection that does not log in is gone within ten seconds. */
const LOGIN_TIMEOUT_MS = 9500;
/** How long a kicked or expired session is kept open, lest old clients reconnect for ever (protocol 4.5). */
const KEEP_OVER_MS = 5 * 60_000;

/** All open sockets, logged in or not: how many a user has, and which are dead, silent or over. */
export class Connections {
  /** Each with its timeout for logging in. */
  readonly #sessions = new Map<Session, unknown>();
  readonly #byUser = new Map<string, Set<Session>>();
  readonly #byAddress = new Map<string, Set<Session>>();
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #login: Login;
  #timer: unknown;
  #whenEmpty: (() => void) | undefined;

  constructor(clock: Clock, login: Login, limits: ConnectionLimits) {
    this.#limits = limits;
    this.#clock = clock;
    this.#login = login;
    this.#schedule();
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Bytes queued in all of them until their peers read. */
  get queuedBytes(): number {
    let bytes = 0;
    for (const session of this.#sessions.keys()) bytes += session.queuedBytes;
    return bytes;
  }

  /**
   * Whether the user may open one more connection on the platform's class; makes room by closing one that is over.
   * Web and mini-program count together.
   */
  admits(userID: string, platformID: number): boolean {
    const open = [...(this.#byUser.get(userID) ?? [])].filter(
      (session) =>
        session.isOpen &&
        (session.isVerified || session.state.kind !== 'none') &&
        (session.platformID === platformID || (isManyAtOnce(session.platformID) && isManyAtOnce(platformID))),
    );
    if (open.length < this.#limits.perUser) return true;
    const over = open.find(({ state }) => state.kind === 'over' || state.kind === 'loggedOut');
    over?.close(CloseCode.SessionOver, 'session over');
    return over !== undefined;
  }

  /** Whether one more connection may come from the address. @param isVerified whether it brings a good token */
  admitsFrom(address: string, isVerified: boolean): boolean {
    const open = this.#byAddress.get(address) ?? new Set();
    if (open.size >= this.#limits.perAddress) return false;
    return (
      isVerified ||
      (countUnproven(open) < this.#limits.unprovenPerAddress &&
        countUnproven(this.#sessions.keys()) < this.#limits.unproven)
    );
  }

  add(session: Session): void {
    this.#sessions.set(
      session,
      this.#clock.setTimeout(() => {
        if (session.state.kind === 'none') session.close(CloseCode.LoginTimeout, 'no login');
      }, LOGIN_TIMEOUT_MS),
    );
    enlist(this.#byUser, session.userID, session);
    enlist(this.#byAddress, session.address, session);
  }

  remove(session: Session): void {
    this.#clock.clearTimeout(this.#sessions.get(session));
    this.#sessions.delete(session);
    strike(this.#byUser, session.userID, session);
    strike(this.#byAddress, session.address, session);
    if (this.#sessions.size === 0) this.#whenEmpty?.();
  }

  /** Closes all of them with `code`; resolves when they are closed, or were cut off after `timeoutMs`. */
  async closeAll(code: CloseCode, reason: string, timeoutMs: number): Promise<void> {
    this.#clock.clearTimeout(this.#timer);
    if (this.#sessions.size === 0) return;
    for (const session of this.#sessions.keys()) session.close(code, reason);
    await new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
      // The real clock: the process must end, whatever time the gateway believes it is.
      setTimeout(() => {
        for (const session of this.#sessions.keys()) session.terminate();
      }, timeoutMs).unref();
    });
  }

  #schedule(): void {
    this.#timer = this.#clock.setTimeout(() => {
      for (const session of this.#sessions.keys()) this.#lookAfter(session);
      this.#schedule();
    }, SWEEP_INTERVAL_MS);
  }

  #lookAfter(session: Session): void {
    const { state } = session;
    session.silentSweeps++;
    if (session.silentSweeps >= DEAD_AFTER_SWEEPS) {
      session.terminate();
      return;
    }
    if (session.silentSweeps % PING_EVERY_SWEEPS === 0) session.ping();
    switch (state.kind) {
      case 'loggedIn':
        if (state.expiresAtMs <= this.#clock.now()) this.#login.expire(session);
        break;
      case 'over':
        if (this.#clock.monotonicMs() - state.sinceMs >= KEEP_OVER_MS) {
          session.close(CloseCode.SessionOver, 'session over');
        }
        break;
      case 'none':
      case 'loggedOut':
        break;
    }
  }
}

function enlist(lists: Map<string, Set<Session>>, key: string, session: Session): void {
  const list = lists.get(key) ?? new Set();
  lists.set(key, list.add(session));
}

function strike(lists: Map<string, Set<Session>>, key: string, session: Session): void {
  const list = lists.get(key);
  list?.delete(session);
  if (list?.size === 0) lists.delete(key);
}

function countUnproven(sessions: Iterable<Session>): number {
  let count = 0;
  for (const { isVerified, state } of sessions) if (!isVerified && state.kind === 'none') count++;
  return count;
}

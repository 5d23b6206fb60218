import { CloseCode } from '../src/protocol/index.js';
import type { Clock } from './clock.js';
import { isManyAtOnce, type Login } from './login.js';
import type { ConnectionLimits } from './options.js';
import type { Session } from './session.js';

/** How often the connections are checked. */
const SWEEP_INTERVAL_MS = 5000;
/** A peer is pinged after this many sweeps without hearing from it: 25 s (protocol 1.3). */
const PING_EVERY_SWEEPS = 5;
/**
 * A peer is presumed dead after this many sweeps without hearing from it: within 60 s (protocol 1.3). Sweeps are counted
 * instead of measuring time, because no peer could be heard while the machine was suspended.
 */
const DEAD_AFTER_SWEEPS = 11;
/** Time for a connection to log in. Closing takes time too, so that a connection without a login is gone within 10 s. */
const LOGIN_TIMEOUT_MS = 9500;
/** How long a kicked or expired session is kept open: old clients would reconnect forever if it closed (protocol 4.5). */
const KEEP_OVER_MS = 5 * 60_000;

/** All open sockets, logged in or not. Limits their number, pings silent peers, and closes dead and ended sessions. */
export class Connections {
  /** Each session with the timer of its login timeout. */
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

  /** Bytes queued in all connections that their peers have not read yet. */
  get queuedBytes(): number {
    let bytes = 0;
    for (const session of this.#sessions.keys()) bytes += session.queuedBytes;
    return bytes;
  }

  /**
   * Returns whether the user may open one more connection on the platform. If there are too many, makes room by closing
   * one whose session is over. Web and mini-program are counted together.
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

  /** Returns whether the address may open one more connection. @param isVerified whether it presents a valid token */
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

  /** Closes all connections with `code`. Resolves when they are closed; terminates those still open after `timeoutMs`. */
  async closeAll(code: CloseCode, reason: string, timeoutMs: number): Promise<void> {
    this.#clock.clearTimeout(this.#timer);
    if (this.#sessions.size === 0) return;
    for (const session of this.#sessions.keys()) session.close(code, reason);
    await new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
      // The real timer, not the injected clock: the process must end even if that clock stands still.
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

import type { LoginStatus } from '../src/protocol/index.js';
import type { Receiver } from './output.js';

/** A logged-in connection, as the rest of the gateway knows it. */
export interface LiveSession extends Receiver {
  readonly userID: string;
  readonly platformID: number;
  readonly loginStatus: LoginStatus;
}

const NOBODY: ReadonlySet<never> = new Set<never>();

/** Who is online: the logged-in connections of each user. */
export class Hub<Session extends LiveSession = LiveSession> {
  readonly #sessions = new Map<string, Set<Session>>();

  get userCount(): number {
    return this.#sessions.size;
  }

  sessionsOf(userID: string): ReadonlySet<Session> {
    return this.#sessions.get(userID) ?? NOBODY;
  }

  isOnline(userID: string): boolean {
    return this.#sessions.has(userID);
  }

  add(session: Session): void {
    const sessions = this.#sessions.get(session.userID) ?? new Set();
    this.#sessions.set(session.userID, sessions.add(session));
  }

  /** Whether it was there. */
  remove(session: Session): boolean {
    const sessions = this.#sessions.get(session.userID);
    if (!sessions?.delete(session)) return false;
    if (sessions.size === 0) this.#sessions.delete(session.userID);
    return true;
  }
}

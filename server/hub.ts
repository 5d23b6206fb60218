import type { LoginStatus } from '../src/protocol/index.js';
import type { Receiver } from './output.js';

/** A logged-in connection, as the rest of the gateway knows it. */
export interface LiveSession extends Receiver {
  readonly userID: string;
  readonly platformID: number;
  /** Whether the client asked for what we add to the protocol (docs/protocol-extensions.md). */
  readonly extended: boolean;
  /** Whether the user is a visitor of a support chat, for whom no back end vouches. */
  readonly isGuest: boolean;
  /** False from the moment the socket begins to close. */
  readonly isOpen: boolean;
  readonly loginStatus: LoginStatus;
}

type Presence<Session> = { readonly sessions: Set<Session>; seenSeq: number };

const NOBODY: ReadonlySet<never> = new Set<never>();

/** Who is online: the logged-in connections of each user, and up to which seq of their inbox the user was told. */
export class Hub<Session extends LiveSession = LiveSession> {
  readonly #users = new Map<string, Presence<Session>>();

  get userCount(): number {
    return this.#users.size;
  }

  sessionsOf(userID: string): ReadonlySet<Session> {
    return this.#users.get(userID)?.sessions ?? NOBODY;
  }

  isOnline(userID: string): boolean {
    return this.#users.has(userID);
  }

  /** Adds a connection. @param seenSeq newest seq of the user's inbox; used if this is their first connection */
  add(session: Session, seenSeq: number): void {
    const presence = this.#users.get(session.userID) ?? { sessions: new Set(), seenSeq };
    presence.sessions.add(session);
    this.#users.set(session.userID, presence);
  }

  /** Removes a connection. If it was the user's last one, returns up to which seq the user was told; else undefined. */
  remove(session: Session): number | undefined {
    const presence = this.#users.get(session.userID);
    if (!presence?.sessions.delete(session) || presence.sessions.size > 0) return undefined;
    this.#users.delete(session.userID);
    return presence.seenSeq;
  }

  /** Notes that the user was told of their inbox up to `seq`, over a connection that was open. */
  noteSeen(userID: string, seq: number): void {
    const presence = this.#users.get(userID);
    if (presence) presence.seenSeq = Math.max(presence.seenSeq, seq);
  }
}

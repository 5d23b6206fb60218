import {
  CloseCode,
  ContentType,
  ErrorCode,
  Extension,
  methodTable,
  OpenIMError,
  toJson,
  type WsResponse,
} from '../src/protocol/index.js';
import type { TokenService, VerifiedToken } from './auth/token-service.js';
import type { StoredMessage } from './db/message-rows.js';
import type { Store } from './db/store.js';
import type { UnitOfWork } from './db/unit-of-work.js';
import { EventSender } from './events.js';
import { messageText } from './fresh-message.js';
import type { Hub } from './hub.js';
import { withinLength } from './db/within-answer.js';
import type { Settings } from './options.js';
import type { Output } from './output.js';
import { overError, type Session, type SessionState } from './session.js';

/** How long a logged-out client has to close its socket (protocol 4.2). */
const LOGOUT_GRACE_MS = 2000;

/** Maximum number of characters of all messages replayed at a login. */
const MAX_CATCH_UP_LENGTH = 1024 * 1024;

/** Platforms of which one user may have many connections: Web and mini-program. */
const MANY_AT_ONCE: ReadonlySet<number> = new Set([5, 6]);

/** What the gateway offers beyond the protocol to clients that ask for it. */
const EXTENSIONS: readonly Extension[] = [Extension.IdempotentSend, Extension.InboxChanges];

export function isManyAtOnce(platformID: number): boolean {
  return MANY_AT_ONCE.has(platformID);
}

export type LoginDependencies = {
  readonly unitOfWork: UnitOfWork;
  readonly store: Store;
  readonly hub: Hub<Session>;
  readonly tokens: TokenService;
  readonly settings: Settings;
  /** Reports an unexpected error. */
  readonly onError: (error: unknown, method: string) => void;
};

/** How connections log in and out, are kicked, and expire (protocol 4, domain rules 12). */
export class Login {
  readonly #unitOfWork: UnitOfWork;
  readonly #store: Store;
  readonly #hub: Hub<Session>;
  readonly #tokens: TokenService;
  readonly #settings: Settings;
  readonly #onError: LoginDependencies['onError'];

  constructor(dependencies: LoginDependencies) {
    this.#unitOfWork = dependencies.unitOfWork;
    this.#store = dependencies.store;
    this.#hub = dependencies.hub;
    this.#tokens = dependencies.tokens;
    this.#settings = dependencies.settings;
    this.#onError = dependencies.onError;
  }

  /**
   * Verifies the token and logs the connection in. Resolves when the reply has been sent; never rejects.
   *
   * @param onReply called with the reply's code
   */
  async logIn(
    session: Session,
    operationID: string,
    input: { userID: string; token: string },
    batch: boolean,
    onReply: (errCode: number) => void,
  ): Promise<void> {
    const reply = loginReply(session, operationID);
    let work: (output: Output) => void;
    try {
      if (input.userID !== session.userID) {
        throw new OpenIMError(ErrorCode.BadRequest, "userID is not the connection's sendID");
      }
      const token = await this.#tokens.verify(input.token, session.userID);
      work = (output) => {
        this.#tokens.checkStanding(token);
        this.#enter(session, token, batch, reply, output);
      };
    } catch (error) {
      work = () => {
        throw error;
      };
    }
    await new Promise<void>((resolve) => {
      this.#unitOfWork.perform({
        run: (output) => {
          work(output);
          output.afterFlush(() => {
            onReply(0);
            resolve();
          });
        },
        fail: (error, output) => {
          onReply(this.#refuse(session, reply, error, output));
          output.afterFlush(resolve);
        },
      });
    });
  }

  /** Ends this connection's session; the reply is the last frame it gets. */
  logOut(session: Session, operationID: string): void {
    this.#unitOfWork.perform({
      run: (output) => {
        this.#leave(session, { kind: 'loggedOut' }, output);
        output.frame(session, {
          event: methodTable.logout.wire,
          errCode: 0,
          errMsg: '',
          data: '',
          operationID,
        });
        output.afterFlush(() => {
          this.#settings.clock.setTimeout(() => {
            session.close(CloseCode.Normal, 'logged out');
          }, LOGOUT_GRACE_MS);
        });
      },
      fail: (error) => {
        this.#onError(error, 'logout');
      },
    });
  }

  /** Ends sessions that another login replaces, or that an administrator ends. Must run inside a unit of work. */
  kick(sessions: Iterable<Session>, output: Output): void {
    const events = new EventSender(this.#hub, output);
    for (const session of [...sessions]) {
      events.toSession(session, 'OnKickedOffline', '');
      const sinceMs = this.#settings.clock.monotonicMs();
      this.#leave(session, { kind: 'over', code: ErrorCode.Kicked, sinceMs }, output);
    }
  }

  /** Ends a session whose token has expired. */
  expire(session: Session): void {
    if (session.state.kind !== 'loggedIn') return;
    this.#unitOfWork.perform({
      run: (output) => {
        new EventSender(this.#hub, output).toSession(session, 'OnUserTokenExpired', '');
        const sinceMs = this.#settings.clock.monotonicMs();
        this.#leave(session, { kind: 'over', code: ErrorCode.TokenExpired, sinceMs }, output);
      },
      fail: (error) => {
        this.#onError(error, 'expire');
      },
    });
  }

  /** Removes a session whose socket is closed. */
  forget(session: Session): void {
    this.#rememberLeaving(session.userID, this.#hub.remove(session));
  }

  #enter(session: Session, token: VerifiedToken, batch: boolean, reply: WsResponse, output: Output): void {
    if (!session.isOpen) return;
    const { tokenID, expiresAtMs } = token;
    const before = session.state;
    // The session may have ended while its token was being verified.
    if (before.kind === 'over') throw overError(before);
    const isGuest = this.#store.users.isGuest(session.userID);
    session.state = { kind: 'loggedIn', tokenID, expiresAtMs, batch, isGuest };
    output.onUndo(() => {
      session.state = before;
    });
    if (before.kind === 'loggedIn') {
      output.frame(session, reply);
      return;
    }
    if (isManyAtOnce(session.platformID)) this.#checkRoom(session);
    else this.#makeRoom(session, token, output);
    const isFirst = !this.#hub.isOnline(session.userID);
    this.#hub.add(session, this.#store.inboxes.get(session.userID).lastSeq);
    output.onUndo(() => {
      this.#hub.remove(session);
    });

    const events = new EventSender(this.#hub, output);
    events.toSession(session, 'OnConnecting', '');
    events.toSession(session, 'OnConnectSuccess', '');
    output.frame(session, reply);
    events.toSession(session, 'OnSyncServerStart', '');
    if (isFirst) this.#catchUp(session, events, output);
    events.toSession(session, 'OnSyncServerFinish', '');
  }

  /** A handshake with a valid token has already passed this check. @throws {OpenIMError} 810 for too many connections */
  #checkRoom({ userID }: Session): void {
    const others = [...this.#hub.sessionsOf(userID)].filter(({ platformID }) => isManyAtOnce(platformID));
    if (others.length < this.#settings.connectionLimits.perUser) return;
    throw new OpenIMError(ErrorCode.RateLimited, 'too many connections');
  }

  /** Kicks the user's older connection on a platform that allows only one, and its token. */
  #makeRoom(session: Session, token: VerifiedToken, output: Output): void {
    const older = [...this.#hub.sessionsOf(session.userID)].filter(
      (other) => other !== session && other.platformID === session.platformID,
    );
    for (const { state } of older) {
      if (state.kind === 'loggedIn' && state.tokenID !== token.tokenID) {
        this.#store.tokens.kick(state.tokenID, this.#settings.clock.now());
      }
    }
    this.kick(older, output);
  }

  /** Replays the newest messages stored while the user had no connection at all (domain rules 12.2). */
  #catchUp(session: Session, events: EventSender, output: Output): void {
    const { userID } = session;
    const { inboxPk, lastSeq, seenSeq } = this.#store.inboxes.get(userID);
    const newestFirst = this.#store.messages.missed(inboxPk, seenSeq, this.#settings.catchUpLimit);
    // Messages that do not fit are in the history.
    const missed = withinLength(newestFirst, MAX_CATCH_UP_LENGTH).reverse();
    if (missed.length > 0) {
      const isNotice = ({ content_type }: StoredMessage) => content_type === ContentType.AdvancedRevokeNotice;
      const texts = missed.filter((row) => !isNotice(row)).map((row) => messageText(row, userID));
      if (session.batch && texts.length > 0)
        events.toSession(session, 'OnRecvNewMessages', `[${texts.join(',')}]`);
      else for (const text of texts) events.toSession(session, 'OnRecvNewMessage', text);
      for (const { content } of missed.filter(isNotice)) {
        events.toSession(session, 'OnNewRecvMessageRevoked', content);
      }
      const { conversations } = this.#store;
      const since = { seq: seenSeq, change: conversations.lastChange() };
      const changed = conversations.changedSince(userID, inboxPk, since);
      events.toSession(session, 'OnConversationChanged', toJson(changed));
      const total = this.#store.conversations.totalUnread(userID);
      events.toSession(session, 'OnTotalUnreadMessageCountChanged', String(total));
    }
    // Stored as a task of its own, so that a full disk does not keep users from logging in and reading.
    output.afterFlush(() => {
      this.#rememberSeen(userID, lastSeq);
    });
  }

  /** Returns the code. */
  #refuse(session: Session, reply: WsResponse, error: unknown, output: Output): number {
    if (!(error instanceof OpenIMError)) this.#onError(error, 'login');
    const { errCode, errMsg } =
      error instanceof OpenIMError ? error : new OpenIMError(ErrorCode.Internal, 'internal error');
    // A session that is over has already been told so.
    if (session.state.kind !== 'over' && errCode >= ErrorCode.TokenExpired && errCode <= ErrorCode.Kicked) {
      new EventSender(this.#hub, output).refusal(session, errCode, errMsg);
    }
    output.frame(session, { ...reply, errCode, errMsg });
    return errCode;
  }

  #leave(session: Session, state: SessionState, output: Output): void {
    const before = session.state;
    const wasOnline = this.#hub.sessionsOf(session.userID).has(session);
    const seenSeq = this.#hub.remove(session);
    session.state = state;
    output.onUndo(() => {
      session.state = before;
      if (wasOnline && session.isOpen) this.#hub.add(session, seenSeq ?? 0);
    });
    output.afterFlush(() => {
      this.#rememberLeaving(session.userID, seenSeq);
    });
  }

  /** Stores where the next catch-up begins, once the user has no connection left. */
  #rememberLeaving(userID: string, seenSeq: number | undefined): void {
    if (seenSeq !== undefined && !this.#hub.isOnline(userID)) this.#rememberSeen(userID, seenSeq);
  }

  #rememberSeen(userID: string, seenSeq: number): void {
    this.#unitOfWork.perform({
      run: () => {
        this.#store.inboxes.markSeen(userID, seenSeq);
      },
      fail: (error) => {
        this.#onError(error, 'seen');
      },
    });
  }
}

/** Clients that asked for extensions are told which ones there are (docs/protocol-extensions.md). */
function loginReply(session: Session, operationID: string): WsResponse {
  const reply = { event: methodTable.login.wire, errCode: 0, errMsg: '', data: '' as const, operationID };
  return session.extended ? { ...reply, ...{ extensions: EXTENSIONS } } : reply;
}

import { signal, type ReadonlySignal } from '@preact/signals-core';
import {
  createSession,
  ErrorCode,
  fetchSupportStatus,
  isTokenError,
  OpenIMError,
  openSupportSession,
  type Session,
  type SupportSession,
  type SupportSessionRequest,
} from '../../src/index.js';
import { clearMemory, isOfUser, readMemory, writeMemory, type Memory } from '../launcher/memory.js';
import type { LauncherTarget, PanelConfig, VisitorDetails } from '../launcher/types.js';
import { passOnWords, sendLastWords } from './last-words.js';
import { deleteCaches, guestOf, remember, rememberUser } from './remembering.js';
import { sessionRequest } from './visitor-details.js';

export type Ready = {
  readonly kind: 'ready';
  readonly session: Session;
  readonly target: LauncherTarget;
};

export type VisitFailure = 'unreachable' | 'too-many' | 'unavailable' | 'refused';

export type VisitState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly reason: VisitFailure }
  /** Somebody else has logged in or out in another tab. */
  | { readonly kind: 'moved-on' }
  | Ready;

/**
 * The login of one visitor: a guest of the gateway's support, whom this browser remembers, or a user for whom the site vouches.
 * When another user takes their place, nothing of the former one is left: neither session nor cache nor memory.
 */
export class Visit {
  /** Creates the visit of a panel. */
  static make = (): Visit => new Visit();

  readonly #state = signal<VisitState>({ kind: 'idle' });
  readonly state: ReadonlySignal<VisitState> = this.#state;
  /** Whether an agent is available; undefined until that is known. */
  readonly #isAvailable = signal<boolean | undefined>(undefined);
  readonly isAvailable: ReadonlySignal<boolean | undefined> = this.#isAvailable;
  /** Resolves once the previous user is logged out, to the number of their messages that were never sent. */
  forgotten: Promise<number> = Promise.resolve(0);
  #config: PanelConfig | undefined;
  #beginning: Promise<Ready> | undefined;
  /** Incremented by everything that makes earlier work void: another identity, or a goodbye. */
  #turn = 0;
  /** Settles when nothing is asked of the gateway any more; see {@link #inOrder}. */
  #lastTask: Promise<unknown> = Promise.resolve();
  /** What the agents were last told. */
  #told = '';

  /** Whether this browser remembers the visitor: their chat then goes on without any questions. */
  get isReturning(): boolean {
    const config = this.#config;
    if (!config) return false;
    const memory = readMemory(config.url);
    return config.userID ? memory.userID !== undefined : memory.visitorToken !== undefined;
  }

  follow(config: PanelConfig): void {
    const former = this.#config;
    this.#config = config;
    if (!former) return;
    const isSame = (name: 'url' | 'apiURL' | 'userID' | 'target') =>
      JSON.stringify(former[name]) === JSON.stringify(config[name]);
    if (!isSame('userID')) this.forgotten = this.#leave(former).catch(() => 0);
    else if (!isSame('url') || !isSame('apiURL') || !isSame('target')) this.close();
    else if (former.token !== config.token) this.#readySession()?.reconnect(config.token);
    else void this.refresh();
  }

  /**
   * Returns the chat, and begins it if necessary.
   *
   * @param answers the visitor's answers to the questions before the chat
   * @throws {OpenIMError} like openSupportSession, or whatever getToken throws
   */
  begin(answers?: VisitorDetails): Promise<Ready> {
    this.#beginning ??= this.#start(answers, this.#turn);
    return this.#beginning;
  }

  /** Tells the agents what has become known since, such as the page the visitor is on now. */
  async refresh(): Promise<void> {
    // If this fails, it will be told with the next change.
    await this.#inOrder((turn) => (this.#hasNews() ? this.#ask(turn) : undefined)).catch(() => undefined);
  }

  #hasNews(): boolean {
    // Until something was told, the first request is still under way.
    const isTold = this.#readySession() && !this.#config?.target && this.#told;
    return Boolean(isTold) && this.#told !== JSON.stringify(this.#request());
  }

  async checkAvailability(): Promise<void> {
    const config = this.#config;
    if (!config || config.target) return;
    const status = await fetchSupportStatus(serverOf(config)).catch(() => undefined);
    if (status) this.#isAvailable.value = status.available;
  }

  /** Handles a change made by another tab: the visitor may no longer be the one that this tab shows. */
  handleMemoryChange(): void {
    const state = this.#state.peek();
    if (state.kind !== 'ready' || !this.#config) return;
    if (readMemory(this.#config.url).userID === state.session.userID) return;
    this.close();
    this.#state.value = { kind: 'moved-on' };
  }

  /** Ends the chat for good and removes it from this browser. Resolves to the number of messages that were never sent. */
  async forget(): Promise<number> {
    const url = this.#config?.url ?? '';
    const memory = readMemory(url);
    const state = this.#state.peek();
    this.#release();
    clearMemory(url);
    const unsent = await goodbye(state);
    await deleteCaches(url, memory);
    clearMemory(url);
    return unsent;
  }

  /** Closes the connection and keeps the cache, as when the page is left. */
  close(): void {
    void this.#release()?.close();
  }

  /** Logs the former identity out. What a guest has left behind is kept for the user that they turn out to be. */
  async #leave({ url, userID }: PanelConfig): Promise<number> {
    const { formerGuest } = readMemory(url);
    const state = this.#state.peek();
    this.#release();
    if (userID) clearMemory(url);
    const unsent = await goodbye(state);
    if (userID) await deleteCaches(url, { userID, formerGuest });
    return unsent;
  }

  #release(): Session | undefined {
    const session = this.#readySession();
    this.#turn++;
    this.#beginning = undefined;
    this.#lastTask = Promise.resolve();
    this.#told = '';
    this.#state.value = { kind: 'idle' };
    return session;
  }

  #readySession(): Session | undefined {
    const state = this.#state.peek();
    return state.kind === 'ready' ? state.session : undefined;
  }

  // ── Beginning ────────────────────────────────────────────────────────────────────────────────────────────────────

  async #start(answers: VisitorDetails | undefined, turn: number): Promise<Ready> {
    this.#state.value = { kind: 'starting' };
    try {
      const ready = await this.#enter(answers, turn);
      this.#checkTurn(turn, ready.session);
      this.#state.value = ready;
      // Tells the agents what has become known meanwhile.
      void this.refresh();
      void this.#takeOver(ready);
      return ready;
    } catch (error) {
      if (turn === this.#turn) {
        this.#beginning = undefined;
        this.#state.value = { kind: 'failed', reason: reasonOf(error) };
      }
      throw error;
    }
  }

  async #enter(answers: VisitorDetails | undefined, turn: number): Promise<Ready> {
    // A guest's last messages are sent before their conversation becomes that of a user.
    await this.forgotten;
    this.#checkTurn(turn);
    const config = this.#requireConfig();
    const { url, userID, target } = config;
    const memory = await this.#ownMemory(config);
    this.#checkTurn(turn);
    if (answers) writeMemory(url, answers);
    if (target) {
      const token = await this.#userToken();
      rememberUser(url, { userID, formerGuest: guestOf(memory) });
      return { kind: 'ready', session: this.#createSession(userID, token), target };
    }
    const { groupID } = memory;
    const isKnown = userID ? memory.userID === userID : memory.visitorToken !== undefined;
    if (!isKnown || !memory.userID || !groupID) return this.#readyOf(await this.#openSession());
    // Cached messages are shown at once, even if the gateway cannot be reached; its answer is taken in later.
    const token = userID ? await this.#userToken() : (memory.token ?? '');
    const ready = this.#readyOf({ userID: memory.userID, token, groupID });
    this.#openSession().catch(() => undefined);
    return ready;
  }

  /** Returns what this browser remembers of the present visitor. Deletes what it remembers of another user. */
  async #ownMemory({ url, userID }: PanelConfig): Promise<Memory> {
    const memory = readMemory(url);
    if (!isOfUser(memory) || memory.userID === undefined || memory.userID === userID) return memory;
    await deleteCaches(url, memory);
    clearMemory(url);
    return {};
  }

  /** Sends what was left unsent by the guest that the visitor was, as whom they are now, and deletes the guest's cache. */
  async #takeOver({ session, target }: Ready, guestSession?: Session): Promise<void> {
    const { url } = this.#requireConfig();
    const { formerGuest } = readMemory(url);
    if (!formerGuest || !('groupID' in target)) return;
    // Opened for its cache; it needs no connection.
    const guest = guestSession ?? this.#createSession(formerGuest.userID, '', () => new Promise(() => undefined));
    // Until this is done, it is remembered: it goes on when the visitor comes back.
    if (!(await passOnWords(guest, session, target.groupID))) return;
    if (readMemory(url).userID === session.userID) writeMemory(url, { formerGuest: undefined });
  }

  /** Runs `task` after those before it, as long as the visitor is the same. */
  #inOrder<Result>(task: (turn: number) => Result | Promise<Result>): Promise<Result> {
    const turn = this.#turn;
    const done = this.#lastTask.then(() => {
      this.#checkTurn(turn);
      return task(turn);
    });
    this.#lastTask = done.catch(() => undefined);
    return done;
  }

  /** As {@link #ask}, in order: two requests at once would make two guests of one whom the gateway has forgotten. */
  #openSession(): Promise<SupportSession> {
    return this.#inOrder((turn) => this.#ask(turn));
  }

  /** Opens the support session, remembers it, and shows it in place of another one. */
  async #ask(turn: number): Promise<SupportSession> {
    const config = this.#requireConfig();
    const { url, userID } = config;
    const visitorToken = guestOf(readMemory(url))?.visitorToken;
    const request = this.#request();
    const open = (token: string, attempts = 2): Promise<SupportSession> =>
      openSupportSession(
        { ...serverOf(config), ...(token ? { token } : {}) },
        { ...request, ...(visitorToken ? { visitorToken } : {}) },
      ).catch((error: unknown) => {
        // The conversation was moved to its user at this very moment: try once more.
        if (codeOf(error) !== ErrorCode.StateAbnormal || attempts === 1) throw error;
        return open(token, attempts - 1);
      });
    let token = userID ? await this.#userToken() : '';
    const answer = await open(token).catch(async (error: unknown) => {
      if (!config.getToken || !isTokenError(codeOf(error))) throw error;
      token = await config.getToken();
      return open(token);
    });
    this.#checkTurn(turn);
    const session = userID ? { ...answer, token } : answer;
    this.#told = JSON.stringify(request);
    this.#isAvailable.value = session.available;
    remember(url, session, userID);
    this.#take(session);
    return session;
  }

  /** Takes in the gateway's answer about a chat that is already shown. */
  #take(session: SupportSession): void {
    const state = this.#state.peek();
    if (state.kind !== 'ready') return;
    const { groupID } = session;
    const isSameUser = state.session.userID === session.userID;
    if (isSameUser && 'groupID' in state.target && state.target.groupID === groupID) return;
    const ready: Ready = isSameUser ? { ...state, target: { groupID } } : this.#readyOf(session);
    this.#state.value = ready;
    this.#beginning = Promise.resolve(ready);
    if (isSameUser) return;
    // The gateway no longer knows the former visitor. A guest is still the same person; a user's words are nobody else's.
    if (this.#config?.userID) void state.session.logout();
    else void this.#takeOver(ready, state.session);
  }

  #readyOf({ userID, token, groupID }: Pick<SupportSession, 'userID' | 'token' | 'groupID'>): Ready {
    return { kind: 'ready', session: this.#createSession(userID, token), target: { groupID } };
  }

  #createSession(userID: string, token: string, getToken = this.#renewalOf(userID)): Session {
    const { url, apiURL } = this.#requireConfig();
    const session = createSession({
      url,
      ...(apiURL && { apiUrl: apiURL }),
      userID,
      token,
      ...(getToken && { getToken }),
    });
    // An agent who answers may have come just now.
    session.onMessage(() => {
      if (!this.#isAvailable.peek()) void this.checkAvailability();
    });
    return session;
  }

  #renewalOf(userID: string): PanelConfig['getToken'] {
    const config = this.#requireConfig();
    return config.userID ? config.getToken : () => this.#renewGuest(userID);
  }

  async #renewGuest(userID: string): Promise<string> {
    const session = await this.#openSession();
    if (session.userID !== userID) throw goneBy();
    return session.token;
  }

  async #userToken(): Promise<string> {
    const { token, getToken } = this.#requireConfig();
    const given = token || (await getToken?.());
    if (!given) throw new OpenIMError(ErrorCode.TokenUnknown, 'there is no token of the user');
    return given;
  }

  #request(): SupportSessionRequest {
    const { url, name, email, attributes, locale } = this.#requireConfig();
    const memory = readMemory(url);
    const details = {
      name: name || (memory.name ?? ''),
      email: email || (memory.email ?? ''),
      attributes: { ...memory.attributes, ...attributes },
    };
    return sessionRequest(details, locale);
  }

  #requireConfig(): PanelConfig {
    if (!this.#config) throw new OpenIMError(ErrorCode.NotLoggedIn, 'there is no gateway');
    return this.#config;
  }

  #checkTurn(turn: number, session?: Session): void {
    if (turn === this.#turn) return;
    void session?.close();
    throw goneBy();
  }
}

/** Logs the user out once their messages are sent. Resolves to the number of messages that were never sent. */
async function goodbye(state: VisitState): Promise<number> {
  if (state.kind !== 'ready') return 0;
  const unsent = await sendLastWords(state.session);
  await state.session.logout();
  return unsent;
}

function serverOf({ url, apiURL }: PanelConfig): { url: string; apiUrl?: string } {
  return { url, ...(apiURL && { apiUrl: apiURL }) };
}

function goneBy(): OpenIMError {
  return new OpenIMError(ErrorCode.SocketClosed, 'somebody else is here now');
}

function codeOf(error: unknown): number {
  return error instanceof OpenIMError ? error.errCode : ErrorCode.Internal;
}

function reasonOf(error: unknown): VisitFailure {
  const code = codeOf(error);
  if (code === ErrorCode.RateLimited) return 'too-many';
  if (code === ErrorCode.NotSupported) return 'unavailable';
  return code === ErrorCode.NoPermission || code === ErrorCode.BadRequest || isTokenError(code)
    ? 'refused'
    : 'unreachable';
}

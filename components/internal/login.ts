import type { LitElement, ReactiveController } from 'lit';
import { OpenIMError } from '../../src/index.js';
import type { ScopeProblem } from './context.js';
import type { ScopeHost } from './scope-host.js';
import { explainProblem, sessionSourceOf, type LoginProperties, type SessionSource } from './session-source.js';

/** How long a page may take to say anything at all, such as while it fetches a token, before it is told off. */
const PATIENCE_MS = 1000;

/** Where `getToken` failed for now it is asked again after this long, and as soon as the device is online again. */
const RETRY_MS = 5000;

const PENDING: SessionSource = { kind: 'problem', key: 'pending', problem: { kind: 'pending' } };

/** An element that can log in; a token it is given late becomes its own. */
type LoginHost = LitElement & LoginProperties & { token: string };

/** Logs an element's scope in with what the element is told, and tells the page's developer what is missing, once. */
export class Login implements ReactiveController {
  readonly #host: LoginHost;
  readonly #scope: ScopeHost;
  #explained = '';
  #isAsking = false;
  #stopRetrying: (() => void) | undefined;
  /** What brought no token, and for whom: it is not asked again in vain, whatever else the page changes. */
  #failed: Pick<LoginProperties, 'getToken' | 'userID'> | undefined;
  #isPatient = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LoginHost, scope: ScopeHost) {
    this.#host = host;
    this.#scope = scope;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    // HTML knows no capital letters: who writes `userID` gets `userid`.
    for (const name of (host.constructor as typeof LitElement).observedAttributes) {
      const typo = name.replace('-', '');
      if (typo !== name && host.hasAttribute(typo)) this.#complain(`knows no attribute ${typo}; it is ${name}`);
    }
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopWaiting();
    this.#stopRetrying?.();
  }

  /** Call it from the host's `willUpdate`. */
  update(): void {
    const source = this.#source();
    this.#scope.setSource(source);
    this.#explain(source.kind === 'problem' ? source.problem : undefined);
  }

  /** Ends what there is, for a host that is no provider any more. */
  stop(): void {
    this.#stopWaiting();
    this.#stopRetrying?.();
    this.#scope.setSource(undefined);
    this.#explain(undefined);
  }

  #source(): SessionSource {
    const { url, userID, token, getToken, sdk, session } = this.#host;
    const hasFailed = this.#failed?.getToken === getToken && this.#failed?.userID === userID;
    if (!session && !sdk && !token && getToken && url && userID && !hasFailed) {
      void this.#askForToken(getToken);
      return PENDING;
    }
    const isSilent = !session && !sdk && !url && !userID && !token;
    if (!isSilent) this.#stopWaiting();
    else if (this.#isPatient) {
      this.#timer ??= setTimeout(() => {
        this.#isPatient = false;
        this.#host.requestUpdate();
      }, PATIENCE_MS);
      return PENDING;
    }
    return sessionSourceOf(this.#host);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #askForToken(getToken: () => Promise<string>): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const host = this.#host;
    const { userID } = host;
    let token = '';
    let failure: unknown;
    try {
      token = await getToken();
    } catch (error) {
      failure = error;
    }
    this.#isAsking = false;
    if (host.token) return;
    if (token && host.userID === userID) host.token = token;
    else if (host.userID === userID) {
      // As a session does: the page says that there is none by an empty token or a code that is final.
      const isRefusal = failure === undefined || (failure instanceof OpenIMError && !failure.retryable);
      if (!isRefusal) this.#retryLater();
      else this.#failed = { getToken, userID };
      this.#complain('got no token from getToken()', failure);
    }
    host.requestUpdate();
  }

  #retryLater(): void {
    const again = (): void => {
      this.#stopRetrying?.();
      this.#host.requestUpdate();
    };
    const timer = setTimeout(again, RETRY_MS);
    addEventListener('online', again);
    this.#isAsking = true;
    this.#stopRetrying = () => {
      clearTimeout(timer);
      removeEventListener('online', again);
      this.#isAsking = false;
      this.#stopRetrying = undefined;
    };
  }

  #explain(problem: ScopeProblem | undefined): void {
    if (problem?.kind === 'pending') return;
    const explanation = problem ? explainProblem(problem) : '';
    if (explanation && explanation !== this.#explained) this.#complain(explanation);
    else if (!explanation) this.#explained = '';
  }

  #complain(explanation: string, cause?: unknown): void {
    this.#explained = explanation;
    const line = `[openim-chat] <${this.#host.localName}> ${explanation}`;
    if (cause === undefined) console.warn(line);
    else console.warn(line, cause);
  }
}

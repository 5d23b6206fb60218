import type { LitElement, ReactiveController } from 'lit';
import type { ScopeProblem } from '../context.js';
import type { ScopeHost } from './scope-host.js';
import { explainProblem, sessionSourceOf, type LoginProperties, type SessionSource } from './session-source.js';

/** How long a page may take to say everything, such as while it hydrates or fetches a token, before it is told off. */
const PATIENCE_MS = 1000;

const PENDING: SessionSource = { kind: 'problem', key: 'pending', problem: { kind: 'pending' } };

type LoginHost = LitElement & LoginProperties;

/** Logs an element's scope in with what the element is told, and tells the page's developer what is missing, once. */
export class Login implements ReactiveController {
  readonly #host: LoginHost;
  readonly #scope: ScopeHost;
  #explained = '';
  #getToken: LoginProperties['getToken'];
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
      const typo = name.replaceAll('-', '');
      if (typo !== name && host.hasAttribute(typo))
        this.#complain(`has no attribute ${typo}; did you mean ${name}?`);
    }
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopWaiting();
  }

  /** Call it from the host's `willUpdate`. */
  update(): void {
    const source = this.#source();
    this.#scope.setSource(source);
    this.#explain(source.kind === 'problem' ? source.problem : undefined);
    this.#askAnew(source);
  }

  /** Ends what there is, for a host that is no provider any more. */
  stop(): void {
    this.#stopWaiting();
    this.#scope.setSource(undefined);
    this.#explain(undefined);
  }

  #source(): SessionSource {
    const source = sessionSourceOf(this.#host);
    const isIncomplete = source.kind === 'problem' && source.problem.kind === 'incomplete';
    if (!isIncomplete) this.#stopWaiting();
    else if (this.#isPatient) {
      this.#timer ??= setTimeout(() => {
        this.#isPatient = false;
        this.#host.requestUpdate();
      }, PATIENCE_MS);
      return PENDING;
    }
    return source;
  }

  /** Where there was no token another `getToken` may have one. */
  #askAnew(source: SessionSource): void {
    const { getToken } = this.#host;
    if (getToken === this.#getToken) return;
    this.#getToken = getToken;
    const session = source.kind === 'login' ? this.#scope.session.peek() : undefined;
    const connection = session?.connection.peek();
    if (connection?.kind === 'closed' && connection.reason === 'refused') session?.reconnect();
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #explain(problem: ScopeProblem | undefined): void {
    if (problem?.kind === 'pending') return;
    const explanation = problem ? explainProblem(problem) : '';
    if (explanation && explanation !== this.#explained) this.#complain(explanation);
    else if (!explanation) this.#explained = '';
  }

  #complain(explanation: string): void {
    this.#explained = explanation;
    console.warn(`[openim-chat] <${this.#host.localName}> ${explanation}`);
  }
}

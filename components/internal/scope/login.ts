import type { LitElement, ReactiveController } from 'lit';
import type { ScopeProblem } from '../context.js';
import { Patience } from '../patience.js';
import type { ScopeHost } from './scope-host.js';
import { explainProblem, sessionSourceOf, type LoginProperties, type SessionSource } from './session-source.js';

const PENDING: SessionSource = { kind: 'problem', key: 'pending', problem: { kind: 'pending' } };

type LoginHost = LitElement & LoginProperties;

/** Logs an element's scope in with the element's properties, and reports to the page's developer, once, what is missing. */
export class Login implements ReactiveController {
  readonly #host: LoginHost;
  readonly #scope: ScopeHost;
  #explained = '';
  #getToken: LoginProperties['getToken'];
  readonly #patience: Patience;

  constructor(host: LoginHost, scope: ScopeHost) {
    this.#host = host;
    this.#scope = scope;
    this.#patience = new Patience(host);
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    // HTML attributes are lower case: a page that writes `userID` sets `userid`.
    for (const name of (host.constructor as typeof LitElement).observedAttributes) {
      const typo = name.replaceAll('-', '');
      if (typo !== name && host.hasAttribute(typo))
        this.#complain(`has no attribute ${typo}; did you mean ${name}?`);
    }
    host.requestUpdate();
  }

  /** Call it from the host's `willUpdate`. */
  update(): void {
    let source = sessionSourceOf(this.#host);
    if (source.kind !== 'problem' || source.problem.kind !== 'incomplete') this.#patience.reset();
    else if (this.#patience.lasts) source = PENDING;
    this.#scope.setSource(source);
    this.#explain(source.kind === 'problem' ? source.problem : undefined);
    this.#askAnew(source);
  }

  /** Ends the login, for a host that is no longer a provider. */
  stop(): void {
    this.#patience.reset();
    this.#scope.setSource(undefined);
    this.#explain(undefined);
  }

  /** If there was no token, another `getToken` may return one. */
  #askAnew(source: SessionSource): void {
    const { getToken } = this.#host;
    if (getToken === this.#getToken) return;
    this.#getToken = getToken;
    const session = source.kind === 'login' ? this.#scope.session.peek() : undefined;
    const connection = session?.connection.peek();
    if (connection?.kind === 'closed' && connection.reason === 'refused') session?.reconnect();
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

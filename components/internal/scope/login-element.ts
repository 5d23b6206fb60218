import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { Platform, type OpenIMSDK, type Session } from '../../../src/index.js';
import type { ChatScope, ScopeProblem } from '../context.js';
import { mediaOriginsOf } from '../links.js';
import { localizerOf } from '../localizer.js';
import { OpenIMElement } from '../openim-element.js';
import { Patience } from '../patience.js';
import { ScopeHost } from './scope-host.js';
import { explainProblem, sessionSourceOf, type SessionSource } from './session-source.js';

const PENDING: SessionSource = { kind: 'problem', key: 'pending', problem: { kind: 'pending' } };

/**
 * An element that can log in: its properties become a scope, which applies to itself and everything inside it. What is missing
 * is reported to the page's developer, once.
 */
export abstract class LoginElement extends OpenIMElement {
  protected readonly ownScope = new ScopeHost(this);
  readonly #patience = new Patience(this);
  #isLoggingIn = false;
  /** The last report; empty if nothing is wrong. */
  #explained = '';

  /** URL of the gateway: `wss://chat.example`. */
  @property() url = '';

  /** URL of the gateway's REST API, if it is not on the host of `url`. */
  @property({ attribute: 'api-url' }) apiURL = '';

  /** ID of the user who logs in. */
  @property({ attribute: 'user-id' }) userID = '';

  /** The user's token, from your own back end. Setting a new one does not reconnect. */
  @property() token = '';

  /** The platform, 5 for a web page. */
  @property({ type: Number, attribute: 'platform-id' }) platformID: number = Platform.Web;

  /** Called for a token when there is none, and again when the current one has expired. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | undefined;

  /** An SDK that the page has already logged in; it stays logged in when the element is removed. */
  @property({ attribute: false }) sdk: OpenIMSDK | undefined;

  /** A session that the page already has; it stays open when the element is removed. */
  @property({ attribute: false }) session: Session | undefined;

  /**
   * Origins from which pictures, audio and video may be loaded, separated by spaces, in addition to that of `url`;
   * any by default. Media from other origins is shown as a link.
   */
  @property({ attribute: 'allowed-media-origins' }) allowedMediaOrigins: string | undefined = undefined;

  /** Language, such as `zh-CN`; defaults to the page's `lang`. */
  @property() locale = '';

  /** Whether the element logs in itself instead of using a surrounding provider. */
  protected get logsIn(): boolean {
    return Boolean(this.session ?? this.sdk ?? (this.url || this.userID || this.token));
  }

  protected override get scope(): ChatScope | undefined {
    return this.#isLoggingIn ? this.ownScope : super.scope;
  }

  /** The scope of the surrounding provider. */
  protected get outerScope(): ChatScope | undefined {
    return super.scope;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('allowedMediaOrigins') || changed.has('url') || changed.has('apiURL'))
      this.ownScope.mediaOrigins.value = mediaOriginsOf(this.allowedMediaOrigins, this.apiURL || this.url);
    this.ownScope.localizer.value = localizerOf(this.locale);
    this.#isLoggingIn = this.logsIn;
    const source = this.#isLoggingIn ? sessionSourceOf(this) : undefined;
    const isIncomplete = source?.kind === 'problem' && source.problem.kind === 'incomplete';
    if (!isIncomplete) this.#patience.reset();
    const present = isIncomplete && this.#patience.lasts ? PENDING : source;
    this.ownScope.setSource(present);
    this.#explain(present?.kind === 'problem' ? present.problem : undefined);
    if (changed.has('getToken') && source?.kind === 'login') this.#askAnew();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // HTML attributes are lower case: a page that writes `userID` sets `userid`.
    for (const name of (this.constructor as typeof LoginElement).observedAttributes) {
      const typo = name.replaceAll('-', '');
      if (typo !== name && this.hasAttribute(typo))
        this.#complain(`has no attribute ${typo}; did you mean ${name}?`);
    }
  }

  /** If there was no token, another `getToken` may return one. */
  #askAnew(): void {
    const session = this.ownScope.session.peek();
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
    console.warn(`[openim-chat] <${this.localName}> ${explanation}`);
  }
}

import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Platform, type OpenIMSDK, type Session } from '../../src/index.js';
import { DEFAULT_MAP_URL } from '../internal/context.js';
import { mediaOriginsOf } from '../internal/links.js';
import { localizerOf } from '../internal/localizer.js';
import { Login } from '../internal/login.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { ScopeHost } from '../internal/scope-host.js';

/**
 * One login, shared by every element inside it. It has no box of its own and may wrap a whole page. It connects when it
 * enters the page, disconnects when it leaves it, and survives being moved. Requests of the elements inside are carried
 * out here, unless the page prevents them.
 *
 * @tagname openim-provider
 * @summary The connection and cache for all elements inside it.
 * @status experimental
 * @since 0.1.0
 *
 * @slot - The elements, and anything else.
 *
 * @event {CustomEvent<{userID: string}>} openim-ready - The user's conversations are there.
 * @event {CustomEvent<{conversationID: string, message: MessageItem}>} openim-message-sent - The server has a message of the user's.
 * @event {CustomEvent<{conversationID: string, message: MessageItem, notifies: boolean}>} openim-message-received - A message came in; `notifies` in the one tab that makes a sound about it.
 * @event {CustomEvent<{total: number}>} openim-unread-change - The number of unread messages changed.
 * @event {CustomEvent<{conversationID: string | undefined}>} openim-conversation-change - Another conversation was chosen.
 * @event {CustomEvent<{state: ConnectionState}>} openim-connection-change - The connection changed.
 * @event {CustomEvent<{userID: string}>} openim-token-expired - A new token is needed.
 * @event {CustomEvent<{code: number, message: string}>} openim-error - A request could not be carried out.
 *
 * @cssproperty [--openim-color-accent=#3b6cf6] - The brand's colour, from which those of bubbles, links and badges are mixed; #7c9cff in the dark.
 * @cssproperty --openim-color-on-accent - Text on the accent; black or white, whichever can be read, when absent.
 * @cssproperty --openim-color-accent-text - The accent as text; mixed so that it can be read when absent.
 * @cssproperty [--openim-color-surface=#fff] - What everything lies on; #161922 in the dark.
 * @cssproperty [--openim-color-surface-raised=#fff] - What floats above it: menus, dialogs; #262c3b in the dark.
 * @cssproperty [--openim-color-field=#f4f5f9] - Fields to write in; #1c202b in the dark.
 * @cssproperty [--openim-color-hover=#f4f5f9] - What the pointer is on; #1d212c in the dark.
 * @cssproperty [--openim-color-line=#e6e8ee] - Lines between panes and rows; #262b38 in the dark.
 * @cssproperty [--openim-color-text=#1a1d26] - Text; #eceef4 in the dark.
 * @cssproperty [--openim-color-text-secondary=#666e80] - Times, previews, hints; #9aa2b5 in the dark.
 * @cssproperty [--openim-color-danger=#c92a48] - What failed, and what cannot be taken back; #ff7a8e in the dark.
 * @cssproperty [--openim-color-warning-surface=#fdeedd] - Behind the line that says one is offline; #3a3026 in the dark.
 * @cssproperty [--openim-font-family=system-ui, …] - Typeface.
 * @cssproperty [--openim-font-size=14px] - Size of text, of which messages and previews have their own.
 * @cssproperty [--openim-focus-ring=2px solid] - Around what has the focus by keyboard.
 * @cssproperty [--openim-duration=150ms] - How long things move.
 */
export class OpenIMProvider extends OpenIMElement {
  static override styles = css`
    :host {
      display: contents;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  /** What it holds may be a whole page, which has its own. */
  static override readonly hasDirection = false;

  readonly #scope = new ScopeHost(this);
  readonly #login = new Login(this, this.#scope);

  /** Address of the gateway: `wss://chat.example`. */
  @property() url = '';

  /** Who logs in. */
  @property({ attribute: 'user-id' }) userID = '';

  /** The user's token, from your own back end. A new one is taken over without a new connection. */
  @property() token = '';

  /** The kind of device, 5 for a web page. */
  @property({ type: Number, attribute: 'platform-id' }) platformID: number = Platform.Web;

  /** Asked for a token when there is none, and once when the present one has expired. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | undefined;

  /** An SDK the page has logged in already; it stays logged in when the provider goes. */
  @property({ attribute: false }) sdk: OpenIMSDK | undefined;

  /** A session the page has already; it stays open when the provider goes. */
  @property({ attribute: false }) session: Session | undefined;

  /** Language of all elements inside, such as `zh-CN`; the page's `lang` when absent. */
  @property() locale = '';

  /** Address of the gateway's REST interface, when it is not at the host of `url`. */
  @property({ attribute: 'api-url' }) apiURL = '';

  /** Address of a map for places, with `{latitude}` and `{longitude}` in it; it is only ever a link. */
  @property({ attribute: 'map-url' }) mapURL = DEFAULT_MAP_URL;

  /**
   * Origins that pictures, sounds and films may be loaded from, separated by spaces, beside the gateway's own at `url`;
   * any when absent. What others come from is named with a link instead.
   */
  @property({ attribute: 'allowed-media-origins' }) allowedMediaOrigins: string | undefined;

  constructor() {
    super();
    this.#scope.handDown();
  }

  /**
   * Logs the user out: the gateway is told, what is cached of the user is deleted, and nothing of them stays on screen.
   * Another token, or another user, logs in again. Resolves once all of that is done; a gateway that cannot be reached
   * delays it by three seconds at most.
   */
  async logout(): Promise<void> {
    await this.#scope.session.peek()?.logout();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('allowedMediaOrigins') || changed.has('url') || changed.has('apiURL'))
      this.#scope.mediaOrigins.value = mediaOriginsOf(this.allowedMediaOrigins, this.apiURL || this.url);
    this.#scope.localizer.value = localizerOf(this.locale);
    this.#scope.mapURL.value = this.mapURL;
    this.#login.update();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

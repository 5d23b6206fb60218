import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DEFAULT_MAP_URL } from '../internal/context.js';
import { LoginElement } from '../internal/scope/login-element.js';

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
 * @cssproperty [--openim-color-hover=#2337870d] - What the pointer is on; #a2b9ea12 in the dark.
 * @cssproperty [--openim-color-line=#e6e8ee] - Lines between panes and rows; #b6cdfe1a in the dark.
 * @cssproperty [--openim-color-text=#1a1d26] - Text; #eceef4 in the dark.
 * @cssproperty [--openim-color-text-secondary=#666e80] - Times, previews, hints; #9aa2b5 in the dark.
 * @cssproperty [--openim-color-danger=#c92a48] - What failed, and what cannot be taken back; #ff7a8e in the dark.
 * @cssproperty [--openim-color-warning-surface=#fdeedd] - Behind the line that says one is offline; #3a3026 in the dark.
 * @cssproperty [--openim-font-family=system-ui, …] - Typeface.
 * @cssproperty [--openim-font-size=14px] - Size of text, of which messages and previews have their own.
 * @cssproperty [--openim-focus-ring=2px solid] - Around what has the focus by keyboard.
 * @cssproperty [--openim-duration=150ms] - How long things move.
 */
export class OpenIMProvider extends LoginElement {
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

  /** Address of a map for places, with `{latitude}` and `{longitude}` in it; it is only ever a link. */
  @property({ attribute: 'map-url' }) mapURL = DEFAULT_MAP_URL;

  constructor() {
    super();
    this.ownScope.handDown();
  }

  /**
   * Logs the user out: the gateway is told, what is cached of the user is deleted, and nothing of them stays on screen.
   * Another token, or another user, logs in again. Resolves once all of that is done; a gateway that cannot be reached
   * delays it by three seconds at most.
   */
  async logout(): Promise<void> {
    await this.ownScope.session.peek()?.logout();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.ownScope.mapURL.value = this.mapURL;
    super.willUpdate(changed);
  }

  protected override get logsIn(): boolean {
    return true;
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

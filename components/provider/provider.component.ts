import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DEFAULT_MAP_URL } from '../internal/context.js';
import { LoginElement } from '../internal/scope/login-element.js';

/**
 * One login, shared by every element inside it. It has no box of its own and may wrap a whole page. It connects
 * when it is added to the page, disconnects when it is removed, and survives being moved. It carries out the
 * requests of the elements inside, unless the page prevents them.
 *
 * @tagname openim-provider
 * @summary The connection and cache for all elements inside it.
 * @status experimental
 * @since 0.1.0
 *
 * @slot - The elements and any other content.
 *
 * @event {CustomEvent<{userID: string}>} openim-ready - The user's conversations are loaded.
 * @event {CustomEvent<{conversationID: string, message: MessageItem}>} openim-message-sent - The server has received a message from the user.
 * @event {CustomEvent<{conversationID: string, message: MessageItem, notifies: boolean}>} openim-message-received - A message was received; `notifies` is true in the one tab that plays a sound for it; false if the conversation is muted.
 * @event {CustomEvent<{total: number}>} openim-unread-change - The number of unread messages changed.
 * @event {CustomEvent<{conversationID: string | undefined}>} openim-conversation-change - Another conversation was selected.
 * @event {CustomEvent<{state: ConnectionState}>} openim-connection-change - The connection changed.
 * @event {CustomEvent<{userID: string}>} openim-token-expired - A new token is needed.
 * @event {CustomEvent<{code: number, message: string}>} openim-error - A request failed.
 *
 * @cssproperty [--openim-color-accent=#3b6cf6] - Brand colour, from which bubbles, links and badges are derived; #7c9cff in dark mode.
 * @cssproperty --openim-color-on-accent - Text on the accent; by default black or white, whichever is readable.
 * @cssproperty --openim-color-accent-text - Text in the accent colour; by default derived from it so that it is readable.
 * @cssproperty [--openim-color-surface=#fff] - Background; #161922 in dark mode.
 * @cssproperty [--openim-color-surface-raised=#fff] - Background of menus and dialogs; #262c3b in dark mode.
 * @cssproperty [--openim-color-field=#f4f5f9] - Background of input fields; #1c202b in dark mode.
 * @cssproperty [--openim-color-hover=#2337870d] - Background of a row under the pointer; #a2b9ea12 in dark mode.
 * @cssproperty [--openim-color-line=#e6e8ee] - Dividers between panes and rows; #b6cdfe1a in dark mode.
 * @cssproperty [--openim-color-text=#1a1d26] - Text; #eceef4 in dark mode.
 * @cssproperty [--openim-color-text-secondary=#666e80] - Times, previews, hints; #9aa2b5 in dark mode.
 * @cssproperty [--openim-color-danger=#c92a48] - Failures and destructive actions; #ff7a8e in dark mode.
 * @cssproperty [--openim-color-warning-surface=#fdeedd] - Background of the offline warning; #3a3026 in dark mode.
 * @cssproperty [--openim-font-family=system-ui, …] - Typeface.
 * @cssproperty [--openim-font-size=0.875em] - Size of ordinary text, to which other text is in proportion. 1em is the size set in the browser.
 * @cssproperty [--openim-focus-ring=2px solid] - Outline of the element with keyboard focus.
 * @cssproperty [--openim-duration=150ms] - Duration of transitions.
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

  /** The provider may contain a whole page, which has a direction of its own. */
  static override readonly hasDirection = false;

  /** URL of a map for locations, with `{latitude}` and `{longitude}` in it; it is only used as a link. */
  @property({ attribute: 'map-url' }) mapURL = DEFAULT_MAP_URL;

  constructor() {
    super();
    this.ownScope.handDown();
  }

  /**
   * Logs the user out: tells the gateway, deletes the user's cache and removes everything of them from the screen.
   * A new token, or another user, logs in again. Resolves once all of that is done; an unreachable gateway delays
   * it by three seconds at most.
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

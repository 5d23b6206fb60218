import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ConnectionState } from '../../src/index.js';
import { closedNotice } from '../internal/closed-notice.js';
import type { Notice } from '../internal/notice.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import type { Catalog } from '../locales/index.js';
import { connectionStatusStyles } from './connection-status.styles.js';

/**
 * @tagname openim-connection-status
 * @summary The state of the connection; while waiting, for how long; while disconnected, a button to connect now.
 * @status experimental
 * @since 0.1.0
 *
 * @event {CustomEvent<undefined>} openim-reconnect-request - Before a new attempt to connect. Cancelable.
 *
 * @csspart base - The line.
 * @csspart dot - The coloured dot; `dot--online`, `dot--connecting`, `dot--offline`.
 * @csspart label - The text.
 * @csspart button - The button that connects now.
 *
 * @cssproperty [--openim-color-online] - Colour of the dot when online.
 */
export class OpenIMConnectionStatus extends OpenIMElement {
  static override styles = [sharedStyles, connectionStatusStyles];
  static override readonly needsProvider = true;

  #countdown: ReturnType<typeof setInterval> | undefined;

  /** The current time for the countdown, updated every second while the connection waits. */
  @state() private nowMs = 0;

  /** Hides the element while there is no problem. */
  @property({ type: Boolean, attribute: 'only-problems' }) onlyProblems = false;

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.#stopCountdown() });
  }

  protected override willUpdate(): void {
    if (this.activeSession?.connection.value.kind === 'waiting') this.#startCountdown();
    else this.#stopCountdown();
  }

  #startCountdown(): void {
    if (!this.#countdown) this.nowMs = Date.now();
    this.#countdown ??= setInterval(() => {
      this.nowMs = Date.now();
    }, 1000);
  }

  #stopCountdown(): void {
    clearInterval(this.#countdown);
    this.#countdown = undefined;
  }

  readonly #handleTry = (): void => {
    this.request('openim-reconnect-request', undefined);
  };

  protected override render(): TemplateResult | typeof nothing {
    const connection = this.activeSession?.connection.value ?? { kind: 'idle' };
    if (this.onlyProblems && connection.kind === 'online') return nothing;
    const { dot, words, action } = lookOf(connection, this.localizer.text, this.nowMs, this.#handleTry);
    return html`<span part="base" class="base">
      <span part="dot dot--${dot}" class="dot dot--${dot}" aria-hidden="true"></span>
      <span part="label" class="label">${words}</span>
      ${
        action
          ? html`<button part="button" class="text-button" type="button" @click=${action.run}>
              ${action.label}
            </button>`
          : nothing
      }
    </span>`;
  }
}

type Look = {
  readonly dot: 'online' | 'connecting' | 'offline';
  readonly words: string;
  /** The button; undefined if there is nothing the user can do. */
  readonly action?: Notice['action'];
};

/** Returns how a connection is shown; `nowMs` is the time from which the countdown is computed. */
function lookOf(connection: ConnectionState, text: Catalog, nowMs: number, reconnect: () => void): Look {
  switch (connection.kind) {
    case 'idle':
    case 'closed': {
      const closed = closedNotice(connection, text, reconnect);
      return { dot: 'offline', words: closed?.title ?? text.connectionOffline, action: closed?.action };
    }
    case 'connecting':
      return { dot: 'connecting', words: text.connectionConnecting };
    case 'online':
      return { dot: 'online', words: text.connectionOnline };
    case 'waiting': {
      const seconds = Math.ceil((connection.retryAtMs - nowMs) / 1000);
      const isCounted = seconds > 0 && Number.isFinite(seconds);
      const words = isCounted ? text.connectionWaiting(seconds) : text.connectionOffline;
      return { dot: 'offline', words, action: { label: text.tryNow, run: reconnect } };
    }
  }
}

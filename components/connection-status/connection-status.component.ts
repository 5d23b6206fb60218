import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ConnectionState } from '../../src/index.js';
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

  private readonly handleTry = (): void => {
    this.request('openim-reconnect-request', undefined);
  };

  protected override render(): TemplateResult | typeof nothing {
    const { text } = this.localizer;
    const connection = this.activeSession?.connection.value ?? { kind: 'idle' };
    if (this.onlyProblems && connection.kind === 'online') return nothing;
    const look = lookOf(connection);
    const action = actionOf(connection, text);
    return html`<span part="base" class="base">
      <span part="dot dot--${look}" class="dot dot--${look}" aria-hidden="true"></span>
      <span part="label" class="label">${connectionWords(connection, text, this.nowMs)}</span>
      ${
        action
          ? html`<button part="button" class="text-button" type="button" @click=${this.handleTry}>
              ${action}
            </button>`
          : nothing
      }
    </span>`;
  }
}

function lookOf(connection: ConnectionState): 'online' | 'connecting' | 'offline' {
  if (connection.kind === 'online') return 'online';
  return connection.kind === 'connecting' ? 'connecting' : 'offline';
}

/** Returns the label of the button; undefined if there is nothing the user can do. */
function actionOf(connection: ConnectionState, text: Catalog): string | undefined {
  if (connection.kind === 'waiting') return text.tryNow;
  if (connection.kind !== 'closed') return undefined;
  return {
    kicked: text.useHere,
    expired: text.signInAgain,
    refused: text.tryAgain,
    'logged-out': undefined,
  }[connection.reason];
}

/** Describes the connection in words; `nowMs` is the time from which the countdown is computed. */
function connectionWords(connection: ConnectionState, text: Catalog, nowMs: number): string {
  switch (connection.kind) {
    case 'idle':
      return text.connectionOffline;
    case 'connecting':
      return text.connectionConnecting;
    case 'online':
      return text.connectionOnline;
    case 'waiting': {
      const seconds = Math.ceil((connection.retryAtMs - nowMs) / 1000);
      return seconds > 0 && Number.isFinite(seconds) ? text.connectionWaiting(seconds) : text.connectionOffline;
    }
    case 'closed':
      return {
        kicked: text.connectionKicked,
        expired: text.connectionExpired,
        refused: text.connectionRefused,
        'logged-out': text.loggedOut,
      }[connection.reason];
  }
}

import { ErrorCode, OpenIMError } from '../protocol/index.js';
import { lacksToken, type ConnectionState, type Sync } from '../sync/types.js';
import { backoffDelayMs } from '../util/backoff.js';
import type { Clock } from '../util/clock.js';
import { Deferred } from '../util/deferred.js';
import type { Logger } from '../util/logger.js';
import type { WakeSignals } from '../util/wake-signals.js';

/** How long `getToken` may take before it counts as failed. */
export const TOKEN_TIMEOUT_MS = 30_000;

type Renewable = Extract<ConnectionState, { kind: 'closed' | 'connecting' }>;

export type TokenRenewalHost = {
  readonly getToken: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wakeSignals: WakeSignals;
  /** Shows the state of the connection: `connecting` while the page is asked for a token. */
  readonly show: (state: ConnectionState) => void;
};

type Progress =
  /** No token has been requested since the connection was last online. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'asking' | 'waiting'; readonly stop: () => void }
  /** The page has answered: it has no token, or one that is being tried or that the gateway has refused as well. */
  | { readonly kind: 'done' };

/**
 * Asks the page for a token if there is none or the gateway refuses the present one. It asks once, until the connection
 * has been online again or {@link askNow} is called. If `getToken` fails without saying that there is no token, it is
 * called again with the same backoff as a connection. Tabs that share a connection take turns, and the first token that
 * any of them gets is used for all.
 */
export class TokenRenewal {
  readonly #host: TokenRenewalHost;
  #progress: Progress = { kind: 'ready' };

  constructor(host: TokenRenewalHost) {
    this.#host = host;
  }

  handleState(sync: Sync, state: ConnectionState): void {
    if (!this.#host.getToken || !isRenewable(state)) {
      const { kind } = this.#progress;
      if (state.kind === 'online') this.#enter({ kind: 'ready' });
      // A new token is being tried, from this tab or another.
      else if (kind !== 'ready') this.#enter({ kind: 'done' });
      this.#host.show(state);
    } else if (this.#progress.kind === 'ready') void this.#ask(sync, state, 1);
    else if (this.#progress.kind === 'done') this.#host.show(withoutToken(state));
  }

  /** Asks the page again, whatever it answered before. @returns false if the connection does not need a token */
  askNow(sync: Sync): boolean {
    const { state } = sync.engine;
    if (!this.#host.getToken || !isRenewable(state)) return false;
    if (this.#progress.kind !== 'asking') void this.#ask(sync, state, 1);
    return true;
  }

  close(): void {
    this.#enter({ kind: 'done' });
  }

  #enter(progress: Progress): void {
    if ('stop' in this.#progress) this.#progress.stop();
    this.#progress = progress;
  }

  async #ask(sync: Sync, lacking: Renewable, attempt: number): Promise<void> {
    const { clock, logger, wakeSignals, show } = this.#host;
    const givenUp = new Deferred<never>();
    const giveUp = (): void => {
      clock.clearTimeout(timer);
      givenUp.reject(new OpenIMError(ErrorCode.Timeout, 'getToken was not answered'));
    };
    const timer = clock.setTimeout(giveUp, TOKEN_TIMEOUT_MS);
    const asking: Progress = { kind: 'asking', stop: giveUp };
    this.#enter(asking);
    show({ kind: 'connecting', attempt });
    try {
      const renewed = sync.exclusively('token', () => Promise.race([this.#renew(sync, asking), givenUp.promise]));
      // Raced here too, because this tab may still be waiting for its turn behind a tab whose page does not answer.
      await Promise.race([renewed, givenUp.promise]);
    } catch (error) {
      if (this.#progress !== asking) return;
      const isPassing = wakeSignals.offline || !isFinal(error);
      if (attempt === 1 || !isPassing) logger.warn('got no token from getToken()', error);
      if (isPassing) {
        this.#wait(sync, lacking, attempt + 1);
      } else {
        this.#enter({ kind: 'done' });
        show(withoutToken(lacking));
      }
    }
  }

  /**
   * Gets a token and connects with it. Uses a token even after the timeout, if the connection still needs one, because
   * the page may have asked its user.
   */
  async #renew(sync: Sync, asking: Progress): Promise<void> {
    const { getToken } = this.#host;
    if (!getToken || this.#progress !== asking) return;
    const token = await getToken();
    if (!token) throw new OpenIMError(ErrorCode.TokenUnknown, 'getToken() returned no token');
    if (isRenewable(sync.engine.state)) sync.engine.reconnect(token);
  }

  #wait(sync: Sync, lacking: Renewable, attempt: number): void {
    const { clock, wakeSignals, show } = this.#host;
    const again = (): void => void this.#ask(sync, lacking, attempt);
    const delayMs = backoffDelayMs(attempt);
    const timer = clock.setTimeout(again, delayMs);
    const unsubscribe = wakeSignals.subscribe(again);
    const stop = (): void => {
      clock.clearTimeout(timer);
      unsubscribe();
    };
    this.#enter({ kind: 'waiting', stop });
    const reason = wakeSignals.offline ? 'offline' : 'unreachable';
    show({ kind: 'waiting', attempt, retryAtMs: clock.now() + delayMs, reason });
  }
}

function isRenewable(state: ConnectionState): state is Renewable {
  const isRejected = state.kind === 'closed' && (state.reason === 'expired' || state.reason === 'refused');
  return isRejected || lacksToken(state);
}

/** Returns the state to show if the page has no token or none that the gateway accepts. */
function withoutToken(state: Renewable): ConnectionState {
  if (state.kind === 'closed') return state;
  return { kind: 'closed', reason: 'refused', errCode: ErrorCode.TokenUnknown, errMsg: 'there is no token' };
}

/**
 * Whether a rejection of `getToken` means that there is no token. Only an OpenIMError can mean that; any other error may
 * come from a failing network.
 */
function isFinal(error: unknown): boolean {
  return error instanceof OpenIMError && !error.retryable;
}

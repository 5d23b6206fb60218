import { ErrorCode, OpenIMError } from '../protocol/index.js';
import { lacksToken, type ConnectionState, type Sync } from '../sync/types.js';
import { backoffDelayMs } from '../util/backoff.js';
import type { Clock } from '../util/clock.js';
import { Deferred } from '../util/deferred.js';
import type { Logger } from '../util/logger.js';
import type { WakeSignals } from '../util/wake-signals.js';

/** How long the page may take to get a token before it counts as not reached. */
export const TOKEN_TIMEOUT_MS = 30_000;

type Renewable = Extract<ConnectionState, { kind: 'closed' | 'connecting' }>;

export type TokenRenewalHost = {
  readonly getToken: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wakeSignals: WakeSignals;
  /** Shows how the connection is; one for which the page is asked for a token is on its way. */
  readonly show: (state: ConnectionState) => void;
};

type Progress =
  /** No token was asked for, or it was online since. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'asking' | 'waiting'; readonly stop: () => void }
  /** The page has answered: there is none, or the gateway does not take that one either. */
  | { readonly kind: 'done' };

/**
 * Asks the page for a token when there is none, or the gateway does not take the present one: once, until it was online again or
 * somebody wants another try. A page that fails without saying that there is none is asked again, as a connection is made
 * again. Tabs that share a connection ask one after another, and the first that has a token has it for all.
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
      // A new token is being tried, whosever it is.
      else if (kind !== 'ready') this.#enter({ kind: 'done' });
      this.#host.show(state);
    } else if (this.#progress.kind === 'ready') void this.#ask(sync, state, 1);
    else if (this.#progress.kind === 'done') this.#host.show(withoutToken(state));
  }

  /** Asks now, whatever was answered before. @returns false when it is not a token that is missing */
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
      // It may as well be another tab that is not answered.
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

  /** Also takes a token that comes too late, if nobody else had one: the page may have asked its user. */
  async #renew(sync: Sync, asking: Progress): Promise<void> {
    const { getToken } = this.#host;
    if (!getToken || this.#progress !== asking) return;
    const token = await getToken();
    if (!token) throw new OpenIMError(ErrorCode.TokenUnknown, 'getToken gave none');
    if (isRenewable(sync.engine.state)) sync.engine.reconnect(token);
  }

  #wait(sync: Sync, lacking: Renewable, attempt: number): void {
    const { clock, wakeSignals, show } = this.#host;
    const again = (): void => void this.#ask(sync, lacking, attempt);
    const delayMs = backoffDelayMs(attempt, Math.random());
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

/** How it is where the page has none, or none that is taken. */
function withoutToken(state: Renewable): ConnectionState {
  if (state.kind === 'closed') return state;
  return { kind: 'closed', reason: 'refused', errCode: ErrorCode.TokenUnknown, errMsg: 'there is no token' };
}

/**
 * Whether what `getToken` rejected with says that there is no token. Only an OpenIMError can say so; anything else may be
 * a network that fails, whatever made it.
 */
function isFinal(error: unknown): boolean {
  return error instanceof OpenIMError && !error.retryable;
}

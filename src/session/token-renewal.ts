import type { ConnectionState, Sync } from '../sync/types.js';
import type { Logger } from '../util/logger.js';

/**
 * Asks the page for a new token when the gateway does not take the present one: once, until it was online again. Tabs
 * that share a connection ask one after another, and the first that has one has it for all.
 */
export class TokenRenewal {
  readonly #getToken: (() => Promise<string>) | undefined;
  readonly #logger: Logger;
  #wasAsked = false;

  constructor(getToken: (() => Promise<string>) | undefined, logger: Logger) {
    this.#getToken = getToken;
    this.#logger = logger;
  }

  /**
   * @param giveUp there is none; the state stays what it was
   * @returns whether a new token has been asked for, so that it is not over yet
   */
  handleState(sync: Sync, state: ConnectionState, giveUp: () => void): boolean {
    if (state.kind === 'online') this.#wasAsked = false;
    if (!this.#getToken || !isRenewable(state) || this.#wasAsked) return false;
    this.#wasAsked = true;
    this.#renew(sync, this.#getToken).catch((error: unknown) => {
      this.#logger.warn('there is no new token', error);
      giveUp();
    });
    return true;
  }

  #renew(sync: Sync, getToken: () => Promise<string>): Promise<void> {
    return sync.exclusively('token', async () => {
      if (isRenewable(sync.engine.state)) sync.engine.reconnect(await getToken());
    });
  }
}

function isRenewable(state: ConnectionState): boolean {
  return state.kind === 'closed' && (state.reason === 'expired' || state.reason === 'refused');
}

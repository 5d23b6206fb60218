import type { ConnectionState } from '../sync/types.js';
import type { Logger } from '../util/logger.js';

/** Asks the page for a new token when the gateway does not take the present one: once, until it was online again. */
export class TokenRenewal {
  readonly #getToken: (() => Promise<string>) | undefined;
  readonly #logger: Logger;
  #wasAsked = false;

  constructor(getToken: (() => Promise<string>) | undefined, logger: Logger) {
    this.#getToken = getToken;
    this.#logger = logger;
  }

  /**
   * @param reconnect takes the new token
   * @param giveUp there is none; the state stays what it was
   * @returns whether a new token has been asked for, so that it is not over yet
   */
  handleState(state: ConnectionState, reconnect: (token: string) => void, giveUp: () => void): boolean {
    if (state.kind === 'online') this.#wasAsked = false;
    if (state.kind !== 'closed' || state.reason === 'kicked' || !this.#getToken || this.#wasAsked) return false;
    this.#wasAsked = true;
    this.#ask(this.#getToken).then(reconnect, (error: unknown) => {
      this.#logger.warn('there is no new token', error);
      giveUp();
    });
    return true;
  }

  /** As a promise in any case, whatever the page's function does. */
  async #ask(getToken: () => Promise<string>): Promise<string> {
    return getToken();
  }
}

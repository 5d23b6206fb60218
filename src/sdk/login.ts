import type { Engine } from '../connection/engine.js';
import { GatewayConnection } from '../connection/gateway-connection.js';
import type { CreateSocket } from '../connection/socket.js';
import { ErrorCode, OpenIMError, type InitConfig } from '../protocol/index.js';
import { openSync, type OpenSync } from '../sync/sync-client.js';
import type { Sync } from '../sync/types.js';
import { systemClock } from '../util/clock.js';
import type { Clock } from '../util/clock.js';
import { consoleLogger } from '../util/logger.js';
import type { Logger } from '../util/logger.js';
import { settledWithin } from '../util/settled-within.js';
import type { WakeSignals } from '../util/wake-signals.js';

/** How long logout waits for the gateway's reply before it continues without it. */
export const LOGOUT_TIMEOUT_MS = 1000;

export type OpenIMSDKOptions = {
  /** Default: the host's timers. */
  readonly clock?: Clock;
  /** Default: the host's console. */
  readonly logger?: Logger;
  /**
   * Default: the host's `WebSocket`. Node 20 has none: pass `(...args) => new WebSocket(...args)` with the one from
   * `ws`.
   */
  readonly createSocket?: CreateSocket;
  /** Default: the page's events. */
  readonly wakeSignals?: WakeSignals;
  /** `auto` caches in IndexedDB if it is available; `memory` only caches until the page is left. Default: auto. */
  readonly storage?: 'auto' | 'memory';
  /**
   * Opens the cache. By default each page has its own connection, as in the original client. With `openSharedSync`, all
   * tabs of the user share one connection: each still receives every event and can call every method, except that
   * messages sent in another tab arrive as a change of the cache instead of OnRecvNewMessage.
   */
  readonly openSync?: OpenSync;
  /** Creates the connection to the server. Default: a connection to a JSSDK gateway. Called once per login. */
  readonly createEngine?: () => Engine;
};

/** A login: its configuration, connection and cache. */
export type Link = {
  readonly config: InitConfig;
  readonly engine: Engine;
  readonly sync: Sync;
};

/** The present login of a client. There is at most one; opening another ends it. */
export class Login {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #storage: 'auto' | 'memory';
  readonly #createEngine: () => Engine;
  readonly #openSync: OpenSync;
  readonly #onLink: (link: Link) => void;
  #link: Link | undefined;
  /** Counts logins, logouts and closes. `open` fails if this number has changed while it was waiting for the cache. */
  #changes = 0;
  /** Resolves when the cache of the last logout is deleted. `open` waits for it, so it never opens a half-deleted cache. */
  #wiped: Promise<unknown> = Promise.resolve();

  /** @param onLink called with each login before it starts connecting */
  constructor(options: OpenIMSDKOptions, onLink: (link: Link) => void = () => undefined) {
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? consoleLogger;
    this.#storage = options.storage ?? 'auto';
    this.#openSync = options.openSync ?? openSync;
    this.#createEngine = options.createEngine ?? (() => new GatewayConnection(options));
    this.#onLink = onLink;
  }

  get link(): Link | undefined {
    return this.#link;
  }

  /**
   * Opens the user's cache and starts connecting. Unlike login, it does not wait for the gateway, so that you can show
   * the cache and write messages while the gateway is unreachable. Replaces the previous login.
   *
   * @throws {OpenIMError} 111 another login, logout or close intervened; 803 url or userID is missing
   */
  async open(given: InitConfig): Promise<Sync> {
    // A copy: pages may change the object for their next login.
    const config = { ...given };
    const { url, userID, apiUrl = '', platformID, isBatch = false } = config;
    if (!url || !userID) throw new OpenIMError(ErrorCode.BadArguments, 'url and userID are needed');
    this.close();
    const change = this.#changes;
    const isWanted = (): boolean => change === this.#changes;
    const engine = this.#createEngine();
    await this.#wiped;
    const sync = await this.#openSync({
      engine,
      url,
      userID,
      clock: this.#clock,
      logger: this.#logger,
      storage: this.#storage,
      isWanted,
      variant: [apiUrl, platformID, isBatch],
    });
    if (!isWanted()) {
      sync.close();
      throw intervened();
    }
    const link: Link = { config, engine: sync.engine, sync };
    this.#link = link;
    this.#onLink(link);
    link.engine.open(config);
    return sync;
  }

  /** Closes the connection and keeps the cache, as when the user leaves the page. Does nothing without a login. */
  close(): void {
    const link = this.#unlink();
    link?.sync.close();
    link?.engine.close();
  }

  /**
   * Ends the session with the gateway and deletes the user's cache.
   *
   * @throws {OpenIMError} 112 not logged in
   */
  async logout(operationID?: string): Promise<void> {
    const link = this.#unlink();
    if (!link) throw notLoggedIn();
    const { engine, sync } = link;
    // Assigned before anything is awaited, so that a login made in the meantime waits until the cache is deleted.
    const wiped = this.#sayGoodbye(engine, operationID).then(() => sync.destroy());
    this.#wiped = wiped.catch(() => undefined);
    await wiped;
  }

  /** Logs out at the gateway if it is connected, and closes the connection, which ends the session in any case. */
  async #sayGoodbye(engine: Engine, operationID: string | undefined): Promise<void> {
    if (engine.state.kind === 'online') {
      await settledWithin(engine.call('logout', [], operationID), LOGOUT_TIMEOUT_MS, this.#clock);
    }
    engine.close();
  }

  /** Removes the present login, and makes an `open` that is still in progress fail with 111. */
  #unlink(): Link | undefined {
    this.#changes++;
    const link = this.#link;
    this.#link = undefined;
    return link;
  }
}

/** Makes the error (112) for a call without a login. */
export function notLoggedIn(): OpenIMError {
  return new OpenIMError(ErrorCode.NoSocket, 'not logged in');
}

/** Makes the error (111) for an attempt to log in that another login, logout or close has ended. */
export function intervened(): OpenIMError {
  return new OpenIMError(ErrorCode.SocketClosed, 'closed meanwhile');
}

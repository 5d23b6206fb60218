import type { AddressInfo } from 'node:net';
import { CloseCode } from '../src/protocol/index.js';
import { TokenService } from './auth/token-service.js';
import { Connections } from './connections.js';
import { prepareDataDir } from './db/data-dir.js';
import { DataLock } from './db/data-lock.js';
import { LockedError, openDatabase, type Database } from './db/database.js';
import { Store } from './db/store.js';
import { UnitOfWork } from './db/unit-of-work.js';
import { Dispatcher } from './dispatcher.js';
import { FileVault } from './files/file-vault.js';
import { removeUnsentFiles } from './files/unsent-files.js';
import { createApp } from './http/app.js';
import { clientAddress, limitConnections, proxyRule, type ProxyRule } from './http/client-address.js';
import type { HandshakeDependencies } from './http/handshake.js';
import { originRule } from './http/origins.js';
import { acceptSockets } from './http/upgrades.js';
import { HourlySweep } from './hourly-sweep.js';
import { Hub } from './hub.js';
import { createLogger, pathOf } from './logger.js';
import { Login } from './login.js';
import { Metrics } from './metrics.js';
import { settingsOf, type GatewayOptions, type Settings } from './options.js';
import { Portions } from './portions.js';
import { Session } from './session.js';
import { KeyedRateLimiter } from './keyed-rate-limiter.js';
import { SupportDesk } from './support/support-desk.js';

export { systemClock, type Clock } from './clock.js';
export type { GatewayOptions, LogLevel, RateLimit } from './options.js';

export type Gateway = {
  /** The URL it listens on, such as `http://127.0.0.1:30000`, also for the WebSocket. */
  readonly url: string;
  /**
   * Stops accepting connections, commits and answers the requests already received, closes the sockets with 1001, and
   * closes the database. Resolves when that is done.
   */
  close(): Promise<void>;
};

/** How many connections of any kind an address may have for each WebSocket that it may have. */
const CONNECTIONS_PER_WEB_SOCKET = 2;

/** How long sockets may take to close before they are terminated. */
const CLOSE_GRACE_MS = 2000;

/**
 * Starts a gateway: one process, one port, one SQLite file. Resolves when it listens.
 *
 * @throws {Error} if the options are invalid, the port is taken, the directory is not writable or in use by another
 *   gateway, or its database is newer than this program
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const settings = settingsOf(options);
  const isTrustedProxy = proxyRule(settings.trustedProxies);
  prepareDataDir(settings.dataDir);
  const lock = DataLock.take(settings.dataDir);
  try {
    const database = openDatabase(settings.dataDir);
    try {
      return await serve(settings, isTrustedProxy, database, lock);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function serve(
  settings: Settings,
  isTrustedProxy: ProxyRule,
  database: Database,
  lock: DataLock,
): Promise<Gateway> {
  const { clock } = settings;
  const logger = createLogger(settings.logLevel);
  const store = new Store(database);
  const files = new FileVault(settings.dataDir, store.files.allIDs());
  const hub = new Hub<Session>();
  const metrics = new Metrics({
    connections: () => connections.size,
    usersOnline: () => hub.userCount,
    queuedBytes: () => connections.queuedBytes,
  });
  const unitOfWork = new UnitOfWork(database, (report) => {
    metrics.commit(report);
  });
  const tokens = new TokenService({
    secret: settings.secret,
    lifetimeDays: settings.tokenLifetimeDays,
    clock,
    store,
  });
  database.onLocked = (isLocked) => {
    if (isLocked) logger.error('another program has locked the database; until it ends, requests that write fail');
    else logger.info('the database is no longer locked');
  };
  const onError = (error: unknown, method: string): void => {
    // There may be thousands, and the log says why already.
    if (!(error instanceof LockedError)) logger.error({ err: error, method }, 'request failed');
  };
  const portions = new Portions(clock, unitOfWork, onError);
  const login = new Login({ unitOfWork, store, hub, tokens, settings, onError });
  const isAdmittedOrigin = originRule(settings.origins);
  const addressOf = clientAddress(isTrustedProxy);
  const agentIDs = settings.supportAgents;
  const desk = new SupportDesk({ agentIDs, clock, store, tokens, unitOfWork, hub, login });
  const app = await createApp({
    secret: settings.secret,
    settings,
    clock,
    store,
    files,
    tokens,
    unitOfWork,
    hub,
    login,
    metrics,
    isAdmittedOrigin,
    addressOf,
    desk,
    sessionsPerMinute: settings.supportSessionsPerMinute,
    logger,
  });
  const connections = new Connections(clock, login, settings.connectionLimits);
  const dispatcher = new Dispatcher({
    unitOfWork,
    login,
    services: { store, files, hub, settings, portions },
    onRequest: (method, errCode, durationMs) => {
      metrics.request(method, errCode, durationMs);
    },
    onError,
  });
  const { unsentFileDays } = settings;
  const sweepSteps = [
    ...(unsentFileDays > 0 ? [removeUnsentFiles({ clock, store, unitOfWork, files, unsentFileDays })] : []),
    (afterID: string) => desk.forgetSilentGuests(afterID),
    async () => ((await unitOfWork.transact(() => tokens.deleteExpired())) ? '' : undefined),
  ];
  const sweeps = sweepSteps.map(
    (step) =>
      new HourlySweep(clock, step, (error) => {
        logger.error({ err: error }, 'a sweep failed');
      }),
  );
  const stopSweeps = (): void => {
    for (const sweep of sweeps) sweep.stop();
  };
  let isStopping = false;
  const handshakes = new KeyedRateLimiter(settings.handshakeRateLimit);
  const admission: HandshakeDependencies = {
    isAdmittedOrigin,
    tokens,
    addressOf,
    mayTry: (address) => handshakes.take(address, clock.monotonicMs()),
    hasRoom: (userID, platformID) => connections.admits(userID, platformID),
    hasRoomFrom: (address, isVerified) => connections.admitsFrom(address, isVerified),
  };

  limitConnections(app.server, isTrustedProxy, CONNECTIONS_PER_WEB_SOCKET * settings.connectionLimits.perAddress);
  acceptSockets(app.server, {
    admission,
    isStopping: () => isStopping,
    onSocket: (socket, stream, identity) => {
      const session = new Session(
        socket,
        stream,
        identity,
        settings,
        (from, text) => dispatcher.handle(from, text),
        (closed, code) => {
          connections.remove(closed);
          login.forget(closed);
          metrics.close(code);
          logger.debug({ userID: closed.userID, code }, 'connection closed');
        },
      );
      connections.add(session);
      logger.debug({ userID: identity.userID, platformID: identity.platformID }, 'connection opened');
    },
    onRefused: (status, { url }) => {
      metrics.refusedHandshake(status);
      logger.info({ status, path: pathOf(url) }, 'handshake refused');
    },
    onError: (error) => {
      logger.error({ err: error }, 'handshake failed');
    },
  });

  const stop = async (): Promise<void> => {
    isStopping = true;
    stopSweeps();
    // Stops listening at once; the promise resolves when the last socket is closed.
    const closed = app.close();
    unitOfWork.flush();
    await connections.closeAll(CloseCode.GoingAway, 'the gateway stops', CLOSE_GRACE_MS);
    await closed;
    await files.settled();
    unitOfWork.stop();
    // The last flush may have left work.
    portions.stop();
    database.close();
    lock.release();
    logger.info('stopped');
  };

  try {
    await desk.takeUpWork();
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    stopSweeps();
    await connections.closeAll(CloseCode.GoingAway, '', 0);
    await app.close();
    throw error;
  }
  const url = urlOf(settings, (app.server.address() as AddressInfo).port);
  logger.info({ url, dataDir: settings.dataDir }, 'listening');
  let stopped: Promise<void> | undefined;
  return { url, close: () => (stopped ??= stop()) };
}

function urlOf({ host, tls }: Pick<Settings, 'host' | 'tls'>, port: number): string {
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

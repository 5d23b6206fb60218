import type { ConnectionState, Credentials, Engine, UploadOptions } from '../connection/engine.js';
import { GatewayConnection } from '../connection/gateway-connection.js';
import type { CreateSocket } from '../connection/socket.js';
import {
  carriesFile,
  ErrorCode,
  messageBuilders,
  methodTable,
  OpenIMError,
  parseMessage,
  toJson,
} from '../protocol/index.js';
import type {
  CreateMethodName,
  InitConfig,
  MessageContext,
  MessageItem,
  MethodApi,
  MethodArgs,
  MethodName,
  MethodResponse,
  SendMsgParams,
  UploadedFile,
  WsResponse,
} from '../protocol/index.js';
import { openSync, type OpenSync } from '../sync/sync-client.js';
import type { Sync } from '../sync/types.js';
import { systemClock } from '../util/clock.js';
import type { Clock } from '../util/clock.js';
import { randomID } from '../util/ids.js';
import { consoleLogger } from '../util/logger.js';
import type { Logger } from '../util/logger.js';
import { hostWakeSignals } from '../util/wake-signals.js';
import type { WakeSignals } from '../util/wake-signals.js';
import { connectionEvent } from './connection-events.js';
import { EventEmitter } from './event-emitter.js';
import { firstOutcome } from './first-outcome.js';

/** How long logout waits for the gateway's goodbye before it goes on without. */
export const LOGOUT_TIMEOUT_MS = 1000;

export type OpenIMSDKOptions = {
  /** Default: the host's timers. */
  readonly clock?: Clock;
  /** Default: the host's console. */
  readonly logger?: Logger;
  /** Default: the host's `WebSocket`. Node 20 has none: pass `(...args) => new WebSocket(...args)` with that of `ws`. */
  readonly createSocket?: CreateSocket;
  /** Default: the page's events. */
  readonly wakeSignals?: WakeSignals;
  /** `auto` caches in IndexedDB where there is one that works; `memory` keeps nothing beyond the page. Default: auto. */
  readonly storage?: 'auto' | 'memory';
  /**
   * Opens the cache. Default: for this page alone, with a connection of its own, as the original client has.
   * `openSharedSync` lets all tabs of the user share one connection: each still hears every event and calls every method,
   * but for OnRecvNewMessage of what the user sends in another tab, which comes as a change of the cache.
   */
  readonly openSync?: OpenSync;
  /** Makes what talks to the server. Default: a connection to a JSSDK gateway. Called once for each login. */
  readonly createEngine?: () => Engine;
};

/** One login: who, over what, into which cache. */
type Link = {
  readonly config: InitConfig;
  readonly engine: Engine;
  readonly sync: Sync;
};

/** The emitter with the methods of the table in its type; the constructor below gives them to each instance. */
const MethodEmitter = EventEmitter as new (logger: Logger) => EventEmitter & MethodApi;

/**
 * The client, with the methods and events of `open-im-sdk` 2.x under their names. Every method of the table takes an
 * optional trailing `operationID`, resolves to the raw frame of the answer (`data` is a string; {@link parse} gives it
 * its type back) and rejects with an {@link OpenIMError}, which carries the same members. Arguments are never changed.
 *
 * Beyond the original: messages are created without a round trip; what is sent waits in an outbox for the connection
 * and survives a reload; what is received is in the cache before its event is emitted; a lost connection comes back by
 * itself. The connection's own events are described in connection-events.ts.
 */
export class OpenIMSDK extends MethodEmitter {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #storage: 'auto' | 'memory';
  readonly #createEngine: () => Engine;
  readonly #openSync: OpenSync;
  #link: Link | undefined;
  /** Counts what replaces a login: another one, a logout, a close. A login that finds it changed gives way. */
  #changes = 0;
  /** Settles when the last cache to be deleted is gone: a login of the same user must not find it half there. */
  #wiped: Promise<unknown> = Promise.resolve();

  constructor(options: OpenIMSDKOptions = {}) {
    const logger = options.logger ?? consoleLogger;
    const clock = options.clock ?? systemClock;
    super(logger);
    this.#logger = logger;
    this.#clock = clock;
    this.#storage = options.storage ?? 'auto';
    this.#openSync = options.openSync ?? openSync;
    const { createSocket, wakeSignals = hostWakeSignals } = options;
    this.#createEngine =
      options.createEngine ??
      (() => new GatewayConnection({ clock, logger, wakeSignals, ...(createSocket ? { createSocket } : {}) }));
    // On the instance and bound, as in the original client: `const { getFriendList } = sdk` works.
    const methods = Object.keys(methodTable).map((name) => [
      name,
      (...args: unknown[]) => this.#invoke(name as MethodName, args),
    ]);
    Object.assign(this, Object.fromEntries(methods));
  }

  /** The cache of the logged-in user and its connection, as session views build on it; undefined when nobody is. */
  get sync(): Sync | undefined {
    return this.#link?.sync;
  }

  /**
   * Sets a conversation's unread count to 0, as markMessageAsReadByConID without messages does: `open-im-sdk` 2.3.0 has
   * it under this name.
   * @throws {OpenIMError} as markMessageAsReadByConID
   */
  readonly markNotifyMessageHasRead = (
    conversationID: string,
    operationID?: string,
  ): Promise<MethodResponse<'markMessageAsReadByConID'>> => {
    const params = { conversationID, msgIDList: [] };
    return operationID === undefined
      ? this.markMessageAsReadByConID(params)
      : this.markMessageAsReadByConID(params, operationID);
  };

  /** Where the connection stands. */
  get connectionState(): ConnectionState {
    return this.#link?.engine.state ?? { kind: 'idle' };
  }

  /**
   * Opens the user's cache and starts connecting: what login does, without waiting for the gateway, so that the cache can
   * be shown and messages be written while it cannot be reached. Replaces a former login.
   *
   * @throws {OpenIMError} 111 another login, logout or close came in between; 803 who or where is missing
   */
  async open(config: InitConfig): Promise<Sync> {
    if (!config.url || !config.userID) throw new OpenIMError(ErrorCode.BadArguments, 'url and userID are needed');
    this.close();
    const change = this.#changes;
    const engine = this.#createEngine();
    await this.#wiped;
    const { url, userID, apiUrl = '', platformID, isBatch = false } = config;
    const sync = await this.#openSync({
      engine,
      url,
      userID,
      clock: this.#clock,
      logger: this.#logger,
      storage: this.#storage,
      variant: [apiUrl, platformID, isBatch],
    });
    if (change !== this.#changes) {
      sync.close();
      throw new OpenIMError(ErrorCode.SocketClosed, 'closed by another login, logout or close');
    }
    const link: Link = { config, engine: sync.engine, sync };
    this.#link = link;
    this.#forwardEvents(link);
    link.engine.open(credentialsOf(config));
    return sync;
  }

  /** Ends the connection and keeps the cache, as a page does that is left. Nothing when there is no login. */
  close(): void {
    const link = this.#unlink();
    link?.sync.close();
    link?.engine.close();
  }

  /**
   * Stores a file with the gateway, for messages that are then sent with its URL. `sendMessage` does it by itself with a
   * `file`. In a browser `onProgress` is told how many percent have gone out. Not in the original.
   *
   * @throws {OpenIMError} 803 too large; 301 refused or cancelled; 112 not logged in or not reached, 113 offline, 114
   *   nothing went out for too long; 701–708 the session is over; 810 too many at once; 1005 the server takes no files
   */
  async uploadFile(file: Blob, options: UploadOptions = {}): Promise<UploadedFile> {
    const { engine } = this.#requireLink();
    if (!engine.upload) throw new OpenIMError(ErrorCode.NotSupported, 'this server takes no files');
    return engine.upload(file, options);
  }

  /** Takes the present login out of use, whatever its state, and makes one that is under way give way. */
  #unlink(): Link | undefined {
    this.#changes++;
    const link = this.#link;
    this.#link = undefined;
    return link;
  }

  #forwardEvents(link: Link): void {
    let { state } = link.engine;
    link.engine.on('state', (next) => {
      const event = connectionEvent(state, next);
      state = next;
      if (event && this.#link === link) this.emit(event.event, event);
    });
    link.sync.on('frame', (frame) => {
      if (this.#link === link) this.emit(frame.event, frame);
    });
  }

  // ── Methods ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Carries out a method of the table; everything that goes wrong becomes an OpenIMError of this call. */
  async #invoke(name: MethodName, given: readonly unknown[]): Promise<WsResponse> {
    const { wire, encoding } = methodTable[name];
    const count = encoding.kind === 'none' ? 0 : 1;
    const args = given.slice(0, count);
    const operationID = operationIDOf(name, args, given[count]) || randomID();
    try {
      const answer = await this.#carryOut(name, args, operationID);
      return { ...answer, event: wire, operationID };
    } catch (error) {
      throw errorOfCall(error, wire, operationID);
    }
  }

  #carryOut(name: MethodName, args: readonly unknown[], operationID: string): Promise<WsResponse> {
    if (name === 'login') return this.#login(args[0] as InitConfig);
    if (name === 'logout') return this.#logout(operationID);
    const link = this.#requireLink();
    if (name === 'sendMessage' || name === 'sendMessageNotOss') {
      return this.#send(link, name, args[0] as SendMsgParams, operationID);
    }
    if (isCreateMethod(name)) return Promise.resolve(answer(toJson(this.#create(link, name, args))));
    return link.sync.call(name, args as MethodArgs<typeof name>, operationID);
  }

  async #login(config: InitConfig): Promise<WsResponse> {
    const sync = await this.open(config);
    try {
      await firstOutcome(sync.engine);
    } catch (error) {
      if (this.#link?.sync === sync) this.close();
      throw error;
    }
    return answer('');
  }

  async #logout(operationID: string): Promise<WsResponse> {
    const link = this.#unlink();
    if (!link) throw notLoggedIn();
    const { engine, sync } = link;
    // Claimed before anything is awaited, so that a login made meanwhile waits for the end of it.
    const wiped = this.#sayGoodbye(engine, operationID).then(() => sync.destroy());
    this.#wiped = wiped.catch(() => undefined);
    await wiped;
    return answer('');
  }

  /** Tells the gateway where it can be told; the session ends with its connection in any case. */
  async #sayGoodbye(engine: Engine, operationID: string): Promise<void> {
    if (engine.state.kind === 'online') {
      await new Promise<void>((resolve) => {
        const timer = this.#clock.setTimeout(resolve, LOGOUT_TIMEOUT_MS);
        const done = () => {
          this.#clock.clearTimeout(timer);
          resolve();
        };
        engine.call('logout', [], operationID).then(done, done);
      });
    }
    engine.close();
  }

  #create({ config, sync }: Link, name: CreateMethodName, args: readonly unknown[]): MessageItem {
    const context: MessageContext = {
      sendID: config.userID,
      senderNickname: sync.self?.nickname ?? '',
      senderFaceUrl: sync.self?.faceURL ?? '',
      platformID: config.platformID,
      clientMsgID: randomID(),
      nowMs: this.#clock.now(),
    };
    const build = messageBuilders[name] as (context: MessageContext, ...args: readonly unknown[]) => MessageItem;
    return build(context, ...args);
  }

  #send(
    { sync }: Link,
    method: 'sendMessage' | 'sendMessageNotOss',
    { recvID, groupID, message: json, offlinePushInfo, file }: SendMsgParams,
    operationID: string,
  ): Promise<MethodResponse<'sendMessage'>> {
    if (!recvID && !groupID) throw new OpenIMError(ErrorCode.NotAllowedNow, 'neither recvID nor groupID');
    const message = parseMessage(json);
    if (!message.clientMsgID) throw new OpenIMError(ErrorCode.BadArguments, 'the message has no clientMsgID');
    if (file !== undefined && (method === 'sendMessageNotOss' || !(file instanceof Blob))) {
      throw new OpenIMError(ErrorCode.BadArguments, 'file is a File or Blob, and for sendMessage only');
    }
    if (file && !carriesFile(message.contentType)) {
      throw new OpenIMError(ErrorCode.BadArguments, 'a message of this type carries no file');
    }
    const { stored, sent } = sync.send({
      recvID: recvID || '',
      groupID: groupID || '',
      message,
      ...(offlinePushInfo ? { offlinePushInfo } : {}),
      ...(file ? { file } : {}),
      method,
      operationID,
    });
    // What could not even be stored is not sent.
    return stored.then(() => sent);
  }

  #requireLink(): Link {
    if (!this.#link) throw notLoggedIn();
    return this.#link;
  }
}

function credentialsOf({ url, apiUrl, userID, token, platformID, isBatch = false }: InitConfig): Credentials {
  return { url, ...(apiUrl ? { apiUrl } : {}), userID, token, platformID, batchMessages: isBatch };
}

function isCreateMethod(name: MethodName): name is CreateMethodName {
  return Object.hasOwn(messageBuilders, name);
}

/** The operationID a caller gave: the trailing argument, or for login also a member of its configuration. */
function operationIDOf(name: MethodName, args: readonly unknown[], trailing: unknown): string {
  const { operationID } = (name === 'login' && (args[0] as Partial<InitConfig> | undefined)) || {};
  return typeof trailing === 'string' && trailing ? trailing : (operationID ?? '');
}

function answer(data: string): WsResponse {
  return { event: '', errCode: 0, errMsg: '', data, operationID: '' };
}

function notLoggedIn(): OpenIMError {
  return new OpenIMError(ErrorCode.NoSocket, 'not logged in');
}

function errorOfCall(error: unknown, event: string, operationID: string): OpenIMError {
  if (!(error instanceof OpenIMError)) {
    // A TypeError: the arguments were not what the types ask for, as can happen in plain JavaScript.
    const errCode = error instanceof TypeError ? ErrorCode.BadArguments : ErrorCode.Internal;
    return new OpenIMError(errCode, String(error), { event, operationID });
  }
  if (error.event === event && error.operationID === operationID) return error;
  return new OpenIMError(error.errCode, error.errMsg, { event, data: error.data, operationID });
}

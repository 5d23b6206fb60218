import type { ConnectionState, UploadOptions } from '../connection/engine.js';
import {
  carriesFile,
  ErrorCode,
  messageBuilders,
  methodTable,
  OpenIMError,
  parse,
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
import type { Sync } from '../sync/types.js';
import { systemClock } from '../util/clock.js';
import type { Clock } from '../util/clock.js';
import { randomID } from '../util/ids.js';
import { consoleLogger } from '../util/logger.js';
import type { Logger } from '../util/logger.js';
import { connectionEvent } from './connection-events.js';
import { EventEmitter } from './event-emitter.js';
import { firstOutcome } from './first-outcome.js';
import { Login, notLoggedIn, type Link, type OpenIMSDKOptions } from './login.js';

/** EventEmitter with the methods of the table added to its type; the constructor below adds them to each instance. */
const MethodEmitter = EventEmitter as new (logger: Logger) => EventEmitter & MethodApi;

/**
 * The client, with the methods and events of `open-im-sdk` 2.x under the same names. Every method takes an optional
 * trailing `operationID`, resolves to the raw frame of the response (`data` is a string; {@link parse} restores its
 * type) and rejects with an {@link OpenIMError}, which has the same members. Arguments are never modified.
 *
 * Unlike the original client: messages are created without a round trip; sent messages wait in an outbox for the
 * connection and survive a reload; received data is in the cache before its event is emitted; a lost connection is restored
 * automatically. The connection's own events are described in connection-events.ts.
 */
export class OpenIMSDK extends MethodEmitter {
  readonly #clock: Clock;
  readonly #login: Login;

  constructor(options: OpenIMSDKOptions = {}) {
    super(options.logger ?? consoleLogger);
    this.#clock = options.clock ?? systemClock;
    this.#login = new Login(options, (link) => this.#forwardEvents(link));
    // On the instance and bound, as in the original client: `const { getFriendList } = sdk` works.
    const methods = Object.keys(methodTable).map((name) => [
      name,
      (...args: unknown[]) => this.#invoke(name as MethodName, args),
    ]);
    Object.assign(this, Object.fromEntries(methods));
  }

  /**
   * The cache and connection of the logged-in user, which session views build on; undefined if nobody is logged in.
   */
  get sync(): Sync | undefined {
    return this.#login.link?.sync;
  }

  /**
   * Sets a conversation's unread count to 0, like markMessageAsReadByConID without messages; `open-im-sdk` 2.3.0 has
   * it under this name.
   * @throws {OpenIMError} as markMessageAsReadByConID
   */
  readonly markNotifyMessageHasRead = (
    conversationID: string,
    operationID?: string,
  ): Promise<MethodResponse<'markMessageAsReadByConID'>> =>
    this.#invoke('markMessageAsReadByConID', [{ conversationID, msgIDList: [] }, operationID]) as Promise<
      MethodResponse<'markMessageAsReadByConID'>
    >;

  /** The state of the connection. */
  get connectionState(): ConnectionState {
    return this.#login.link?.engine.state ?? { kind: 'idle' };
  }

  /**
   * Opens the user's cache and starts connecting. Unlike login, it does not wait for the gateway, so that you can show
   * the cache and write messages while the gateway is unreachable. Replaces the previous login.
   *
   * @throws {OpenIMError} 111 another login, logout or close intervened; 803 url or userID is missing
   */
  open(config: InitConfig): Promise<Sync> {
    return this.#login.open(config);
  }

  /** Closes the connection and keeps the cache, as when the user leaves the page. Does nothing without a login. */
  close(): void {
    this.#login.close();
  }

  /**
   * Uploads a file to the gateway, for messages that are then sent with its URL. `sendMessage` does so itself if it is
   * given a `file`. In a browser, `onProgress` receives the percentage uploaded. Not in the original.
   *
   * @throws {OpenIMError} 803 too large, or not a file; 301 refused or cancelled; 112 not logged in or unreachable, 113
   *   offline, 114 no progress for too long; 701–708 the session is over; 810 too many at once; 1005 the server accepts no
   *   files
   */
  async uploadFile(file: Blob, options: UploadOptions = {}): Promise<UploadedFile> {
    const { engine } = this.#requireLink();
    if (!(file instanceof Blob)) throw new OpenIMError(ErrorCode.BadArguments, 'not a File or Blob');
    return engine.upload(file, options);
  }

  #forwardEvents(link: Link): void {
    let { state } = link.engine;
    link.engine.on('state', (next) => {
      const event = connectionEvent(state, next);
      state = next;
      if (event && this.#login.link === link) this.emit(event.event, event);
    });
    link.sync.on('frame', (frame) => {
      if (this.#login.link === link) this.emit(frame.event, frame);
    });
  }

  // ── Methods ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Carries out a method of the table; rejects with an OpenIMError of this call, whatever went wrong. */
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

  async #carryOut(name: MethodName, args: readonly unknown[], operationID: string): Promise<WsResponse> {
    if (name === 'login') {
      await this.#logIn(args[0] as InitConfig);
      return answer('');
    }
    if (name === 'logout') {
      await this.#login.logout(operationID);
      return answer('');
    }
    const link = this.#requireLink();
    if (name === 'sendMessage' || name === 'sendMessageNotOss') {
      return this.#send(link, name, args[0] as SendMsgParams, operationID);
    }
    if (isCreateMethod(name)) return answer(toJson(this.#create(link, name, args)));
    return link.sync.call(name, args as MethodArgs<typeof name>, operationID);
  }

  async #logIn(config: InitConfig): Promise<void> {
    const sync = await this.open(config);
    try {
      await firstOutcome(sync.engine);
    } catch (error) {
      if (this.sync === sync) this.close();
      throw error;
    }
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
    if (!recvID && !groupID) throw new OpenIMError(ErrorCode.NotAllowedNow, 'no recvID or groupID');
    const message = parseMessage(json);
    if (!message.clientMsgID) throw new OpenIMError(ErrorCode.BadArguments, 'no clientMsgID');
    const maySendFile = method === 'sendMessage' && carriesFile(message.contentType);
    if (file !== undefined && !(maySendFile && file instanceof Blob)) {
      throw new OpenIMError(ErrorCode.BadArguments, 'no file can be sent like this');
    }
    const { stored, sent } = sync.send({
      recvID: recvID || '',
      groupID: groupID || '',
      message,
      ...(offlinePushInfo ? { offlinePushInfo: parse(toJson(offlinePushInfo)) } : {}),
      ...(file ? { file } : {}),
      method,
      operationID,
    });
    // Rejects if the message could not be stored in the outbox, because then it is not sent either.
    return stored.then(() => sent);
  }

  #requireLink(): Link {
    const { link } = this.#login;
    if (!link) throw notLoggedIn();
    return link;
  }
}

function isCreateMethod(name: MethodName): name is CreateMethodName {
  return Object.hasOwn(messageBuilders, name);
}

/** Returns the operationID from the caller: the trailing argument, or for login also a member of its configuration. */
function operationIDOf(name: MethodName, args: readonly unknown[], trailing: unknown): string {
  const { operationID } = (name === 'login' && (args[0] as Partial<InitConfig> | undefined)) || {};
  return typeof trailing === 'string' && trailing ? trailing : (operationID ?? '');
}

function answer(data: string): WsResponse {
  return { event: '', errCode: 0, errMsg: '', data, operationID: '' };
}

function errorOfCall(error: unknown, event: string, operationID: string): OpenIMError {
  if (!(error instanceof OpenIMError)) {
    // A TypeError means that the arguments did not have the declared types, as can happen in plain JavaScript.
    const errCode = error instanceof TypeError ? ErrorCode.BadArguments : ErrorCode.Internal;
    return new OpenIMError(errCode, String(error), { event, operationID });
  }
  if (error.event === event && error.operationID === operationID) return error;
  return new OpenIMError(error.errCode, error.errMsg, { event, data: error.data, operationID });
}

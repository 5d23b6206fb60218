import type {
  ConnectionState,
  Credentials,
  Engine,
  EngineCapabilities,
  EngineEvents,
  UploadOptions,
} from '../../src/connection/engine.js';
import {
  conversationIDOf,
  ErrorCode,
  MAX_HISTORY_PAGE,
  OpenIMError,
  toJson,
  type EventFrame,
  type FindMessageParams,
  type GetHistoryMsgParams,
  type GetInboxChangesParams,
  type GetOneCveParams,
  type MarkC2CParams,
  type MessageItem,
  type MethodArgs,
  type MethodName,
  type MethodResponse,
  type PinCveParams,
  type SearchLocalParams,
  type SendMsgParams,
  type SetDraftParams,
  type UploadedFile,
} from '../../src/protocol/index.js';
import { Emitter, type Unsubscribe } from '../../src/util/emitter.js';
import { Deferred } from '../../src/util/deferred.js';
import type { Connection, FakeServer } from './fake-server.js';
import { makeSelf } from './messages.js';

type Call = { readonly name: MethodName; readonly args: readonly unknown[] };

/** An upload under way, ended by the test. */
type Upload = { readonly file: Blob; readonly done: () => void; readonly fail: (errCode: number) => void };

/** What becomes of the next call of a method. */
export type Fault =
  /** The server answers with this code and does nothing. */
  | { readonly kind: 'refuse'; readonly errCode: number }
  /** The server does it, and the connection breaks before the answer. */
  | { readonly kind: 'cut-after' }
  /** The server does it, and the answer is the last that arrives. */
  | { readonly kind: 'cut-with' }
  /** The connection breaks before the server hears of it. */
  | { readonly kind: 'cut-before' }
  /** The server does it, and the caller no longer waits when the answer comes; the connection holds. */
  | { readonly kind: 'too-late' };

/**
 * An engine over a {@link FakeServer}: connected and cut by the test. What is on the wire arrives in order, each thing in
 * a turn of its own, and is gone when the connection breaks.
 */
export class FakeEngine implements Engine, Connection {
  readonly userID: string;
  readonly capabilities: EngineCapabilities;
  readonly calls: Call[] = [];
  /** Uploads in the order they were begun. */
  readonly uploads: Upload[] = [];
  /** How many microtasks lie between two things that arrive: one where a packet brings both, see src/connection/socket.ts. */
  turnsApart = 5;
  readonly #server: FakeServer;
  readonly #events = new Emitter<EngineEvents>({
    error: (_message, error) => {
      throw error;
    },
  });
  readonly #faults = new Map<MethodName, Fault[]>();
  readonly #pending = new Set<Deferred<never>>();
  #state: ConnectionState = { kind: 'idle' };
  /** Counts connections: what was put on the wire of an earlier one does not arrive. */
  #wire = 0;
  #last: Promise<unknown> = Promise.resolve();
  /** Events that a call in progress causes: its answer goes first. */
  #held: EventFrame[] | undefined;

  constructor(server: FakeServer, userID: string) {
    this.#server = server;
    this.userID = userID;
    this.capabilities = { idempotentSend: server.isIdempotent, inboxChanges: server.inboxPageSize > 0 };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  // ── The test's side ──────────────────────────────────────────────────────────────────────────────────────────────

  connect(): void {
    this.#server.connections.add(this);
    this.#setState({ kind: 'online', sinceMs: 0 });
  }

  cut(): void {
    if (this.#state.kind !== 'online') return;
    this.#drop();
    this.#setState({ kind: 'waiting', attempt: 1, retryAtMs: 0, reason: 'lost' });
  }

  /** The connection is over for good, until somebody reconnects. */
  refuse(reason: 'kicked' | 'expired' | 'refused'): void {
    this.#drop();
    this.#setState({ kind: 'closed', reason, errCode: ErrorCode.TokenExpired, errMsg: reason });
  }

  /** What becomes of the next calls of the method, in turn. */
  plan(name: MethodName, ...faults: Fault[]): void {
    this.#faults.set(name, [...(this.#faults.get(name) ?? []), ...faults]);
  }

  /** From here on everything goes well. */
  clearPlans(): void {
    this.#faults.clear();
  }

  callsOf(name: MethodName): readonly unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args[0]);
  }

  // ── Engine ───────────────────────────────────────────────────────────────────────────────────────────────────────

  open({ token }: Credentials): void {
    this.#setState({ kind: 'connecting', attempt: 1, ...(token === '' && { lacksToken: true }) });
  }

  reconnect(token?: string): void {
    if (this.#state.kind === 'online') return;
    this.calls.push({ name: 'login', args: [token] });
    this.#setState({ kind: 'connecting', attempt: 1 });
  }

  close(): void {
    this.#drop();
    this.#setState({ kind: 'idle' });
  }

  call<Name extends MethodName>(name: Name, args: MethodArgs<Name>): Promise<MethodResponse<Name>> {
    if (this.#state.kind !== 'online') return Promise.reject(new OpenIMError(ErrorCode.NoSocket, 'no connection'));
    this.calls.push({ name, args });
    const answer = new Deferred<MethodResponse<Name>>();
    const pending = answer as unknown as Deferred<never>;
    this.#pending.add(pending);
    // The request travels too.
    this.#onWire(() => this.#handle(name, args, answer, pending));
    return answer.promise;
  }

  upload(file: Blob, { name = '', signal }: UploadOptions = {}): Promise<UploadedFile> {
    const uploaded = new Deferred<UploadedFile>();
    const fail = (errCode: number): void => uploaded.reject(new OpenIMError(errCode, 'not uploaded'));
    signal?.addEventListener('abort', () => fail(ErrorCode.ReceiverOrUploadFailed));
    const answer = { url: `http://fake/files/${name}`, size: file.size, name, type: file.type };
    this.uploads.push({ file, fail, done: () => uploaded.resolve(answer) });
    return uploaded.promise;
  }

  on<Name extends keyof EngineEvents>(event: Name, listener: (payload: EngineEvents[Name]) => void): Unsubscribe {
    return this.#events.on(event, listener);
  }

  deliver(frame: EventFrame): void {
    if (this.#held) this.#held.push(frame);
    else this.#onWire(() => this.#events.emit('frame', frame));
  }

  // ── The wire ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #handle<Name extends MethodName>(
    name: Name,
    args: MethodArgs<Name>,
    answer: Deferred<MethodResponse<Name>>,
    pending: Deferred<never>,
  ): void {
    const fault = this.#faults.get(name)?.shift();
    if (fault?.kind === 'cut-before') {
      this.cut();
      return;
    }
    let settle: () => void;
    const held: EventFrame[] = (this.#held = []);
    try {
      if (fault?.kind === 'refuse') throw new OpenIMError(fault.errCode, 'refused');
      const response = { event: '', errCode: 0, errMsg: '', data: this.#answer(name, args), operationID: '' };
      settle = () => answer.resolve(response);
    } catch (error) {
      settle = () => answer.reject(error);
    } finally {
      this.#held = undefined;
    }
    if (fault?.kind === 'cut-after') {
      this.cut();
      return;
    }
    if (fault?.kind === 'too-late') settle = () => answer.reject(new OpenIMError(ErrorCode.Timeout, 'no answer'));
    this.#onWire(() => {
      this.#pending.delete(pending);
      settle();
      if (fault?.kind === 'cut-with') this.cut();
    });
    for (const frame of held) this.deliver(frame);
  }

  #onWire(arrive: () => void): void {
    const wire = this.#wire;
    for (let turn = 1; turn < this.turnsApart; turn++) this.#last = this.#last.then(() => undefined);
    this.#last = this.#last.then(() => {
      if (wire === this.#wire) arrive();
    });
  }

  #drop(): void {
    this.#wire++;
    this.#server.connections.delete(this);
    for (const pending of this.#pending)
      pending.reject(new OpenIMError(ErrorCode.SocketClosed, 'connection lost'));
    this.#pending.clear();
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#events.emit('state', state);
  }

  #answer(name: MethodName, [argument]: readonly unknown[]): string {
    const server = this.#server;
    const { userID } = this;
    switch (name) {
      case 'sendMessage':
      case 'sendMessageNotOss':
        return toJson(server.send(userID, argument as SendMsgParams, this));
      case 'getHistoryMessageList':
        return toJson(this.#history(argument as GetHistoryMsgParams));
      case 'getHistoryMessageListReverse':
        return toJson(this.#laterHistory(argument as GetHistoryMsgParams));
      case 'findMessageList': {
        const [{ conversationID, clientMsgIDList } = NOTHING_TO_FIND] = argument as FindMessageParams[];
        const messageList = server
          .history(userID, conversationID)
          .filter(({ clientMsgID }) => clientMsgIDList.includes(clientMsgID));
        return toJson({ totalCount: messageList.length, findResultItems: [{ conversationID, messageList }] });
      }
      case 'searchLocalMessages': {
        const { conversationID = '', searchTimePosition = 0, count = 1 } = argument as SearchLocalParams;
        const messageList = server
          .history(userID, conversationID)
          .filter(({ sendTime }) => sendTime <= searchTimePosition * 1000)
          .slice(-count)
          .reverse();
        const searchResultItems = messageList.length > 0 ? [{ conversationID, messageList }] : [];
        return toJson({ totalCount: messageList.length, searchResultItems });
      }
      case 'getInboxChanges':
        return toJson(server.inboxChanges(userID, argument as GetInboxChangesParams));
      case 'getAllConversationList':
        return toJson(server.list(userID));
      case 'getOneConversation': {
        const { sourceID, sessionType } = argument as GetOneCveParams;
        const target = sessionType === 1 ? { userID: sourceID } : { groupID: sourceID };
        return toJson(server.conversation(userID, conversationIDOf(target)));
      }
      case 'revokeMessage':
        server.revoke(userID, idIn(argument as string), this);
        return '';
      case 'markC2CMessageAsRead': {
        const { userID: peerID, msgIDList } = argument as MarkC2CParams;
        if (msgIDList.length > 0) server.markRead(userID, msgIDList);
        else server.changeConversation(userID, conversationIDOf({ userID: peerID }), { unreadCount: 0 });
        return '';
      }
      case 'markGroupMessageHasRead':
        server.changeConversation(userID, conversationIDOf({ groupID: argument as string }), { unreadCount: 0 });
        return '';
      case 'deleteMessageFromLocalStorage':
        server.deleteCopy(userID, idIn(argument as string));
        return '';
      case 'clearC2CHistoryMessage':
        server.clear(userID, conversationIDOf({ userID: argument as string }));
        return '';
      case 'deleteConversation':
        server.deleteConversation(userID, argument as string);
        return '';
      case 'setConversationDraft': {
        const { conversationID, draftText } = argument as SetDraftParams;
        server.setDraft(userID, conversationID, draftText);
        return '';
      }
      case 'pinConversation': {
        const { conversationID, isPinned } = argument as PinCveParams;
        server.changeConversation(userID, conversationID, { isPinned });
        return '';
      }
      case 'getSelfUserInfo':
        return toJson(makeSelf(userID));
      case 'getJoinedGroupList':
      case 'getGroupsInfo':
        return '[]';
      case 'typingStatusUpdate':
        return '';
      default:
        throw new OpenIMError(ErrorCode.BadRequest, `${name} is not faked`);
    }
  }

  #history({ userID, groupID, count, startClientMsgID }: GetHistoryMsgParams): MessageItem[] {
    const conversationID = conversationIDOf(userID ? { userID } : { groupID });
    const all = this.#server.history(this.userID, conversationID);
    const start = this.#server.copy(this.userID, startClientMsgID);
    if (startClientMsgID && !start) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown start');
    const older = all.filter(({ sendTime }) => sendTime < (start?.sendTime ?? Infinity));
    return older.slice(older.length - Math.max(0, Math.min(count, MAX_HISTORY_PAGE, older.length)));
  }

  #laterHistory({ userID, groupID, count, startClientMsgID }: GetHistoryMsgParams): MessageItem[] {
    const all = this.#server.history(this.userID, conversationIDOf(userID ? { userID } : { groupID }));
    if (!startClientMsgID) return all.slice(0, count);
    const start = this.#server.copy(this.userID, startClientMsgID);
    if (!start) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown start');
    return all.filter(({ sendTime }) => sendTime > start.sendTime).slice(0, count);
  }
}

const NOTHING_TO_FIND: FindMessageParams = { conversationID: '', clientMsgIDList: [] };

/** The clientMsgID in the JSON of a message. */
function idIn(message: string): string {
  return (JSON.parse(message) as MessageItem).clientMsgID;
}

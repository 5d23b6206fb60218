/** The interface of sync for the SDK and for session views. */
import type { ConnectionState, Engine } from '../connection/engine.js';
import type {
  Author,
  ConversationItem,
  EventFrame,
  FullUserItem,
  GroupItem,
  MessageItem,
  MethodArgs,
  MethodName,
  MethodResponse,
  OfflinePush,
  OpenIMError,
} from '../protocol/index.js';
import type { SendMethod } from '../storage/store.js';
import type { Unsubscribe } from '../util/emitter.js';

export type { ConnectionState };
export { lacksToken } from '../connection/engine.js';
export { laterPart } from '../connection/later-part.js';
export { UNSENT_SORT_KEY } from '../storage/store.js';

/** The delivery state of one of the user's own messages. Code, tests and user interface use the same terms. */
export type Delivery =
  /** Waiting for earlier messages or for the connection. */
  | { readonly kind: 'queued' }
  /** Being sent; `progress` is the percentage uploaded, while its file is uploaded. */
  | { readonly kind: 'sending'; readonly progress?: number }
  /** Stored by the gateway. The message's `isRead` says whether it was read. */
  | { readonly kind: 'sent' }
  /** Not sent, and only sent again with `retry`. */
  | { readonly kind: 'failed'; readonly errCode: number; readonly errMsg: string };

/** A message in the cache, with its place in the timeline and delivery state. Immutable: a change makes a new object. */
export type CachedMessage = {
  readonly conversationID: string;
  /**
   * The place in the timeline, for ordering only: messages in the outbox come after all others, and a notice of a
   * revocation takes the place of the revoked message. The time to show is the message's `sendTime`.
   */
  readonly sortKey: number;
  readonly delivery: Delivery;
  readonly message: Readonly<MessageItem>;
  /** The message's file, until it is uploaded. */
  readonly file?: Blob;
};

/** The changes of a committed transaction, for views that show the cache. Emitted after the commit. */
export type CacheChange = {
  /** New and changed messages. */
  readonly messages: readonly CachedMessage[];
  readonly deletedMessages: readonly { readonly conversationID: string; readonly clientMsgID: string }[];
  readonly clearedConversations: readonly string[];
  readonly conversations: readonly ConversationItem[];
  readonly deletedConversations: readonly string[];
  readonly groups: readonly GroupItem[];
  /** Authors whose name or avatar has changed, for all their messages, which `messages` does not list again. */
  readonly authors: readonly Author[];
  readonly self?: FullUserItem;
  /** clientMsgIDs of those `messages` that have just arrived or been sent, as opposed to loaded history. */
  readonly arrived: readonly string[];
  /**
   * Conversations in which messages are missing between the newest ones and the earlier ones. A view that shows such a
   * conversation must not show the new messages until {@link Sync.refresh} has resolved, and must then read again.
   */
  readonly detached: readonly string[];
};

export type SyncEvents = {
  change: CacheChange;
  /** Every event frame in order, when the cache already contains what it reports. */
  frame: EventFrame;
  /** The conversations were brought up to date after connecting, or that failed. */
  listed: { readonly error?: OpenIMError };
  /** {@link Sync.storeKind} changed: the cache had to move to memory, or another tab has the cache now. */
  storage: Sync['storeKind'];
  /** The cache moved to or from another tab. Changes may have been missed in between, so views must read again. */
  reopened: undefined;
  /** {@link Sync.notifies} changed. */
  notifies: boolean;
};

/** The state of the cache from which a view starts. */
export type Overview = {
  /** The conversations of the cache, hidden ones included, in no particular order. */
  readonly conversations: readonly ConversationItem[];
  readonly groups: readonly GroupItem[];
  /** The user's unsent messages of all conversations, in the order of sending. */
  readonly unsent: readonly CachedMessage[];
  /** Whether the conversations were brought up to date since connecting: see `listed`. */
  readonly isListed: boolean;
};

/** A page of history from the cache, after gaps have been filled from the gateway. */
export type HistoryPage = {
  /** Ascending by sortKey; contiguous. */
  readonly messages: readonly CachedMessage[];
  /** Whether there is nothing older. */
  readonly reachesStart: boolean;
};

/** A page that may end before the newest message. */
export type MiddlePage = HistoryPage & {
  /** Whether there is nothing newer; own unsent messages are then at its end. */
  readonly reachesEnd: boolean;
};

export type OutgoingMessage = {
  readonly recvID: string;
  readonly groupID: string;
  readonly message: MessageItem;
  /** Uploaded before the message is sent; its URL is filled into the message. */
  readonly file?: Blob;
  readonly offlinePushInfo?: OfflinePush;
  /** Default: sendMessageNotOss. */
  readonly method?: SendMethod;
  /** Comes back in the reply, as with any method. */
  readonly operationID?: string;
};

/** All methods except those that send messages, for which there is {@link Sync.send}. */
export type CallableName = Exclude<MethodName, SendMethod>;

/** The cache of one user, kept up to date by the engine's frames. Changes are written before they are emitted. */
export interface Sync {
  readonly engine: Engine;
  readonly userID: string;
  readonly storeKind: 'indexeddb' | 'memory';
  /** The user's own record, as last received. */
  readonly self: FullUserItem | undefined;
  /** Whether this tab should notify the user of new messages: true in one of the tabs that share a connection. */
  readonly notifies: boolean;

  /** Reads a consistent snapshot; all later changes are emitted as `change`. */
  getOverview(): Promise<Overview>;

  /**
   * Reads the newest messages that the cache has without a gap, without the network, and the user's unsent ones. Returns
   * more than `limit` if necessary to reach back to `downToSortKey`.
   */
  getNewest(conversationID: string, limit: number, downToSortKey?: number): Promise<HistoryPage>;
  /**
   * Fetches the newest page from the gateway, and the messages between it and `downToSortKey` unless too many are
   * missing; changes are emitted as `change`. Does nothing if that was done since connecting.
   * @throws {OpenIMError} as getHistoryMessageList
   */
  refresh(conversationID: string, downToSortKey?: number): Promise<void>;
  /** Loads the page before `beforeSortKey`, from the cache, or from the gateway if the cache has a gap there. */
  loadOlder(conversationID: string, beforeSortKey: number, limit: number): Promise<HistoryPage>;
  /**
   * Loads a message and up to `limit` on each side of it, from the cache, or from the gateway if the cache has a gap.
   * @throws {OpenIMError} 802 no such message in the conversation; as getHistoryMessageListReverse
   */
  loadAround(conversationID: string, clientMsgID: string, limit: number): Promise<MiddlePage>;
  /**
   * Loads the page after `afterSortKey`, the place of a message that was loaded before.
   * @throws {OpenIMError} as getHistoryMessageListReverse
   */
  loadNewer(conversationID: string, afterSortKey: number, limit: number): Promise<MiddlePage>;

  /**
   * Stores the message in the outbox and sends it as soon as there is a connection, in order within its conversation;
   * while a file takes longer than five seconds to upload, later messages may overtake it.
   * `stored` resolves once the message survives a reload. `sent` resolves to the gateway's reply once the gateway has
   * the message, and rejects if it failed permanently or was discarded.
   */
  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<MethodResponse<'sendMessage'>> };
  /** Sends a failed message again, with the same clientMsgID, after the messages that are already waiting. */
  retry(clientMsgID: string): Promise<void>;
  /** Removes a message from the outbox; does nothing if it has been sent in the meantime. */
  discard(clientMsgID: string): Promise<void>;

  /** Calls a method on the gateway; if it succeeds, applies its effects to the cache before resolving. */
  call<Name extends CallableName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>>;

  /**
   * Saves a draft on the gateway. Resolves once it is saved there, or refused; without a connection, once it survives a
   * reload: it is then saved with the next connection, unless the gateway has a newer one.
   */
  saveDraft(conversationID: string, draftText: string): Promise<void>;

  /** Runs `task` when no other tab that shares the connection is running a task with the same name. */
  exclusively<T>(name: string, task: () => Promise<T>): Promise<T>;

  /** Adds a listener; returns the function that removes it. */
  on<Name extends keyof SyncEvents>(event: Name, listener: (payload: SyncEvents[Name]) => void): Unsubscribe;

  /** Stops syncing and closes the store; the cached data stays. */
  close(): void;
  /** Stops syncing and deletes the cache. */
  destroy(): Promise<void>;
}

/** What sync offers to the SDK and to session views. */
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
export { UNSENT_SORT_KEY } from '../storage/store.js';

/** How far one's own message is. The words are the same in code, tests and on screen. */
export type Delivery =
  /** Waiting for its turn or for the connection. */
  | { readonly kind: 'queued' }
  /** `progress` while its file goes out: percent of it. */
  | { readonly kind: 'sending'; readonly progress?: number }
  /** Stored by the gateway. Whether it was read says `isRead` of the message. */
  | { readonly kind: 'sent' }
  /** It will not be sent by itself; somebody retries or discards it. */
  | { readonly kind: 'failed'; readonly errCode: number; readonly errMsg: string };

/** A message of the cache with its place and state. Immutable: a change is a new object. */
export type CachedMessage = {
  readonly conversationID: string;
  /**
   * Its place in the timeline, for ordering only: messages in the outbox stand behind all others, and a revoke notice
   * where the message was. The time to show is the message's `sendTime`.
   */
  readonly sortKey: number;
  readonly delivery: Delivery;
  readonly message: Readonly<MessageItem>;
  /** What the message carries, as long as it is only here. */
  readonly file?: Blob;
};

/** What a committed transaction changed, for whoever shows it. Emitted after the commit. */
export type CacheChange = {
  /** New and changed messages. */
  readonly messages: readonly CachedMessage[];
  readonly deletedMessages: readonly { readonly conversationID: string; readonly clientMsgID: string }[];
  readonly clearedConversations: readonly string[];
  readonly conversations: readonly ConversationItem[];
  readonly deletedConversations: readonly string[];
  readonly groups: readonly GroupItem[];
  /** Whose name or face is another one from now on, on all their messages; those are not listed again. */
  readonly authors: readonly Author[];
  readonly self?: FullUserItem;
  /** clientMsgIDs among `messages` that have just arrived or were just sent, other than those of history paged in. */
  readonly arrived: readonly string[];
  /**
   * Conversations whose newest messages no longer join on to those before, since some in between are missing. Whoever
   * shows one holds the new messages back until {@link Sync.refresh} has resolved, and then reads anew.
   */
  readonly detached: readonly string[];
};

export type SyncEvents = {
  change: CacheChange;
  /** Every event frame in order, after what it reports was committed to the cache. */
  frame: EventFrame;
  /** The conversation list was fetched after connecting, or could not be. */
  listed: { readonly error?: OpenIMError };
  /** The cache had to move to memory, or another tab has it: see {@link Sync.storeKind}. */
  storage: Sync['storeKind'];
  /** Another tab holds the cache from now on, or this one again: what was shown of it may have changed unheard. */
  reopened: undefined;
  /** {@link Sync.notifies} changed. */
  notifies: boolean;
};

/** What a list of conversations begins with. */
export type Overview = {
  /** The conversations of the cache, hidden ones included, in no particular order. */
  readonly conversations: readonly ConversationItem[];
  readonly groups: readonly GroupItem[];
  /** One's own messages that are not sent, of all conversations, in the order of sending. */
  readonly unsent: readonly CachedMessage[];
  /** Whether it is what the gateway says since connecting: see `listed`. */
  readonly isListed: boolean;
};

/** A page of history out of the cache, filled from the gateway where the cache has a gap. */
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
  /** sendMessageNotOss when absent. */
  readonly method?: SendMethod;
  /** What the answer carries, as with any method. */
  readonly operationID?: string;
};

/** Methods but for those that send, which {@link Sync.send} carries out. */
export type CallableName = Exclude<MethodName, SendMethod>;

/** The cache of one user, kept true by the engine's frames. Write first, tell afterwards. */
export interface Sync {
  readonly engine: Engine;
  readonly userID: string;
  readonly storeKind: 'indexeddb' | 'memory';
  /** The user's own record as last known. */
  readonly self: FullUserItem | undefined;
  /** Whether it is this tab that makes a sound about what arrives: one of those that share a connection is. */
  readonly notifies: boolean;

  /** Everything at one moment: what changes after it comes as `change`. */
  getOverview(): Promise<Overview>;

  /**
   * The newest messages the cache can show without a gap, at once and without the network; own unsent ones included.
   * More than `limit` when that is what it takes to reach down to `downToSortKey` without a gap.
   */
  getNewest(conversationID: string, limit: number, downToSortKey?: number): Promise<HistoryPage>;
  /**
   * Makes sure that the newest page is what the gateway has, and that it joins on to what is shown down to
   * `downToSortKey` where not too much is missing in between; changes arrive as `change`. Nothing when it was done since
   * connecting.
   * @throws {OpenIMError} as getHistoryMessageList
   */
  refresh(conversationID: string, downToSortKey?: number): Promise<void>;
  /** The page before `beforeSortKey`, from the cache or, where it has a gap, from the gateway. */
  loadOlder(conversationID: string, beforeSortKey: number, limit: number): Promise<HistoryPage>;
  /**
   * A message with up to `limit` on each side of it, from the cache or, where that does not know them, from the gateway.
   * @throws {OpenIMError} 802 no such message in the conversation; as getHistoryMessageListReverse
   */
  loadAround(conversationID: string, clientMsgID: string, limit: number): Promise<MiddlePage>;
  /** The page after `afterSortKey`, a place that was loaded. @throws {OpenIMError} as getHistoryMessageListReverse */
  loadNewer(conversationID: string, afterSortKey: number, limit: number): Promise<MiddlePage>;

  /**
   * Stores the message in the outbox and sends it as soon as there is a connection, in order within its conversation. A
   * file that takes longer than five seconds to upload lets what was written after it go ahead.
   * `stored` resolves once it is safe from a reload; `sent` once the gateway has it, with its answer, or rejects when it
   * failed for good or was discarded.
   */
  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<MethodResponse<'sendMessage'>> };
  /** Sends a failed message again, under the same clientMsgID, behind those that wait already. */
  retry(clientMsgID: string): Promise<void>;
  /** Takes a message out of the outbox; nothing when it was sent meanwhile. */
  discard(clientMsgID: string): Promise<void>;

  /** Calls a method on the gateway and applies what its success means for the cache before resolving. */
  call<Name extends CallableName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>>;

  /** Runs `task` while no other tab that shares the connection runs one of the same name. */
  exclusively<T>(name: string, task: () => Promise<T>): Promise<T>;

  on<Name extends keyof SyncEvents>(event: Name, listener: (payload: SyncEvents[Name]) => void): Unsubscribe;

  /** Stops and closes the store; the cache stays. */
  close(): void;
  /** Stops and deletes the cache with everything in it. */
  destroy(): Promise<void>;
}

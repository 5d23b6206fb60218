/**
 * What a user interface binds to: parsed, immutable state as signals, and the actions on it. No element parses JSON,
 * opens a socket or touches storage.
 */
import type { ReadonlySignal } from '@preact/signals-core';
import type {
  ConversationItem,
  CreateMethodName,
  FullUserItem,
  GroupItem,
  GroupMemberItem,
  MessageItem,
  MethodArgs,
  OpenIMError,
  OptType,
} from '../protocol/index.js';
import type { CachedMessage, ConnectionState, Delivery } from '../sync/types.js';
import type { SessionContext, SessionPart } from './session-context.js';
import type { MediaFacts } from './file-message.js';

export type { ConnectionState, Delivery, MediaFacts };

/** A conversation with its latest message parsed. */
export type Conversation = Readonly<Omit<ConversationItem, 'latestMsg'>> & {
  readonly latestMessage: Readonly<MessageItem> | undefined;
  /** How far `latestMessage` is when it is one's own and still on its way. */
  readonly latestDelivery: Delivery | undefined;
};

/** A message of a timeline. A new object whenever anything about it changes, the same object otherwise. */
export type TimelineMessage = CachedMessage & {
  /** Whether it is the user's own. */
  readonly outgoing: boolean;
};

export type LoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: OpenIMError };

/** What there is above the oldest message shown, or below the newest. */
export type OlderState = 'none' | 'available' | 'loading' | 'failed';

/** A message somebody jumped to. A new object for each jump, so that the same one can be jumped to again. */
export type JumpTarget = { readonly clientMsgID: string };

/** One conversation, open. Shared by everybody who opened the same one; the last `release` closes it. */
export interface Timeline {
  readonly conversationID: string;
  /** Undefined until the list is known, or when there is no such conversation yet. */
  readonly conversation: ReadonlySignal<Conversation | undefined>;
  /** The group of a group conversation, once known. */
  readonly group: ReadonlySignal<GroupItem | undefined>;
  /** Oldest first, without gaps; own unsent messages at the end. */
  readonly messages: ReadonlySignal<readonly TimelineMessage[]>;
  /** `ready` as soon as the cache or the gateway has answered; `failed` when neither could. */
  readonly state: ReadonlySignal<LoadState>;
  readonly older: ReadonlySignal<OlderState>;
  /** `none` while `messages` ends with the newest; otherwise after a jump into the past, until paging meets the present. */
  readonly newer: ReadonlySignal<OlderState>;
  /** How many messages of others came that are not in `messages`, while `newer` is not `none`. */
  readonly missedCount: ReadonlySignal<number>;
  /** The message to bring before the reader's eyes. */
  readonly target: ReadonlySignal<JumpTarget | undefined>;
  /** Whether the peer is typing. */
  readonly peerTyping: ReadonlySignal<boolean>;
  /** The first message that was unread when the timeline was opened or last returned to; stays while reading. */
  readonly firstUnreadID: ReadonlySignal<string | undefined>;

  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /**
   * Makes it the `target`, with what stands around it, wherever in the history that is. What is not in the cache comes
   * from the gateway. @throws {OpenIMError} 802 no such message; as getHistoryMessageListReverse
   */
  jumpTo(clientMsgID: string): Promise<void>;
  /**
   * Jumps to the first message at or after a moment, in milliseconds since 1970, or to the newest when there is none.
   * @throws {OpenIMError} as searchLocalMessages
   */
  jumpToTime(ms: number): Promise<void>;
  /** Jumps to the first message that was unread; reads the history down to it when it is longer than a page. */
  jumpToFirstUnread(): Promise<void>;
  /** Shows the newest messages again after a jump. */
  returnToNewest(): Promise<void>;
  /** Queues a text. Resolves once it is stored; what becomes of it shows in `messages`. Clears the draft. */
  sendText(text: string): Promise<void>;
  /**
   * Queues a file: a picture where it is one that browsers show, measured first, otherwise a file. Resolves once it is
   * stored; how far its upload is shows in `messages`.
   * @param media what it takes to send it as a sound or a video, which only a page can find out
   */
  sendFile(file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void>;
  /**
   * Makes a message as one of the SDK's create methods does, by its name and with its arguments, and queues it:
   * `create('createLocationMessage', { description, longitude, latitude })`. Resolves once it is stored.
   * @throws {OpenIMError} as that method
   */
  create<Name extends CreateMethodName>(name: Name, ...args: MethodArgs<Name>): Promise<void>;
  /** Everybody in the group, in the gateway's order; nobody outside of a group. @throws {OpenIMError} as getGroupMemberList */
  loadMembers(): Promise<readonly GroupMemberItem[]>;
  /** Queues a message of any type, built by one of the create methods. */
  send(message: MessageItem): Promise<void>;
  retry(clientMsgID: string): Promise<void>;
  discard(clientMsgID: string): Promise<void>;
  /** @throws {OpenIMError} as revokeMessage */
  revoke(clientMsgID: string): Promise<void>;
  /** Deletes one's own copy. @throws {OpenIMError} as deleteMessageFromLocalStorage */
  deleteMessage(clientMsgID: string): Promise<void>;
  /**
   * Says that the user has these messages before their eyes: on screen, in a focused page. Sends the receipts, and zeroes
   * the unread count when the newest message is among them. Calls are gathered; already read ones are ignored.
   */
  markSeen(clientMsgIDs: readonly string[]): void;
  /** Tells the peer; call it at every keystroke, it is throttled. */
  notifyTyping(): void;
  /** Saved with the conversation, after a pause in typing; at once when the user leaves. */
  setDraft(text: string, isLeaving?: boolean): void;
  /** Tries to load again after `failed`. */
  reload(): Promise<void>;
  release(): void;
}

/** A message that has just arrived or gone out. */
export type SessionMessage = {
  readonly kind: 'received' | 'sent';
  readonly message: TimelineMessage;
};

/** A logged-in user with everything they see. */
export interface Session {
  readonly userID: string;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly self: ReadonlySignal<FullUserItem | undefined>;
  /** Visible conversations in the order of lists. */
  readonly conversations: ReadonlySignal<readonly Conversation[]>;
  readonly conversationsState: ReadonlySignal<LoadState>;
  /** Unread messages of all conversations that notify. */
  readonly totalUnread: ReadonlySignal<number>;
  /** conversationIDs whose peer is typing. */
  readonly typing: ReadonlySignal<ReadonlySet<string>>;
  /** `memory` when nothing outlives the page: no IndexedDB, or it is broken. */
  readonly storage: ReadonlySignal<'indexeddb' | 'memory'>;
  /**
   * Whether it is this tab that makes a sound, changes its title or shows a notification about what arrives. Of the
   * user's tabs exactly one is: the one they used last, which is also the one that browsers let play a sound. Look at it
   * when a message arrives; every tab hears of every message. Always true where tabs share nothing.
   */
  readonly notifies: ReadonlySignal<boolean>;

  openTimeline(conversationID: string): Timeline;
  /**
   * Reports each message once: `received` when somebody else's new message is in the cache, `sent` when the gateway has
   * stored one's own. History that is paged in is not reported. Returns the way to stop listening.
   */
  onMessage(listener: (event: SessionMessage) => void): () => void;
  /**
   * Finds or makes the conversation with a peer or group; resolves to its conversationID. One that the cache knows
   * resolves without the network. @throws {OpenIMError} 802 unknown
   */
  startConversation(target: { userID: string } | { groupID: string }): Promise<string>;
  pin(conversationID: string, isPinned: boolean): Promise<void>;
  setReceiveOption(conversationID: string, opt: OptType): Promise<void>;
  markConversationRead(conversationID: string): Promise<void>;
  deleteConversation(conversationID: string): Promise<void>;

  /**
   * What `make` makes for this session: the same object each time, following the session until it ends. This is how
   * {@link contactsOf}, {@link groupsOf} and {@link messageSearchOf} add to a session without every page loading them.
   */
  part<Part extends SessionPart>(make: (context: SessionContext) => Part): Part;

  /** Tries to connect at once; takes over again after being kicked; after the token expired with a new one, or `token`. */
  reconnect(token?: string): void;
  /** Ends the connection and keeps the cache: what an element does when it leaves the page. */
  close(): Promise<void>;
  /** Ends the connection and deletes everything cached of the user. */
  logout(): Promise<void>;
}

export type SessionOptions = {
  readonly url: string;
  /** Where REST is, uploads among it. Default: at the host of `url`. */
  readonly apiUrl?: string;
  readonly userID: string;
  /** May be absent where there is `getToken`: what the cache has shows meanwhile. */
  readonly token?: string;
  /** 5, a web page, when absent. */
  readonly platformID?: number;
  /**
   * Asked for a token when there is none, and for a new one when the gateway does not take the present one. An empty token, or a rejection with an
   * {@link OpenIMError} that is not retryable, means that there is none: the connection is closed until `reconnect`, which
   * asks again. Where it fails in any other way, does not settle in 30 s or the device is offline, it is asked again after
   * a while, and when the network is back.
   */
  readonly getToken?: () => Promise<string>;
};

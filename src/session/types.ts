/**
 * What a user interface binds to: parsed, immutable state as signals, and actions. Elements never parse JSON, open a
 * socket or touch storage.
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
import type { MediaFacts } from './message-making.js';

export type { ConnectionState, Delivery, MediaFacts };

/** A conversation with its latest message parsed. */
export type Conversation = Readonly<Omit<ConversationItem, 'latestMsg'>> & {
  readonly latestMessage: Readonly<MessageItem> | undefined;
  /** The delivery state of `latestMessage`, if it is the user's own and not yet delivered. */
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

/** Whether there are messages above the oldest shown, or below the newest. */
export type OlderState = 'none' | 'available' | 'loading' | 'failed';

/** The message to jump to. Each jump has a new object, so you can jump to the same message again. */
export type JumpTarget = { readonly clientMsgID: string };

/** An open conversation. Everyone who opens the same one shares it; the last `release` closes it. */
export interface Timeline {
  readonly conversationID: string;
  /** Undefined until the list is loaded, or if there is no such conversation yet. */
  readonly conversation: ReadonlySignal<Conversation | undefined>;
  /** The group of a group conversation, once known. */
  readonly group: ReadonlySignal<GroupItem | undefined>;
  /** Oldest first, without gaps; own unsent messages at the end. */
  readonly messages: ReadonlySignal<readonly TimelineMessage[]>;
  /** `ready` as soon as the cache or the gateway has answered; `failed` if neither could. */
  readonly state: ReadonlySignal<LoadState>;
  readonly older: ReadonlySignal<OlderState>;
  /**
   * `none` while `messages` ends with the newest message; not after a jump into the past, until paging reaches the
   * present.
   */
  readonly newer: ReadonlySignal<OlderState>;
  /** How many messages from others have arrived that are not in `messages`, while `newer` is not `none`. */
  readonly missedCount: ReadonlySignal<number>;
  /** The message to scroll to. */
  readonly target: ReadonlySignal<JumpTarget | undefined>;
  /** Whether the peer is typing. */
  readonly peerTyping: ReadonlySignal<boolean>;
  /** The first message that was unread when the timeline was opened or last returned to; kept while reading. */
  readonly firstUnreadID: ReadonlySignal<string | undefined>;

  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /**
   * Makes a message the `target` and loads the messages around it, anywhere in the history, from the cache or the
   * gateway. @throws {OpenIMError} 802 no such message; as getHistoryMessageListReverse
   */
  jumpTo(clientMsgID: string): Promise<void>;
  /**
   * Jumps to the first message at or after a time (Unix time in milliseconds), or to the newest if there is none.
   * @throws {OpenIMError} as searchLocalMessages
   */
  jumpToTime(ms: number): Promise<void>;
  /** Jumps to the first unread message, loading as many pages of history as needed. */
  jumpToFirstUnread(): Promise<void>;
  /** Shows the newest messages again after a jump. */
  returnToNewest(): Promise<void>;
  /** Queues a text. Resolves once it is stored; `messages` shows its delivery state. Clears the draft. */
  sendText(text: string): Promise<void>;
  /**
   * Queues a file: as a picture, after measuring it, if browsers can display it, otherwise as a file. Resolves once it
   * is stored; `messages` shows the upload's progress. JPEG, PNG and WebP pictures are sent without metadata, such as
   * the place of a photo; all other files as they are.
   * @param media what is needed to send it as audio or video, which only a page can determine
   * @throws {OpenIMError} 112 the code for it cannot be loaded; 301 the file cannot be read
   */
  sendFile(file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void>;
  /**
   * Creates a message with one of the SDK's create methods, given its name and arguments, and queues it:
   * `create('createLocationMessage', { description, longitude, latitude })`. Resolves once it is stored.
   * @throws {OpenIMError} as that method; 112 the code for it cannot be loaded
   */
  create<Name extends CreateMethodName>(name: Name, ...args: MethodArgs<Name>): Promise<void>;
  /**
   * All members of the group, in the gateway's order; empty if it is not a group. @throws {OpenIMError} as
   * getGroupMemberList
   */
  loadMembers(): Promise<readonly GroupMemberItem[]>;
  /** Queues a message of any type, made by one of the create methods. */
  send(message: MessageItem): Promise<void>;
  retry(clientMsgID: string): Promise<void>;
  discard(clientMsgID: string): Promise<void>;
  /** @throws {OpenIMError} as revokeMessage */
  revoke(clientMsgID: string): Promise<void>;
  /** Deletes the user's own copy. @throws {OpenIMError} as deleteMessageFromLocalStorage */
  deleteMessage(clientMsgID: string): Promise<void>;
  /**
   * Call this when the user sees messages: on screen, in a focused page. Sends the read receipts, and resets the
   * unread count if the newest message is among them. Calls are batched; messages already read are ignored.
   */
  markSeen(clientMsgIDs: readonly string[]): void;
  /** Sends a typing indicator to the peer. Call it on every keystroke; it is throttled. */
  notifyTyping(): void;
  /** Stores the draft in the conversation, after a pause in typing, or at once when the user leaves. */
  setDraft(text: string, isLeaving?: boolean): void;
  /** Loads again after `failed`. */
  reload(): Promise<void>;
  release(): void;
}

/** A message that has just been received or sent. */
export type SessionMessage = {
  readonly kind: 'received' | 'sent';
  readonly message: TimelineMessage;
  /** Whether this tab should play a sound for it: received in {@link Session.notifies}, in no muted conversation. */
  readonly notifies: boolean;
};

/** A logged-in user and everything they see. */
export interface Session {
  readonly userID: string;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly self: ReadonlySignal<FullUserItem | undefined>;
  /** Visible conversations, sorted as in lists. */
  readonly conversations: ReadonlySignal<readonly Conversation[]>;
  readonly conversationsState: ReadonlySignal<LoadState>;
  /** The number of unread messages in all conversations that notify. */
  readonly totalUnread: ReadonlySignal<number>;
  /** The conversationIDs in which the peer is typing. */
  readonly typing: ReadonlySignal<ReadonlySet<string>>;
  /** `memory` if nothing is kept beyond the page: IndexedDB is missing or broken. */
  readonly storage: ReadonlySignal<'indexeddb' | 'memory'>;
  /**
   * Whether this tab should play a sound, change its title or show a notification for new messages. It is true in
   * exactly one of the user's tabs: the most recently used one, which is also the one in which browsers allow sound.
   * Always true if tabs do not share a connection. For one message, {@link SessionMessage} says it.
   */
  readonly notifies: ReadonlySignal<boolean>;

  openTimeline(conversationID: string): Timeline;
  /**
   * Reports each message once: `received` when a new message from somebody else is in the cache, `sent` when the
   * gateway has stored the user's own. Loaded history is not reported. Returns a function that removes the listener.
   */
  onMessage(listener: (event: SessionMessage) => void): () => void;
  /**
   * Finds or creates the conversation with a peer or group; resolves to its conversationID. A cached conversation
   * needs no network. @throws {OpenIMError} 802 unknown
   */
  startConversation(target: { userID: string } | { groupID: string }): Promise<string>;
  pin(conversationID: string, isPinned: boolean): Promise<void>;
  setReceiveOption(conversationID: string, opt: OptType): Promise<void>;
  markConversationRead(conversationID: string): Promise<void>;
  deleteConversation(conversationID: string): Promise<void>;

  /**
   * Returns what `make` creates for this session: the same object each time, kept up to date until the session ends.
   * {@link contactsOf}, {@link groupsOf} and {@link messageSearchOf} use it to extend a session, so that only pages
   * that need them load them.
   */
  part<Part extends SessionPart>(make: (context: SessionContext) => Part): Part;

  /** Connects at once; also after being kicked, or, with a new token or `token`, after the token has expired. */
  reconnect(token?: string): void;
  /** Closes the connection and keeps the cache, as an element does when it is removed from the page. */
  close(): Promise<void>;
  /** Closes the connection and deletes the user's cache. */
  logout(): Promise<void>;
}

export type SessionOptions = {
  readonly url: string;
  /** URL of the REST API, which also takes uploads. Default: the host of `url`. */
  readonly apiUrl?: string;
  readonly userID: string;
  /** Optional if `getToken` is set; until it returns one, the session shows what is cached. */
  readonly token?: string;
  /** Default: 5, a web page. */
  readonly platformID?: number;
  /**
   * Called for a token when there is none, and for a new one when the gateway rejects the current one. An empty token,
   * or a rejection with an {@link OpenIMError} that is not retryable, means that there is none: the connection is
   * closed until `reconnect`, which calls it again. If it fails in any other way, does not settle within 30 s or the
   * device is offline, it is called again after a while, and when the network is back.
   */
  readonly getToken?: () => Promise<string>;
};

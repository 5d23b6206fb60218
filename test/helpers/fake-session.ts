/**
 * A session in memory: the signals elements bind to, written by the test, and a record of what elements asked for. It
 * sends, receives and loads nothing by itself.
 */
import { signal } from '@preact/signals-core';
import {
  blankMessage,
  ContentType,
  contentOfElement,
  elementOfType,
  GroupAtType,
  MessageStatus,
  OptType,
  SessionType,
  type ConnectionState,
  type Conversation,
  type FullUserItem,
  type GroupItem,
  type GroupMemberItem,
  type JumpTarget,
  type LoadState,
  type MediaFacts,
  type MessageElements,
  type MessageItem,
  type OlderState,
  type Session,
  type SessionContext,
  type SessionMessage,
  type SessionPart,
  type Timeline,
  type TimelineMessage,
} from '../../src/index.js';
import { UNSENT_SORT_KEY } from '../../src/storage/store.js';

export type Call = { readonly name: string; readonly args: readonly unknown[] };

export class FakeTimeline implements Timeline {
  readonly conversation = signal<Conversation | undefined>(undefined);
  readonly group = signal<GroupItem | undefined>(undefined);
  readonly messages = signal<readonly TimelineMessage[]>([]);
  readonly state = signal<LoadState>({ kind: 'ready' });
  readonly older = signal<OlderState>('none');
  readonly newer = signal<OlderState>('none');
  readonly missedCount = signal(0);
  readonly target = signal<JumpTarget | undefined>(undefined);
  readonly peerTyping = signal(false);
  readonly firstUnreadID = signal<string | undefined>(undefined);
  readonly calls: Call[] = [];
  /** How many have it open. */
  holders = 0;

  readonly conversationID: string;

  constructor(conversationID: string) {
    this.conversationID = conversationID;
  }

  /** The arguments of each call of a method. */
  callsOf(name: keyof Timeline): (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  append(...messages: TimelineMessage[]): void {
    this.messages.value = [...this.messages.value, ...messages];
  }

  prepend(...messages: TimelineMessage[]): void {
    this.messages.value = [...messages, ...this.messages.value];
  }

  replace(clientMsgID: string, change: (message: TimelineMessage) => TimelineMessage): void {
    this.messages.value = this.messages.value.map((message) =>
      message.message.clientMsgID === clientMsgID ? change(message) : message,
    );
  }

  /** Stays loading until the test says otherwise. */
  readonly loadOlder = (): Promise<void> => {
    this.older.value = 'loading';
    return this.#called('loadOlder');
  };

  /** Stays loading until the test says otherwise. */
  readonly loadNewer = (): Promise<void> => {
    this.newer.value = 'loading';
    return this.#called('loadNewer');
  };

  readonly jumpTo = (clientMsgID: string): Promise<void> => {
    this.target.value = { clientMsgID };
    return this.#called('jumpTo', clientMsgID);
  };

  readonly jumpToTime = (ms: number): Promise<void> => this.#called('jumpToTime', ms);

  readonly jumpToFirstUnread = (): Promise<void> => {
    const clientMsgID = this.firstUnreadID.peek();
    if (clientMsgID) this.target.value = { clientMsgID };
    return this.#called('jumpToFirstUnread');
  };

  readonly returnToNewest = (): Promise<void> => this.#called('returnToNewest');

  readonly sendText = (text: string): Promise<void> => this.#called('sendText', text);
  readonly sendFile = (file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void> =>
    this.#called('sendFile', file, ...(media ? [media] : []));
  readonly create = (name: string, ...args: readonly unknown[]): Promise<void> =>
    this.#called('create', name, ...args);
  /** Who is in the group, for those who ask. */
  members: readonly GroupMemberItem[] = [];
  readonly loadMembers = async (): Promise<readonly GroupMemberItem[]> => {
    await this.#called('loadMembers');
    return this.members;
  };
  readonly send = (message: MessageItem): Promise<void> => this.#called('send', message);
  readonly retry = (clientMsgID: string): Promise<void> => this.#called('retry', clientMsgID);
  readonly discard = (clientMsgID: string): Promise<void> => this.#called('discard', clientMsgID);
  readonly revoke = (clientMsgID: string): Promise<void> => this.#called('revoke', clientMsgID);
  readonly deleteMessage = (clientMsgID: string): Promise<void> => this.#called('deleteMessage', clientMsgID);
  readonly reload = (): Promise<void> => this.#called('reload');

  markSeen(clientMsgIDs: readonly string[]): void {
    void this.#called('markSeen', clientMsgIDs);
  }

  notifyTyping(): void {
    void this.#called('notifyTyping');
  }

  setDraft(text: string, isLeaving?: boolean): void {
    void this.#called('setDraft', text, ...(isLeaving === undefined ? [] : [isLeaving]));
  }

  release(): void {
    this.holders -= 1;
  }

  #called(name: keyof Timeline, ...args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    return Promise.resolve();
  }
}

export class FakeSession implements Session {
  readonly connection = signal<ConnectionState>({ kind: 'online', sinceMs: 0 });
  readonly self = signal<FullUserItem | undefined>(undefined);
  readonly conversations = signal<readonly Conversation[]>([]);
  readonly conversationsState = signal<LoadState>({ kind: 'ready' });
  readonly totalUnread = signal(0);
  readonly typing = signal<ReadonlySet<string>>(new Set());
  readonly storage = signal<'indexeddb' | 'memory'>('memory');
  readonly notifies = signal(true);
  readonly timelines = new Map<string, FakeTimeline>();
  readonly calls: Call[] = [];
  readonly #listeners = new Set<(event: SessionMessage) => void>();
  /** Stand-ins for the session's parts, by what would make the real ones. */
  readonly parts = new Map<unknown, SessionPart>();
  /** The error with which actions fail, until it is taken away. */
  failure: unknown;
  isClosed = false;

  readonly userID: string;

  constructor(userID = 'me') {
    this.userID = userID;
  }

  callsOf(name: keyof Session): (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** The timeline of a conversation, whether somebody has opened it or not. */
  timeline(conversationID: string): FakeTimeline {
    const timeline = this.timelines.get(conversationID) ?? new FakeTimeline(conversationID);
    this.timelines.set(conversationID, timeline);
    const conversation = this.conversations.peek().find((item) => item.conversationID === conversationID);
    if (!timeline.conversation.peek()) timeline.conversation.value = conversation;
    return timeline;
  }

  /** Adds conversations to the list, each with its timeline. */
  add(...conversations: Conversation[]): void {
    this.conversations.value = [...this.conversations.value, ...conversations];
    for (const conversation of conversations)
      this.timeline(conversation.conversationID).conversation.value = conversation;
  }

  change(conversationID: string, change: Partial<Conversation>): void {
    this.conversations.value = this.conversations.value.map((conversation) =>
      conversation.conversationID === conversationID ? { ...conversation, ...change } : conversation,
    );
  }

  report(event: SessionMessage): void {
    for (const listener of this.#listeners) listener(event);
  }

  openTimeline(conversationID: string): Timeline {
    const timeline = this.timeline(conversationID);
    timeline.holders += 1;
    return timeline;
  }

  onMessage(listener: (event: SessionMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async startConversation(target: { userID: string } | { groupID: string }): Promise<string> {
    await this.#called('startConversation', target);
    return 'userID' in target ? `single_${target.userID}` : `group_${target.groupID}`;
  }

  readonly pin = (id: string, isPinned: boolean): Promise<void> => this.#called('pin', id, isPinned);
  readonly setReceiveOption = (id: string, opt: OptType): Promise<void> =>
    this.#called('setReceiveOption', id, opt);
  readonly markConversationRead = (id: string): Promise<void> => this.#called('markConversationRead', id);
  readonly deleteConversation = (id: string): Promise<void> => this.#called('deleteConversation', id);
  readonly logout = (): Promise<void> => this.#called('logout');

  /** The stand-in for a part; without one the real thing, which never comes online. */
  part<Part extends SessionPart>(make: (context: SessionContext) => Part): Part {
    const part = (this.parts.get(make) as Part | undefined) ?? make(offlineContext(this.userID));
    this.parts.set(make, part);
    return part;
  }

  reconnect(token?: string): void {
    this.calls.push({ name: 'reconnect', args: token === undefined ? [] : [token] });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return this.#called('close');
  }

  async #called(name: keyof Session, ...args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure as Error;
  }
}

function offlineContext(userID: string): SessionContext {
  return {
    userID,
    clock: { now: () => Date.now(), setTimeout: () => undefined, clearTimeout: () => undefined },
    logger: { warn: () => undefined, error: () => undefined },
    opened: new Promise(() => undefined),
    online: () => undefined,
    isDown: () => false,
    authorship: () => ({
      sendID: userID,
      senderNickname: '',
      senderFaceUrl: '',
      platformID: 5,
      clientMsgID: '',
      nowMs: 0,
    }),
    background: () => undefined,
  };
}

let lastID = 0;

export type MessageOptions = {
  readonly id?: string;
  readonly outgoing?: boolean;
  readonly atMs?: number;
  readonly conversationID?: string;
  readonly delivery?: TimelineMessage['delivery'];
  readonly message?: Partial<MessageItem>;
};

/** A text message from Mara, unless told otherwise. */
export function textMessage(text: string, options: MessageOptions = {}): TimelineMessage {
  return anyMessage(ContentType.Text, {}, { ...options, message: { content: text, ...options.message } });
}

/** A message of any type, with the element that fits it. */
export function anyMessage(
  contentType: number,
  elements: Partial<MessageElements>,
  options: MessageOptions = {},
): TimelineMessage {
  lastID += 1;
  const { outgoing = false, atMs = Date.now(), conversationID = 'single_mara' } = options;
  const elementName = elementOfType(contentType);
  const element = elementName && elements[elementName];
  const message: MessageItem = {
    ...blankMessage(),
    clientMsgID: options.id ?? `message-${String(lastID)}`,
    serverMsgID: `server-${String(lastID)}`,
    sendID: outgoing ? 'me' : 'mara',
    senderNickname: outgoing ? 'Me Myself' : 'Mara Keller',
    recvID: outgoing ? 'mara' : 'me',
    sessionType: SessionType.Single,
    createTime: atMs,
    sendTime: atMs,
    status: MessageStatus.Sent,
    contentType,
    ...elements,
    ...(element && { content: contentOfElement(element) }),
    ...options.message,
  };
  const delivery = options.delivery ?? { kind: 'sent' };
  // As in the cache: what is not sent stands behind everything that is.
  const sortKey = delivery.kind === 'sent' ? atMs : UNSENT_SORT_KEY + lastID;
  return { conversationID, sortKey, outgoing, delivery, message };
}

/** A conversation with a person, or with a group when `groupID` is given. */
export function conversation(name: string, options: Partial<Conversation> = {}): Conversation {
  const { groupID = '' } = options;
  const userID = options.userID ?? (groupID ? '' : (name.split(' ')[0] ?? name).toLowerCase());
  return {
    conversationID: groupID ? `group_${groupID}` : `single_${userID}`,
    conversationType: groupID ? SessionType.Group : SessionType.Single,
    userID,
    groupID,
    showName: name,
    faceURL: '',
    recvMsgOpt: OptType.Normal,
    unreadCount: 0,
    groupAtType: GroupAtType.None,
    latestMsgSendTime: options.latestMessage?.sendTime ?? Date.now(),
    draftText: '',
    draftTextTime: 0,
    isPinned: false,
    isPrivateChat: false,
    isNotInGroup: false,
    attachedInfo: '',
    ex: '',
    latestMessage: undefined,
    latestDelivery: undefined,
    ...options,
  };
}

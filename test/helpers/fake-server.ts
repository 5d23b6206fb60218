import {
  blankElements,
  blankMessage,
  ContentType,
  conversationIDOf,
  conversationIDOfMessage,
  ErrorCode,
  isHiddenConversation,
  MessageStatus,
  OpenIMError,
  SessionType,
  toJson,
  type ChangedInbox,
  type ConversationItem,
  type EventFrame,
  type EventName,
  type Events,
  type GetInboxChangesParams,
  type InboxChanges,
  type MessageItem,
  type SendMsgParams,
} from '../../src/protocol/index.js';
import { makeConversation } from './messages.js';

/** A connection as the server sees it. */
export type Connection = { readonly userID: string; deliver(frame: EventFrame): void };

type Account = {
  /** Ascending by sendTime; revoked and deleted copies stay with their status. */
  readonly copies: MessageItem[];
  readonly conversations: Map<string, ConversationItem>;
  lastSeq: number;
  /** Numbers of the latest changes of copies, ascending. */
  /** And of conversations that were deleted. */
  readonly changes: Map<string, number>;
  /** When conversations were deleted. */
  readonly clearedTimes: Map<string, number>;
  lastChange: number;
  /** Numbers of the latest changes of conversation records. */
  readonly changedRecords: Map<string, number>;
  lastRecordChange: number;
};

const EPOCH = 'epoch';

/**
 * What a gateway does by the domain rules, in memory and at once: copies, conversations, history, revokes, receipts and
 * the events that follow. Single chats and groups without management; for tests that script connections.
 */
export class FakeServer {
  readonly connections = new Set<Connection>();
  readonly groups = new Map<string, readonly string[]>();
  /** Says `sourceMessageSendTime` in notices, as our gateway does. */
  readonly tellsPlaces: boolean;
  /** Refuses a used clientMsgID with 202 whatever it holds, as original gateways do. */
  readonly isIdempotent: boolean;
  /** Says what happened to the user's data since a cursor, at most so many messages at once, as our gateway does; 0: never. */
  readonly inboxPageSize: number;
  /** Says with that which conversation records changed, at most so many, as our gateway does; 0: never. */
  recordPageSize: number;
  readonly #accounts = new Map<string, Account>();
  #timeMs = 1_700_000_000_000;
  #serial = 0;

  constructor({ tellsPlaces = true, isIdempotent = true, inboxPageSize = 0, recordPageSize = 500 } = {}) {
    this.tellsPlaces = tellsPlaces;
    this.isIdempotent = isIdempotent;
    this.inboxPageSize = inboxPageSize;
    this.recordPageSize = recordPageSize;
  }

  /** Visible messages of a user's conversation, oldest first. */
  history(userID: string, conversationID: string): MessageItem[] {
    return this.#account(userID).copies.filter(
      (copy) => copy.status <= MessageStatus.Failed && conversationIDOfMessage(copy, userID) === conversationID,
    );
  }

  /** A user's copy of a message, whatever its status. */
  copy(userID: string, clientMsgID: string): MessageItem | undefined {
    return this.#account(userID).copies.find((copy) => copy.clientMsgID === clientMsgID);
  }

  conversation(userID: string, conversationID: string): ConversationItem {
    const { conversations } = this.#account(userID);
    const item = conversations.get(conversationID) ?? makeConversation(conversationID);
    conversations.set(conversationID, item);
    return item;
  }

  list(userID: string): ConversationItem[] {
    return [...this.#account(userID).conversations.values()].filter((item) => !isHiddenConversation(item));
  }

  inboxChanges(userID: string, { epoch, seq, change, records }: GetInboxChangesParams): InboxChanges {
    const { copies, changedRecords, lastSeq, lastChange, lastRecordChange } = this.#account(userID);
    const tellsRecords = this.recordPageSize > 0;
    const point = tellsRecords ? { records: { seq: lastSeq, change: lastRecordChange } } : {};
    const now = { epoch: EPOCH, seq: lastSeq, change: lastChange, ...point };
    const none = { messages: [], deletedMessages: [], clearedConversations: [], authors: [] };
    if (epoch !== EPOCH) return { ...none, isContinued: false, cursor: now, isEnd: true };
    const changedList = this.list(userID).filter(
      ({ conversationID }) => (changedRecords.get(conversationID) ?? 0) > (records?.change ?? 0),
    );
    const answersRecords = tellsRecords && records && changedList.length <= this.recordPageSize;
    const conversations = answersRecords ? { conversations: changedList } : {};
    const found = copies.filter((copy) => copy.seq > seq).sort((a, b) => a.seq - b.seq);
    const page = found.slice(0, this.inboxPageSize);
    const messages = page.filter(({ status }) => status <= MessageStatus.Failed);
    if (page.length < found.length) {
      const cursor = { ...now, seq: page.at(-1)?.seq ?? seq, change };
      return { ...none, messages, ...conversations, isContinued: true, cursor, isEnd: false };
    }
    const changed = this.#changedSince(userID, change);
    return {
      ...changed,
      messages: [...messages, ...changed.messages],
      ...conversations,
      isContinued: true,
      cursor: now,
      isEnd: true,
    };
  }

  /** @param from the connection that sends; other people's messages come without one */
  send(userID: string, { recvID, groupID, message }: SendMsgParams, from?: Connection): MessageItem {
    const given = JSON.parse(message) as MessageItem;
    const present = this.copy(userID, given.clientMsgID);
    if (present && present.status !== MessageStatus.Failed) {
      // Whatever has become of it, as our gateway answers.
      if (this.isIdempotent) return { ...present, status: MessageStatus.Sent };
      throw new OpenIMError(ErrorCode.MessageRefused, 'used');
    }
    const stored: MessageItem = {
      ...given,
      serverMsgID: `s${String(++this.#serial)}`,
      sendID: userID,
      recvID,
      groupID: recvID ? '' : groupID,
      sessionType: recvID ? SessionType.Single : SessionType.Group,
      sendTime: ++this.#timeMs,
      status: MessageStatus.Sent,
    };
    this.#distribute(stored, from);
    return this.copy(userID, stored.clientMsgID) ?? stored;
  }

  /** A text of somebody's, from a client that is not under test. */
  say(
    userID: string,
    target: { recvID: string } | { groupID: string },
    text: string,
    contentType: number = ContentType.Text,
  ): MessageItem {
    const clientMsgID = `${userID}${String(++this.#serial)}`.padStart(32, '0');
    const message = toJson({ ...blankMessage(), clientMsgID, content: text, contentType });
    return this.send(userID, { recvID: '', groupID: '', ...target, message });
  }

  revoke(userID: string, clientMsgID: string, from?: Connection): void {
    const original = this.copy(userID, clientMsgID);
    if (!original) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown message');
    for (const member of this.#members(original))
      this.#update(member, clientMsgID, { status: MessageStatus.Revoked });
    const notice: MessageItem = {
      ...original,
      ...blankElements(),
      clientMsgID: `notice${String(++this.#serial)}`.padStart(32, '0'),
      contentType: ContentType.RevokeNotice,
      content: clientMsgID,
      sendTime: ++this.#timeMs,
      ...(this.tellsPlaces ? { sourceMessageSendTime: original.sendTime } : {}),
    };
    this.#distribute(notice, from, (connection) => emit(connection, 'OnRecvMessageRevoked', clientMsgID));
    for (const member of this.#members(original)) this.#tellChanges(member, 1);
  }

  /** `readerID` has read the messages. */
  markRead(readerID: string, msgIDList: readonly string[]): void {
    const message = this.copy(readerID, msgIDList[0] ?? '');
    if (!message) throw new OpenIMError(ErrorCode.NotAllowedNow, 'nothing to mark');
    for (const clientMsgID of msgIDList) {
      for (const member of this.#members(message)) this.#update(member, clientMsgID, { isRead: true });
    }
    const receipt = {
      userID: readerID,
      uid: readerID,
      groupID: '',
      msgIDList: [...msgIDList],
      readTime: this.#timeMs,
    };
    const receipts = [{ ...receipt, msgFrom: 100, contentType: 112, sessionType: SessionType.Single }];
    for (const connection of this.#connectionsOf(message.sendID)) {
      emit(connection, 'OnRecvC2CReadReceipt', toJson(receipts));
    }
    for (const member of this.#members(message)) this.#tellChanges(member, msgIDList.length);
  }

  /** The user's own copy goes; no event, as for a message that is not the latest. */
  deleteCopy(userID: string, clientMsgID: string): void {
    this.#update(userID, clientMsgID, { status: MessageStatus.Deleted });
    this.#tellChanges(userID, 1);
  }

  clear(userID: string, conversationID: string): void {
    for (const { clientMsgID } of this.history(userID, conversationID)) this.deleteCopy(userID, clientMsgID);
    this.changeConversation(userID, conversationID, { latestMsg: '', unreadCount: 0, draftText: '' });
  }

  /** Its record is reset, and hidden; other connections are not told. */
  deleteConversation(userID: string, conversationID: string): void {
    for (const { clientMsgID } of this.history(userID, conversationID)) this.deleteCopy(userID, clientMsgID);
    this.#setConversation(userID, makeConversation(conversationID));
    const account = this.#account(userID);
    account.changes.delete(conversationID);
    account.changes.set(conversationID, ++account.lastChange);
    account.clearedTimes.set(conversationID, this.#timeMs);
  }

  setDraft(userID: string, conversationID: string, draftText: string): void {
    this.changeConversation(userID, conversationID, { draftText, draftTextTime: draftText ? ++this.#timeMs : 0 });
  }

  changeConversation(userID: string, conversationID: string, members: Partial<ConversationItem>): void {
    const item = { ...this.conversation(userID, conversationID), ...members };
    this.#setConversation(userID, item);
    for (const connection of this.#connectionsOf(userID))
      emit(connection, 'OnConversationChanged', toJson([item]));
  }

  #distribute(
    message: MessageItem,
    from: Connection | undefined,
    before?: (connection: Connection) => void,
  ): void {
    for (const member of this.#members(message)) {
      const account = this.#account(member);
      const { copies } = account;
      const failed = copies.findIndex(({ clientMsgID }) => clientMsgID === message.clientMsgID);
      if (failed >= 0) copies.splice(failed, 1);
      const copy = { ...message, seq: this.inboxPageSize > 0 ? ++account.lastSeq : 0 };
      copies.push(copy);
      const others = this.#connectionsOf(member).filter((connection) => connection !== from);
      for (const connection of others) {
        before?.(connection);
        emit(connection, 'OnRecvNewMessage', toJson(copy));
      }
      if (message.contentType === ContentType.CustomWithoutConversation) continue;
      const conversationID = conversationIDOfMessage(message, member);
      const { unreadCount } = this.conversation(member, conversationID);
      const counts = member !== message.sendID && message.contentType !== ContentType.RevokeNotice;
      this.changeConversation(member, conversationID, {
        latestMsg: toJson(copy),
        latestMsgSendTime: message.sendTime,
        unreadCount: unreadCount + (counts ? 1 : 0),
      });
    }
  }

  #members({ sessionType, groupID, sendID, recvID }: MessageItem): readonly string[] {
    if (sessionType === SessionType.Group) return this.groups.get(groupID) ?? [];
    return [...new Set([sendID, recvID])];
  }

  #update(userID: string, clientMsgID: string, members: Partial<MessageItem>): void {
    const account = this.#account(userID);
    const { changes, copies } = account;
    const index = copies.findIndex((copy) => copy.clientMsgID === clientMsgID);
    const copy = copies[index];
    if (!copy) return;
    copies[index] = { ...copy, ...members };
    const conversationID = conversationIDOfMessage(copy, userID);
    const latest = this.history(userID, conversationID)
      .filter(({ contentType }) => contentType !== ContentType.CustomWithoutConversation)
      .at(-1);
    const latestMsg = latest ? toJson(latest) : '';
    this.#setConversation(userID, { ...this.conversation(userID, conversationID), latestMsg });
    changes.delete(clientMsgID);
    changes.set(clientMsgID, ++account.lastChange);
  }

  #setConversation(userID: string, item: ConversationItem): void {
    const account = this.#account(userID);
    account.conversations.set(item.conversationID, item);
    account.changedRecords.set(item.conversationID, ++account.lastRecordChange);
  }

  #changedSince(userID: string, after: number): ChangedInbox {
    const changed = [...this.#account(userID).changes].filter(([, number]) => number > after);
    const copies = changed.flatMap(([clientMsgID]) => this.copy(userID, clientMsgID) ?? []);
    const [messages, gone] = [true, false].map((isVisible) =>
      copies.filter(({ status }) => status <= MessageStatus.Failed === isVisible),
    ) as [MessageItem[], MessageItem[]];
    const deletedMessages = gone.map(({ clientMsgID }) => clientMsgID);
    const { clearedTimes } = this.#account(userID);
    const clearedConversations = changed.flatMap(([conversationID]) => {
      const clearedTime = clearedTimes.get(conversationID);
      if (clearedTime === undefined) return [];
      return [
        { conversationID, clearedTime, isHidden: isHiddenConversation(this.conversation(userID, conversationID)) },
      ];
    });
    return { messages, deletedMessages, clearedConversations, authors: [] };
  }

  /** Tells the user's connections of their last changes, after the protocol's own events. */
  #tellChanges(userID: string, count: number): void {
    if (this.inboxPageSize === 0) return;
    const { lastChange: change } = this.#account(userID);
    const afterChange = change - count;
    const data = toJson({ ...this.#changedSince(userID, afterChange), afterChange, change });
    for (const connection of this.#connectionsOf(userID)) emit(connection, 'OnInboxChanged', data);
  }

  #account(userID: string): Account {
    const account = this.#accounts.get(userID) ?? {
      copies: [],
      conversations: new Map(),
      lastSeq: 0,
      changes: new Map(),
      clearedTimes: new Map(),
      lastChange: 0,
      changedRecords: new Map(),
      lastRecordChange: 0,
    };
    this.#accounts.set(userID, account);
    return account;
  }

  #connectionsOf(userID: string): Connection[] {
    return [...this.connections].filter((connection) => connection.userID === userID);
  }
}

/** conversationID of a single chat with a user. */
export function chatWith(userID: string): string {
  return conversationIDOf({ userID });
}

function emit<Name extends EventName>(connection: Connection, event: Name, data: Events[Name]): void {
  const frame = { event, errCode: 0, errMsg: '', data, operationID: '0' };
  connection.deliver(frame as EventFrame);
}

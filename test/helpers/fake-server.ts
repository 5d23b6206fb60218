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
  type ConversationItem,
  type EventFrame,
  type EventName,
  type Events,
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
};

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
  readonly #accounts = new Map<string, Account>();
  #timeMs = 1_700_000_000_000;
  #serial = 0;

  constructor({ tellsPlaces = true, isIdempotent = true } = {}) {
    this.tellsPlaces = tellsPlaces;
    this.isIdempotent = isIdempotent;
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

  /** @param from the connection that sends; other people's messages come without one */
  send(userID: string, { recvID, groupID, message }: SendMsgParams, from?: Connection): MessageItem {
    const given = JSON.parse(message) as MessageItem;
    const present = this.copy(userID, given.clientMsgID);
    if (present && present.status !== MessageStatus.Failed) {
      if (this.isIdempotent) return present;
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
    return stored;
  }

  /** A text of somebody's, from a client that is not under test. */
  say(userID: string, target: { recvID: string } | { groupID: string }, text: string): MessageItem {
    const clientMsgID = `${userID}${String(++this.#serial)}`.padStart(32, '0');
    const message = toJson({ ...blankMessage(), clientMsgID, content: text, contentType: ContentType.Text });
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
  }

  /** The user's own copy goes; no event, as for a message that is not the latest. */
  deleteCopy(userID: string, clientMsgID: string): void {
    this.#update(userID, clientMsgID, { status: MessageStatus.Deleted });
  }

  clear(userID: string, conversationID: string): void {
    for (const { clientMsgID } of this.history(userID, conversationID)) this.deleteCopy(userID, clientMsgID);
    this.changeConversation(userID, conversationID, { latestMsg: '', unreadCount: 0, draftText: '' });
  }

  /** Its record is reset, and hidden; other connections are not told. */
  deleteConversation(userID: string, conversationID: string): void {
    for (const { clientMsgID } of this.history(userID, conversationID)) this.deleteCopy(userID, clientMsgID);
    this.#account(userID).conversations.set(conversationID, makeConversation(conversationID));
  }

  changeConversation(userID: string, conversationID: string, members: Partial<ConversationItem>): void {
    const item = { ...this.conversation(userID, conversationID), ...members };
    this.#account(userID).conversations.set(conversationID, item);
    for (const connection of this.#connectionsOf(userID))
      emit(connection, 'OnConversationChanged', toJson([item]));
  }

  #distribute(
    message: MessageItem,
    from: Connection | undefined,
    before?: (connection: Connection) => void,
  ): void {
    for (const member of this.#members(message)) {
      const { copies } = this.#account(member);
      const failed = copies.findIndex(({ clientMsgID }) => clientMsgID === message.clientMsgID);
      if (failed >= 0) copies.splice(failed, 1);
      copies.push({ ...message });
      const others = this.#connectionsOf(member).filter((connection) => connection !== from);
      for (const connection of others) {
        before?.(connection);
        emit(connection, 'OnRecvNewMessage', toJson(message));
      }
      const conversationID = conversationIDOfMessage(message, member);
      const { unreadCount } = this.conversation(member, conversationID);
      const counts = member !== message.sendID && message.contentType !== ContentType.RevokeNotice;
      this.changeConversation(member, conversationID, {
        latestMsg: toJson(message),
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
    const { copies } = this.#account(userID);
    const index = copies.findIndex((copy) => copy.clientMsgID === clientMsgID);
    const copy = copies[index];
    if (copy) copies[index] = { ...copy, ...members };
  }

  #account(userID: string): Account {
    const account = this.#accounts.get(userID) ?? { copies: [], conversations: new Map() };
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

/**
 * How a message reaches people (domain rules 4.6): its body is stored once, each receiver gets a copy and a changed
 * conversation record, and those who are online get the events. People's messages, revoke notices and notifications all
 * take this path; a handler only decides who the receivers are and where its reply stands among the events.
 *
 *     const delivery = deliver(store, message, receivers, call.nowMs);   // all writes
 *     const replied = call.reply(delivery.senderData());                 // then the output, in this order
 *     delivery.announceToSender(call.events, call.session);
 *     delivery.announceToReceivers(call.events);
 *
 * {@link notify} does all of this for a system notification.
 */
import {
  AT_ALL_TAG,
  conversationIDOf,
  ContentType,
  countsAsUnread,
  elementsOfContent,
  GroupAtType,
  isNotification,
  MessageFrom,
  MessageStatus,
  NotificationType,
  OptType,
  toJson,
  type ConversationTarget,
  type MessageItem,
} from '../src/protocol/index.js';
import type { BareRecord } from './db/conversation-record.js';
import type { ChangedRecord } from './db/conversations.js';
import { messageItem } from './db/message-item.js';
import type { AuthorRow, MessageRow } from './db/message-rows.js';
import { filedUnder } from './db/messages.js';
import { transientRow, type Acceptance, type NewMessage } from './db/new-message.js';
import type { Store } from './db/store.js';
import type { Recipient } from './db/recipients.js';
import { threadKey } from './db/threads.js';
import { FreshMessage } from './fresh-message.js';
import { newID } from './new-id.js';
import { EscapedData, escapeJson } from './shared-json.js';
import type { EventSender } from './events.js';
import type { LiveSession } from './hub.js';

/** What storing one user's copy did to their conversation. */
type StoredCopy = {
  readonly userID: string;
  readonly seq: number;
  /** The event that announces the changed conversation; undefined if this type of message changes no conversation. */
  readonly conversationEvent: 'OnNewConversation' | 'OnConversationChanged' | undefined;
  /** Whether it counted as unread. */
  readonly counted: boolean;
};

/** A system notification on behalf of `sendID` (domain rules 14). */
export type Notification = {
  readonly sendID: string;
  /** Where it appears: the other person, or the group. */
  readonly target: ConversationTarget;
  readonly contentType: NotificationType;
  /** Its members depend on the content type (domain rules 14.2). */
  readonly detail: object;
  /** A short English sentence. */
  readonly defaultTips: string;
};

/** Notifications about membership, which reach even members who do not receive the group's messages. */
const PASSES_MUTE: ReadonlySet<number> = new Set<number>([
  NotificationType.GroupOwnerTransferred,
  NotificationType.MemberKicked,
  NotificationType.GroupDismissed,
]);

/** A stored message with everybody's copies, ready to be announced. */
export class Delivery {
  readonly #store: Store;
  readonly #message: FreshMessage;
  readonly #senderCopy: StoredCopy;
  readonly #receiverCopies: readonly StoredCopy[];
  #records: ReadonlyMap<string, ChangedRecord> | undefined;

  constructor(store: Store, body: MessageRow & AuthorRow, sender: StoredCopy, receivers: readonly StoredCopy[]) {
    this.#store = store;
    this.#message = new FreshMessage(body);
    this.#senderCopy = sender;
    this.#receiverCopies = receivers;
  }

  get messagePk(): number {
    return this.#message.row.message_pk;
  }

  /** The users who got a copy, without the sender. */
  get receiverIDs(): string[] {
    return this.#receiverCopies.map(({ userID }) => userID);
  }

  /** The message as the sender sees it, for a reply. */
  senderData(): EscapedData {
    return this.#data(this.#senderCopy);
  }

  /** Sends the message to the sender's connections other than `except`, and the changed conversation to all of them. */
  announceToSender(events: EventSender, except?: LiveSession): void {
    const { userID } = this.#senderCopy;
    if (!events.isOnline(userID)) return;
    events.toUser(userID, 'OnRecvNewMessage', () => this.senderData(), except);
    events.noteSeen(userID, this.#senderCopy.seq);
    this.#announceConversation(events, this.#senderCopy);
  }

  /** Sends only the changed conversation to the sender's connections, as after a message that failed. */
  announceConversationToSender(events: EventSender): void {
    if (events.isOnline(this.#senderCopy.userID)) this.#announceConversation(events, this.#senderCopy);
  }

  /**
   * Sends to each receiver who is online: the message, the changed conversation and, if the message counts as unread,
   * their total of unread messages.
   *
   * @param before called first for each of these receivers, to send what must precede the message
   */
  announceToReceivers(events: EventSender, before?: (userID: string) => void): void {
    for (const copy of this.#receiverCopies) {
      const { userID } = copy;
      if (!events.isOnline(userID)) continue;
      before?.(userID);
      events.toUser(userID, 'OnRecvNewMessage', this.#data(copy));
      events.noteSeen(userID, copy.seq);
      this.#announceConversation(events, copy);
      const total = this.#recordsOf(events).get(userID)?.totalUnread;
      if (copy.counted && total !== undefined) {
        events.toUser(userID, 'OnTotalUnreadMessageCountChanged', String(total));
      }
    }
  }

  #announceConversation(events: EventSender, copy: StoredCopy): void {
    if (!copy.conversationEvent) return;
    const changed = this.#recordsOf(events).get(copy.userID);
    if (!changed) return;
    const { record, otherLatest } = changed;
    const data =
      otherLatest === undefined ? this.#recordData(record, copy) : toJson([{ ...record, latestMsg: otherLatest }]);
    events.toUser(copy.userID, copy.conversationEvent, data);
  }

  /** Returns a list of the one record as JSON; its `latestMsg` is the message, as JSON inside a string. */
  #recordData(record: BareRecord, copy: StoredCopy): EscapedData {
    const start = escapeJson(`[${JSON.stringify(record).slice(0, -1)},"latestMsg":"`, 1);
    return new EscapedData([start, ...this.#message.pieces(copy.userID, copy.seq, 2), AFTER_LATEST]);
  }

  #data({ userID, seq }: StoredCopy): EscapedData {
    return new EscapedData(this.#message.pieces(userID, seq, 1));
  }

  /** Returns the records of all parties who are online. Reads once: nothing is written between storing and announcing. */
  #recordsOf(events: EventSender): ReadonlyMap<string, ChangedRecord> {
    return (this.#records ??= this.#store.conversations.changedBy(
      this.#message.row,
      [this.#senderCopy, ...this.#receiverCopies]
        .map(({ userID }) => userID)
        .filter((userID) => events.isOnline(userID)),
    ));
  }
}

const AFTER_LATEST = escapeJson('"}]', 1);

/**
 * Stores a message for its sender and `receiverIDs`, who must exist. Receivers who muted the conversation get no copy.
 *
 * @param replaces primary key of a failed message whose copy is already deleted and whose body this message takes over
 */
export function deliver(
  store: Store,
  message: NewMessage,
  receiverIDs: readonly string[],
  nowMs: number,
  replaces?: number,
): Delivery {
  const { sendID, contentType } = message;
  const parties = new Set([sendID, ...receiverIDs]);
  const memberCount = message.groupID === '' ? 0 : parties.size;
  const body = storeBody(store, sendID, message, { status: MessageStatus.Sent, memberCount }, nowMs, replaces);
  const recipients = store.recipients
    .of(body, [...parties])
    .filter(
      ({ userID, recvMsgOpt }) => userID === sendID || recvMsgOpt !== OptType.Mute || PASSES_MUTE.has(contentType),
    );
  store.recipients.addCopies(body, recipients, body.status);
  if (showsInConversation(contentType)) {
    store.recipients.setLatest(body, recipients, countsAsUnread(contentType));
    noteMentions(store, body, recipients);
  }
  const sender = recipients.find(({ userID }) => userID === sendID);
  if (!sender) throw new Error(`no inbox for ${sendID}`);
  const receivers = recipients.filter((recipient) => recipient !== sender);
  return new Delivery(
    store,
    body,
    storedCopy(body, sendID, sender.nextSeq, sender.isNew, false),
    receivers.map(({ userID, nextSeq, latestSendTimeMs }) =>
      storedCopy(body, userID, nextSeq, latestSendTimeMs === 0, countsAsUnread(contentType)),
    ),
  );
}

function storedCopy(
  { content_type }: MessageRow,
  userID: string,
  seq: number,
  isNew: boolean,
  counted: boolean,
): StoredCopy {
  if (!showsInConversation(content_type)) return { userID, seq, conversationEvent: undefined, counted: false };
  return { userID, seq, conversationEvent: isNew ? 'OnNewConversation' : 'OnConversationChanged', counted };
}

/** Updates the "somebody mentioned you" mark, `groupAtType`, in the receivers' conversation records (domain rules 5.5). */
function noteMentions(store: Store, body: MessageRow, recipients: readonly Recipient[]): void {
  if (body.group_id === '' || body.content_type !== ContentType.At) return;
  const { atElem } = elementsOfContent(body.content_type, body.content, '');
  const mentionedIDs = new Set(atElem.atUserList);
  for (const { userID, conversationPk, groupAtType } of recipients) {
    if (userID === body.send_id) continue;
    const after = withMention(groupAtType, mentionedIDs.has(userID), mentionedIDs.has(AT_ALL_TAG));
    if (after !== groupAtType) store.conversations.setGroupAtType(conversationPk, after);
  }
}

function withMention(before: GroupAtType, mentionsMe: boolean, mentionsAll: boolean): GroupAtType {
  const me = mentionsMe || before === GroupAtType.Me || before === GroupAtType.AllAndMe;
  const all = mentionsAll || before === GroupAtType.All || before === GroupAtType.AllAndMe;
  if (me && all) return GroupAtType.AllAndMe;
  if (me) return GroupAtType.Me;
  return all ? GroupAtType.All : before;
}

/** Stores a refused message for its sender alone, with status 3 (domain rules 4.5). */
export function keepFailed(store: Store, message: NewMessage, nowMs: number, replaces?: number): Delivery {
  return keepAside(store, message.sendID, message, MessageStatus.Failed, nowMs, replaces);
}

/** Stores a message for `ownerID` alone, as if it had been sent or received (domain rules 10). */
export function insertLocally(store: Store, ownerID: string, message: NewMessage, nowMs: number): Delivery {
  return keepAside(store, ownerID, message, MessageStatus.Sent, nowMs);
}

/** Stores a single copy outside the inbox's sequence. In the returned delivery, its owner takes the sender's place. */
function keepAside(
  store: Store,
  ownerID: string,
  message: NewMessage,
  status: Acceptance['status'],
  nowMs: number,
  replaces?: number,
): Delivery {
  const body = storeBody(store, ownerID, message, { status, memberCount: 0 }, nowMs, replaces);
  const target = filedUnder(body, ownerID);
  const found = store.conversations.find(ownerID, conversationIDOf(target));
  const { conversationPk } = found ?? store.conversations.create(ownerID, target);
  store.messages.addCopy(conversationPk, body.send_time_ms, body.message_pk, store.inboxes.aside(ownerID), status);
  if (showsInConversation(body.content_type)) {
    store.conversations.setLatest(conversationPk, body.message_pk, body.send_time_ms);
  }
  return new Delivery(store, body, storedCopy(body, ownerID, 0, found === undefined, false), []);
}

/**
 * Sends a message to those of `receiverIDs` who are online and stores nothing: for typing hints (113) and online-only
 * messages (120). Skips the sender's own connections and receivers who muted the conversation.
 *
 * @returns the message as its sender sees it
 */
export function pushOnline(
  store: Store,
  events: EventSender,
  message: NewMessage,
  receiverIDs: readonly string[],
  nowMs: number,
): MessageItem {
  const author = store.users.get(message.sendID);
  const acceptance = { serverMsgID: newID(), sendTimeMs: nowMs, status: MessageStatus.Sent, memberCount: 0 };
  const body = {
    ...transientRow(message, acceptance),
    nickname: author?.nickname ?? '',
    face_url: author?.faceURL ?? '',
  };
  for (const userID of receiverIDs) {
    if (userID === message.sendID || !events.isOnline(userID)) continue;
    const conversation = store.conversations.find(userID, conversationIDOf(filedUnder(body, userID)));
    if (conversation?.recvMsgOpt === OptType.Mute) continue;
    events.toUser(userID, 'OnRecvNewMessage', () => toJson(messageItem(body, userID)));
  }
  return messageItem(body, message.sendID);
}

/**
 * Stores a system notification and announces it to everybody, including the acting user; it is unread for all but them.
 * State events (`OnJoinedGroupAdded`, `OnGroupMemberAdded` …) must be sent before it.
 *
 * @param receiverIDs who gets it besides the acting user, such as the group's members and those just removed
 */
export function notify(
  store: Store,
  events: EventSender,
  notification: Notification,
  receiverIDs: readonly string[],
  nowMs: number,
): void {
  const delivery = deliver(store, notificationMessage(notification, nowMs), receiverIDs, nowMs);
  delivery.announceToSender(events);
  delivery.announceToReceivers(events);
}

function notificationMessage(notification: Notification, nowMs: number): NewMessage {
  const { sendID, target, contentType, detail, defaultTips } = notification;
  return {
    clientMsgID: newID(),
    sendID,
    recvID: 'userID' in target ? target.userID : '',
    groupID: 'groupID' in target ? target.groupID : '',
    contentType,
    content: JSON.stringify({ detail: '', defaultTips, jsonDetail: JSON.stringify(detail) }),
    msgFrom: MessageFrom.System,
    platformID: 0,
    createTimeMs: nowMs,
    attachedInfo: '',
    ex: '',
    offlinePush: '',
    sourceSendTimeMs: null,
  };
}

function storeBody(
  store: Store,
  ownerID: string,
  message: NewMessage,
  { status, memberCount }: Pick<Acceptance, 'status' | 'memberCount'>,
  nowMs: number,
  replaces?: number,
): MessageRow & AuthorRow {
  const target = filedUnder(
    { group_id: message.groupID, send_id: message.sendID, recv_id: message.recvID },
    ownerID,
  );
  const sendTimeMs = store.threads.nextSendTimeMs(threadKey(ownerID, target), nowMs);
  const acceptance = { serverMsgID: newID(), sendTimeMs, status, memberCount };
  const author = store.users.author(message.sendID);
  const row =
    replaces === undefined
      ? { ...transientRow(message, acceptance), message_pk: store.messages.insert(message, acceptance) }
      : store.messages.replace(replaces, message, acceptance);
  store.search.noteStored(row.message_pk);
  return { ...row, nickname: author?.nickname ?? null, face_url: author?.face_url ?? null };
}

/** Messages of type 119 are stored without changing the conversation. */
function showsInConversation(contentType: number): boolean {
  return countsAsUnread(contentType) || isNotification(contentType) || contentType === ContentType.RevokeNotice;
}

/**
 * How a message reaches people (domain rules 4.6): its body is stored once, each receiver gets a copy and a changed
 * conversation record, and whoever is online the events. People's messages, revoke notices and notifications all take
 * this way; what a handler decides is who the receivers are and where its reply stands among the events.
 *
 *     const delivery = deliver(store, message, receivers, call.nowMs);   // all writes
 *     const replied = call.reply(toJson(delivery.itemFor(call.userID))); // then what is sent, in this order
 *     delivery.announceToSender(call.events, call.session);
 *     delivery.announceToReceivers(call.events);
 *
 * A notification of the system is {@link notify}.
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
  type Json,
  type MessageItem,
} from '../src/protocol/index.js';
import type { ConversationState, KnownMessage } from './db/conversations.js';
import type { InboxSlot } from './db/inboxes.js';
import {
  filedUnder,
  messageItem,
  transientRow,
  type Acceptance,
  type AuthorRow,
  type MessageRow,
  type NewMessage,
} from './db/messages.js';
import type { Store } from './db/store.js';
import { threadKey } from './db/threads.js';
import { newID } from './new-id.js';
import type { EventSender } from './events.js';
import type { LiveSession } from './hub.js';

/** What storing one user's copy did to their conversation. */
type StoredCopy = {
  readonly userID: string;
  readonly seq: number;
  /** Which event tells the owner of it; none where the type leaves conversations alone. */
  readonly conversationEvent: 'OnNewConversation' | 'OnConversationChanged' | undefined;
  /** Whether it counted as unread. */
  readonly counted: boolean;
};

/** A message of the system on behalf of `sendID` (domain rules 14). */
export type Notification = {
  readonly sendID: string;
  /** Where it appears: the other person, or the group. */
  readonly target: ConversationTarget;
  readonly contentType: NotificationType;
  /** Members by contentType, domain rules 14.2. */
  readonly detail: object;
  /** A short English sentence. */
  readonly defaultTips: string;
};

/** Notifications that reach even those who do not receive the group's messages: they are about membership. */
const PASSES_MUTE: ReadonlySet<number> = new Set<number>([
  NotificationType.GroupOwnerTransferred,
  NotificationType.MemberKicked,
  NotificationType.GroupDismissed,
]);

/** A stored message with everybody's copies, ready to be announced. */
export class Delivery {
  readonly #store: Store;
  readonly #body: MessageRow & AuthorRow;
  readonly #senderCopy: StoredCopy;
  readonly #receiverCopies: readonly StoredCopy[];
  #senderJson: Json<MessageItem> | undefined;

  constructor(store: Store, body: MessageRow & AuthorRow, sender: StoredCopy, receivers: readonly StoredCopy[]) {
    this.#store = store;
    this.#body = body;
    this.#senderCopy = sender;
    this.#receiverCopies = receivers;
  }

  /** Who got a copy, without the sender. */
  get receiverIDs(): string[] {
    return this.#receiverCopies.map(({ userID }) => userID);
  }

  /** {@link senderItem} as JSON, made once. */
  senderJson(): Json<MessageItem> {
    return (this.#senderJson ??= toJson(this.senderItem()));
  }

  /** The message as the sender sees it. */
  senderItem(): MessageItem {
    return this.#item(this.#senderCopy);
  }

  /** To the sender's connections: the message to all but `except`, and the changed conversation to all. */
  announceToSender(events: EventSender, except?: LiveSession): void {
    const { userID } = this.#senderCopy;
    if (!events.isOnline(userID)) return;
    events.toUser(userID, 'OnRecvNewMessage', () => this.senderJson(), except);
    events.noteSeen(userID, this.#senderCopy.seq);
    this.announceConversationToSender(events);
  }

  /** To the sender's connections: only the changed conversation, as after a message that failed. */
  announceConversationToSender(events: EventSender): void {
    if (!events.isOnline(this.#senderCopy.userID)) return;
    this.#announceConversation(events, this.#senderCopy, this.senderJson());
  }

  /** To each receiver who is online: the message, the conversation, and the total where it counted. */
  announceToReceivers(events: EventSender): void {
    for (const copy of this.#receiverCopies) this.announceToReceiver(events, copy.userID, copy);
  }

  /** As {@link announceToReceivers}, for one of them. */
  announceToReceiver(events: EventSender, userID: string, copy = this.#copyOf(userID)): void {
    if (!copy || !events.isOnline(userID)) return;
    const json = toJson(this.#item(copy));
    events.toUser(userID, 'OnRecvNewMessage', json);
    events.noteSeen(userID, copy.seq);
    this.#announceConversation(events, copy, json);
    if (copy.counted) {
      events.toUser(
        userID,
        'OnTotalUnreadMessageCountChanged',
        String(this.#store.conversations.totalUnread(userID)),
      );
    }
  }

  #announceConversation(events: EventSender, copy: StoredCopy, json: Json<MessageItem>): void {
    if (!copy.conversationEvent) return;
    const known: KnownMessage = { messagePk: this.#body.message_pk, json };
    const conversationID = conversationIDOf(filedUnder(this.#body, copy.userID));
    const item = this.#store.conversations.item(copy.userID, conversationID, known);
    if (item) events.toUser(copy.userID, copy.conversationEvent, toJson([item]));
  }

  #copyOf(userID: string): StoredCopy | undefined {
    return this.#receiverCopies.find((copy) => copy.userID === userID);
  }

  #item(copy: StoredCopy): MessageItem {
    const row = { ...this.#body, seq: copy.seq, copy_status: this.#body.status, is_read: 0, read_time_ms: 0 };
    return messageItem(row, copy.userID);
  }
}

/**
 * Stores a message for its sender and `receiverIDs`, who must exist. Receivers who chose not to receive get nothing.
 *
 * @param replaces key of a failed message whose copy is already gone and whose body this one takes over
 */
export function deliver(
  store: Store,
  message: NewMessage,
  receiverIDs: readonly string[],
  nowMs: number,
  replaces?: number,
): Delivery {
  const others = receiverIDs.filter((userID) => userID !== message.sendID);
  const memberCount = message.groupID === '' ? 0 : others.length + 1;
  const body = storeBody(
    store,
    message.sendID,
    message,
    { status: MessageStatus.Sent, memberCount },
    nowMs,
    replaces,
  );
  const sender = storeOwnCopy(store, message.sendID, body, store.inboxes.next(message.sendID));
  const receivers = others
    .map((userID) => storeReceiverCopy(store, body, userID))
    .filter((copy) => copy !== undefined);
  return new Delivery(store, body, sender, receivers);
}

/** Keeps a message that was refused in its sender's store, with status 3 (domain rules 4.1.6). */
export function keepFailed(store: Store, message: NewMessage, nowMs: number, replaces?: number): Delivery {
  return keepAside(store, message.sendID, message, MessageStatus.Failed, nowMs, replaces);
}

/** Stores a message for `ownerID` alone, as if it had been exchanged (domain rules 10). */
export function insertLocally(store: Store, ownerID: string, message: NewMessage, nowMs: number): Delivery {
  return keepAside(store, ownerID, message, MessageStatus.Sent, nowMs);
}

/** A single copy outside the inbox's sequence; who it is for stands as the sender of the delivery. */
function keepAside(
  store: Store,
  ownerID: string,
  message: NewMessage,
  status: Acceptance['status'],
  nowMs: number,
  replaces?: number,
): Delivery {
  const body = storeBody(store, ownerID, message, { status, memberCount: 0 }, nowMs, replaces);
  return new Delivery(store, body, storeOwnCopy(store, ownerID, body, store.inboxes.aside(ownerID)), []);
}

/**
 * Shows a message to those of `receiverIDs` who are online and keeps nothing: typing hints (113) and online-only
 * messages (120). Not to the sender's own connections, nor to who does not receive from them.
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
 * Stores a notification of the system and announces it to everybody, the acting user included: unread for all but
 * them. State events (`OnJoinedGroupAdded`, `OnGroupMemberAdded` …) go out before it.
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

function storeOwnCopy(store: Store, userID: string, body: MessageRow, slot: InboxSlot): StoredCopy {
  const target = filedUnder(body, userID);
  const found = store.conversations.find(userID, conversationIDOf(target));
  const conversation = found ?? store.conversations.create(userID, target);
  addCopy(store, body, conversation, slot);
  if (!showsInConversation(body.content_type)) {
    return { userID, seq: slot.seq, conversationEvent: undefined, counted: false };
  }
  store.conversations.setLatest(conversation.conversationPk, body.message_pk, body.send_time_ms);
  const conversationEvent = found ? 'OnConversationChanged' : 'OnNewConversation';
  return { userID, seq: slot.seq, conversationEvent, counted: false };
}

function storeReceiverCopy(store: Store, body: MessageRow, userID: string): StoredCopy | undefined {
  const target = filedUnder(body, userID);
  const found = store.conversations.find(userID, conversationIDOf(target));
  if (found?.recvMsgOpt === OptType.Mute && !PASSES_MUTE.has(body.content_type)) return undefined;
  const conversation = found ?? store.conversations.create(userID, target);
  const slot = store.inboxes.next(userID);
  addCopy(store, body, conversation, slot);
  if (!showsInConversation(body.content_type)) {
    return { userID, seq: slot.seq, conversationEvent: undefined, counted: false };
  }
  const counted = countsAsUnread(body.content_type);
  store.conversations.setLatestReceived(
    conversation.conversationPk,
    body.message_pk,
    body.send_time_ms,
    counted,
    groupAtType(conversation.groupAtType, body, userID),
  );
  const conversationEvent = conversation.latestSendTimeMs === 0 ? 'OnNewConversation' : 'OnConversationChanged';
  return { userID, seq: slot.seq, conversationEvent, counted };
}

function addCopy(store: Store, body: MessageRow, conversation: ConversationState, slot: InboxSlot): void {
  store.messages.addCopy(conversation.conversationPk, body.send_time_ms, body.message_pk, slot, body.status);
}

/** 119 is stored without touching the conversation. */
function showsInConversation(contentType: number): boolean {
  return countsAsUnread(contentType) || isNotification(contentType) || contentType === ContentType.RevokeNotice;
}

/** What the message makes of "somebody mentioned you" in the viewer's record (domain rules 5.1). */
function groupAtType(before: GroupAtType, body: MessageRow, viewerID: string): GroupAtType {
  if (body.group_id === '' || body.content_type !== ContentType.At) return before;
  const mentioned = elementsOfContent(body.content_type, body.content, viewerID).atElem.atUserList ?? [];
  const me = mentioned.includes(viewerID) || before === GroupAtType.Me || before === GroupAtType.AllAndMe;
  const all = mentioned.includes(AT_ALL_TAG) || before === GroupAtType.All || before === GroupAtType.AllAndMe;
  if (me && all) return GroupAtType.AllAndMe;
  if (me) return GroupAtType.Me;
  return all ? GroupAtType.All : before;
}

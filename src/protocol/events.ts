import type {
  BlackItem,
  ConversationItem,
  FriendApplicationItem,
  FriendItem,
  FullUserItem,
  GroupApplicationItem,
  GroupItem,
  GroupMemberItem,
} from './entities.js';
import type { MessageItem, ProgressItem, ReadReceiptItem } from './message-entities.js';
import type { InboxChange, RevokeInfo } from './extra-entities.js';
import type { WsResponse } from './frames.js';
import type { Json } from './json.js';

/**
 * Every event a client can listen to, with the content of its `data` (protocol 5). The compiler keeps this interface and
 * the run-time table ({@link eventTable}) in step: a name missing from either is a compile error.
 *
 * An event is emitted after the change it reports was committed, so a query made from a listener sees the new state.
 */
export interface Events {
  // ── Connection ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A connection attempt has started. Sent to the connection that logs in. */
  OnConnecting: '';
  /** The connection is established. Sent to the connection that logs in. */
  OnConnectSuccess: '';
  /** A connection attempt failed, or the token was refused; errCode and errMsg of the frame say why. */
  OnConnectFailed: '';
  /** Another login replaced this one, or an administrator ended it. No more events follow. */
  OnKickedOffline: '';
  /** The token has expired; log in with a new one. */
  OnUserTokenExpired: '';

  // ── Users ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The user's own record changed. Sent to all of the user's connections. */
  OnSelfInfoUpdated: Json<FullUserItem>;

  // ── Messages ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Progress of a message being sent, 0–100. Only sent to the sending connection, before its reply. */
  OnProgress: Json<ProgressItem>;

  /** A new message; includes the user's own from another connection, and typing indicators (contentType 113). */
  OnRecvNewMessage: Json<MessageItem>;
  /** Like OnRecvNewMessage, several at once, for sessions that logged in with `isBatch`. */
  OnRecvNewMessages: Json<MessageItem[]>;
  /**
   * A message was revoked; `data` is its plain clientMsgID, not JSON. The notice (111) follows as OnRecvNewMessage.
   */
  OnRecvMessageRevoked: string;
  /** A message was revoked by newRevokeMessage: which one, and by whom. A notice (118) takes its place. */
  OnNewRecvMessageRevoked: Json<RevokeInfo>;
  /**
   * The peer read messages from the user; also sent to the reader's other connections. An array, contrary to the
   * seed's documentation.
   */
  OnRecvC2CReadReceipt: Json<ReadReceiptItem[]>;
  /** Group members read messages from the user. */
  OnRecvGroupReadReceipt: Json<ReadReceiptItem[]>;
  /**
   * Changes to the user's data that no other event reports, and how far a client that applies them is up to date. Sent
   * to connections that asked for extensions, after the other events of the same cause.
   */
  OnInboxChanged: Json<InboxChange>;

  // ── Conversations and catching up ─────────────────────────────────────────────────────────────────────────────────

  /** Complete records of the conversations that changed: insert or replace them by conversationID. */
  OnConversationChanged: Json<ConversationItem[]>;
  /** New conversations. An array, contrary to the seed's documentation. */
  OnNewConversation: Json<ConversationItem[]>;
  /** The client starts to catch up on missed messages. */
  OnSyncServerStart: '';
  /** The client has caught up. */
  OnSyncServerFinish: '';
  /** Catching up failed. */
  OnSyncServerFailed: '';
  /** The new total of unread messages, as decimal text. */
  OnTotalUnreadMessageCountChanged: string;

  // ── Friends and blacklist ─────────────────────────────────────────────────────────────────────────────────────────

  /** A friend application was received or sent. Sent to both sides. */
  OnFriendApplicationAdded: Json<FriendApplicationItem>;
  /** An application record was removed. */
  OnFriendApplicationDeleted: Json<FriendApplicationItem>;
  /** An application was accepted. Sent to both sides. */
  OnFriendApplicationAccepted: Json<FriendApplicationItem>;
  /** An application was refused. Sent to both sides. */
  OnFriendApplicationRejected: Json<FriendApplicationItem>;
  /** A friend was added, from the receiver's point of view. */
  OnFriendAdded: Json<FriendItem>;
  /** A friend was deleted. Only sent to the user who deleted them. */
  OnFriendDeleted: Json<FriendItem>;
  /** A friend's profile or remark changed. */
  OnFriendInfoChanged: Json<FriendItem>;
  /** A user was added to the blacklist. Only sent to its owner. */
  OnBlackAdded: Json<BlackItem>;
  /** A user was removed from the blacklist. Only sent to its owner. */
  OnBlackDeleted: Json<BlackItem>;

  // ── Groups ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The user became a member of the group. */
  OnJoinedGroupAdded: Json<GroupItem>;
  /** The user is no longer a member; contains the group as last known. */
  OnJoinedGroupDeleted: Json<GroupItem>;
  /** The group's record changed, including memberCount. Follows the member events that caused it. */
  OnGroupInfoChanged: Json<GroupItem>;
  /** A member joined. Sent to the existing members. */
  OnGroupMemberAdded: Json<GroupMemberItem>;
  /** A member left. Sent to the remaining members. */
  OnGroupMemberDeleted: Json<GroupMemberItem>;
  /** A member's role, name or avatar changed. */
  OnGroupMemberInfoChanged: Json<GroupMemberItem>;
  /** A user applied to join. Sent to the applicant, the owner and administrators. */
  OnGroupApplicationAdded: Json<GroupApplicationItem>;
  /** An application record was removed. */
  OnGroupApplicationDeleted: Json<GroupApplicationItem>;
  /** An application was accepted. Sent to the applicant, the owner and administrators. */
  OnGroupApplicationAccepted: Json<GroupApplicationItem>;
  /** An application was refused. Sent to the applicant, the owner and administrators. */
  OnGroupApplicationRejected: Json<GroupApplicationItem>;
}

export type EventName = keyof Events;

/** The frame that a listener to the event `Name` receives. */
export type EventFrame<Name extends EventName = EventName> = {
  [K in Name]: WsResponse<Events[K]> & { event: K };
}[Name];

export type EventSpec = {
  /** The value of the frame's operationID (protocol 2.2). */
  operationID: '' | '0';
  /** Where the event comes from: the seed's list of 35, the 2.3 clients, or our own extensions. */
  era: 'seed' | '2.3' | 'extension';
};

const SESSION: EventSpec = { operationID: '', era: 'seed' };
const DATA: EventSpec = { operationID: '0', era: 'seed' };
const LATER: EventSpec = { operationID: '0', era: '2.3' };
const OURS: EventSpec = { operationID: '0', era: 'extension' };

export const eventTable = {
  OnConnecting: SESSION,
  OnConnectSuccess: SESSION,
  OnConnectFailed: SESSION,
  OnKickedOffline: SESSION,
  OnUserTokenExpired: SESSION,
  OnSelfInfoUpdated: SESSION,
  OnProgress: SESSION,
  OnRecvNewMessage: DATA,
  OnRecvNewMessages: LATER,
  OnRecvMessageRevoked: DATA,
  OnNewRecvMessageRevoked: LATER,
  OnRecvC2CReadReceipt: DATA,
  OnRecvGroupReadReceipt: LATER,
  OnInboxChanged: OURS,
  OnConversationChanged: SESSION,
  OnNewConversation: SESSION,
  OnSyncServerStart: SESSION,
  OnSyncServerFinish: SESSION,
  OnSyncServerFailed: SESSION,
  OnTotalUnreadMessageCountChanged: SESSION,
  OnFriendApplicationAdded: DATA,
  OnFriendApplicationDeleted: DATA,
  OnFriendApplicationAccepted: DATA,
  OnFriendApplicationRejected: DATA,
  OnFriendAdded: DATA,
  OnFriendDeleted: DATA,
  OnFriendInfoChanged: DATA,
  OnBlackAdded: DATA,
  OnBlackDeleted: DATA,
  OnJoinedGroupAdded: DATA,
  OnJoinedGroupDeleted: DATA,
  OnGroupInfoChanged: DATA,
  OnGroupMemberAdded: DATA,
  OnGroupMemberDeleted: DATA,
  OnGroupMemberInfoChanged: DATA,
  OnGroupApplicationAdded: DATA,
  OnGroupApplicationDeleted: DATA,
  OnGroupApplicationAccepted: DATA,
  OnGroupApplicationRejected: DATA,
} as const satisfies Record<EventName, EventSpec>;

/**
 * Whether a frame with this name is an event. Recognizes events of later gateways too, because no method's name begins
 * with `On`.
 */
export function isEventName(name: string): name is EventName {
  return /^On[A-Z]/.test(name);
}

/** Event names by the upper-case keys under which `open-im-sdk` exports them: `CbEvents.ONRECVNEWMESSAGE`. */
export const CbEvents = /* @__PURE__ */ namesByCapitals();
export type CbEvents = EventName;

function namesByCapitals() {
  return Object.fromEntries(Object.keys(eventTable).map((name) => [name.toUpperCase(), name])) as {
    readonly [Name in EventName as Uppercase<Name>]: Name;
  };
}

import type {
  BlackItem,
  ConversationItem,
  FriendApplicationItem,
  FriendItem,
  FullUserItem,
  GroupApplicationItem,
  GroupItem,
  GroupMemberItem,
  MessageItem,
  ProgressItem,
  ReadReceiptItem,
} from './entities.js';
import type { InboxChange, RevokeInfo } from './extra-entities.js';
import type { WsResponse } from './frames.js';
import type { Json } from './json.js';

/**
 * Every event a client can listen to, with what its `data` holds (protocol section 6). Types and run-time table
 * ({@link eventTable}) are one list: a name missing from either is a compile error.
 *
 * An event is emitted after the change it reports was committed, so a query made from a listener sees the new state.
 */
export interface Events {
  // ── Connection ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The connection is being made. To the connection that logs in. */
  OnConnecting: '';
  /** The connection stands. To the connection that logs in. */
  OnConnectSuccess: '';
  /** An attempt to connect failed, or the token was refused; errCode and errMsg of the frame say why. */
  OnConnectFailed: '';
  /** Another login took this one's place, or an administrator ended it. Nothing more arrives. */
  OnKickedOffline: '';
  /** The token's time is over; log in with a new one. */
  OnUserTokenExpired: '';

  // ── Users ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The user's own record changed. To all of the user's connections. */
  OnSelfInfoUpdated: Json<FullUserItem>;

  // ── Messages ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** How far a message being sent is, 0–100. Only to the sending connection, before its reply. */
  OnProgress: Json<ProgressItem>;

  /** One new message; also the user's own from another connection, and typing hints (contentType 113). */
  OnRecvNewMessage: Json<MessageItem>;
  /** As OnRecvNewMessage, several at once, for sessions that logged in with `isBatch`. */
  OnRecvNewMessages: Json<MessageItem[]>;
  /** A message was revoked: its bare clientMsgID, not JSON. The notice (111) follows as OnRecvNewMessage. */
  OnRecvMessageRevoked: string;
  /** A message was taken back by newRevokeMessage: who did, and what. A notice (118) stands in its place. */
  OnNewRecvMessageRevoked: Json<RevokeInfo>;
  /** The peer read messages of the user's; also to the reader's other connections. An array, whatever the seed says. */
  OnRecvC2CReadReceipt: Json<ReadReceiptItem[]>;
  /** Group members read messages of the user's. */
  OnRecvGroupReadReceipt: Json<ReadReceiptItem[]>;
  /**
   * What changed in the user's data that no other event says, and how far the client knows it then. To connections that
   * asked for extensions, after the other events of the same cause.
   */
  OnInboxChanged: Json<InboxChange>;

  // ── Conversations and catching up ─────────────────────────────────────────────────────────────────────────────────

  /** Full records of the conversations that changed: insert or replace by conversationID. */
  OnConversationChanged: Json<ConversationItem[]>;
  /** Conversations that appeared. An array, whatever the seed says. */
  OnNewConversation: Json<ConversationItem[]>;
  /** Catching up on missed messages begins. */
  OnSyncServerStart: '';
  /** Catching up is done. */
  OnSyncServerFinish: '';
  /** Catching up failed. */
  OnSyncServerFailed: '';
  /** The new total of unread messages, as decimal text. */
  OnTotalUnreadMessageCountChanged: string;

  // ── Friends and blacklist ─────────────────────────────────────────────────────────────────────────────────────────

  /** A friend application came in or went out. To both sides. */
  OnFriendApplicationAdded: Json<FriendApplicationItem>;
  /** An application record disappeared. */
  OnFriendApplicationDeleted: Json<FriendApplicationItem>;
  /** An application was accepted. To both sides. */
  OnFriendApplicationAccepted: Json<FriendApplicationItem>;
  /** An application was refused. To both sides. */
  OnFriendApplicationRejected: Json<FriendApplicationItem>;
  /** A friend more, in the receiver's own view. */
  OnFriendAdded: Json<FriendItem>;
  /** A friend less. Only to the user who deleted. */
  OnFriendDeleted: Json<FriendItem>;
  /** A friend's profile or remark changed. */
  OnFriendInfoChanged: Json<FriendItem>;
  /** Somebody was put on the user's blacklist. Only to its owner. */
  OnBlackAdded: Json<BlackItem>;
  /** Somebody was taken off the user's blacklist. Only to its owner. */
  OnBlackDeleted: Json<BlackItem>;

  // ── Groups ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The user became a member of the group. */
  OnJoinedGroupAdded: Json<GroupItem>;
  /** The user is no longer a member; the group as last known. */
  OnJoinedGroupDeleted: Json<GroupItem>;
  /** The group's record changed, memberCount included. After the member events it follows from. */
  OnGroupInfoChanged: Json<GroupItem>;
  /** One more member. To those who already were. */
  OnGroupMemberAdded: Json<GroupMemberItem>;
  /** One member less. To those who remain. */
  OnGroupMemberDeleted: Json<GroupMemberItem>;
  /** A member's role, name or face changed. */
  OnGroupMemberInfoChanged: Json<GroupMemberItem>;
  /** Somebody applied to join. To the applicant, the owner and administrators. */
  OnGroupApplicationAdded: Json<GroupApplicationItem>;
  /** An application record disappeared. */
  OnGroupApplicationDeleted: Json<GroupApplicationItem>;
  /** An application was accepted. To the applicant, the owner and administrators. */
  OnGroupApplicationAccepted: Json<GroupApplicationItem>;
  /** An application was refused. To the applicant, the owner and administrators. */
  OnGroupApplicationRejected: Json<GroupApplicationItem>;
}

export type EventName = keyof Events;

/** The frame a listener of `Name` gets. */
export type EventFrame<Name extends EventName = EventName> = {
  [K in Name]: WsResponse<Events[K]> & { event: K };
}[Name];

export type EventSpec = {
  /** What stands in the frame's operationID (protocol section 3). */
  operationID: '' | '0';
  /** Whether the event is one of the seed's 35, came with the 2.3 clients, or is one of our extensions. */
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

/** Whether a frame of this name is an event, also one that only a later gateway knows: no method's name begins so. */
export function isEventName(name: string): name is EventName {
  return /^On[A-Z]/.test(name);
}

/** Event names by their upper-case keys, as `open-im-sdk` exports them: `CbEvents.ONRECVNEWMESSAGE`. */
export const CbEvents = /* @__PURE__ */ namesByCapitals();
export type CbEvents = EventName;

function namesByCapitals() {
  return Object.fromEntries(Object.keys(eventTable).map((name) => [name.toUpperCase(), name])) as {
    readonly [Name in EventName as Uppercase<Name>]: Name;
  };
}

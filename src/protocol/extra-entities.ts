/** Data types that occur only in methods and events beyond the seed's. */
import type { OptType, SessionType } from './constants.js';
import type { ConversationItem, FriendItem, PublicUserItem } from './entities.js';
import type { MessageItem } from './message-entities.js';

/** A friend found by searchFriends. */
export type FoundFriendItem = FriendItem & {
  /** 1, or 0 if blacklisted by the caller. */
  relationship: number;
};

/** The result of getConversationRecvMessageOpt for one conversation. */
export type ConversationRecvOpt = { conversationID: string; result: OptType };

/** What newRevokeMessage revoked, and who did it: the content of its notice (118) and of OnNewRecvMessageRevoked. */
export type RevokeInfo = {
  revokerID: string;
  /** 0 the sender, 2 the group's owner, 3 an administrator. */
  revokerRole: number;
  /** The revoked message. */
  clientMsgID: string;
  revokerNickname: string;
  /** Unix time in seconds. */
  revokeTime: number;
  /** Unix time in milliseconds; the notice has it too, so that it can take the message's place in the history. */
  sourceMessageSendTime: number;
  sourceMessageSendID: string;
  sourceMessageSenderNickname: string;
  sessionType: SessionType;
  seq: number;
  ex: string;
};

/** Messages found in one conversation. */
export type SearchItem = Pick<ConversationItem, 'conversationID' | 'conversationType' | 'showName' | 'faceURL'> & {
  /** The number of matches, which may be more than are listed. */
  messageCount: number;
  messageList: MessageItem[];
};

export type SearchedMessages = { totalCount: number; searchResultItems: SearchItem[] };
export type FoundMessages = { totalCount: number; findResultItems: SearchItem[] };

/** A page of getAdvancedHistoryMessageList. */
export type AdvancedHistory = {
  messageList: MessageItem[];
  /** The lowest seq of the page, to pass to the next request. */
  lastMinSeq: number;
  /** Whether there are no older messages. */
  isEnd: boolean;
  /** 0, or 100 for a conversationID that the caller does not have. */
  errCode: number;
  errMsg: string;
};

/**
 * Up to which point a client knows a user's data on a gateway with the extension `inbox-changes`. The numbers are only
 * meaningful within one `epoch`: a database keeps its epoch for its lifetime, and gets a new one when a backup is
 * restored.
 */
export type InboxCursor = {
  epoch: string;
  /** The client is up to date with new messages up to and including this `seq`. */
  seq: number;
  /** The client is up to date with changes to existing data up to and including the one with this number. */
  change: number;
  /** The client has the conversation list up to here; not from gateways that do not report changes of it. */
  records?: RecordsCursor;
};

/** Up to which point a client knows a user's conversation records. */
export type RecordsCursor = {
  /** They include the effects of new messages up to and including this `seq`. */
  seq: number;
  /** They include all other changes up to and including the one with this number, which is not an InboxCursor's. */
  change: number;
};

/** The part of an author's profile that is shown with their messages. */
export type Author = Pick<PublicUserItem, 'userID' | 'nickname' | 'faceURL'>;

/** A conversation whose messages up to a certain time were deleted by its owner. */
export type ClearedConversation = {
  conversationID: string;
  /** sendTime of the newest deleted message. */
  clearedTime: number;
  /** Whether the conversation is hidden from the list: it was deleted, not only cleared. */
  isHidden: boolean;
};

/** Changes in a user's data, given as the current state of what changed, so that applying them again is harmless. */
export type ChangedInbox = {
  /** New messages, ascending by seq, then older ones that changed because they were read or quote a revoked message. */
  messages: MessageItem[];
  /** clientMsgIDs of deleted messages: deleted by the user, or revoked without a notice to this user. */
  deletedMessages: string[];
  clearedConversations: ClearedConversation[];
  /** Users whose name or avatar changed, with the values to show from now on; the user may have messages from them. */
  authors: Author[];
};

/** A page of getInboxChanges. */
export type InboxChanges = ChangedInbox & {
  /**
   * Whether the page continues from the given cursor. If not, that cursor belongs to another database and everything
   * the client has stored for this user is invalid: discard it, and continue from the new cursor.
   */
  isContinued: boolean;
  /**
   * The visible conversations whose records have changed since the cursor's `records`. Missing if the cursor has none, if
   * the page does not continue from it, or if more changed than were asked for; the client then fetches the whole list.
   */
  conversations?: ConversationItem[];
  /** The cursor for the next request. */
  cursor: InboxCursor;
  /** Whether this is the last page. */
  isEnd: boolean;
};

/** Data of OnInboxChanged: brings a client that knows everything up to `afterChange` up to `change`. */
export type InboxChange = ChangedInbox & { afterChange: number; change: number };

/** The data that only methods and events beyond the seed's carry (protocol sections 8 and 9.12). */
import type { OptType, SessionType } from './constants.js';
import type { ConversationItem, FriendItem, MessageItem, PublicUserItem } from './entities.js';

/** A friend that searchFriends found. */
export type FoundFriendItem = FriendItem & {
  /** 1, or 0 when blacklisted by the caller. */
  relationship: number;
};

/** Answer of getConversationRecvMessageOpt for one conversation. */
export type ConversationRecvOpt = { conversationID: string; result: OptType };

/** What newRevokeMessage took back, and who did: the content of its notice (118) and of OnNewRecvMessageRevoked. */
export type RevokeInfo = {
  revokerID: string;
  /** 0 the sender, 2 the group's owner, 3 an administrator. */
  revokerRole: number;
  /** The message that is gone. */
  clientMsgID: string;
  revokerNickname: string;
  /** Seconds since 1970. */
  revokeTime: number;
  /** Milliseconds since 1970; the notice has it too, so it stands in the message's place. */
  sourceMessageSendTime: number;
  sourceMessageSendID: string;
  sourceMessageSenderNickname: string;
  sessionType: SessionType;
  seq: number;
  ex: string;
};

/** Messages found in one conversation. */
export type SearchItem = Pick<ConversationItem, 'conversationID' | 'conversationType' | 'showName' | 'faceURL'> & {
  /** How many match, which may be more than are listed. */
  messageCount: number;
  messageList: MessageItem[];
};

export type SearchedMessages = { totalCount: number; searchResultItems: SearchItem[] };
export type FoundMessages = { totalCount: number; findResultItems: SearchItem[] };

/** A page of getAdvancedHistoryMessageList. */
export type AdvancedHistory = {
  messageList: MessageItem[];
  /** The least seq the page reached, to hand in with the next request. */
  lastMinSeq: number;
  /** Whether there is nothing older. */
  isEnd: boolean;
  /** 0, or 100 for a conversationID the caller does not have. */
  errCode: number;
  errMsg: string;
};

/**
 * How far a client knows a user's data at a gateway that has the extension `inbox-changes`. The numbers mean something
 * only within one `epoch`, which a database keeps for its life and a restored one gets anew.
 */
export type InboxCursor = {
  epoch: string;
  /** `seq` of the newest message of the inbox that is known, and all before it. */
  seq: number;
  /** Number of the newest change to what was there already that is known, and all before it. */
  change: number;
};

/** What a message shows of who wrote it. */
export type Author = Pick<PublicUserItem, 'userID' | 'nickname' | 'faceURL'>;

/** A conversation whose messages up to a time its owner deleted. */
export type ClearedConversation = {
  conversationID: string;
  /** sendTime of the newest message that is gone. */
  clearedTime: number;
  /** Whether the conversation is off the list: it was deleted, not only cleared. */
  isHidden: boolean;
};

/** What changed in a user's data, as it is now: applying it again does no harm. */
export type ChangedInbox = {
  /** New messages, ascending by seq, then older ones that changed: were read, or quote what was taken back. */
  messages: MessageItem[];
  /** clientMsgIDs of messages that are gone: deleted by the user, or taken back without a notice to this user. */
  deletedMessages: string[];
  clearedConversations: ClearedConversation[];
  /** People whose messages the user may have, with the name and face those show from now on. */
  authors: Author[];
};

/** A page of getInboxChanges. */
export type InboxChanges = ChangedInbox & {
  /**
   * Whether the page goes on from the cursor that was given. If not, that one is of another database, and whatever is
   * known of this user means nothing: discard it, and begin with the new cursor.
   */
  isContinued: boolean;
  /** Where to go on. */
  cursor: InboxCursor;
  /** Whether there is nothing more. */
  isEnd: boolean;
};

/** Data of OnInboxChanged: for whoever knows everything up to `afterChange`, what makes it everything up to `change`. */
export type InboxChange = ChangedInbox & { afterChange: number; change: number };

/** The data that only methods and events beyond the seed's carry (protocol sections 8 and 9.12). */
import type { OptType, SessionType } from './constants.js';
import type { ConversationItem, FriendItem, MessageItem } from './entities.js';

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

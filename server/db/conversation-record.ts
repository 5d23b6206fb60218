/** A conversation's record as its owner sees it, without its latest message (domain rules 5.1). */
import {
  SessionType,
  type ConversationItem,
  type ConversationTarget,
  type GroupAtType,
  type OptType,
} from '../../src/protocol/index.js';

/** The columns of a row that the rules need. */
export type StateRow = {
  conversation_pk: number;
  recv_opt: OptType;
  unread_count: number;
  group_at_type: GroupAtType;
  latest_message_pk: number | null;
  latest_send_time_ms: number;
  cleared_time_ms: number;
};

/** A row with the name and face that are shown for it. */
export type ItemRow = StateRow & {
  owner_id: string;
  conversation_id: string;
  conversation_type: SessionType;
  target_id: string;
  draft_text: string;
  draft_time_ms: number;
  is_pinned: number;
  is_private_chat: number;
  ex: string;
  show_name: string | null;
  face_url: string | null;
  is_member: number;
};

/** A record without its latest message. */
export type BareRecord = Omit<ConversationItem, 'latestMsg'>;

/** Names and faces as of now: the owner's remark wins over the peer's nickname (domain rules 3.4). */
export const ITEM_COLUMNS = `c.*,
  CASE WHEN c.conversation_type = 2 THEN g.group_name WHEN f.remark <> '' THEN f.remark ELSE u.nickname END AS show_name,
  CASE WHEN c.conversation_type = 2 THEN g.face_url ELSE u.face_url END AS face_url,
  c.conversation_type = 2 AND EXISTS (
    SELECT 1 FROM members m WHERE m.group_id = c.target_id AND m.user_id = c.owner_id) AS is_member`;
export const ITEM_JOINS = `LEFT JOIN users u ON c.conversation_type = 1 AND u.user_id = c.target_id
  LEFT JOIN friends f ON c.conversation_type = 1 AND f.owner_id = c.owner_id AND f.user_id = c.target_id
  LEFT JOIN groups g ON c.conversation_type = 2 AND g.group_id = c.target_id`;

/** Members of an {@link ItemRow}. */
export const ITEM_MEMBERS = [
  'conversation_pk',
  'owner_id',
  'conversation_id',
  'conversation_type',
  'target_id',
  'recv_opt',
  'unread_count',
  'group_at_type',
  'latest_message_pk',
  'latest_send_time_ms',
  'cleared_time_ms',
  'draft_text',
  'draft_time_ms',
  'is_pinned',
  'is_private_chat',
  'ex',
  'show_name',
  'face_url',
  'is_member',
] as const;

/** Returns the values of the columns conversation_type and target_id for a chat. */
export function typeAndID(target: ConversationTarget): [SessionType, string] {
  return 'userID' in target ? [SessionType.Single, target.userID] : [SessionType.Group, target.groupID];
}

export function recordOf(row: ItemRow): BareRecord {
  const inGroup = row.conversation_type === SessionType.Group;
  return {
    conversationID: row.conversation_id,
    conversationType: row.conversation_type,
    userID: inGroup ? '' : row.target_id,
    groupID: inGroup ? row.target_id : '',
    showName: row.show_name ?? '',
    faceURL: row.face_url ?? '',
    recvMsgOpt: row.recv_opt,
    unreadCount: row.unread_count,
    groupAtType: row.group_at_type,
    latestMsgSendTime: row.latest_send_time_ms,
    draftText: row.draft_text,
    draftTextTime: row.draft_time_ms,
    isPinned: row.is_pinned === 1,
    isPrivateChat: row.is_private_chat === 1,
    isNotInGroup: inGroup && row.is_member === 0,
    attachedInfo: '',
    ex: row.ex,
  };
}

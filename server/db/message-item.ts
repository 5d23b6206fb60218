import {
  attachedInfoOf,
  blankOfflinePush,
  elementsOfContent,
  SessionType,
  type MessageElements,
  type MessageItem,
  type OfflinePush,
} from '../../src/protocol/index.js';
import type { AuthorRow, CopyRow, MessageRow } from './message-rows.js';

/** Returns a stored message as `viewerID` sees it: elements from its content, author as of now (domain rules 4.3, 3.3). */
export function messageItem(row: MessageRow & CopyRow & AuthorRow, viewerID: string): MessageItem {
  const { atElem, ...elements } = elementsOfContent(row.content_type, row.content, viewerID);
  // In the order of FreshMessage, so that a repeated send gets the very same answer.
  return { ...elements, ...bodyMembers(row), ...copyMembers(row), atElem, ...viewerMembers(row, viewerID) };
}

type CopyMember = 'isRead' | 'status' | 'attachedInfo' | 'attachedInfoElem';
type ViewerMember = 'recvID' | 'seq';

/** Returns the members that come from the body, except its elements. */
export function bodyMembers(
  row: MessageRow & AuthorRow,
): Omit<MessageItem, keyof MessageElements | CopyMember | ViewerMember> {
  return {
    clientMsgID: row.client_msg_id,
    serverMsgID: row.server_msg_id,
    createTime: row.create_time_ms,
    sendTime: row.send_time_ms,
    sessionType: row.group_id === '' ? SessionType.Single : SessionType.Group,
    sendID: row.send_id,
    msgFrom: row.msg_from,
    contentType: row.content_type,
    platformID: row.platform_id,
    senderNickname: row.nickname ?? '',
    senderFaceUrl: row.face_url ?? '',
    groupID: row.group_id,
    content: row.content,
    offlinePush: offlinePushOf(row.offline_push),
    ex: row.ex,
    ...(row.source_send_time_ms === null ? {} : { sourceMessageSendTime: row.source_send_time_ms }),
  };
}

/** Returns the members that come from one owner's copy. They are the same for all while nobody has read the message. */
export function copyMembers(row: MessageRow & Omit<CopyRow, 'seq'>): Pick<MessageItem, CopyMember> {
  return { isRead: row.is_read === 1, status: row.copy_status, ...attachedMembers(row) };
}

/** Returns the members that are different for each viewer from the start, besides `isAtSelf` of `atElem`. */
export function viewerMembers(
  row: MessageRow & Pick<CopyRow, 'seq'>,
  viewerID: string,
): Pick<MessageItem, ViewerMember> {
  return { recvID: row.group_id === '' ? row.recv_id : viewerID, seq: row.seq };
}

function offlinePushOf(json: string): OfflinePush {
  return json === ''
    ? blankOfflinePush()
    : { ...blankOfflinePush(), ...(JSON.parse(json) as Partial<OfflinePush>) };
}

/** Returns the read state, which the gateway decides, whatever the author's attachedInfo claims. */
function attachedMembers(
  row: MessageRow & Omit<CopyRow, 'seq'>,
): Pick<MessageItem, 'attachedInfo' | 'attachedInfoElem'> {
  const attachedInfoElem = attachedInfoOf(row.attached_info);
  const readerIDs = JSON.parse(row.reader_ids ?? '[]') as string[];
  attachedInfoElem.groupHasReadInfo = {
    hasReadUserIDList: readerIDs.length > 0 ? readerIDs : null,
    hasReadCount: readerIDs.length,
    groupMemberCount: row.member_count,
  };
  attachedInfoElem.hasReadTime = row.read_time_ms;
  const attachedInfo =
    row.read_time_ms > 0 || readerIDs.length > 0 ? JSON.stringify(attachedInfoElem) : row.attached_info;
  return { attachedInfo, attachedInfoElem };
}

/** How the gateway's events change the cache. Events that do not change it are not listed. */
import {
  ContentType,
  parse,
  type AttachedInfoElem,
  type ConversationItem,
  type EventFrame,
  type FullUserItem,
  type ReadReceiptItem,
} from '../protocol/index.js';
import { attachedInfoOfRow } from '../storage/message-row.js';
import { applyInboxChange } from './apply-inbox.js';
import type { CacheDraft } from './cache-draft.js';
import { putConversation } from './apply-conversations.js';
import {
  conversationOf,
  dropHeld,
  follow,
  noteAuthor,
  putArrival,
  readMessage,
  removeRevoked,
  replaceRevoked,
} from './apply-message.js';

/** Applies one event to the draft. @throws {SyntaxError} if the event's data is not the JSON that its type requires */
export async function applyEvent(draft: CacheDraft, frame: EventFrame): Promise<void> {
  switch (frame.event) {
    case 'OnRecvNewMessage':
      return applyMessage(draft, parse(frame));
    case 'OnRecvNewMessages':
      for (const message of parse(frame)) await applyMessage(draft, message);
      return;
    case 'OnRecvMessageRevoked':
      return removeRevoked(draft, frame.data);
    case 'OnNewRecvMessageRevoked':
      return replaceRevoked(draft, parse(frame));
    case 'OnRecvC2CReadReceipt':
      for (const receipt of parse(frame)) await applyReceipt(draft, receipt, readByPeer);
      return;
    case 'OnRecvGroupReadReceipt':
      for (const receipt of parse(frame)) await applyReceipt(draft, receipt, readByMember);
      return;
    case 'OnNewConversation':
    case 'OnConversationChanged':
      for (const item of listOf<ConversationItem>(parse(frame))) await putConversation(draft, item);
      return;
    case 'OnSelfInfoUpdated':
      putSelf(draft, parse(frame));
      return;
    case 'OnInboxChanged':
      return applyInboxChange(draft, parse(frame));
    case 'OnJoinedGroupAdded':
    case 'OnJoinedGroupDeleted':
    case 'OnGroupInfoChanged':
      draft.putGroup(parse(frame));
      return;
    default:
  }
}

async function applyMessage(draft: CacheDraft, value: unknown): Promise<void> {
  const message = readMessage(value);
  if (!message) return;
  if (draft.cache.isFollowing && message.seq > 0) await follow(draft, message);
  else await putArrival(draft, message, conversationOf(draft, message));
}

/** Stores the user's own record, and its name and avatar for the user's messages. */
export function putSelf(draft: CacheDraft, self: FullUserItem): void {
  draft.putSetting('self', self);
  noteAuthor(draft, self);
}

type Mark = (info: AttachedInfoElem, receipt: ReadReceiptItem) => AttachedInfoElem;

const readByPeer: Mark = (info, { readTime }) => ({ ...info, hasReadTime: readTime });

const readByMember: Mark = (info, { userID }) => {
  const { groupHasReadInfo } = info;
  const readers = [...new Set([...(groupHasReadInfo.hasReadUserIDList ?? []), userID])];
  return {
    ...info,
    groupHasReadInfo: { ...groupHasReadInfo, hasReadUserIDList: readers, hasReadCount: readers.length },
  };
};

async function applyReceipt(draft: CacheDraft, receipt: ReadReceiptItem, mark: Mark): Promise<void> {
  await draft.prefetch(receipt.msgIDList);
  for (const clientMsgID of receipt.msgIDList) {
    dropHeld(draft, clientMsgID);
    const row = await draft.row(clientMsgID);
    if (!row || row.contentType === ContentType.RevokeNotice) continue;
    const attachedInfo = JSON.stringify(mark(attachedInfoOfRow(row), receipt));
    await draft.putRow({ ...row, isRead: true, attachedInfo });
  }
}

/** Wraps a single object in a list: original gateways may send it without one, as the seed documents. */
function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

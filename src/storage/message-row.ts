/** A message as the protocol has it, and as it is stored. */
import {
  attachedInfoOf,
  blankElements,
  contentOfElement,
  elementOfType,
  elementsOfContent,
  type AttachedInfoElem,
  type MessageElements,
  type MessageItem,
} from '../protocol/index.js';
import type { MessageRow } from './store.js';

type Derived = keyof MessageElements | 'attachedInfoElem';

const DERIVED: ReadonlySet<string> = new Set<Derived>([
  ...(Object.keys(blankElements()) as (keyof MessageElements)[]),
  'attachedInfoElem',
]);

/** What is stored of a message. A message of an application's own making may have its element only: that is kept. */
export function toMessageRow(message: MessageItem, conversationID: string, sortKey: number): MessageRow {
  const stored = Object.fromEntries(Object.entries(message).filter(([member]) => !DERIVED.has(member)));
  const { groupMemberCount } = message.attachedInfoElem.groupHasReadInfo;
  const row = {
    ...(stored as Omit<MessageItem, Derived>),
    conversationID,
    sortKey,
    ...(groupMemberCount > 0 ? { groupMemberCount } : {}),
  };
  const element = elementOfType(row.contentType);
  if (row.content === '' && element) row.content = contentOfElement(message[element]);
  return row;
}

/** The whole message again, as `viewerID` sees it. */
export function toMessageItem(row: MessageRow, viewerID: string): MessageItem {
  const { conversationID: _, sortKey: __, groupMemberCount: ___, ...message } = row;
  return {
    ...message,
    ...elementsOfContent(row.contentType, row.content, viewerID),
    attachedInfoElem: attachedInfoOfRow(row),
  };
}

/** What `attachedInfo` says, with what the gateway says beside it. */
export function attachedInfoOfRow({ attachedInfo, groupMemberCount }: MessageRow): AttachedInfoElem {
  const elem = attachedInfoOf(attachedInfo);
  if (groupMemberCount !== undefined) elem.groupHasReadInfo.groupMemberCount = groupMemberCount;
  return elem;
}

/** Whether two rows say the same. */
export function isSameRow(a: MessageRow, b: MessageRow): boolean {
  const members = Object.keys(a) as (keyof MessageRow)[];
  return members.length === Object.keys(b).length && members.every((member) => isSameValue(a[member], b[member]));
}

/** Whether two members or records say the same: those come whole and with their members in one order. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

/** The order of a timeline. Places are unique but for gateways that are not careful; then the ID decides. */
export function compareRows(
  a: Pick<MessageRow, 'sortKey' | 'clientMsgID'>,
  b: Pick<MessageRow, 'sortKey' | 'clientMsgID'>,
): number {
  return a.sortKey - b.sortKey || (a.clientMsgID < b.clientMsgID ? 1 : a.clientMsgID > b.clientMsgID ? -1 : 0);
}

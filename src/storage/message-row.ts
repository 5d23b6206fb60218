/** Conversion between messages of the protocol and the rows in which they are stored. */
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

/**
 * Returns the row for a message, without the members that can be derived from it. If an application made the message with
 * an element but without `content`, `content` is made from the element.
 */
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

/** Restores the whole message from its row, as `viewerID` sees it. */
export function toMessageItem(row: MessageRow, viewerID: string): MessageItem {
  const { conversationID: _, sortKey: __, groupMemberCount: ___, ...message } = row;
  return {
    ...message,
    ...elementsOfContent(row.contentType, row.content, viewerID),
    attachedInfoElem: attachedInfoOfRow(row),
  };
}

/** Parses the row's `attachedInfo`, and adds the number of group members, which the gateway sends separately. */
export function attachedInfoOfRow({ attachedInfo, groupMemberCount }: MessageRow): AttachedInfoElem {
  const elem = attachedInfoOf(attachedInfo);
  if (groupMemberCount !== undefined) elem.groupHasReadInfo.groupMemberCount = groupMemberCount;
  return elem;
}

/** Whether two rows are equal in all members. */
export function isSameRow(a: MessageRow, b: MessageRow): boolean {
  const members = Object.keys(a) as (keyof MessageRow)[];
  return members.length === Object.keys(b).length && members.every((member) => isSameValue(a[member], b[member]));
}

/** Whether two values are equal. Compares objects by their JSON, because records have their members in a fixed order. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

/** Compares in the order of a timeline. Some gateways give messages the same time; then their IDs decide. */
export function compareRows(
  a: Pick<MessageRow, 'sortKey' | 'clientMsgID'>,
  b: Pick<MessageRow, 'sortKey' | 'clientMsgID'>,
): number {
  return a.sortKey - b.sortKey || (a.clientMsgID < b.clientMsgID ? 1 : a.clientMsgID > b.clientMsgID ? -1 : 0);
}

/**
 * Checks that records from the database have the form in which they were written. A crash of the browser or a disk error
 * may have damaged them; a wrong record would stay wrong, because the cache is not compared with anything else.
 */
import { isRecord, MessageStatus } from '../protocol/index.js';
import { StorageError } from './storage-error.js';
import type { Segment, Settings, Table, Tables } from './store.js';

type Records = Omit<Tables, 'settings'> & Settings;

/** The members that records always have and other code relies on, each with a value of its type; those of settings by key. */
const SHAPES: { readonly [Name in keyof Records]: Readonly<Partial<Records[Name]>> } = {
  conversations: {
    conversationID: '',
    latestMsg: '',
    latestMsgSendTime: 0,
    unreadCount: 0,
    isPinned: false,
    draftText: '',
  },
  messages: {
    clientMsgID: '',
    conversationID: '',
    sortKey: 0,
    sendID: '',
    sendTime: 0,
    contentType: 0,
    content: '',
    attachedInfo: '',
    status: MessageStatus.Sent,
    seq: 0,
  },
  segments: { conversationID: '', segments: [] },
  groups: { groupID: '', groupName: '', memberCount: 0 },
  authors: { userID: '', nickname: '', faceURL: '' },
  outbox: { clientMsgID: '', conversationID: '', message: '', position: 0, state: { kind: 'queued' } },
  self: { userID: '', nickname: '', faceURL: '' },
  cursor: { epoch: '', seq: 0, change: 0 },
  drafts: {},
};

const SEGMENT: Partial<Segment> = { oldestSendTime: 0, newestSendTime: 0, oldestClientMsgID: '' };

/**
 * Returns the records of a table unchanged if they are intact. Damaged ones in the outbox become undefined, because they
 * can neither be sent nor downloaded again.
 * @param keys the keys of the records, for settings
 * @throws {StorageError} `damaged` if a record of any other table is damaged
 */
export function intact<Stored>(table: Table, records: readonly Stored[], keys: readonly string[] = []): Stored[] {
  return records.map((record, index) => {
    const shape = SHAPES[(table === 'settings' ? keys[index] : table) as keyof Records];
    if (record === undefined || (isShaped(record, shape) && (table !== 'segments' || hasSegments(record))))
      return record;
    if (table !== 'outbox') throw new StorageError('damaged', `a record of ${table} is none`);
    return undefined as Stored;
  });
}

function hasSegments({ segments }: { segments?: unknown }): boolean {
  return Array.isArray(segments) && segments.every((segment) => isShaped(segment, SEGMENT));
}

function isShaped(value: unknown, shape: Readonly<Record<string, unknown>>): value is object {
  if (!isRecord(value)) return false;
  for (const member in shape) {
    if (typeof value[member] !== typeof shape[member] || value[member] === null) return false;
  }
  return true;
}

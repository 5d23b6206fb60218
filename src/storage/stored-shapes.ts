/**
 * Checks that records from the database have the form in which they were written. A crash of the browser or a disk error
 * may have damaged them; a wrong record would stay wrong, because the cache is not compared with anything else.
 */
import { isRecord } from '../protocol/index.js';
import { StorageError } from './storage-error.js';
import type { Settings, Table } from './store.js';

type Kind = 'string' | 'number' | 'boolean' | 'object';

/** The types of those members that records always have and other code relies on; those of settings by key. */
const SHAPES: Readonly<Record<Exclude<Table, 'settings'> | keyof Settings, Readonly<Record<string, Kind>>>> = {
  conversations: {
    conversationID: 'string',
    latestMsg: 'string',
    latestMsgSendTime: 'number',
    unreadCount: 'number',
    isPinned: 'boolean',
    draftText: 'string',
  },
  messages: {
    clientMsgID: 'string',
    conversationID: 'string',
    sortKey: 'number',
    sendID: 'string',
    sendTime: 'number',
    contentType: 'number',
    content: 'string',
    attachedInfo: 'string',
    status: 'number',
    seq: 'number',
  },
  segments: { conversationID: 'string', segments: 'object' },
  groups: { groupID: 'string', groupName: 'string', memberCount: 'number' },
  authors: { userID: 'string', nickname: 'string', faceURL: 'string' },
  outbox: {
    clientMsgID: 'string',
    conversationID: 'string',
    message: 'string',
    position: 'number',
    state: 'object',
  },
  self: { userID: 'string', nickname: 'string', faceURL: 'string' },
  cursor: { epoch: 'string', seq: 'number', change: 'number' },
};

/**
 * Returns the records of a table unchanged if they are intact. Damaged ones in the outbox become undefined, because they
 * can neither be sent nor downloaded again.
 * @param keys the keys of the records, for settings
 * @throws {StorageError} `damaged` if a record of any other table is damaged
 */
export function intact<Stored>(table: Table, records: readonly Stored[], keys: readonly string[] = []): Stored[] {
  return records.map((record, index) => {
    const shape = SHAPES[(table === 'settings' ? keys[index] : table) as keyof typeof SHAPES];
    if (record === undefined || (isShaped(record, shape) && (table !== 'segments' || hasSegments(record))))
      return record;
    if (table !== 'outbox') throw new StorageError('damaged', `a record of ${table} is none`);
    return undefined as Stored;
  });
}

function hasSegments({ segments }: { segments?: unknown }): boolean {
  return (
    Array.isArray(segments) &&
    segments.every((segment) =>
      isShaped(segment, { oldestSendTime: 'number', newestSendTime: 'number', oldestClientMsgID: 'string' }),
    )
  );
}

function isShaped(value: unknown, shape: Readonly<Record<string, Kind>>): value is object {
  if (!isRecord(value)) return false;
  for (const member in shape) {
    if (typeof value[member] !== shape[member] || value[member] === null) return false;
  }
  return true;
}

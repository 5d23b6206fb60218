/**
 * Whether what comes out of the database is what was put in. A browser that crashed, or a disk that did, may have left
 * anything; what is read wrong would be shown wrong for ever, for the cache is what everything else is compared with.
 */
import { isRecord } from '../protocol/index.js';
import { StorageError } from './storage-error.js';
import type { Settings, Table } from './store.js';

type Kind = 'string' | 'number' | 'boolean' | 'object';

/** Members that are always there, as far as others rely on them; of settings by their names. */
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
 * Records of a table, as they are; undefined for those of the outbox that cannot be sent, which are nobody's to keep.
 * @param keys under which they were found, for settings
 * @throws {StorageError} `damaged`
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

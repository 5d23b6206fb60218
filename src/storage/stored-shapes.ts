/**
 * Whether what comes out of the database is what was put in. A browser that crashed, or a disk that did, may have left
 * anything; what is read wrong would be shown wrong for ever, for the cache is what everything else is compared with.
 */
import type { StoreName } from './schema.js';
import { StorageError } from './storage-error.js';

type Kind = 'string' | 'number' | 'boolean' | 'object';

/** Members that are always there, as far as others rely on them. */
const SHAPES: Readonly<Record<StoreName, Readonly<Record<string, Kind>>>> = {
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
  settings: {},
};

const SETTINGS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  self: { userID: 'string', nickname: 'string', faceURL: 'string' },
  cursor: { epoch: 'string', seq: 'number', change: 'number' },
};

/** `records` of a store, as they are. @throws {StorageError} `damaged` */
export function intact<T>(store: StoreName, records: readonly T[]): T[] {
  const damaged = records.find((record) => record !== undefined && !isShaped(record, SHAPES[store]));
  if (damaged !== undefined) throw new StorageError('damaged', `a record of ${store} is none`);
  if (store === 'segments') (records as readonly { segments: unknown }[]).forEach(checkSegments);
  return [...records];
}

/** A setting, or undefined. @throws {StorageError} `damaged` */
export function intactSetting<T>(name: string, value: T | undefined): T | undefined {
  if (value !== undefined && !isShaped(value, SETTINGS[name] ?? {})) {
    throw new StorageError('damaged', `the setting ${name} is none`);
  }
  return value;
}

/** Whether it can be sent: what cannot is nobody's to keep. */
export function isSendable(entry: unknown): boolean {
  return isShaped(entry, SHAPES.outbox);
}

function checkSegments({ segments }: { segments: unknown }): void {
  const isList =
    Array.isArray(segments) &&
    segments.every((segment) =>
      isShaped(segment, { oldestSendTime: 'number', newestSendTime: 'number', oldestClientMsgID: 'string' }),
    );
  if (!isList) throw new StorageError('damaged', 'the segments of a conversation are none');
}

function isShaped(value: unknown, shape: Readonly<Record<string, Kind>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = value as Readonly<Record<string, unknown>>;
  for (const member in shape) {
    if (typeof members[member] !== shape[member] || members[member] === null) return false;
  }
  return true;
}

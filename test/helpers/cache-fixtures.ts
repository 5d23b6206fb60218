/**
 * A cache as each version of the schema left it, with everything a user would miss. ONLY APPEND: what is here is on the
 * disks of people. A new version of the schema needs one more, see test/src/storage/schema.browser.test.ts.
 */
import { blankOfflinePush } from '../../src/protocol/index.js';

export type CacheFixture = {
  readonly version: number;
  readonly stores: Readonly<
    Record<
      string,
      {
        readonly keyPath?: string;
        readonly indexes?: Readonly<Record<string, readonly string[]>>;
        readonly records: readonly object[];
        /** Of records that do not hold their key. */
        readonly keys?: readonly string[];
      }
    >
  >;
};

/** Place of the first message in the outbox: 2^52 and its position. */
const UNSENT = 4_503_599_627_370_496 + 7;

const message = {
  clientMsgID: 'm1',
  serverMsgID: 's1',
  createTime: 1_700_000_000_000,
  sendTime: 1_700_000_000_000,
  sessionType: 1,
  sendID: 'bob',
  recvID: 'ada',
  msgFrom: 100,
  contentType: 101,
  platformID: 5,
  senderNickname: 'Bob',
  senderFaceUrl: '',
  groupID: '',
  content: 'kept',
  seq: 1,
  isRead: false,
  status: 2,
  offlinePush: blankOfflinePush(),
  attachedInfo: '',
  ex: '',
  conversationID: 'single_bob',
  sortKey: 1_700_000_000_000,
};
const unsent = {
  ...message,
  clientMsgID: 'm2',
  sendID: 'ada',
  recvID: 'bob',
  content: 'not sent yet',
  status: 1,
  sortKey: UNSENT,
};

const conversation = {
  conversationID: 'single_bob',
  conversationType: 1,
  userID: 'bob',
  groupID: '',
  showName: 'Bob',
  faceURL: '',
  recvMsgOpt: 0,
  unreadCount: 1,
  groupAtType: 0,
  latestMsg: '',
  latestMsgSendTime: 1_700_000_000_000,
  draftText: 'begun',
  draftTextTime: 1_700_000_000_001,
  isPinned: true,
  isPrivateChat: false,
  isNotInGroup: false,
  attachedInfo: '',
  ex: '',
};
const group = {
  groupID: '1',
  groupName: 'Walks',
  notification: '',
  introduction: '',
  faceURL: '',
  ownerUserID: 'ada',
  createTime: 1_700_000_000,
  memberCount: 2,
  status: 0,
  creatorUserID: 'ada',
  groupType: 0,
  ex: '',
  needVerification: 0,
  lookMemberInfo: 0,
  applyMemberFriend: 0,
  notificationUpdateTime: 0,
  notificationUserID: '',
};
const outboxEntry = {
  clientMsgID: 'm2',
  conversationID: 'single_bob',
  recvID: 'bob',
  groupID: '',
  message: '{"clientMsgID":"m2","contentType":101,"content":"not sent yet"}',
  method: 'sendMessageNotOss',
  position: 7,
  state: { kind: 'queued' },
};
const self = {
  userID: 'ada',
  nickname: 'Ada',
  faceURL: '',
  gender: 0,
  phoneNumber: '',
  birth: 0,
  email: '',
  createTime: 0,
  ex: '',
  attachedInfo: '',
  globalRecvMsgOpt: 0,
};
const segment = {
  oldestSendTime: 0,
  oldestClientMsgID: 'm1',
  newestSendTime: 1_700_000_000_000,
  reachesStart: true,
};

const first: CacheFixture = {
  version: 1,
  stores: {
    conversations: { keyPath: 'conversationID', records: [conversation] },
    messages: {
      keyPath: 'clientMsgID',
      indexes: { timeline: ['conversationID', 'age'] },
      records: [
        { ...message, age: -message.sortKey },
        { ...unsent, age: -unsent.sortKey },
      ],
    },
    segments: { keyPath: 'conversationID', records: [{ conversationID: 'single_bob', segments: [segment] }] },
    groups: { keyPath: 'groupID', records: [group] },
    outbox: { keyPath: 'clientMsgID', records: [outboxEntry] },
    settings: { records: [self], keys: ['self'] },
  },
};

const second: CacheFixture = {
  version: 2,
  stores: {
    ...first.stores,
    authors: { keyPath: 'userID', records: [{ userID: 'bob', nickname: 'Robert', faceURL: '' }] },
    settings: { records: [self, { epoch: 'e', seq: 1, change: 0 }], keys: ['self', 'cursor'] },
  },
};

const third: CacheFixture = {
  version: 3,
  stores: {
    ...second.stores,
    outbox: {
      keyPath: 'clientMsgID',
      records: [
        outboxEntry,
        {
          ...outboxEntry,
          clientMsgID: 'm3',
          message: '{"clientMsgID":"m3","contentType":105,"content":"{}"}',
          file: { bytes: new TextEncoder().encode('hello').buffer, name: 'a.txt', type: 'text/plain' },
        },
      ],
    },
  },
};

export const cacheFixtures: readonly CacheFixture[] = [first, second, third];
export const kept = { message, unsent, conversation, group, outboxEntry, self, segment };

/** Makes the database of a fixture. */
export async function makeCache(name: string, { version, stores }: CacheFixture): Promise<void> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const [store, { keyPath, indexes, records, keys }] of Object.entries(stores)) {
      const made = request.result.createObjectStore(store, keyPath === undefined ? {} : { keyPath });
      for (const [index, path] of Object.entries(indexes ?? {})) made.createIndex(index, [...path]);
      records.forEach((record, place) => made.put(record, keys?.[place]));
    }
  };
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error('the fixture cannot be made'));
  });
}

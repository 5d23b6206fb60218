/** Stand-ins for a session's people and groups: what elements read is set by the test, what they ask for is recorded. */
import { signal, type Signal } from '@preact/signals-core';
import {
  GroupJoinSource,
  GroupRole,
  GroupStatus,
  HandleResult,
  makeContacts,
  makeGroups,
  type BlackItem,
  type Contacts,
  type FriendApplicationItem,
  type FriendItem,
  type FullUserItem,
  type GroupApplicationItem,
  type GroupItem,
  type GroupMemberItem,
  type GroupMembers,
  type Groups,
  type LiveRecords,
  type LoadState,
  type OlderState,
  type Person,
  type SessionPart,
} from '../../src/index.js';
import type { Call, FakeSession } from './fake-session.js';

export class FakeRecords<Value> implements LiveRecords<Value> {
  readonly value: Signal<Value>;
  readonly state = signal<LoadState>({ kind: 'ready' });
  reloads = 0;

  constructor(value: Value) {
    this.value = signal(value);
  }

  reload(): void {
    this.reloads += 1;
  }
}

export class FakeMembers extends FakeRecords<readonly GroupMemberItem[]> implements GroupMembers {
  readonly more = signal<OlderState>('none');
  readonly self = signal<GroupMemberItem | undefined>(undefined);

  loadMore(): Promise<void> {
    this.more.value = 'loading';
    return Promise.resolve();
  }

  search(words: string): Promise<readonly GroupMemberItem[]> {
    return Promise.resolve(this.value.peek().filter(({ nickname }) => nickname.includes(words)));
  }
}

type Action = (...args: readonly unknown[]) => Promise<never>;

export class FakeContacts implements Contacts, SessionPart {
  readonly calls: Call[] = [];

  handleFrame(): void {
    // Nothing comes by itself.
  }

  readonly friends = new FakeRecords<readonly FriendItem[]>([]);
  readonly receivedRequests = new FakeRecords<readonly FriendApplicationItem[]>([]);
  readonly sentRequests = new FakeRecords<readonly FriendApplicationItem[]>([]);
  readonly blocked = new FakeRecords<readonly BlackItem[]>([]);
  readonly #people = new Map<string, FakeRecords<Person | undefined>>();

  person(userID: string): FakeRecords<Person | undefined> {
    const person = this.#people.get(userID) ?? new FakeRecords<Person | undefined>(undefined);
    this.#people.set(userID, person);
    return person;
  }

  readonly addFriend = this.#action('addFriend');
  readonly acceptFriend = this.#action('acceptFriend');
  readonly refuseFriend = this.#action('refuseFriend');
  readonly setRemark = this.#action('setRemark');
  readonly deleteFriend = this.#action('deleteFriend');
  readonly block = this.#action('block');
  readonly unblock = this.#action('unblock');
  readonly setSelf = this.#action('setSelf');

  #action(name: string): Action {
    return (...args) => {
      this.calls.push({ name, args });
      return Promise.resolve(undefined as never);
    };
  }
}

export class FakeGroups implements Groups, SessionPart {
  readonly calls: Call[] = [];

  handleFrame(): void {
    // Nothing comes by itself.
  }

  readonly joined = new FakeRecords<readonly GroupItem[]>([]);
  readonly receivedRequests = new FakeRecords<readonly GroupApplicationItem[]>([]);
  readonly sentRequests = new FakeRecords<readonly GroupApplicationItem[]>([]);
  readonly #groups = new Map<string, FakeRecords<GroupItem | undefined>>();
  readonly #members = new Map<string, FakeMembers>();

  group(groupID: string): FakeRecords<GroupItem | undefined> {
    const group = this.#groups.get(groupID) ?? new FakeRecords<GroupItem | undefined>(undefined);
    this.#groups.set(groupID, group);
    return group;
  }

  members(groupID: string): FakeMembers {
    const members = this.#members.get(groupID) ?? new FakeMembers([]);
    this.#members.set(groupID, members);
    return members;
  }

  readonly create = this.#action('create');
  readonly join = this.#action('join');
  readonly acceptRequest = this.#action('acceptRequest');
  readonly refuseRequest = this.#action('refuseRequest');
  readonly invite = this.#action('invite');
  readonly kick = this.#action('kick');
  readonly transfer = this.#action('transfer');
  readonly setRole = this.#action('setRole');
  readonly muteMember = this.#action('muteMember');
  readonly muteGroup = this.#action('muteGroup');
  readonly setInfo = this.#action('setInfo');
  readonly setVerification = this.#action('setVerification');
  readonly setNickname = this.#action('setNickname');
  readonly quit = this.#action('quit');
  readonly dismiss = this.#action('dismiss');

  #action(name: string): Action {
    return (...args) => {
      this.calls.push({ name, args });
      return Promise.resolve(undefined as never);
    };
  }
}

/** Gives a session in memory people and groups in memory. */
export function givePeople(session: FakeSession): {
  readonly contacts: FakeContacts;
  readonly groups: FakeGroups;
} {
  const contacts = new FakeContacts();
  const groups = new FakeGroups();
  session.parts.set(makeContacts, contacts);
  session.parts.set(makeGroups, groups);
  return { contacts, groups };
}

export function friend(userID: string, nickname: string, changes: Partial<FriendItem> = {}): FriendItem {
  return {
    ownerUserID: 'me',
    userID,
    remark: '',
    createTime: 1_789_000_000,
    addSource: 0,
    operatorUserID: 'me',
    nickname,
    faceURL: '',
    gender: 0,
    phoneNumber: '',
    birth: 0,
    email: '',
    ex: '',
    attachedInfo: '',
    ...changes,
  };
}

export function person(userID: string, nickname: string, changes: Partial<Person> = {}): Person {
  return { userID, nickname, faceURL: '', gender: 0, ex: '', friend: undefined, isBlocked: false, ...changes };
}

export function black(userID: string, nickname: string): BlackItem {
  return {
    ownerUserID: 'me',
    userID,
    nickname,
    faceURL: '',
    gender: 0,
    createTime: 0,
    addSource: 0,
    operatorUserID: 'me',
    ex: '',
    attachedInfo: '',
  };
}

export function self(changes: Partial<FullUserItem> = {}): FullUserItem {
  return {
    userID: 'me',
    nickname: 'Ada Lind',
    faceURL: '',
    gender: 2,
    phoneNumber: '',
    birth: 0,
    email: 'ada@example.com',
    createTime: 0,
    ex: '',
    attachedInfo: '',
    globalRecvMsgOpt: 0,
    ...changes,
  };
}

/** From somebody to somebody; the user is `me`. */
export function friendRequest(
  from: readonly [userID: string, nickname: string],
  to: readonly [userID: string, nickname: string],
  reqMsg = '',
  handleResult: HandleResult = HandleResult.Pending,
): FriendApplicationItem {
  return {
    fromUserID: from[0],
    fromNickname: from[1],
    fromFaceURL: '',
    fromGender: 0,
    toUserID: to[0],
    toNickname: to[1],
    toFaceURL: '',
    toGender: 0,
    handleResult,
    reqMsg,
    createTime: 1_789_000_000,
    handlerUserID: '',
    handleMsg: '',
    handleTime: 0,
    ex: '',
    attachedInfo: '',
  };
}

export function groupRequest(
  { groupID, groupName }: GroupItem,
  userID: string,
  nickname: string,
  reqMsg = '',
  handleResult: HandleResult = HandleResult.Pending,
): GroupApplicationItem {
  return {
    groupID,
    groupName,
    notification: '',
    introduction: '',
    groupFaceURL: '',
    createTime: 0,
    status: GroupStatus.Normal,
    creatorUserID: '',
    groupType: 0,
    ownerUserID: '',
    memberCount: 4,
    userID,
    nickname,
    userFaceURL: '',
    gender: 0,
    handleResult,
    reqMsg,
    handledMsg: '',
    reqTime: 0,
    handleUserID: '',
    handledTime: 0,
    ex: '',
    attachedInfo: '',
    inviterUserID: '',
    joinSource: GroupJoinSource.Search,
  };
}

export function member(userID: string, nickname: string, changes: Partial<GroupMemberItem> = {}): GroupMemberItem {
  return {
    groupID: 'design',
    userID,
    nickname,
    faceURL: '',
    roleLevel: GroupRole.Member,
    joinTime: 0,
    joinSource: GroupJoinSource.Invitation,
    operatorUserID: '',
    ex: '',
    attachedInfo: '',
    inviterUserID: '',
    muteEndTime: 0,
    ...changes,
  };
}

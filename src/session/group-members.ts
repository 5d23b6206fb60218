import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import {
  GroupMemberFilter,
  GroupRole,
  OpenIMError,
  parse,
  type EventFrame,
  type GroupMemberItem,
} from '../protocol/index.js';
import type { Sync } from '../sync/types.js';
import { Live, type LiveRecords } from './live-list.js';
import type { SessionContext } from './session-context.js';
import type { OlderState } from './types.js';

/** How many members one request asks for. */
const PAGE_SIZE = 100;
/** Maximum number of members that a search returns. */
const MAX_FOUND = 100;

/** The members of a group, loaded page by page: the owner, then administrators, then the others, each by joining time. */
export interface GroupMembers extends LiveRecords<readonly GroupMemberItem[]> {
  /** Whether there are more members after the last one listed. */
  readonly more: ReadonlySignal<OlderState>;
  /** The user's own record as a member; undefined if they are not in the group. */
  readonly self: ReadonlySignal<GroupMemberItem | undefined>;
  loadMore(): Promise<void>;
  /** Finds members whose name or ID contains `words`, at most 100. @throws {OpenIMError} as searchGroupMembers */
  search(words: string): Promise<readonly GroupMemberItem[]>;
}

type Listed = {
  /** The first members of the group, in the gateway's order and without gaps; events never create a gap. */
  readonly members: readonly GroupMemberItem[];
  readonly reachesEnd: boolean;
  readonly self: GroupMemberItem | undefined;
};

const NONE: Listed = { members: [], reachesEnd: false, self: undefined };
const RANK = { [GroupRole.Owner]: 0, [GroupRole.Admin]: 1, [GroupRole.Member]: 2 } as const;

export class GroupMembersView implements GroupMembers {
  readonly #context: SessionContext;
  readonly #groupID: string;
  readonly #live: Live<Listed>;
  readonly #paging = signal<'idle' | 'loading' | 'failed'>('idle');
  readonly value;
  readonly state;
  readonly self;
  readonly more: ReadonlySignal<OlderState>;

  constructor(context: SessionContext, groupID: string) {
    this.#context = context;
    this.#groupID = groupID;
    this.#live = new Live<Listed>(context, NONE, (sync) => this.#fetchFirst(sync));
    this.value = computed(() => this.#live.value.value.members);
    this.self = computed(() => this.#live.value.value.self);
    this.state = this.#live.state;
    this.more = computed<OlderState>(() => {
      if (this.#live.value.value.reachesEnd || this.state.value.kind !== 'ready') return 'none';
      return this.#paging.value === 'idle' ? 'available' : this.#paging.value;
    });
  }

  reload(): void {
    this.#live.reload();
  }

  async loadMore(): Promise<void> {
    const sync = this.#context.online();
    const more = this.more.peek();
    if (more !== 'available' && more !== 'failed') return;
    if (!sync) {
      this.#paging.value = 'failed';
      return;
    }
    this.#paging.value = 'loading';
    try {
      const page = await this.#fetchPage(sync, this.value.peek().length);
      this.#live.update((listed) => ({
        ...listed,
        members: page.reduce(insert, listed.members),
        reachesEnd: page.length < PAGE_SIZE,
      }));
      this.#paging.value = 'idle';
    } catch (error) {
      this.#paging.value = 'failed';
      if (!(error instanceof OpenIMError)) throw error;
    }
  }

  async search(words: string): Promise<readonly GroupMemberItem[]> {
    const sync = await this.#context.opened;
    return parse(
      await sync.call('searchGroupMembers', [
        {
          groupID: this.#groupID,
          keywordList: [words],
          isSearchUserID: true,
          isSearchMemberNickname: true,
          offset: 0,
          count: MAX_FOUND,
        },
      ]),
    );
  }

  handleConnection(isOnline: boolean): void {
    this.#live.handleConnection(isOnline);
  }

  handleFrame(frame: EventFrame): void {
    switch (frame.event) {
      case 'OnGroupMemberAdded':
      case 'OnGroupMemberInfoChanged':
        this.#put(parse(frame));
        return;
      case 'OnGroupMemberDeleted':
        this.#remove(parse(frame));
        return;
      case 'OnJoinedGroupAdded':
        // The user's own record has changed, and so may have all others since the user was last a member.
        if (parse(frame).groupID === this.#groupID) this.reload();
        return;
      case 'OnJoinedGroupDeleted':
        if (parse(frame).groupID === this.#groupID) this.#live.update(() => ({ ...NONE, reachesEnd: true }));
        return;
      default:
    }
  }

  #put(member: GroupMemberItem): void {
    if (member.groupID !== this.#groupID) return;
    this.#live.update((listed) => ({
      ...listed,
      members: place(listed, member),
      self: member.userID === this.#context.userID ? member : listed.self,
    }));
  }

  #remove({ groupID, userID }: GroupMemberItem): void {
    if (groupID !== this.#groupID) return;
    this.#live.update((listed) => ({
      ...listed,
      members: listed.members.filter((member) => member.userID !== userID),
      self: userID === this.#context.userID ? undefined : listed.self,
    }));
  }

  async #fetchFirst(sync: Sync): Promise<Listed> {
    const { userID } = this.#context;
    const [members, own] = await Promise.all([
      this.#fetchPage(sync, 0),
      sync.call('getGroupMembersInfo', [{ groupID: this.#groupID, userIDList: [userID] }]),
    ]);
    return { members, reachesEnd: members.length < PAGE_SIZE, self: parse(own)[0] };
  }

  async #fetchPage(sync: Sync, offset: number): Promise<readonly GroupMemberItem[]> {
    const params = { groupID: this.#groupID, filter: GroupMemberFilter.All, offset, count: PAGE_SIZE };
    return parse(await sync.call('getGroupMemberList', [params]));
  }
}

/** Returns the list with a new or changed member in the right place. */
function place({ members, reachesEnd }: Listed, member: GroupMemberItem): readonly GroupMemberItem[] {
  const present = members.find(({ userID }) => userID === member.userID);
  // The gateway sorts by more precise times than it sends, so a member whose sort keys have not changed stays in place.
  if (present && present.roleLevel === member.roleLevel && present.joinTime === member.joinTime) {
    return members.map((item) => (item === present ? member : item));
  }
  const others = members.filter((item) => item !== present);
  // After the members with the same joinTime: it is in seconds, and the member of the event has joined last.
  const found = others.findIndex((other) => compareMembers(other, member) > 0);
  const index = found === -1 ? others.length : found;
  // After the last one listed there may be a gap: the member will be loaded with its page.
  if (!reachesEnd && index === others.length) return others;
  return [...others.slice(0, index), member, ...others.slice(index)];
}

function insert(members: readonly GroupMemberItem[], member: GroupMemberItem): readonly GroupMemberItem[] {
  if (members.some(({ userID }) => userID === member.userID)) return members;
  return [...members, member];
}

function compareMembers(a: GroupMemberItem, b: GroupMemberItem): number {
  return RANK[a.roleLevel] - RANK[b.roleLevel] || a.joinTime - b.joinTime;
}

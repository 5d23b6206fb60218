/** A session's groups: those joined, any group's record and members, and applications in both directions. */
import {
  parse,
  type EventFrame,
  type GroupApplicationItem,
  type GroupBaseInfo,
  type GroupItem,
  type GroupRole,
  type GroupVerification,
} from '../protocol/index.js';
import { GroupMembersView, type GroupMembers } from './group-members.js';
import { Live, withItem, withoutKey, type LiveRecords } from './live-list.js';
import type { SessionContext, SessionPart } from './session-context.js';
import type { Session } from './types.js';

/**
 * The groups of a session. Each list is requested when it is first read. The actions do not change the lists themselves;
 * the events that follow from them do.
 */
export interface Groups {
  /** Groups the user is in. */
  readonly joined: LiveRecords<readonly GroupItem[]>;
  /** Applications to groups the user owns or administers, newest first, in all states. */
  readonly receivedRequests: LiveRecords<readonly GroupApplicationItem[]>;
  /** Applications sent by the user, newest first, in all states. */
  readonly sentRequests: LiveRecords<readonly GroupApplicationItem[]>;
  /** Returns any group's record, undefined if there is no such group. Returns the same object for the same group. */
  group(groupID: string): LiveRecords<GroupItem | undefined>;
  /** Returns a group's members, none if the user is not a member. Returns the same object for the same group. */
  members(groupID: string): GroupMembers;

  /** Creates a group with the user as its owner; resolves to the group. @throws {OpenIMError} 803 a text is too long */
  create(info: GroupBaseInfo & { readonly groupName: string }, userIDs: readonly string[]): Promise<GroupItem>;
  /**
   * Applies to join a group, or joins it if the group requires no approval.
   * @throws {OpenIMError} 802 unknown group; 803 already a member; 804 dismissed
   */
  join(groupID: string, message: string): Promise<void>;
  /** @throws {OpenIMError} 801 not allowed; 804 already handled */
  acceptRequest(groupID: string, userID: string): Promise<void>;
  /** @throws {OpenIMError} 801 not allowed; 804 already handled */
  refuseRequest(groupID: string, userID: string): Promise<void>;
  /** @throws {OpenIMError} 801 not a member; 804 dismissed */
  invite(groupID: string, userIDs: readonly string[]): Promise<void>;
  /** @throws {OpenIMError} 801 not allowed; 804 dismissed */
  kick(groupID: string, userIDs: readonly string[]): Promise<void>;
  /** @throws {OpenIMError} 801 not the owner; 802 not a member */
  transfer(groupID: string, userID: string): Promise<void>;
  /** @throws {OpenIMError} 801 not the owner; 802 not a member */
  setRole(groupID: string, userID: string, role: GroupRole): Promise<void>;
  /** Mutes a member for a number of seconds; 0 unmutes them. @throws {OpenIMError} 801 not ranked above the member */
  muteMember(groupID: string, userID: string, seconds: number): Promise<void>;
  /** @throws {OpenIMError} 801 not allowed */
  muteGroup(groupID: string, isMuted: boolean): Promise<void>;
  /** Changes name, announcement (`notification`), introduction or picture. @throws {OpenIMError} 801 not allowed */
  setInfo(groupID: string, changes: GroupBaseInfo): Promise<void>;
  /** Sets what joining the group requires. @throws {OpenIMError} 801 not allowed */
  setVerification(groupID: string, verification: GroupVerification): Promise<void>;
  /**
   * Sets a member's name in this group; `''` restores the name of the profile.
   * @throws {OpenIMError} 801 not ranked above the member
   */
  setNickname(groupID: string, userID: string, nickname: string): Promise<void>;
  /** @throws {OpenIMError} 801 the user is the owner, and others are in the group */
  quit(groupID: string): Promise<void>;
  /** @throws {OpenIMError} 801 not the owner */
  dismiss(groupID: string): Promise<void>;
}

/** Returns the groups of a session; the same object each time. */
export function groupsOf(session: Session): Groups {
  return session.part(makeGroups);
}

/** Creates the part of a session that {@link groupsOf} returns. A fake session recognizes it by this function. */
export const makeGroups = (context: SessionContext): Groups & SessionPart => new GroupsView(context);

const groupIDOf = ({ groupID }: { readonly groupID: string }): string => groupID;
const applicationKey = ({ groupID, userID }: GroupApplicationItem): string => JSON.stringify([groupID, userID]);

class GroupsView implements Groups, SessionPart {
  readonly #context: SessionContext;
  readonly #groups = new Map<string, Live<GroupItem | undefined>>();
  readonly #members = new Map<string, GroupMembersView>();
  readonly joined;
  readonly receivedRequests;
  readonly sentRequests;

  constructor(context: SessionContext) {
    this.#context = context;
    this.joined = new Live<readonly GroupItem[]>(context, [], async (sync) =>
      parse(await sync.call('getJoinedGroupList', [])),
    );
    this.receivedRequests = new Live<readonly GroupApplicationItem[]>(context, [], async (sync) =>
      parse(await sync.call('getRecvGroupApplicationList', [])),
    );
    this.sentRequests = new Live<readonly GroupApplicationItem[]>(context, [], async (sync) =>
      parse(await sync.call('getSendGroupApplicationList', [])),
    );
  }

  group(groupID: string): Live<GroupItem | undefined> {
    const present = this.#groups.get(groupID);
    if (present) return present;
    const group = new Live<GroupItem | undefined>(
      this.#context,
      undefined,
      async (sync) => parse(await sync.call('getGroupsInfo', [[groupID]]))[0],
    );
    this.#groups.set(groupID, group);
    return group;
  }

  members(groupID: string): GroupMembersView {
    const members = this.#members.get(groupID) ?? new GroupMembersView(this.#context, groupID);
    this.#members.set(groupID, members);
    return members;
  }

  handleFrame(frame: EventFrame): void {
    for (const members of this.#members.values()) members.handleFrame(frame);
    switch (frame.event) {
      case 'OnJoinedGroupAdded': {
        const group = parse(frame);
        this.joined.update((groups) => withItem(groups, group, groupIDOf));
        this.#groups.get(group.groupID)?.update(() => group);
        // Which applications the user sees depends on the groups they own or administer.
        this.receivedRequests.reload();
        return;
      }
      case 'OnGroupInfoChanged': {
        const group = parse(frame);
        this.joined.update((groups) =>
          groups.map((present) => (present.groupID === group.groupID ? group : present)),
        );
        this.#groups.get(group.groupID)?.update(() => group);
        return;
      }
      case 'OnJoinedGroupDeleted': {
        const group = parse(frame);
        this.joined.update((groups) => withoutKey(groups, group.groupID, groupIDOf));
        // The event has the group's former record, which does not show whether the group was dismissed.
        this.#groups.get(group.groupID)?.reload();
        return;
      }
      case 'OnGroupMemberInfoChanged':
        if (parse(frame).userID === this.#context.userID) this.receivedRequests.reload();
        return;
      case 'OnGroupApplicationAdded':
        this.#updateRequests(parse(frame), (items, item) => [
          item,
          ...withoutKey(items, applicationKey(item), applicationKey),
        ]);
        return;
      case 'OnGroupApplicationAccepted':
      case 'OnGroupApplicationRejected':
        this.#updateRequests(parse(frame), (items, item) => withItem(items, item, applicationKey, 'first'));
        return;
      case 'OnGroupApplicationDeleted':
        this.#updateRequests(parse(frame), (items, item) =>
          withoutKey(items, applicationKey(item), applicationKey),
        );
        return;
      default:
    }
  }

  handleConnection(isOnline: boolean): void {
    const { joined, receivedRequests, sentRequests } = this;
    const lists = [joined, receivedRequests, sentRequests, ...this.#groups.values(), ...this.#members.values()];
    for (const live of lists) live.handleConnection(isOnline);
  }

  #updateRequests(
    item: GroupApplicationItem,
    change: (
      items: readonly GroupApplicationItem[],
      item: GroupApplicationItem,
    ) => readonly GroupApplicationItem[],
  ): void {
    const list = item.userID === this.#context.userID ? this.sentRequests : this.receivedRequests;
    list.update((items) => change(items, item));
  }

  async create(
    { groupName, introduction, notification, faceURL, ex }: GroupBaseInfo & { readonly groupName: string },
    userIDs: readonly string[],
  ): Promise<GroupItem> {
    const sync = await this.#context.opened;
    const groupBaseInfo = {
      groupType: 0,
      groupName,
      ...(introduction !== undefined && { introduction }),
      ...(notification !== undefined && { notification }),
      ...(faceURL !== undefined && { faceURL }),
      ...(ex !== undefined && { ex }),
    };
    const memberList = userIDs.map((userID) => ({ userID, roleLevel: 1 }));
    return parse(await sync.call('createGroup', [{ groupBaseInfo, memberList }]));
  }

  async join(groupID: string, message: string): Promise<void> {
    await (await this.#context.opened).call('joinGroup', [{ groupID, reqMsg: message, joinSource: 3 }]);
  }

  async acceptRequest(groupID: string, userID: string): Promise<void> {
    const params = { groupID, fromUserID: userID, handleMsg: '' };
    await (await this.#context.opened).call('acceptGroupApplication', [params]);
  }

  async refuseRequest(groupID: string, userID: string): Promise<void> {
    const params = { groupID, fromUserID: userID, handleMsg: '' };
    await (await this.#context.opened).call('refuseGroupApplication', [params]);
  }

  async invite(groupID: string, userIDs: readonly string[]): Promise<void> {
    const params = { groupID, userIDList: [...userIDs], reason: '' };
    await (await this.#context.opened).call('inviteUserToGroup', [params]);
  }

  async kick(groupID: string, userIDs: readonly string[]): Promise<void> {
    const params = { groupID, userIDList: [...userIDs], reason: '' };
    await (await this.#context.opened).call('kickGroupMember', [params]);
  }

  async transfer(groupID: string, userID: string): Promise<void> {
    await (await this.#context.opened).call('transferGroupOwner', [{ groupID, newOwnerUserID: userID }]);
  }

  async setRole(groupID: string, userID: string, role: GroupRole): Promise<void> {
    await (await this.#context.opened).call('setGroupMemberRoleLevel', [{ groupID, userID, roleLevel: role }]);
  }

  async muteMember(groupID: string, userID: string, seconds: number): Promise<void> {
    const params = { groupID, userID, mutedSeconds: seconds };
    await (await this.#context.opened).call('changeGroupMemberMute', [params]);
  }

  async muteGroup(groupID: string, isMuted: boolean): Promise<void> {
    await (await this.#context.opened).call('changeGroupMute', [{ groupID, isMute: isMuted }]);
  }

  async setInfo(groupID: string, changes: GroupBaseInfo): Promise<void> {
    await (await this.#context.opened).call('setGroupInfo', [{ groupID, groupInfo: changes }]);
  }

  async setVerification(groupID: string, verification: GroupVerification): Promise<void> {
    await (await this.#context.opened).call('setGroupVerification', [{ groupID, verification }]);
  }

  async setNickname(groupID: string, userID: string, nickname: string): Promise<void> {
    const params = { groupID, userID, GroupMemberNickname: nickname };
    await (await this.#context.opened).call('setGroupMemberNickname', [params]);
  }

  async quit(groupID: string): Promise<void> {
    await (await this.#context.opened).call('quitGroup', [groupID]);
  }

  async dismiss(groupID: string): Promise<void> {
    await (await this.#context.opened).call('dismissGroup', [groupID]);
  }
}

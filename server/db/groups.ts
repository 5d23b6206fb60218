import {
  GroupAtType,
  GroupMemberFilter,
  GroupStatus,
  OptType,
  SessionType,
  type GroupItem,
  type GroupJoinSource,
  type GroupMemberItem,
  type GroupRole,
  type GroupVerification,
} from '../../src/protocol/index.js';
import { NO_LIMIT, type Database } from './database.js';
import { FilePlaces } from './file-places.js';
import { seconds } from './users.js';
import { withinAnswer } from './within-answer.js';

type GroupRow = {
  group_id: string;
  group_name: string;
  notification: string;
  introduction: string;
  face_url: string;
  status: GroupStatus;
  creator_id: string;
  owner_id: string;
  group_type: number;
  ex: string;
  need_verification: GroupVerification;
  look_member_info: number;
  apply_member_friend: number;
  notification_updated_at_ms: number;
  notification_user_id: string;
  created_at_ms: number;
  member_count: number;
};

type MemberRow = {
  group_id: string;
  user_id: string;
  role_level: GroupRole;
  nickname: string;
  face_url: string;
  joined_at_ms: number;
  join_source: GroupJoinSource;
  operator_id: string;
  inviter_id: string;
  mute_end_s: number;
  ex: string;
};

const SELECT_GROUP = `SELECT g.*, (SELECT count(*) FROM members m WHERE m.group_id = g.group_id) AS member_count
  FROM groups g`;
const SELECT_MEMBER = `SELECT m.group_id, m.user_id, m.role_level, m.joined_at_ms, m.join_source, m.operator_id,
  m.inviter_id, m.mute_end_s, m.ex, u.face_url, CASE m.nickname WHEN '' THEN u.nickname ELSE m.nickname END AS nickname
  FROM members m JOIN users u ON u.user_id = m.user_id`;

/** Rank in the list: owner, administrators, others. The index members_in_order is on this expression, to find roles, too. */
const RANK = '(CASE m.role_level WHEN 2 THEN 0 WHEN 3 THEN 1 ELSE 2 END)';
/** Ranks of a getGroupMemberList filter. */
const RANKS_OF_FILTER: Readonly<Record<GroupMemberFilter, readonly [lowest: number, highest: number]>> = {
  [GroupMemberFilter.All]: [0, 2],
  [GroupMemberFilter.Members]: [2, 2],
  [GroupMemberFilter.Owner]: [0, 0],
  [GroupMemberFilter.Admins]: [1, 1],
  [GroupMemberFilter.AdminsAndMembers]: [1, 2],
};

/** The texts of a group, which setGroupInfo may change. */
export type GroupTexts = Pick<GroupItem, 'groupName' | 'notification' | 'introduction' | 'faceURL' | 'ex'>;

/** What a group requires of those who want to enter it, and of its members. */
export type GroupRules = Pick<GroupItem, 'needVerification' | 'lookMemberInfo' | 'applyMemberFriend'>;

/** Groups and their members. A member's name is the profile's unless the group has its own. */
export class Groups {
  readonly #database: Database;
  readonly #filePlaces: FilePlaces;

  constructor(database: Database) {
    this.#database = database;
    this.#filePlaces = new FilePlaces(database);
  }

  get(groupID: string): GroupItem | undefined {
    const row = this.#database.get<GroupRow>(`${SELECT_GROUP} WHERE g.group_id = ?`, groupID);
    return row && groupItem(row);
  }

  member(groupID: string, userID: string): GroupMemberItem | undefined {
    const row = this.#database.get<MemberRow>(
      `${SELECT_MEMBER} WHERE m.group_id = ? AND m.user_id = ?`,
      groupID,
      userID,
    );
    return row && memberItem(row);
  }

  isMember(groupID: string, userID: string): boolean {
    return (
      this.#database.get('SELECT 1 FROM members WHERE group_id = ? AND user_id = ?', groupID, userID) !== undefined
    );
  }

  memberIDs(groupID: string): string[] {
    return this.#database
      .allAsJson<Pick<MemberRow, 'user_id'>>(
        'SELECT user_id FROM members WHERE group_id = ?',
        ['user_id'],
        groupID,
      )
      .map(({ user_id }) => user_id);
  }

  /** Returns the groups to which the user belongs, or whose conversation they still have. */
  idsKnownTo(userID: string): string[] {
    return this.#database
      .all<{ group_id: string }>(
        `SELECT group_id FROM members WHERE user_id = ?1
         UNION SELECT target_id FROM conversations WHERE owner_id = ?1 AND conversation_type = ${SessionType.Group}`,
        userID,
      )
      .map((row) => row.group_id);
  }

  /** Whether a member has a name for this group only. */
  hasOwnNickname(groupID: string, userID: string): boolean {
    const sql = "SELECT 1 FROM members WHERE group_id = ? AND user_id = ? AND nickname <> ''";
    return this.#database.get(sql, groupID, userID) !== undefined;
  }

  exists(groupID: string): boolean {
    return this.statusOf(groupID) !== undefined;
  }

  /** Returns the group's status, without counting its members; undefined if there is no such group. */
  statusOf(groupID: string): GroupStatus | undefined {
    const sql = 'SELECT status FROM groups WHERE group_id = ?';
    return this.#database.get<Pick<GroupRow, 'status'>>(sql, groupID)?.status;
  }

  /** Creates a group without members. The ID must be free. */
  create(
    group: { groupID: string; groupName: string; ownerUserID: string; groupType: number },
    nowMs: number,
  ): void {
    this.#database.run(
      `INSERT INTO groups (group_id, group_name, creator_id, owner_id, group_type, created_at_ms)
       VALUES (?, ?, ?, ?, ?, ?)`,
      group.groupID,
      group.groupName,
      group.ownerUserID,
      group.ownerUserID,
      group.groupType,
      nowMs,
    );
  }

  addMember(
    member: {
      groupID: string;
      userID: string;
      roleLevel: GroupRole;
      joinSource: GroupJoinSource;
      operatorUserID: string;
      inviterUserID: string;
    },
    nowMs: number,
  ): void {
    this.#database.run(
      `INSERT INTO members (group_id, user_id, role_level, joined_at_ms, join_source, operator_id, inviter_id)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      member.groupID,
      member.userID,
      member.roleLevel,
      nowMs,
      member.joinSource,
      member.operatorUserID,
      member.inviterUserID,
    );
  }

  removeMember(groupID: string, userID: string): void {
    this.#database.run('DELETE FROM members WHERE group_id = ? AND user_id = ?', groupID, userID);
  }

  /** Returns a window of the members in list order (domain rules 13.3). */
  listMembers(groupID: string, filter: GroupMemberFilter, offset = 0, limit = NO_LIMIT): GroupMemberItem[] {
    const [lowest, highest] = RANKS_OF_FILTER[filter];
    return this.#database
      .all<MemberRow>(
        `${SELECT_MEMBER} WHERE m.group_id = ? AND ${RANK} BETWEEN ? AND ?
         ORDER BY ${RANK}, m.joined_at_ms, m.user_id LIMIT ? OFFSET ?`,
        groupID,
        lowest,
        highest,
        limit,
        offset,
      )
      .map(memberItem);
  }

  /** Returns the owner and the administrators. */
  adminIDs(groupID: string): string[] {
    return this.#database
      .all<{ user_id: string }>(`SELECT m.user_id FROM members m WHERE m.group_id = ? AND ${RANK} < 2`, groupID)
      .map((row) => row.user_id);
  }

  /** Returns the groups to which the user belongs, oldest first, {@link withinAnswer}; dismissed ones have no members. */
  joinedBy(userID: string): GroupItem[] {
    const rows = this.#database.all<GroupRow>(
      `${SELECT_GROUP} JOIN members j ON j.group_id = g.group_id WHERE j.user_id = ?
       ORDER BY g.created_at_ms, g.group_id`,
      userID,
    );
    return withinAnswer(rows.map(groupItem), ['notification', 'introduction', 'faceURL', 'ex']);
  }

  setTexts(groupID: string, texts: GroupTexts): void {
    this.#database.run(
      'UPDATE groups SET group_name = ?, notification = ?, introduction = ?, face_url = ?, ex = ? WHERE group_id = ?',
      texts.groupName,
      texts.notification,
      texts.introduction,
      texts.faceURL,
      texts.ex,
      groupID,
    );
    const { notification, introduction, faceURL, ex } = texts;
    this.#filePlaces.set(`group ${groupID}`, notification, introduction, faceURL, ex);
  }

  /** Records who changed the notice, and when, and marks the other members' conversations with it (`groupAtType`). */
  markNoticeChanged(groupID: string, byUserID: string, nowMs: number): void {
    this.#database.run(
      'UPDATE groups SET notification_updated_at_ms = ?, notification_user_id = ? WHERE group_id = ?',
      nowMs,
      byUserID,
      groupID,
    );
    this.#database.run(
      `UPDATE conversations SET group_at_type = ${GroupAtType.GroupNotice}
       WHERE target_id = ? AND conversation_type = ${SessionType.Group} AND owner_id <> ?
         AND EXISTS (SELECT 1 FROM members m WHERE m.group_id = target_id AND m.user_id = owner_id)`,
      groupID,
      byUserID,
    );
  }

  setOwner(groupID: string, ownerUserID: string): void {
    this.#database.run('UPDATE groups SET owner_id = ? WHERE group_id = ?', ownerUserID, groupID);
  }

  setRole(groupID: string, userID: string, role: GroupRole): void {
    this.#database.run(
      'UPDATE members SET role_level = ? WHERE group_id = ? AND user_id = ?',
      role,
      groupID,
      userID,
    );
  }

  setStatus(groupID: string, status: GroupStatus): void {
    this.#database.run('UPDATE groups SET status = ? WHERE group_id = ?', status, groupID);
  }

  setRules(groupID: string, rules: GroupRules): void {
    this.#database.run(
      'UPDATE groups SET need_verification = ?, look_member_info = ?, apply_member_friend = ? WHERE group_id = ?',
      rules.needVerification,
      rules.lookMemberInfo,
      rules.applyMemberFriend,
      groupID,
    );
  }

  /** Mutes the member until a time in seconds since 1970. */
  setMuteEnd(groupID: string, userID: string, muteEndTime: number): void {
    this.#database.run(
      'UPDATE members SET mute_end_s = ? WHERE group_id = ? AND user_id = ?',
      muteEndTime,
      groupID,
      userID,
    );
  }

  /** Sets a name for this group only; `''` shows the profile's. */
  setNickname(groupID: string, userID: string, nickname: string): void {
    this.#database.run(
      'UPDATE members SET nickname = ? WHERE group_id = ? AND user_id = ?',
      nickname,
      groupID,
      userID,
    );
  }

  /** Returns a window of the members, the last to join first; times are in seconds, both ends included. */
  listMembersByJoinTime(
    groupID: string,
    times: { begin: number; end: number },
    leftOutIDs: readonly string[],
    offset: number,
    limit: number,
  ): GroupMemberItem[] {
    return this.#database
      .all<MemberRow>(
        `${SELECT_MEMBER} WHERE m.group_id = ? AND m.joined_at_ms / 1000 BETWEEN ? AND ?
           AND m.user_id NOT IN (SELECT value FROM json_each(?))
         ORDER BY m.joined_at_ms DESC, m.user_id LIMIT ? OFFSET ?`,
        groupID,
        times.begin,
        times.end,
        JSON.stringify(leftOutIDs),
        limit,
        offset,
      )
      .map(memberItem);
  }

  /** Dismisses the group: it stays readable by ID, without members. */
  dismiss(groupID: string): void {
    this.#database.run(`UPDATE groups SET status = ${GroupStatus.Dismissed} WHERE group_id = ?`, groupID);
    this.#database.run('DELETE FROM members WHERE group_id = ?', groupID);
  }

  /** Returns who lists the conversation but gets no messages: members who muted it, and former members. */
  notReceiving(groupID: string): string[] {
    return this.#database
      .all<{ owner_id: string }>(
        `SELECT c.owner_id FROM conversations c
         LEFT JOIN members m ON m.group_id = c.target_id AND m.user_id = c.owner_id
         WHERE c.target_id = ? AND c.conversation_type = ${SessionType.Group} AND c.latest_send_time_ms > 0
           AND (c.recv_opt = ${OptType.Mute} OR m.user_id IS NULL)`,
        groupID,
      )
      .map((row) => row.owner_id);
  }
}

function groupItem(row: GroupRow): GroupItem {
  return {
    groupID: row.group_id,
    groupName: row.group_name,
    notification: row.notification,
    introduction: row.introduction,
    faceURL: row.face_url,
    createTime: seconds(row.created_at_ms),
    status: row.status,
    creatorUserID: row.creator_id,
    groupType: row.group_type,
    ownerUserID: row.owner_id,
    memberCount: row.member_count,
    ex: row.ex,
    attachedInfo: '',
    needVerification: row.need_verification,
    lookMemberInfo: row.look_member_info,
    applyMemberFriend: row.apply_member_friend,
    notificationUpdateTime: seconds(row.notification_updated_at_ms),
    notificationUserID: row.notification_user_id,
  };
}

function memberItem(row: MemberRow): GroupMemberItem {
  return {
    groupID: row.group_id,
    userID: row.user_id,
    nickname: row.nickname,
    faceURL: row.face_url,
    roleLevel: row.role_level,
    joinTime: seconds(row.joined_at_ms),
    joinSource: row.join_source,
    operatorUserID: row.operator_id,
    ex: row.ex,
    attachedInfo: '',
    inviterUserID: row.inviter_id,
    muteEndTime: row.mute_end_s,
  };
}

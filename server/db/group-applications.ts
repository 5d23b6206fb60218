import type {
  GroupApplicationItem,
  GroupJoinSource,
  GroupStatus,
  HandleResult,
} from '../../src/protocol/index.js';
import { listedApplications } from './application-list.js';
import type { Database } from './database.js';
import { seconds } from './users.js';
import { withinAnswer } from './within-answer.js';

type ApplicationRow = {
  group_id: string;
  user_id: string;
  req_msg: string;
  requested_at_ms: number;
  handle_result: HandleResult;
  handler_id: string;
  handle_msg: string;
  handled_at_ms: number;
  join_source: GroupJoinSource;
  inviter_id: string;
  ex: string;
  group_name: string;
  notification: string;
  introduction: string;
  group_face_url: string;
  group_created_at_ms: number;
  status: GroupStatus;
  creator_id: string;
  owner_id: string;
  group_type: number;
  nickname: string;
  user_face_url: string;
  gender: number;
};

/** A new application, by the applicant or by a member who invited them. */
export type NewGroupApplication = {
  readonly groupID: string;
  readonly userID: string;
  readonly reqMsg: string;
  readonly joinSource: GroupJoinSource;
  /** `''` if nobody invited the applicant. */
  readonly inviterUserID: string;
};

const selectFrom = (
  applications: string,
): string => `SELECT r.*, g.group_name, g.notification, g.introduction, g.face_url AS group_face_url,
  g.created_at_ms AS group_created_at_ms, g.status, g.creator_id, g.owner_id, g.group_type,
  u.nickname, u.face_url AS user_face_url, u.gender
  FROM ${applications} r JOIN groups g ON g.group_id = r.group_id JOIN users u ON u.user_id = r.user_id`;
const SELECT_ONE = `${selectFrom('group_applications')} WHERE r.group_id = ? AND r.user_id = ?`;
const listOf = (where: string): string =>
  `${selectFrom(listedApplications('group_applications', 'requested_at_ms', where))}
   ORDER BY r.requested_at_ms DESC, r.group_id, r.user_id`;
const SELECT_RECEIVED = listOf(
  'group_id IN (SELECT group_id FROM members WHERE user_id = ? AND role_level IN (2, 3))',
);
const SELECT_SENT = listOf('user_id = ?');

const LONG_TEXTS = [
  'notification',
  'introduction',
  'groupFaceURL',
  'userFaceURL',
  'reqMsg',
  'handledMsg',
  'ex',
] as const;

/** Applications to enter groups, at most one by each user to each group. */
export class GroupApplications {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(groupID: string, userID: string): GroupApplicationItem | undefined {
    const row = this.#database.get<ApplicationRow>(SELECT_ONE, groupID, userID);
    return row && this.#itemsOf([row])[0];
  }

  /** Returns the {@link listedApplications} to all groups that the user owns or administers, newest first. */
  listReceived(userID: string): GroupApplicationItem[] {
    return this.#list(SELECT_RECEIVED, userID);
  }

  /** Returns the {@link listedApplications} by the user, newest first. */
  listSent(userID: string): GroupApplicationItem[] {
    return this.#list(SELECT_SENT, userID);
  }

  /** Stores a pending application, in place of an earlier one to the same group. */
  put({ groupID, userID, reqMsg, joinSource, inviterUserID }: NewGroupApplication, nowMs: number): void {
    this.#database.run(
      `INSERT INTO group_applications (group_id, user_id, req_msg, requested_at_ms, join_source, inviter_id)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET req_msg = excluded.req_msg, requested_at_ms = excluded.requested_at_ms,
         join_source = excluded.join_source, inviter_id = excluded.inviter_id,
         handle_result = 0, handler_id = '', handle_msg = '', handled_at_ms = 0`,
      groupID,
      userID,
      reqMsg,
      nowMs,
      joinSource,
      inviterUserID,
    );
  }

  handle(
    { groupID, userID }: { groupID: string; userID: string },
    answer: { result: HandleResult; handlerID: string; handleMsg: string },
    nowMs: number,
  ): void {
    this.#database.run(
      `UPDATE group_applications SET handle_result = ?, handler_id = ?, handle_msg = ?, handled_at_ms = ?
       WHERE group_id = ? AND user_id = ?`,
      answer.result,
      answer.handlerID,
      answer.handleMsg,
      nowMs,
      groupID,
      userID,
    );
  }

  #list(sql: string, userID: string): GroupApplicationItem[] {
    return withinAnswer(this.#itemsOf(this.#database.all<ApplicationRow>(sql, userID)), LONG_TEXTS);
  }

  /** The members of each group are counted once, because most applications of a list may be to the same large group. */
  #itemsOf(rows: readonly ApplicationRow[]): GroupApplicationItem[] {
    const groupIDs = new Set(rows.map(({ group_id }) => group_id));
    const counts = new Map([...groupIDs].map((groupID) => [groupID, this.#memberCount(groupID)]));
    return rows.map((row) => applicationItem(row, counts.get(row.group_id) ?? 0));
  }

  #memberCount(groupID: string): number {
    const sql = 'SELECT count(*) AS count FROM members WHERE group_id = ?';
    return this.#database.get<{ count: number }>(sql, groupID)?.count ?? 0;
  }
}

function applicationItem(row: ApplicationRow, memberCount: number): GroupApplicationItem {
  return {
    groupID: row.group_id,
    groupName: row.group_name,
    notification: row.notification,
    introduction: row.introduction,
    groupFaceURL: row.group_face_url,
    createTime: seconds(row.group_created_at_ms),
    status: row.status,
    creatorUserID: row.creator_id,
    groupType: row.group_type,
    ownerUserID: row.owner_id,
    memberCount,
    userID: row.user_id,
    nickname: row.nickname,
    userFaceURL: row.user_face_url,
    gender: row.gender,
    handleResult: row.handle_result,
    reqMsg: row.req_msg,
    handledMsg: row.handle_msg,
    reqTime: seconds(row.requested_at_ms),
    handleUserID: row.handler_id,
    handledTime: seconds(row.handled_at_ms),
    ex: row.ex,
    attachedInfo: '',
    joinSource: row.join_source,
    inviterUserID: row.inviter_id,
  };
}

import type { FriendApplicationItem, HandleResult } from '../../src/protocol/index.js';
import { listedApplications } from './application-list.js';
import type { Database } from './database.js';
import { seconds } from './users.js';

type ApplicationRow = {
  from_id: string;
  to_id: string;
  req_msg: string;
  created_at_ms: number;
  handle_result: HandleResult;
  handler_id: string;
  handle_msg: string;
  handled_at_ms: number;
  ex: string;
  from_nickname: string;
  from_face_url: string;
  from_gender: number;
  to_nickname: string;
  to_face_url: string;
  to_gender: number;
};

const selectFrom = (
  applications: string,
): string => `SELECT r.*, f.nickname AS from_nickname, f.face_url AS from_face_url,
  f.gender AS from_gender, t.nickname AS to_nickname, t.face_url AS to_face_url, t.gender AS to_gender
  FROM ${applications} r JOIN users f ON f.user_id = r.from_id JOIN users t ON t.user_id = r.to_id`;
const SELECT_ONE = `${selectFrom('friend_applications')} WHERE r.from_id = ? AND r.to_id = ?`;
const listOf = (where: string): string =>
  `${selectFrom(listedApplications('friend_applications', 'created_at_ms', where))}
   ORDER BY r.created_at_ms DESC, r.from_id, r.to_id`;
const SELECT_RECEIVED = listOf('to_id = ?');
const SELECT_SENT = listOf('from_id = ?');

/** Friend applications, at most one from each user to each other. Names and faces are those of the profiles. */
export class FriendApplications {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(fromID: string, toID: string): FriendApplicationItem | undefined {
    const row = this.#database.get<ApplicationRow>(SELECT_ONE, fromID, toID);
    return row && applicationItem(row);
  }

  /** Returns the {@link listedApplications} to the user, newest first. */
  listReceived(toID: string): FriendApplicationItem[] {
    return this.#database.all<ApplicationRow>(SELECT_RECEIVED, toID).map(applicationItem);
  }

  /** Returns the {@link listedApplications} by the user, newest first. */
  listSent(fromID: string): FriendApplicationItem[] {
    return this.#database.all<ApplicationRow>(SELECT_SENT, fromID).map(applicationItem);
  }

  /** Stores a pending application, in place of an earlier one to the same user. */
  put(fromID: string, toID: string, reqMsg: string, nowMs: number): void {
    this.#database.run(
      `INSERT INTO friend_applications (from_id, to_id, req_msg, created_at_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET req_msg = excluded.req_msg, created_at_ms = excluded.created_at_ms,
         handle_result = 0, handler_id = '', handle_msg = '', handled_at_ms = 0`,
      fromID,
      toID,
      reqMsg,
      nowMs,
    );
  }

  /** Stores the addressee's answer. */
  handle(fromID: string, toID: string, result: HandleResult, handleMsg: string, nowMs: number): void {
    this.#database.run(
      `UPDATE friend_applications SET handle_result = ?, handler_id = to_id, handle_msg = ?, handled_at_ms = ?
       WHERE from_id = ? AND to_id = ?`,
      result,
      handleMsg,
      nowMs,
      fromID,
      toID,
    );
  }
}

function applicationItem(row: ApplicationRow): FriendApplicationItem {
  return {
    fromUserID: row.from_id,
    fromNickname: row.from_nickname,
    fromFaceURL: row.from_face_url,
    fromGender: row.from_gender,
    toUserID: row.to_id,
    toNickname: row.to_nickname,
    toFaceURL: row.to_face_url,
    toGender: row.to_gender,
    handleResult: row.handle_result,
    reqMsg: row.req_msg,
    createTime: seconds(row.created_at_ms),
    handlerUserID: row.handler_id,
    handleMsg: row.handle_msg,
    handleTime: seconds(row.handled_at_ms),
    ex: row.ex,
    attachedInfo: '',
  };
}

import type { BlackItem, FriendItem } from '../../src/protocol/index.js';
import type { Database } from './database.js';
import { seconds } from './users.js';

type RelationRow = {
  owner_id: string;
  user_id: string;
  add_source: number;
  operator_id: string;
  ex: string;
  created_at_ms: number;
  nickname: string;
  face_url: string;
  gender: number;
};
type FriendRow = RelationRow & { remark: string; phone_number: string; birth_s: number; email: string };

const SELECT_FRIEND = `SELECT f.*, u.nickname, u.face_url, u.gender, u.phone_number, u.birth_s, u.email
  FROM friends f JOIN users u ON u.user_id = f.user_id`;
const SELECT_BLACK = `SELECT b.*, u.nickname, u.face_url, u.gender
  FROM blacks b JOIN users u ON u.user_id = b.user_id`;

/** Friends and blacklists, each row one owner's view; names and faces are the profile's. */
export class Friends {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(ownerID: string, userID: string): FriendItem | undefined {
    const row = this.#database.get<FriendRow>(
      `${SELECT_FRIEND} WHERE f.owner_id = ? AND f.user_id = ?`,
      ownerID,
      userID,
    );
    return row && friendItem(row);
  }

  getBlack(ownerID: string, userID: string): BlackItem | undefined {
    const row = this.#database.get<RelationRow>(
      `${SELECT_BLACK} WHERE b.owner_id = ? AND b.user_id = ?`,
      ownerID,
      userID,
    );
    return row && blackItem(row);
  }

  isFriend(ownerID: string, userID: string): boolean {
    return (
      this.#database.get('SELECT 1 FROM friends WHERE owner_id = ? AND user_id = ?', ownerID, userID) !== undefined
    );
  }

  isBlack(ownerID: string, userID: string): boolean {
    return (
      this.#database.get('SELECT 1 FROM blacks WHERE owner_id = ? AND user_id = ?', ownerID, userID) !== undefined
    );
  }

  /** Returns who has the user in their friend list. */
  ownersOf(userID: string): string[] {
    return this.#database
      .all<{ owner_id: string }>('SELECT owner_id FROM friends WHERE user_id = ?', userID)
      .map((row) => row.owner_id);
  }

  /** Returns the owner's friends, oldest first. */
  list(ownerID: string): FriendItem[] {
    return this.#database
      .all<FriendRow>(`${SELECT_FRIEND} WHERE f.owner_id = ? ORDER BY f.created_at_ms, f.user_id`, ownerID)
      .map(friendItem);
  }

  /** Returns the owner's blacklist, oldest first. */
  listBlacks(ownerID: string): BlackItem[] {
    return this.#database
      .all<RelationRow>(`${SELECT_BLACK} WHERE b.owner_id = ? ORDER BY b.created_at_ms, b.user_id`, ownerID)
      .map(blackItem);
  }

  /** Adds one side of a friendship. Returns whether it was not there before. */
  add(ownerID: string, userID: string, operatorID: string, nowMs: number): boolean {
    return (
      this.#database.run(
        `INSERT INTO friends (owner_id, user_id, operator_id, created_at_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        ownerID,
        userID,
        operatorID,
        nowMs,
      ) === 1
    );
  }

  setRemark(ownerID: string, userID: string, remark: string): void {
    this.#database.run(
      'UPDATE friends SET remark = ? WHERE owner_id = ? AND user_id = ?',
      remark,
      ownerID,
      userID,
    );
  }

  /** Ends the friendship on the owner's side. */
  remove(ownerID: string, userID: string): void {
    this.#database.run('DELETE FROM friends WHERE owner_id = ? AND user_id = ?', ownerID, userID);
  }

  /** Puts somebody on the owner's blacklist, who must not be there yet. */
  addBlack(ownerID: string, userID: string, nowMs: number): void {
    this.#database.run(
      'INSERT INTO blacks (owner_id, user_id, operator_id, created_at_ms) VALUES (?, ?, ?, ?)',
      ownerID,
      userID,
      ownerID,
      nowMs,
    );
  }

  removeBlack(ownerID: string, userID: string): void {
    this.#database.run('DELETE FROM blacks WHERE owner_id = ? AND user_id = ?', ownerID, userID);
  }
}

function friendItem(row: FriendRow): FriendItem {
  return {
    ownerUserID: row.owner_id,
    userID: row.user_id,
    remark: row.remark,
    createTime: seconds(row.created_at_ms),
    addSource: row.add_source,
    operatorUserID: row.operator_id,
    nickname: row.nickname,
    faceURL: row.face_url,
    gender: row.gender,
    phoneNumber: row.phone_number,
    birth: row.birth_s,
    email: row.email,
    ex: row.ex,
    attachedInfo: '',
  };
}

function blackItem(row: RelationRow): BlackItem {
  return {
    ownerUserID: row.owner_id,
    userID: row.user_id,
    nickname: row.nickname,
    faceURL: row.face_url,
    gender: row.gender,
    createTime: seconds(row.created_at_ms),
    addSource: row.add_source,
    operatorUserID: row.operator_id,
    ex: row.ex,
    attachedInfo: '',
  };
}

import type { FullUserItem, OptType, PublicUserItem } from '../../src/protocol/index.js';
import type { Database } from './database.js';
import { FilePlaces } from './file-places.js';
import type { AuthorRow } from './message-rows.js';

export type UserRow = {
  user_id: string;
  nickname: string;
  face_url: string;
  gender: number;
  phone_number: string;
  birth_s: number;
  email: string;
  ex: string;
  global_recv_opt: OptType;
  created_at_ms: number;
};

/** What a user may change of their own record. */
export type Profile = {
  nickname: string;
  faceURL: string;
  gender: number;
  phoneNumber: string;
  birth: number;
  email: string;
  ex: string;
};

export class Users {
  readonly #database: Database;
  readonly #filePlaces: FilePlaces;

  constructor(database: Database) {
    this.#database = database;
    this.#filePlaces = new FilePlaces(database);
  }

  get(userID: string): FullUserItem | undefined {
    const row = this.#database.get<UserRow>('SELECT * FROM users WHERE user_id = ?', userID);
    return row && fullUser(row);
  }

  /** Returns what messages show of their author. */
  author(userID: string): AuthorRow | undefined {
    return this.#database.get<AuthorRow>('SELECT nickname, face_url FROM users WHERE user_id = ?', userID);
  }

  exists(userID: string): boolean {
    return this.#database.get('SELECT 1 FROM users WHERE user_id = ?', userID) !== undefined;
  }

  /** Creates a user with an empty inbox. The ID must be free. */
  create(userID: string, profile: Profile, nowMs: number): void {
    this.#database.run(
      `INSERT INTO users (user_id, nickname, face_url, gender, phone_number, birth_s, email, ex, created_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      userID,
      ...profileValues(profile),
      nowMs,
    );
    this.#database.run('INSERT INTO inboxes (user_id) VALUES (?)', userID);
    this.#filePlaces.set(`user ${userID}`, profile.faceURL, profile.ex);
  }

  /** Like {@link create}, for a visitor of a site, who may do no more than talk with its agents. */
  createGuest(userID: string, profile: Profile, nowMs: number): void {
    this.create(userID, profile, nowMs);
    this.#database.run('UPDATE users SET is_guest = 1 WHERE user_id = ?', userID);
  }

  isGuest(userID: string): boolean {
    return this.#database.get('SELECT 1 FROM users WHERE user_id = ? AND is_guest = 1', userID) !== undefined;
  }

  setGlobalRecvMsgOpt(userID: string, opt: OptType): void {
    this.#database.run('UPDATE users SET global_recv_opt = ? WHERE user_id = ?', opt, userID);
  }

  update(userID: string, profile: Profile): void {
    this.#database.run(
      `UPDATE users SET nickname = ?, face_url = ?, gender = ?, phone_number = ?, birth_s = ?, email = ?, ex = ?
       WHERE user_id = ?`,
      ...profileValues(profile),
      userID,
    );
    this.#filePlaces.set(`user ${userID}`, profile.faceURL, profile.ex);
  }
}

function profileValues(profile: Profile) {
  const { nickname, faceURL, gender, phoneNumber, birth, email, ex } = profile;
  return [nickname, faceURL, gender, phoneNumber, birth, email, ex];
}

function fullUser(row: UserRow): FullUserItem {
  return {
    userID: row.user_id,
    nickname: row.nickname,
    faceURL: row.face_url,
    gender: row.gender,
    phoneNumber: row.phone_number,
    birth: row.birth_s,
    email: row.email,
    createTime: seconds(row.created_at_ms),
    ex: row.ex,
    attachedInfo: '',
    globalRecvMsgOpt: row.global_recv_opt,
  };
}

export function publicUser({ userID, nickname, faceURL, gender, ex }: FullUserItem): PublicUserItem {
  return { userID, nickname, faceURL, gender, ex };
}

/** Converts to whole seconds since 1970, the unit of all times on the wire but those of messages and conversations. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

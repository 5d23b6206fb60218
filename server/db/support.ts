import { GroupRole, SessionType } from '../../src/protocol/index.js';
import type { Database } from './database.js';

/** A visitor's own group. */
export type SupportGroup = { readonly groupID: string; readonly userID: string };

type Row = { group_id: string; user_id: string };

/**
 * Selects chats, and whether each is a guest's who was never told anything, here or elsewhere, and of which nobody else has
 * a record.
 */
const SELECT_SILENT = `SELECT s.group_id, s.user_id,
    s.visitor_token_hash IS NOT NULL AND s.used_at_ms < ?
    AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.thread_key = 'group:' || s.group_id)
    AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.target_id = s.group_id
      AND c.conversation_type = ${SessionType.Group} AND c.owner_id <> s.user_id)
    AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.owner_id = s.user_id AND c.latest_send_time_ms > 0) AS is_silent
  FROM support_groups s WHERE s.group_id > ? ORDER BY s.group_id LIMIT ?`;

/** Support chats: which groups they are, whose they are, and who answers them. */
export class SupportGroups {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  has(groupID: string): boolean {
    return this.#database.get('SELECT 1 FROM support_groups WHERE group_id = ?', groupID) !== undefined;
  }

  byVisitorToken(hash: string): SupportGroup | undefined {
    return groupOf(
      this.#database.get<Row>('SELECT group_id, user_id FROM support_groups WHERE visitor_token_hash = ?', hash),
    );
  }

  /** Returns the user's latest chat. A guest's is the one to which their visitor token leads, whatever the clock said. */
  latestOf(userID: string): SupportGroup | undefined {
    return groupOf(
      this.#database.get<Row>(
        `SELECT group_id, user_id FROM support_groups WHERE user_id = ?
         ORDER BY visitor_token_hash IS NULL, used_at_ms DESC LIMIT 1`,
        userID,
      ),
    );
  }

  /** Adds a chat. @param tokenHash null for a verified user, who needs no visitor token; must not be another group's */
  add({ groupID, userID }: SupportGroup, tokenHash: string | null, nowMs: number): void {
    this.#database.run(
      'INSERT INTO support_groups (group_id, user_id, visitor_token_hash, used_at_ms) VALUES (?, ?, ?, ?)',
      groupID,
      userID,
      tokenHash,
      nowMs,
    );
  }

  noteUse(groupID: string, nowMs: number): void {
    this.#database.run('UPDATE support_groups SET used_at_ms = ? WHERE group_id = ?', nowMs, groupID);
  }

  forgetVisitorToken(groupID: string): void {
    this.#database.run('UPDATE support_groups SET visitor_token_hash = NULL WHERE group_id = ?', groupID);
  }

  /**
   * Examines the next `limit` chats behind `afterGroupID` in the order of their IDs. Returns those that a guest opened before
   * `beforeMs` and in which nothing was ever said, and the ID of the last one examined, undefined if there was none.
   */
  silentChats(
    beforeMs: number,
    afterGroupID: string,
    limit: number,
  ): { silent: SupportGroup[]; lastID: string | undefined } {
    const rows = this.#database.all<Row & { is_silent: number }>(SELECT_SILENT, beforeMs, afterGroupID, limit);
    const silent = rows
      .filter(({ is_silent }) => is_silent === 1)
      .map(({ group_id, user_id }) => ({ groupID: group_id, userID: user_id }));
    return { silent, lastID: rows.at(-1)?.group_id };
  }

  /**
   * Forgets a silent chat, its group, and the tokens of its guest. The guest's own row stays, because everything there is
   * would have to be searched for references to it.
   */
  forget({ groupID, userID }: SupportGroup): void {
    for (const sql of [
      'DELETE FROM support_groups WHERE group_id = ?',
      'DELETE FROM members WHERE group_id = ?',
      `DELETE FROM conversations WHERE target_id = ? AND conversation_type = ${SessionType.Group}`,
      'DELETE FROM group_applications WHERE group_id = ?',
      "DELETE FROM file_places WHERE place = 'group ' || ?",
      'DELETE FROM groups WHERE group_id = ?',
    ])
      this.#database.run(sql, groupID);
    this.#database.run('DELETE FROM tokens WHERE user_id = ?', userID);
  }

  agentIDs(): string[] {
    return this.#database.all<{ user_id: string }>('SELECT user_id FROM support_agents').map((row) => row.user_id);
  }

  /** Lets a user answer all support chats, as an administrator of their groups. */
  addAgent(userID: string, nowMs: number): void {
    this.#database.run('INSERT INTO support_agents (user_id) VALUES (?)', userID);
    this.#database.run(
      `INSERT INTO members (group_id, user_id, role_level, joined_at_ms, operator_id)
       SELECT s.group_id, ?, ${GroupRole.Admin}, ?, ? FROM support_groups s JOIN groups g ON g.group_id = s.group_id
       WHERE g.status <> 2 AND s.user_id <> ?
       ON CONFLICT (group_id, user_id) DO UPDATE SET role_level = ${GroupRole.Admin}`,
      userID,
      nowMs,
      userID,
      userID,
    );
  }

  /** Removes an agent from all support chats. {@link giveTo} must be called for those they owned. */
  removeAgent(userID: string): void {
    this.#database.run('DELETE FROM support_agents WHERE user_id = ?', userID);
    this.#database.run(
      'DELETE FROM members WHERE user_id = ? AND group_id IN (SELECT group_id FROM support_groups)',
      userID,
    );
  }

  /** Makes an agent the owner of all support chats, because every group has an owner who can do everything. */
  giveTo(ownerID: string): void {
    this.#database.run(
      `UPDATE members SET role_level = CASE user_id WHEN ? THEN ${GroupRole.Owner} ELSE ${GroupRole.Admin} END
       WHERE group_id IN (SELECT group_id FROM support_groups) AND (user_id = ? OR role_level = ${GroupRole.Owner})`,
      ownerID,
      ownerID,
    );
    this.#database.run(
      `UPDATE groups SET owner_id = ? WHERE owner_id <> ?
         AND group_id IN (SELECT s.group_id FROM support_groups s JOIN members m
                          ON m.group_id = s.group_id AND m.user_id = ?)`,
      ownerID,
      ownerID,
      ownerID,
    );
  }

  /** Returns the messages that the visitor wrote, by the other users who have them. */
  messagesOf({ groupID, userID }: SupportGroup): Map<string, number[]> {
    const rows = this.#database.all<{ owner_id: string; message_pks: string }>(
      `SELECT c.owner_id, json_group_array(m.message_pk) AS message_pks FROM conversations c
       JOIN copies k ON k.conversation_pk = c.conversation_pk
       JOIN messages m ON m.message_pk = k.message_pk AND m.send_id = ?
       WHERE c.target_id = ? AND c.conversation_type = ${SessionType.Group} AND c.owner_id <> m.send_id
       GROUP BY c.owner_id`,
      userID,
      groupID,
    );
    return new Map(rows.map(({ owner_id, message_pks }) => [owner_id, JSON.parse(message_pks) as number[]]));
  }

  /**
   * Gives a guest's conversation, with everything said in it, to a user who is not a member yet and has no copies of it:
   * their inbox gets a copy of each message, and they become the author of what the guest wrote. The guest's own copies
   * stay where they are, like those of somebody who left.
   */
  moveTo(userID: string, { groupID, userID: guestID }: SupportGroup, conversationPk: number): void {
    const database = this.#database;
    const guest = database.get<{ conversation_pk: number }>(
      'SELECT conversation_pk FROM conversations WHERE owner_id = ? AND conversation_id = ?',
      guestID,
      `group_${groupID}`,
    );
    if (guest) {
      database.run(
        `INSERT OR IGNORE INTO copies (conversation_pk, send_time_ms, message_pk, inbox_pk, seq, status, is_read, read_time_ms)
         SELECT ?, k.send_time_ms, k.message_pk, i.inbox_pk,
           CASE WHEN k.seq > 0 THEN i.last_seq + row_number() OVER (PARTITION BY k.seq > 0 ORDER BY k.seq) ELSE 0 END,
           k.status, k.is_read, k.read_time_ms
         FROM copies k JOIN inboxes i ON i.user_id = ? WHERE k.conversation_pk = ?`,
        conversationPk,
        userID,
        guest.conversation_pk,
      );
      database.run(
        `UPDATE inboxes SET last_seq = last_seq
           + (SELECT count(*) FROM copies WHERE conversation_pk = ? AND seq > 0) WHERE user_id = ?`,
        guest.conversation_pk,
        userID,
      );
      database.run(
        `UPDATE conversations SET (latest_message_pk, latest_send_time_ms, unread_count, cleared_time_ms) =
           (SELECT latest_message_pk, latest_send_time_ms, unread_count, cleared_time_ms
            FROM conversations WHERE conversation_pk = ?) WHERE conversation_pk = ?`,
        guest.conversation_pk,
        conversationPk,
      );
      const said = 'SELECT message_pk FROM copies WHERE conversation_pk = ?';
      database.run(
        `UPDATE messages SET send_id = ? WHERE send_id = ? AND message_pk IN (${said})`,
        userID,
        guestID,
        guest.conversation_pk,
      );
      database.run(
        `UPDATE group_reads SET user_id = ? WHERE user_id = ? AND message_pk IN (${said})`,
        userID,
        guestID,
        guest.conversation_pk,
      );
    }
    database.run('UPDATE files SET owner_id = ? WHERE owner_id = ?', userID, guestID);
    database.run(
      'UPDATE support_groups SET user_id = ?, visitor_token_hash = NULL WHERE group_id = ?',
      userID,
      groupID,
    );
  }
}

function groupOf(row: Row | undefined): SupportGroup | undefined {
  return row && { groupID: row.group_id, userID: row.user_id };
}

import type { Database } from './database.js';

export type TokenState = 'valid' | 'kicked' | 'unknown';

/** Issued tokens, by their ID (claim `jti`). */
export class Tokens {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  stateOf(tokenID: string, userID: string): TokenState {
    const row = this.#database.get<{ kicked_at_ms: number | null }>(
      'SELECT kicked_at_ms FROM tokens WHERE token_id = ? AND user_id = ?',
      tokenID,
      userID,
    );
    if (!row) return 'unknown';
    return row.kicked_at_ms === null ? 'valid' : 'kicked';
  }

  add(tokenID: string, userID: string, platformID: number, expiresAtS: number): void {
    this.#database.run(
      'INSERT INTO tokens (token_id, user_id, platform_id, expires_at_s) VALUES (?, ?, ?, ?)',
      tokenID,
      userID,
      platformID,
      expiresAtS,
    );
  }

  kick(tokenID: string, nowMs: number): void {
    this.#database.run('UPDATE tokens SET kicked_at_ms = ? WHERE token_id = ?', nowMs, tokenID);
  }

  kickAll(userID: string, nowMs: number): void {
    this.#database.run(
      'UPDATE tokens SET kicked_at_ms = ? WHERE user_id = ? AND kicked_at_ms IS NULL',
      nowMs,
      userID,
    );
  }

  kickPlatform(userID: string, platformID: number, nowMs: number): void {
    this.#database.run(
      'UPDATE tokens SET kicked_at_ms = ? WHERE user_id = ? AND platform_id = ? AND kicked_at_ms IS NULL',
      nowMs,
      userID,
      platformID,
    );
  }

  /** Deletes at most `limit` tokens that expired before `beforeS`; returns how many. */
  deleteExpired(beforeS: number, limit: number): number {
    return this.#database.run(
      'DELETE FROM tokens WHERE token_id IN (SELECT token_id FROM tokens WHERE expires_at_s < ? LIMIT ?)',
      beforeS,
      limit,
    );
  }
}

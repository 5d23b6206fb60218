import { createRequire } from 'node:module';

/** Plain SQLite, for lower bounds and for filling databases, through the binding that the gateway uses. */
export interface BareDatabase {
  prepare(sql: string): {
    run(...values: unknown[]): unknown;
    get(...values: unknown[]): unknown;
    all(...values: unknown[]): unknown[];
  };
  exec(sql: string): void;
  close(): void;
}

export const BareDatabase = createRequire(import.meta.url)('libsql') as new (file: string) => BareDatabase;

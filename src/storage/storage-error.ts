/** Why the storage of this browser failed. */
export type StorageFault =
  /** There is no IndexedDB. */
  | 'absent'
  /** A tab with an older version of this code has the database open, so that it cannot be upgraded. */
  | 'blocked'
  /** The database did not open in time. */
  | 'slow'
  /** The quota is used up. */
  | 'full'
  /** A record does not have the form that this code writes. */
  | 'damaged'
  /** Anything else, which the name of the browser's own error says: refused, lost, aborted, of a newer version … */
  | 'broken';

/** A failure of the storage: why a store could not be opened, or why FallbackStore had to repair or replace it. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly fault: StorageFault;

  constructor(fault: StorageFault, message: string, cause?: unknown) {
    super(`${message} (${fault})`, { cause });
    this.fault = fault;
  }

  /** Makes a StorageError from anything that IndexedDB threw. */
  static from(error: unknown): StorageError {
    if (error instanceof StorageError) return error;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return new StorageError(name === 'QuotaExceededError' ? 'full' : 'broken', `${name}: ${message}`, error);
  }
}

/** Why the storage of this browser failed. */
export type StorageFault =
  /** There is no IndexedDB. */
  | 'absent'
  /** The browser does not allow it: a private window, a sandbox, a setting. */
  | 'refused'
  /** The database was created by a newer version of this code. */
  | 'newer'
  /** A tab with an older version of this code has the database open, so that it cannot be upgraded. */
  | 'blocked'
  /** The database did not open in time. */
  | 'slow'
  /** The quota is used up. */
  | 'full'
  /** The browser closed the connection: another tab deleted or upgraded the database, or it was evicted. */
  | 'lost'
  /** A record does not have the form that this code writes. */
  | 'damaged'
  /** Anything else, such as an aborted transaction or a missing object store. */
  | 'broken';

const FAULT_BY_NAME: Readonly<Record<string, StorageFault>> = {
  VersionError: 'newer',
  SecurityError: 'refused',
  NotAllowedError: 'refused',
  QuotaExceededError: 'full',
  InvalidStateError: 'lost',
};

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
    return new StorageError(FAULT_BY_NAME[name] ?? 'broken', `${name}: ${message}`, error);
  }
}

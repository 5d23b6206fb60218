/** What is wrong with the storage of this browser. */
export type StorageFault =
  /** There is none here. */
  | 'absent'
  /** The browser does not allow it: a private window, a sandbox, a setting. */
  | 'refused'
  /** The database was made by a newer version of this code. */
  | 'newer'
  /** Another tab with an older version keeps it from being upgraded. */
  | 'blocked'
  /** It did not open in time. */
  | 'slow'
  /** The quota is used up. */
  | 'full'
  /** The connection was closed underneath: deleted or upgraded by another tab, evicted by the browser. */
  | 'lost'
  /** A record in it is none of ours. */
  | 'damaged'
  /** Anything else: aborted, missing a store. */
  | 'broken';

const FAULT_BY_NAME: Readonly<Record<string, StorageFault>> = {
  VersionError: 'newer',
  SecurityError: 'refused',
  NotAllowedError: 'refused',
  QuotaExceededError: 'full',
  InvalidStateError: 'lost',
};

/** What a store that helps itself makes of a failure of the one underneath, and what opening one fails with. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly fault: StorageFault;

  constructor(fault: StorageFault, message: string, cause?: unknown) {
    super(`${message} (${fault})`, { cause });
    this.fault = fault;
  }

  /** The error behind whatever IndexedDB threw. */
  static from(error: unknown): StorageError {
    if (error instanceof StorageError) return error;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return new StorageError(FAULT_BY_NAME[name] ?? 'broken', `${name}: ${message}`, error);
  }
}

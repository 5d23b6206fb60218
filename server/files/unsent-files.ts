import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { SweepStep } from '../hourly-sweep.js';
import type { FileVault } from './file-vault.js';

const DAY_MS = 24 * 60 * 60_000;
/** Files examined in one step: few enough not to delay requests. */
const STEP_SIZE = 200;

export type UnsentFilesOptions = {
  readonly clock: Clock;
  readonly store: Store;
  readonly unitOfWork: UnitOfWork;
  readonly files: Pick<FileVault, 'remove'>;
  readonly unsentFileDays: number;
};

/**
 * Removes uploads that nothing refers to: the message was discarded, or its sender never came back. They would fill the
 * disk and count against the space their owner may use.
 */
export function removeUnsentFiles(options: UnsentFilesOptions): SweepStep {
  const { clock, store, unitOfWork, files, unsentFileDays } = options;
  return async (afterID) => {
    const beforeMs = clock.now() - unsentFileDays * DAY_MS;
    const { forgotten, lastID } = await unitOfWork.transact(() =>
      store.files.forgetUnused(beforeMs, afterID, STEP_SIZE),
    );
    files.remove(forgotten);
    return lastID;
  };
}

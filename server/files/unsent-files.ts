import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { FileVault } from './file-vault.js';

const SWEEP_INTERVAL_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Files removed in one go: few enough to hold nobody up. */
const BATCH_SIZE = 100;

export type UnsentFilesOptions = {
  readonly clock: Clock;
  readonly store: Store;
  readonly unitOfWork: UnitOfWork;
  readonly files: FileVault;
  /** 0 keeps them for good. */
  readonly unsentFileDays: number;
  readonly onError: (error: unknown) => void;
};

/**
 * Removes uploads that came to nothing: the message was discarded, or its sender never came back. They would fill the disk,
 * and count against the space their owner may use.
 */
export class UnsentFiles {
  readonly #options: UnsentFilesOptions;
  #timer: unknown;
  #isStopped = false;

  constructor(options: UnsentFilesOptions) {
    this.#options = options;
    if (options.unsentFileDays > 0) this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    this.#options.clock.clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#sweep()
        .catch(this.#options.onError)
        .finally(() => {
          if (!this.#isStopped) this.#schedule();
        });
    }, SWEEP_INTERVAL_MS);
  }

  async #sweep(): Promise<void> {
    const { clock, store, unitOfWork, files, unsentFileDays } = this.#options;
    const beforeMs = clock.now() - unsentFileDays * DAY_MS;
    const named = store.files.namedOutsideMessages();
    for (let after = ''; !this.#isStopped;) {
      const batch = store.files.unsentBefore(beforeMs, after, BATCH_SIZE);
      const [last] = batch.slice(-1);
      if (last === undefined) return;
      after = last;
      // Profile pictures come up in every sweep: they need no second look.
      const lost = batch.filter((fileID) => !named.has(fileID));
      if (lost.length === 0) continue;
      files.remove(await unitOfWork.transact(() => store.files.forgetUnused(lost)));
    }
  }
}

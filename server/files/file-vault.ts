import { mkdirSync, readdirSync, rmSync, type ReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { ByteRange } from './byte-range.js';
import { SNIFFED_BYTES, typeOfFile } from './file-types.js';

/** The directory of the uploads, inside the data directory. */
export const FILES_DIRECTORY = 'files';
/** Ending of a file that is still incomplete. */
const PARTIAL = '.part';
const OWN_NAME = /^[0-9a-f]{32}(\.part)?$/;

export function isFileID(name: string): boolean {
  return OWN_NAME.test(name) && !name.endsWith(PARTIAL);
}

/** An upload on disk under a temporary name, which is then either kept or discarded. */
export type ReceivedFile = { readonly fileID: string; readonly sizeBytes: number; readonly type: string };

/**
 * Stores the bytes of each upload in a file whose name is an ID that nobody can guess; the name that people gave it is
 * only in the database. A file is valid once it has a row there; files without a row are removed at the next start.
 */
export class FileVault {
  readonly #directory: string;
  readonly #work = new Set<Promise<unknown>>();

  /** @param knownIDs the files that have a row */
  constructor(dataDir: string, knownIDs: ReadonlySet<string>) {
    this.#directory = join(dataDir, FILES_DIRECTORY);
    mkdirSync(this.#directory, { recursive: true });
    for (const name of readdirSync(this.#directory)) {
      if (OWN_NAME.test(name) && !knownIDs.has(name)) rmSync(join(this.#directory, name), { force: true });
    }
  }

  /**
   * Writes an upload to disk and syncs it. If the source fails, removes what was written.
   *
   * @throws what the source throws
   */
  async receive(source: AsyncIterable<Buffer>, declaredType: string): Promise<ReceivedFile> {
    const fileID = randomBytes(16).toString('hex');
    const file = await open(this.#partial(fileID), 'wx', 0o600);
    try {
      const { sizeBytes, head } = await writeAll(source, file);
      await file.sync();
      await file.close();
      return { fileID, sizeBytes, type: typeOfFile(head, declaredType) };
    } catch (error) {
      await file.close().catch(() => undefined);
      await this.discard(fileID);
      throw error;
    }
  }

  /** Gives a received file its final name, durably once the promise resolves. Its row must be inserted only afterwards. */
  async keep(fileID: string): Promise<void> {
    await rename(this.#partial(fileID), this.#path(fileID));
    const directory = await open(this.#directory);
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }

  /** Removes a received file, kept or not. */
  async discard(fileID: string): Promise<void> {
    await Promise.all([rm(this.#partial(fileID), { force: true }), rm(this.#path(fileID), { force: true })]);
  }

  /** Removes files whose rows are gone. Those that cannot be removed now go at the next start. */
  remove(fileIDs: readonly string[]): void {
    for (const fileID of fileIDs) void this.during(this.discard(fileID)).catch(() => undefined);
  }

  /** Opens a file. Resolves to undefined if there is none of this size, as after an incomplete restoration of the disk. */
  async read(fileID: string, sizeBytes: number, range?: ByteRange): Promise<ReadStream | undefined> {
    const file = await open(this.#path(fileID)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (!file) return undefined;
    let isWhole = false;
    try {
      isWhole = (await file.stat()).size === sizeBytes;
    } finally {
      if (!isWhole) await file.close();
    }
    return isWhole ? file.createReadStream(range ? { start: range.first, end: range.last } : {}) : undefined;
  }

  /** Resolves to the result of `work`; {@link settled} waits for it. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.#work.add(work);
    try {
      return await work;
    } finally {
      this.#work.delete(work);
    }
  }

  /** Resolves when nothing is being written or removed. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  #path(fileID: string): string {
    return join(this.#directory, fileID);
  }

  #partial(fileID: string): string {
    return this.#path(fileID) + PARTIAL;
  }
}

async function writeAll(
  source: AsyncIterable<Buffer>,
  file: FileHandle,
): Promise<{ sizeBytes: number; head: Buffer }> {
  let sizeBytes = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of source) {
    if (head.length < SNIFFED_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFFED_BYTES - head.length)]);
    sizeBytes += chunk.length;
    await file.writeFile(chunk);
  }
  return { sizeBytes, head };
}

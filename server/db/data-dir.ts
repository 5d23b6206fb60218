import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DATABASE_FILE } from './database.js';

/**
 * Creates the data directory, for its owner alone, if there is none, and checks that it can be written to. SQLite would
 * report only a number, and would serve a read-only database until the first message.
 *
 * @throws {Error} with the reason why the gateway cannot write there
 */
export function prepareDataDir(dataDir: string): void {
  if (dataDir === '') throw new Error('the data directory has no name; use one like ./data');
  try {
    makeDirectory(resolve(dataDir));
  } catch (error) {
    throw new Error(reasonOf(error, dataDir), { cause: error });
  }
  for (const path of [dataDir, join(dataDir, DATABASE_FILE)]) {
    try {
      if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw new Error(reasonOf(error, path), { cause: error });
    }
  }
}

/** Creates the directories above, too. Node's `recursive` option tries forever if the system denies the path, as in /proc. */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(path);
  if (above !== path) makeDirectory(above);
  mkdirSync(path, { mode: 0o700 });
}

function reasonOf(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `no permission to read and write ${path}; it has to belong to the user that runs the gateway`;
    case 'EROFS':
      return `${path} is on a read-only file system`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} is a file where a directory has to be`;
    default:
      return `${path} cannot be made: ${message}`;
  }
}

import type { Database } from './database.js';

/** A file's address within a text; a slash may be escaped, as JSON allows. */
const FILE_URL = /\\?\/files\\?\/([0-9a-f]{32})(?![0-9a-f])/g;

/** A profile, a group or a draft, whose text may have the addresses of files. */
export type Place = `user ${string}` | `group ${string}` | `draft ${number}`;

/** Which files have their address elsewhere than in messages: as long as it stands there, so do they. */
export class FilePlaces {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Notes the files that a place names, now that it says `texts`. */
  set(place: Place, ...texts: readonly string[]): void {
    this.#database.run('DELETE FROM file_places WHERE place = ?', place);
    for (const fileID of new Set(texts.flatMap(fileIDsOf))) {
      this.#database.run(
        'INSERT INTO file_places (place, file_id) SELECT ?, file_id FROM files WHERE file_id = ?',
        place,
        fileID,
      );
    }
  }
}

export function fileIDsOf(text: string): string[] {
  return [...text.matchAll(FILE_URL)].map(([, fileID = '']) => fileID);
}

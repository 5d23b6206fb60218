import type { Database } from './database.js';

/** A file's address in a text. Its slashes may be escaped, as JSON allows. */
const FILE_URL = /\\?\/files\\?\/([0-9a-f]{32})(?![0-9a-f])/g;

/** A profile, a group or a draft, whose text may contain addresses of files. */
export type Place = `user ${string}` | `group ${string}` | `draft ${number}`;

/** Records which files have their address elsewhere than in messages: they are kept as long as it is there. */
export class FilePlaces {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Records the files whose addresses are in a place, which now has these texts. */
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

  /** Records that drafts are empty now. */
  clearDrafts(conversationPks: readonly number[]): void {
    this.#database.run(
      "DELETE FROM file_places WHERE place IN (SELECT 'draft ' || value FROM json_each(?))",
      JSON.stringify(conversationPks),
    );
  }
}

export function fileIDsOf(text: string): string[] {
  return [...text.matchAll(FILE_URL)].map(([, fileID = '']) => fileID);
}

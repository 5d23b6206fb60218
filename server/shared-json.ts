/**
 * On the wire JSON stands inside the strings of other JSON: a message in the data of a frame, or in a conversation's
 * record in the data of a frame. What many receivers get alike is written once, and escaped once for each such depth.
 */

/** In how many strings of other JSON a text stands. */
export type Depth = 0 | 1 | 2;

/** A part of a text; one that is long and part of many texts is its bytes, which all of them share. */
export type Piece = string | Buffer;

/** From this length on, sharing the bytes costs less than copying them for every receiver. */
const MIN_SHARED_LENGTH = 16 * 1024;

/** Text as it stands between the quotes of a frame's `data`. */
export class EscapedData {
  readonly pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

/** Some members of an object, as JSON without the braces. */
export class SharedMembers {
  /** By depth, made as they are asked for. */
  readonly #texts: (string | undefined)[];
  readonly #pieces: (Piece | undefined)[] = [];

  /** @param members at least one */
  constructor(members: object) {
    this.#texts = [JSON.stringify(members).slice(1, -1)];
  }

  at(depth: Depth): Piece {
    return (this.#pieces[depth] ??= pieceOf(this.#textAt(depth)));
  }

  #textAt(depth: Depth): string {
    return (this.#texts[depth] ??= escapeJson(this.#textAt((depth - 1) as Depth), 1));
  }
}

function pieceOf(text: string): Piece {
  return text.length < MIN_SHARED_LENGTH ? text : Buffer.from(text);
}

/** A text as it stands inside a JSON string, and that string inside another, and so on. */
export function escapeJson(text: string, depth: Depth): string {
  let escaped = text;
  for (let level = 0; level < depth; level++) escaped = JSON.stringify(escaped).slice(1, -1);
  return escaped;
}

/**
 * On the wire, JSON is nested in the strings of other JSON: a message in a frame's `data`, or in a conversation's record
 * in a frame's `data`. What many receivers get alike is serialized once, and escaped once for each such depth.
 */

/** How many nested JSON strings a text is inside of. */
export type Depth = 0 | 1 | 2;

/** A part of a text. A long part of many texts is a Buffer, whose bytes all of them share. */
export type Piece = string | Buffer;

/** From this length on, sharing the bytes costs less than copying them for every receiver. */
const MIN_SHARED_LENGTH = 16 * 1024;

/** Text that is escaped to stand between the quotes of a frame's `data`. */
export class EscapedData {
  readonly pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

/** Returns an object with one more member, whose value is escaped already, as JSON escaped to stand inside a string. */
export function withMember(object: object, name: string, value: readonly Piece[]): Piece[] {
  return [escapeJson(`${JSON.stringify(object).slice(0, -1)},"${name}":`, 1), ...value, '}'];
}

/** Some members of an object, as JSON without the braces. */
export class SharedMembers {
  /** The text by depth, made when first needed. */
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

/** Returns a text escaped to stand inside `depth` nested JSON strings. */
export function escapeJson(text: string, depth: Depth): string {
  let escaped = text;
  for (let level = 0; level < depth; level++) escaped = JSON.stringify(escaped).slice(1, -1);
  return escaped;
}

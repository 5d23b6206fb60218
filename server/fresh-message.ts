import {
  blankElements,
  elementOfType,
  elementsOfContent,
  isMentioned,
  type AtElem,
  type MessageElements,
} from '../src/protocol/index.js';
import { bodyMembers, copyMembers, viewerMembers } from './db/message-item.js';
import type { AuthorRow, MessageRow } from './db/messages.js';
import { escapeJson, SharedMembers, type Depth, type Piece } from './shared-json.js';

/** A message that was just stored, and that nobody has read yet, as JSON for each of its viewers. */
export class FreshMessage {
  readonly row: MessageRow & AuthorRow;
  readonly #atElem: AtElem;
  /** Blank elements make up most of a message. */
  readonly #blanks: SharedMembers;
  readonly #members: SharedMembers;

  constructor(row: MessageRow & AuthorRow) {
    const name = elementOfType(row.content_type);
    const elements = name && elementsOfContent(row.content_type, row.content, '');
    const own = elements && name !== 'atElem' ? { [name]: elements[name] } : {};
    this.row = row;
    this.#atElem = elements?.atElem ?? BLANK_AT_ELEM;
    this.#blanks = blanksWithout(name);
    this.#members = new SharedMembers({
      ...own,
      ...bodyMembers(row),
      ...copyMembers({ ...row, copy_status: row.status, is_read: 0, read_time_ms: 0 }),
    });
  }

  /** Returns the message as `viewerID` sees it, escaped to stand inside `depth` nested JSON strings. */
  pieces(viewerID: string, seq: number, depth: Depth): Piece[] {
    const atElem =
      this.#atElem.atUserList === null
        ? this.#atElem
        : { ...this.#atElem, isAtSelf: isMentioned(this.#atElem, viewerID) };
    const viewers = JSON.stringify(viewerMembers({ ...this.row, seq }, viewerID, atElem)).slice(1);
    return ['{', this.#blanks.at(depth), ',', this.#members.at(depth), `,${escapeJson(viewers, depth)}`];
  }
}

const { atElem: BLANK_AT_ELEM, ...BLANKS } = blankElements();
const blanks = new Map<keyof MessageElements | undefined, SharedMembers>();

/** Returns all blank elements except `name`, which the message fills, and `atElem`, which differs between viewers. */
function blanksWithout(name: keyof MessageElements | undefined): SharedMembers {
  let members = blanks.get(name);
  if (!members) {
    members = new SharedMembers(
      Object.fromEntries(Object.entries(BLANKS).filter(([element]) => element !== name)),
    );
    blanks.set(name, members);
  }
  return members;
}

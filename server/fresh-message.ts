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

/** A message that was just stored, which nobody has read yet, as JSON for each of its viewers. */
export class FreshMessage {
  readonly row: MessageRow & AuthorRow;
  readonly #atElem: AtElem;
  /** Most of a message is blank elements. */
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

  /** The message as `viewerID` sees it, as it stands inside `depth` strings of other JSON. */
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

/** All blank elements but the one that is not, and `atElem`, which is each viewer's own. */
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

import {
  AT_ALL_TAG,
  blankElements,
  elementOfType,
  elementsOfContent,
  type AtElem,
  type Json,
  type MessageElements,
  type MessageItem,
} from '../src/protocol/index.js';
import { bodyMembers, copyMembers, viewerMembers } from './db/message-item.js';
import type { AuthorRow, CopyRow, MessageRow, StoredMessage } from './db/message-rows.js';
import { escapeJson, SharedMembers, type Depth, type Piece } from './shared-json.js';

/** A message as JSON for each of its viewers; unless told otherwise, one that was just stored, and that nobody has read. */
export class FreshMessage {
  readonly row: MessageRow & AuthorRow;
  /** Who is mentioned, perhaps with {@link AT_ALL_TAG}. */
  readonly #mentionedIDs: ReadonlySet<string>;
  /** The element of a mention, as those who are mentioned see it, and as others do. */
  readonly #atSelf: SharedMembers;
  readonly #atOthers: SharedMembers;
  /** Blank elements make up most of a message. */
  readonly #blanks: SharedMembers;
  readonly #members: SharedMembers;

  constructor(row: MessageRow & AuthorRow, copy: Omit<CopyRow, 'seq'> = freshCopy(row)) {
    const name = elementOfType(row.content_type);
    const elements = name && elementsOfContent(row.content_type, row.content, '');
    const own = elements && name !== 'atElem' ? { [name]: elements[name] } : {};
    const atElem = name === 'atElem' ? elements?.atElem : undefined;
    this.row = row;
    this.#mentionedIDs = new Set(atElem?.atUserList);
    this.#atSelf = atElem ? atMembers(atElem, true) : BLANK_AT;
    this.#atOthers = atElem ? atMembers(atElem, false) : BLANK_AT;
    this.#blanks = blanksWithout(name);
    this.#members = new SharedMembers({
      ...own,
      ...bodyMembers(row),
      ...copyMembers({ ...row, ...copy }),
    });
  }

  /** Returns the message as `viewerID` sees it, escaped to stand inside `depth` nested JSON strings. */
  pieces(viewerID: string, seq: number, depth: Depth): Piece[] {
    const isAtSelf = this.#mentionedIDs.has(viewerID) || this.#mentionedIDs.has(AT_ALL_TAG);
    const at = isAtSelf ? this.#atSelf : this.#atOthers;
    const viewers = JSON.stringify(viewerMembers({ ...this.row, seq }, viewerID)).slice(1);
    const shared = [this.#blanks, this.#members, at].flatMap((members) => [members.at(depth), ',']);
    return ['{', ...shared, escapeJson(viewers, depth)];
  }
}

/** Returns a stored message as `viewerID` sees it, as JSON. */
export function messageText(row: StoredMessage, viewerID: string): Json<MessageItem> {
  return new FreshMessage(row, row).pieces(viewerID, row.seq, 0).join('');
}

/** Returns a list of stored messages as `viewerID` sees them, as JSON escaped to stand inside a string. */
export function messageList(rows: readonly StoredMessage[], viewerID: string): Piece[] {
  const pieces: Piece[] = [];
  for (const row of rows) pieces.push(',', ...new FreshMessage(row, row).pieces(viewerID, row.seq, 1));
  return ['[', ...pieces.slice(1), ']'];
}

function freshCopy({ status }: MessageRow): Omit<CopyRow, 'seq'> {
  return { copy_status: status, is_read: 0, read_time_ms: 0 };
}

const { atElem: BLANK_AT_ELEM, ...BLANKS } = blankElements();
const BLANK_AT = new SharedMembers({ atElem: BLANK_AT_ELEM });
const blanks = new Map<keyof MessageElements | undefined, SharedMembers>();

function atMembers(atElem: AtElem, isAtSelf: boolean): SharedMembers {
  return new SharedMembers({ atElem: { ...atElem, isAtSelf } });
}

/** Returns all blank elements except `name`, which the message fills, and `atElem`, of which there are two. */
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

import { randomFillSync, randomInt } from 'node:crypto';

const ID_BYTES = 16;
/** Random bytes are generated for many IDs at once: a system call for each would cost more than the rest of a send. */
const pool = Buffer.alloc(ID_BYTES * 256);
let used = pool.length;

/** 128 random bits as 32 hex digits: serverMsgIDs, and clientMsgIDs of what the gateway writes itself. */
export function newID(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString('hex', used - ID_BYTES, used);
}

/** groupIDs are numbers of ten digits, as text (domain rules 1.1). */
const LOWEST_GROUP_ID = 1_000_000_000;
const HIGHEST_GROUP_ID = 9_999_999_999;

/** Returns a groupID that is not taken. */
export function newGroupID(isTaken: (groupID: string) => boolean): string {
  for (;;) {
    const groupID = String(randomInt(LOWEST_GROUP_ID, HIGHEST_GROUP_ID + 1));
    if (!isTaken(groupID)) return groupID;
  }
}

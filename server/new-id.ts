import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;
/** Random bytes are made for many IDs at once: a call into the system for each would cost more than the rest of a send. */
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

import { encodeFrame, MAX_FRAME_BYTES, type RequestFrame } from '../protocol/index.js';

/** Whether the gateway would close the connection because of the frame. */
export function isTooLarge(frame: RequestFrame): boolean {
  return new TextEncoder().encode(encodeFrame(frame)).length > MAX_FRAME_BYTES;
}

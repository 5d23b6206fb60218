import { encodeFrame, MAX_FRAME_BYTES, type RequestFrame } from '../protocol/index.js';

/** The most bytes that one UTF-16 unit of `data` takes in the frame: an escape sequence such as `\u0000` has six. */
const MAX_BYTES_PER_CHARACTER = 6;

/** Whether the gateway would close the connection because of the frame. */
export function isTooLarge(frame: RequestFrame): boolean {
  if (frame.data.length * MAX_BYTES_PER_CHARACTER < MAX_FRAME_BYTES / 2) return false;
  return new TextEncoder().encode(encodeFrame(frame)).length > MAX_FRAME_BYTES;
}

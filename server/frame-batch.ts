/** Final fragment, text: the first byte of every frame (RFC 6455, 5.2). The server's are not masked. */
const FINAL_TEXT = 0x81;
/** Lengths below are in the second byte itself. These values of it say that the length follows in 2 or in 8 bytes. */
const [LENGTH_IN_2_BYTES, LENGTH_IN_8_BYTES] = [126, 127];
const MAX_IN_2_BYTES = 0xffff;

/**
 * Several frames as the bytes that go over a socket, which all who get the same frames share. A thousand frames to a
 * thousand sockets, sent one by one, would be a million writes.
 */
export class FrameBatch {
  readonly bytes: Buffer;

  constructor(texts: readonly string[]) {
    this.bytes = Buffer.concat(
      texts.flatMap((text) => {
        const payload = Buffer.from(text);
        return [header(payload.length), payload];
      }),
    );
  }
}

function header(length: number): Buffer {
  if (length < LENGTH_IN_2_BYTES) return Buffer.of(FINAL_TEXT, length);
  const bytes = Buffer.alloc(length <= MAX_IN_2_BYTES ? 4 : 10);
  bytes[0] = FINAL_TEXT;
  if (length <= MAX_IN_2_BYTES) {
    bytes[1] = LENGTH_IN_2_BYTES;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = LENGTH_IN_8_BYTES;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  return bytes;
}

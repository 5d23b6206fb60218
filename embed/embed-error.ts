/**
 * The error with which a verb rejects. The codes are those of the SDK (`ErrorCode` of `openim-chat/protocol`), repeated
 * here because the SDK is not loaded yet when the first verbs are called.
 */
export class EmbedError extends Error {
  override readonly name = 'EmbedError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export const BAD_ARGUMENTS = 803;
export const TIMED_OUT = 114;
export const NOT_BOOTED = 1003;

/**
 * Limits both sides know (docs/gateway-limits.md). The gateway enforces them; clients use them to say so before sending.
 * Lengths are in UTF-16 code units, as `String.length` counts.
 */

/** Largest frame in bytes; the gateway closes with 1009 beyond it. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;

/** Largest file that may be uploaded, in bytes, unless the gateway was told otherwise. */
export const DEFAULT_MAX_FILE_BYTES = 25_000_000;

/** Longest message `content` and draft. */
export const MAX_CONTENT_LENGTH = 64 * 1024;

/** Most IDs in one list argument. */
export const MAX_LIST_LENGTH = 1000;

/** Most messages one history page answers. */
export const MAX_HISTORY_PAGE = 1000;

/** Longest that the messages of one answer may be together. Pages of 128 messages never are. */
export const MAX_ANSWER_LENGTH = 16 * 1024 * 1024;

export const MAX_USER_ID_LENGTH = 64;
export const MAX_CLIENT_MSG_ID_LENGTH = 64;
export const MAX_NICKNAME_LENGTH = 64;
export const MAX_PHONE_NUMBER_LENGTH = 32;
export const MAX_EMAIL_LENGTH = 64;
export const MAX_URL_LENGTH = 1024;
export const MAX_EX_LENGTH = 1024;
export const MAX_GROUP_NAME_LENGTH = 255;
export const MAX_GROUP_TEXT_LENGTH = 4096;
export const MAX_REQUEST_MESSAGE_LENGTH = 1024;

/** Largest frame in bytes of a connection whose handshake brought no good token, also after its login. */
export const MAX_UNPROVEN_FRAME_BYTES = 1024 * 1024;

/** Web connections one user may have open at once (protocol 4.4). */
export const MAX_WEB_CONNECTIONS_PER_USER = 10;

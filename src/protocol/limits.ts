/**
 * Limits that both sides know (docs/gateway-limits.md). The gateway enforces them; clients check them before sending, to
 * report what is too long. Lengths are in UTF-16 code units, as `String.length` counts.
 */

/** Largest frame in bytes; the gateway closes the socket with 1009 if a frame is larger. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;

/** Largest file that may be uploaded, in bytes, unless the gateway is configured otherwise. */
export const DEFAULT_MAX_FILE_BYTES = 25_000_000;

/** Longest message `content` and draft. */
export const MAX_CONTENT_LENGTH = 64 * 1024;

/** Most IDs in one list argument. */
export const MAX_LIST_LENGTH = 1000;

/** Most messages on one page of history. */
export const MAX_HISTORY_PAGE = 1000;

/**
 * Largest total length of the messages in one reply. Pages of up to 128 messages exceed it only where thousands have read
 * them, or as notices about many people.
 */
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

/** Largest frame in bytes on a connection whose handshake had no valid token; it stays so after the login. */
export const MAX_UNPROVEN_FRAME_BYTES = 1024 * 1024;

/** Number of web connections that one user may have open at the same time (protocol 4.4). */
export const MAX_WEB_CONNECTIONS_PER_USER = 10;

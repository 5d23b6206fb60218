import type { WsResponse } from './frames.js';

/**
 * Every error code of the wire (protocol 8) and of the client. 111 to 114 exist only in clients and are never sent.
 * The names say what happened; which codes a method can fail with is documented at the method, see methods.ts.
 */
export const ErrorCode = {
  /** The frame is not a JSON object, or its members have the wrong JSON type. */
  UndecodableFrame: 100,
  /** Client: the socket closed before the answer arrived. */
  SocketClosed: 111,
  /** Client: there is no usable socket. */
  NoSocket: 112,
  /** Client: there is no usable socket because the device is offline. */
  Offline: 113,
  /** Client: no answer within the call's time limit. */
  Timeout: 114,
  /** The arguments or the state do not allow the call: no target, nothing to mark, not revocable. */
  NotAllowedNow: 201,
  /** Unknown or dismissed group, clientMsgID already used for another message, or contentType that cannot be sent. */
  MessageRefused: 202,
  /** The sessionType is neither 1 nor 2. */
  UnknownSessionType: 203,
  /** The sender is not in the group, or a message is inserted without the IDs it needs. */
  NotInGroup: 208,
  /** The sender is currently muted in the group. */
  MemberMuted: 224,
  /** Currently, only the owner and administrators may write in the group. */
  GroupMuted: 225,
  /** Unknown receiver, or a media message without a URL. */
  ReceiverOrUploadFailed: 301,
  /** The message could not be delivered. */
  SendFailed: 302,
  /** The receiver has blacklisted the sender. */
  Blacklisted: 600,
  /** The receiver does not have the sender as a friend (only if the gateway's friend check is on). */
  NotFriend: 601,
  /** The token has expired. */
  TokenExpired: 701,
  /** The token is signed with another secret, or with an algorithm that is not accepted. */
  TokenInvalid: 702,
  /** The value is not a token. */
  TokenMalformed: 703,
  /** The token is not valid yet. */
  TokenNotYetValid: 704,
  /** The token was not issued by this gateway, or belongs to another user. */
  TokenUnknown: 705,
  /** Another login replaced this one, or an administrator ended it. */
  Kicked: 706,
  /** The token is for another platform (2.3 gateways). */
  TokenOtherPlatform: 707,
  /** The token belongs to another user (2.3 gateways). */
  TokenOtherUser: 708,
  /** The caller is not allowed to do this. */
  NoPermission: 801,
  /** The requested record does not exist. */
  RecordMissing: 802,
  /** An argument's value is out of range, too long or not the expected JSON. */
  BadArguments: 803,
  /** The object's state does not allow it, such as a dismissed group. */
  StateAbnormal: 804,
  /** Too many requests; the same request succeeds after a pause. */
  RateLimited: 810,
  /** An internal failure in the gateway or the client. */
  Internal: 812,
  /** Unknown method, missing member, or member of the wrong type. */
  BadRequest: 1001,
  /** The connection is still logging in. */
  LoginPending: 1002,
  /** Nobody has logged in on this connection. */
  NotLoggedIn: 1003,
  /** The server does not support this method of later clients, such as those for audio and video calls. */
  NotSupported: 1005,
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** Codes with which the same request may succeed later: nothing was wrong with the request itself. */
const RETRYABLE_CODES: ReadonlySet<number> = new Set<number>([
  ErrorCode.SocketClosed,
  ErrorCode.NoSocket,
  ErrorCode.Offline,
  ErrorCode.Timeout,
  ErrorCode.SendFailed,
  ErrorCode.RateLimited,
  ErrorCode.Internal,
  ErrorCode.LoginPending,
  ErrorCode.NotLoggedIn,
]);

/** Whether the code means that the token can no longer be used: reconnecting does not help, only a new token does. */
export function isTokenError(code: number): boolean {
  return code >= ErrorCode.TokenExpired && code <= ErrorCode.TokenOtherUser;
}

/**
 * The error that every failed call of the SDK rejects with. It has the members of the response with which the original
 * client rejects, so that code written for that client (`catch (e) { e.errCode }`) works, and is an Error with a stack.
 */
export class OpenIMError extends Error implements WsResponse {
  override readonly name = 'OpenIMError';
  readonly errCode: number;
  readonly errMsg: string;
  /** Wire name of the request that failed; `''` if the error does not belong to a request. */
  readonly event: string;
  readonly data: string;
  readonly operationID: string;

  constructor(
    errCode: number,
    errMsg: string,
    frame: Partial<Pick<WsResponse, 'event' | 'data' | 'operationID'>> = {},
  ) {
    super(`${errMsg} (${String(errCode)}${frame.event ? `, ${frame.event}` : ''})`);
    this.errCode = errCode;
    this.errMsg = errMsg;
    this.event = frame.event ?? '';
    this.data = frame.data ?? '';
    this.operationID = frame.operationID ?? '';
  }

  /** Whether sending the same request again later can succeed. */
  get retryable(): boolean {
    return RETRYABLE_CODES.has(this.errCode);
  }

  /** Makes the error for a reply frame whose errCode is not 0. */
  static fromFrame(frame: WsResponse): OpenIMError {
    return new OpenIMError(frame.errCode, frame.errMsg, frame);
  }
}

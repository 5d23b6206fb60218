/** The three kinds of frames on the socket (protocol 2), each one JSON object as text. */
import { parseJsonObject } from './json.js';

export type RequestFrame = {
  reqFuncName: string;
  /** Chosen by the client; the reply carries it. */
  operationID: string;
  /** The logged-in user; refused when it is not the connection's. */
  userID?: string;
  data: string;
  /** In Login only: 1 asks for messages as arrays in OnRecvNewMessages. */
  batchMsg?: 0 | 1;
};

/**
 * A reply or an event, and what every SDK method resolves to. All five members are always present. An `errCode` of 0
 * means success, anything else failure. `data` is a string; see each method and event for its content.
 */
export type WsResponse<Data extends string = string> = {
  /** Wire name of the request or event. */
  event: string;
  errCode: number;
  errMsg: string;
  data: Data;
  operationID: string;
};

/** The reply to Login. Our gateway adds what it can do, see extensions.ts; frames without the member say nothing. */
export type LoginResponse = WsResponse & { extensions?: readonly string[] };

export function encodeFrame(frame: RequestFrame | LoginResponse): string {
  return JSON.stringify(frame);
}

/** A reply or event from its text, or undefined when the text is none. */
export function decodeResponse(text: string): WsResponse | undefined {
  const frame = parseJsonObject(text);
  if (!frame) return undefined;
  const { event, errCode, errMsg, data, operationID } = frame;
  if (typeof event !== 'string' || typeof errCode !== 'number') return undefined;
  return {
    event,
    errCode,
    errMsg: typeof errMsg === 'string' ? errMsg : '',
    data: typeof data === 'string' ? data : '',
    operationID: typeof operationID === 'string' ? operationID : '',
  };
}

/** The `extensions` of a Login reply from its text; empty when the gateway announces none. */
export function decodeExtensions(text: string): readonly string[] {
  const extensions = parseJsonObject(text)?.['extensions'];
  return Array.isArray(extensions) ? extensions.filter((name) => typeof name === 'string') : [];
}

/** What a gateway can make of a request's text: a frame, or as much as is needed to answer that it is none. */
export type DecodedRequest =
  | { kind: 'request'; frame: RequestFrame }
  /** Name and operationID can be read, something else is wrong: answer 1001 to the right call. */
  | { kind: 'malformed'; reqFuncName: string; operationID: string }
  /** Nothing can be read: answer the anonymous `error` frame with code 100. */
  | { kind: 'undecodable' };

/**
 * A request from its text. Tolerant (protocol 2.1): a missing `data` is `''`, a number or boolean its text, an object or
 * array as if it had been stringified.
 */
export function decodeRequest(text: string): DecodedRequest {
  const raw = parseJsonObject(text);
  if (!raw) return { kind: 'undecodable' };
  const { reqFuncName, operationID, userID, data, batchMsg } = raw;
  if (typeof reqFuncName !== 'string' || typeof operationID !== 'string') return { kind: 'undecodable' };
  if (userID !== undefined && typeof userID !== 'string') return { kind: 'malformed', reqFuncName, operationID };
  return {
    kind: 'request',
    frame: {
      reqFuncName,
      operationID,
      ...(userID === undefined ? {} : { userID }),
      data: dataText(data),
      ...(batchMsg === 1 ? { batchMsg } : {}),
    },
  };
}

function dataText(data: unknown): string {
  if (data === undefined || data === null) return '';
  return typeof data === 'string' ? data : JSON.stringify(data);
}

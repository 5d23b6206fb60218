/** The three kinds of frames on the socket (protocol 2), each one JSON object as text. */
import { parseJsonObject } from './json.js';

export type RequestFrame = {
  reqFuncName: string;
  /** Chosen by the client; the reply carries it. */
  operationID: string;
  /** The logged-in user; the gateway refuses the request if this is not the connection's user. */
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

/**
 * The reply to Login. `extensions` lists those that our gateway supports (extensions.ts); replies of gateways without
 * extensions, and all other frames, do not have it.
 */
export type LoginResponse = WsResponse & { extensions?: readonly string[] };

export function encodeFrame(frame: RequestFrame | LoginResponse): string {
  return JSON.stringify(frame);
}

/** Decodes a reply or event; returns undefined if the text is neither. */
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

/** Decodes the `extensions` from the text of a Login reply; returns an empty list if the gateway announces none. */
export function decodeExtensions(text: string): readonly string[] {
  const extensions = parseJsonObject(text)?.['extensions'];
  return Array.isArray(extensions) ? extensions.filter((name) => typeof name === 'string') : [];
}

/** How a gateway understands the text of a request: as a frame, or well enough to answer with the right error. */
export type DecodedRequest =
  | { kind: 'request'; frame: RequestFrame }
  /** Name and operationID are valid but another member is not: the gateway can answer this call, with 1001. */
  | { kind: 'malformed'; reqFuncName: string; operationID: string }
  /** It is unknown which call this is: the gateway answers with an anonymous `error` frame with code 100. */
  | { kind: 'undecodable' };

/**
 * Decodes a request. Tolerant about `data` (protocol 2.1): a missing one becomes `''`, and any value other than a string
 * becomes its JSON text.
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

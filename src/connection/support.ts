/** REST calls with which a page opens a support chat, before it has a login (docs/support.md). */
import {
  ErrorCode,
  OpenIMError,
  type SupportSession,
  type SupportSessionRequest,
  type SupportStatus,
} from '../protocol/index.js';
import type { Credentials } from './engine.js';
import { readAnswer, restURL, unreachable } from './rest.js';

/** How long a request may take before it fails with 114. */
const SUPPORT_TIMEOUT_MS = 10_000;

type SupportServer = Pick<Credentials, 'url' | 'apiUrl'>;

/**
 * Opens a new support chat, or the visitor's existing one.
 *
 * @param server the gateway's URLs, as for a login; `token` for a user whom the site's back end has verified
 * @throws {OpenIMError} 1001 malformed request; 701–706 the token was refused; 801 the page's origin is not admitted, or
 *   the token is an agent's; 804 the conversation has just moved to another user; 810 too many requests from this
 *   address; 1005 the gateway has no support agents; 112 unreachable, 113 offline, 114 no answer within 10 seconds
 */
export async function openSupportSession(
  server: SupportServer & { readonly token?: string },
  request: SupportSessionRequest,
): Promise<SupportSession> {
  const { token } = server;
  const session = await ask<SupportSession>(server, '/support/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { token } : {}) },
    body: JSON.stringify(request),
  });
  if (!session.userID || !session.token || !session.groupID) throw noAnswer();
  return session;
}

/** Fetches whether an agent is online. @throws {OpenIMError} 1005, 801, 112, 113, 114 as {@link openSupportSession} */
export function fetchSupportStatus(server: SupportServer): Promise<SupportStatus> {
  return ask<SupportStatus>(server, '/support/status', {});
}

async function ask<Data>(server: SupportServer, path: string, init: RequestInit): Promise<Data> {
  let text: string;
  const address = restURL(server);
  try {
    const signal = AbortSignal.timeout(SUPPORT_TIMEOUT_MS);
    const response = await fetch(address + path, { ...init, credentials: 'omit', signal });
    text = await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new OpenIMError(ErrorCode.Timeout, 'no answer in time');
    }
    const { location } = globalThis as { location?: { protocol: string } };
    const isMixed = location?.protocol === 'https:' && address.startsWith('http:');
    throw unreachable(`no gateway at ${address} answers${isMixed ? '; pages of https: need wss:' : ''}`);
  }
  const { errCode, errMsg, data } = readAnswer<Data>(text);
  if (typeof errCode !== 'number') throw noAnswer();
  if (errCode !== 0 || !data) throw new OpenIMError(errCode || ErrorCode.Internal, String(errMsg));
  return data as Data;
}

/** The error for a response that is not the gateway's, such as an error page of a proxy whose gateway is down. */
function noAnswer(): OpenIMError {
  return new OpenIMError(ErrorCode.NoSocket, 'no answer of a gateway');
}

/** Helpers shared by the calls to the gateway's REST API. */
import { ErrorCode, OpenIMError, parseJsonObject } from '../protocol/index.js';
import { hostWakeSignals } from '../util/wake-signals.js';
import type { Credentials } from './engine.js';

/** Returns the base URL of the REST API, without a trailing slash: `apiUrl`, or the host of the socket's URL. */
export function restURL({ url, apiUrl }: Pick<Credentials, 'url' | 'apiUrl'>): string {
  const address = apiUrl || url.replace(/^ws/i, 'http').replace(/[?#].*$/s, '');
  return address.replace(/\/+$/, '');
}

export type Answer<Data> = { errCode?: unknown; errMsg?: unknown; data?: Partial<Data> };

/** Parses the body of a response; returns an empty object if it is not the gateway's, such as an error page of a proxy. */
export function readAnswer<Data>(text: string): Answer<Data> {
  return parseJsonObject(text) ?? {};
}

/**
 * Makes the error for a request that failed without a response. Browsers do not tell the reason: no network, the page's
 * content security policy, or an origin that the gateway does not admit.
 */
export function unreachable(message: string): OpenIMError {
  return hostWakeSignals.offline
    ? new OpenIMError(ErrorCode.Offline, 'the device is offline')
    : new OpenIMError(ErrorCode.NoSocket, message);
}

/** What the gateway's REST calls have in common. */
import { ErrorCode, OpenIMError, parseJsonObject } from '../protocol/index.js';
import type { Credentials } from './engine.js';

/** Where REST is: at the socket's host, unless somebody said otherwise. */
export function restURL({ url, apiUrl }: Pick<Credentials, 'url' | 'apiUrl'>): string {
  const address = apiUrl ?? url.replace(/^ws/i, 'http').replace(/[?#].*$/s, '');
  return address.replace(/\/+$/, '');
}

export type Answer<Data> = { errCode?: unknown; errMsg?: unknown; data?: Partial<Data> };

/** The body of an answer; empty when it is none of the gateway's, such as a proxy's page. */
export function readAnswer<Data>(text: string): Answer<Data> {
  return parseJsonObject(text) ?? {};
}

/** Browsers do not say why: the network, a policy of the page, or an origin the gateway does not admit. */
export function unreachable(message: string): OpenIMError {
  const { navigator } = globalThis as { navigator?: { onLine?: boolean } };
  return navigator?.onLine === false
    ? new OpenIMError(ErrorCode.Offline, 'the device is offline')
    : new OpenIMError(ErrorCode.NoSocket, message);
}

/**
 * The five events about the connection itself. Gateways send frames by these names too, each kind at its own moments and
 * never when the gateway cannot be reached, so the SDK makes them from the connection's state instead. Every one is
 * delivered once for what it reports:
 *
 * - OnConnecting for every attempt, the first and those of a reconnect;
 * - OnConnectSuccess when the gateway has accepted the login, first or again;
 * - OnConnectFailed for an attempt that failed: 112 unreachable, 113 no network, 114 no answer in time, and the
 *   SDK tries again by itself; or the gateway's own code when it refused the token, and it does not;
 * - OnKickedOffline and OnUserTokenExpired when the gateway, or a logout in another tab that shares the connection, has
 *   ended the session; nothing is tried any more.
 *
 * A connection that breaks has no event of its own: OnConnecting follows within a second.
 */
import { lacksToken, type ConnectionState, type LossReason } from '../connection/engine.js';
import { ErrorCode } from '../protocol/index.js';
import type { EventFrame } from '../protocol/index.js';

type ConnectionEventName =
  Extract<EventFrame['event'], `OnConnect${string}`> | 'OnKickedOffline' | 'OnUserTokenExpired';

/** The client-side error code and text for a missing connection. */
export const LOSSES: Readonly<Record<LossReason, readonly [errCode: number, errMsg: string]>> = {
  unreachable: [ErrorCode.NoSocket, 'the gateway cannot be reached'],
  lost: [ErrorCode.SocketClosed, 'the connection was lost'],
  silent: [ErrorCode.Timeout, 'the gateway does not answer'],
  offline: [ErrorCode.Offline, 'the device is offline'],
};

/** The event for a change of state, or undefined where there is none. */
export function connectionEvent(
  previous: ConnectionState,
  state: ConnectionState,
): EventFrame<ConnectionEventName> | undefined {
  switch (state.kind) {
    case 'connecting':
      return lacksToken(state) ? undefined : frame('OnConnecting');
    case 'online':
      return frame('OnConnectSuccess');
    case 'waiting':
      return previous.kind === 'connecting' ? frame('OnConnectFailed', ...LOSSES[state.reason]) : undefined;
    case 'closed':
      if (state.reason === 'kicked' || state.reason === 'logged-out') return frame('OnKickedOffline');
      if (state.reason === 'expired') return frame('OnUserTokenExpired');
      return frame('OnConnectFailed', state.errCode, state.errMsg);
    case 'idle':
      return undefined;
  }
}

function frame(event: ConnectionEventName, errCode = 0, errMsg = ''): EventFrame<ConnectionEventName> {
  return { event, errCode, errMsg, data: '', operationID: '' };
}

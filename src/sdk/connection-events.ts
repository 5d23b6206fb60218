/**
 * The five events about the connection itself. Gateways send frames with these names too, but at different moments
 * depending on the kind of gateway, and never if the gateway cannot be reached. The SDK therefore derives the events from
 * the state of the connection. Each is emitted once per occasion:
 *
 * - OnConnecting for every attempt, at first and when reconnecting;
 * - OnConnectSuccess every time the gateway has accepted the login;
 * - OnConnectFailed for an attempt that failed: with 112 unreachable, 113 no network or 114 no answer in time, and the
 *   SDK tries again by itself; or with the gateway's own code if it refused the token, and the SDK does not try again;
 * - OnKickedOffline and OnUserTokenExpired when the gateway has ended the session, or a logout in another tab that shares
 *   the connection; the SDK does not try again.
 *
 * There is no event for a connection that breaks: OnConnecting follows within a second.
 */
import { lacksToken, type ConnectionState, type LossReason } from '../connection/engine.js';
import { ErrorCode } from '../protocol/index.js';
import type { EventFrame } from '../protocol/index.js';

type ConnectionEventName =
  Extract<EventFrame['event'], `OnConnect${string}`> | 'OnKickedOffline' | 'OnUserTokenExpired';

/** The client-side error code and text for each reason why there is no connection. */
export const LOSSES: Readonly<Record<LossReason, readonly [errCode: number, errMsg: string]>> = {
  unreachable: [ErrorCode.NoSocket, 'the gateway cannot be reached'],
  lost: [ErrorCode.SocketClosed, 'the connection was lost'],
  silent: [ErrorCode.Timeout, 'the gateway does not answer'],
  offline: [ErrorCode.Offline, 'the device is offline'],
};

/** Returns the event for a change of state, or undefined if the change has no event. */
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

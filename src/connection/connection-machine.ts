import { backoffDelayMs } from '../util/backoff.js';
import { lacksToken, type ClosedReason, type ConnectionState, type LossReason } from './engine.js';

/** What can happen to a connection. Inputs that make no sense in a state leave it as it is. */
export type ConnectionInput =
  /** Somebody wants a connection, in place of any there is. */
  | { readonly kind: 'open'; readonly hasToken: boolean }
  /** Nobody wants it any more. */
  | { readonly kind: 'close' }
  /** The wait is over, or the device woke up. */
  | { readonly kind: 'retry' }
  /** Somebody asks for it again: now, and also after it was closed for good. */
  | { readonly kind: 'reconnect'; readonly hasToken: boolean }
  /** The gateway accepted the login. */
  | { readonly kind: 'accepted' }
  /** The gateway ended the session, or refused it: no retry helps. */
  | {
      readonly kind: 'ended';
      readonly reason: ClosedReason;
      readonly errCode: number;
      readonly errMsg: string;
    }
  /** The attempt failed or the connection broke; `crowd` when everybody else's probably did too. */
  | { readonly kind: 'lost'; readonly reason: LossReason; readonly crowd: boolean };

/** What the function must not look up itself, so that tests can say it. */
export type Circumstances = {
  readonly nowMs: number;
  /** In [0, 1). */
  readonly random: number;
};

/**
 * The backoff starts no lower than here when a gateway sends everybody away or cannot be reached, so that clients spread
 * out, and stay spread out until it is back.
 */
const FIRST_CROWD_ATTEMPT = 4;

/**
 * The whole life of a connection as one pure function. Answers the very same object when nothing changes, and a new one
 * otherwise; what has to be done about a change (sockets, timers, calls) is the caller's.
 */
export function nextState(
  state: ConnectionState,
  input: ConnectionInput,
  circumstances: Circumstances,
): ConnectionState {
  switch (input.kind) {
    case 'open':
      return connecting(1, input);
    case 'close':
      return state.kind === 'idle' ? state : { kind: 'idle' };
    case 'retry':
      return state.kind === 'waiting' ? { kind: 'connecting', attempt: state.attempt } : state;
    case 'reconnect':
      if (state.kind === 'waiting') return connecting(state.attempt, input);
      return state.kind === 'closed' || (lacksToken(state) && input.hasToken) ? connecting(1, input) : state;
    case 'accepted':
      if (state.kind !== 'connecting' || lacksToken(state)) return state;
      return { kind: 'online', sinceMs: circumstances.nowMs };
    case 'ended':
      if (!hasSocket(state)) return state;
      return { kind: 'closed', reason: input.reason, errCode: input.errCode, errMsg: input.errMsg };
    case 'lost':
      return hasSocket(state) ? waiting(state, input, circumstances) : state;
  }
}

/** Whether the state stands for a socket, being opened or open. */
export function hasSocket(state: ConnectionState): boolean {
  return (state.kind === 'connecting' && !lacksToken(state)) || state.kind === 'online';
}

function connecting(attempt: number, { hasToken }: { readonly hasToken: boolean }): ConnectionState {
  return hasToken ? { kind: 'connecting', attempt } : { kind: 'connecting', attempt, lacksToken: true };
}

function waiting(
  state: ConnectionState,
  { reason, crowd }: ConnectionInput & { kind: 'lost' },
  { nowMs, random }: Circumstances,
): ConnectionState {
  const next = state.kind === 'connecting' ? state.attempt + 1 : 1;
  const attempt = crowd ? Math.max(next, FIRST_CROWD_ATTEMPT) : next;
  return { kind: 'waiting', attempt, retryAtMs: nowMs + backoffDelayMs(attempt, random), reason };
}

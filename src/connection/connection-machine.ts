import { backoffDelayMs } from '../util/backoff.js';
import { lacksToken, type ClosedReason, type ConnectionState, type LossReason } from './engine.js';

/** The inputs of the state machine. An input that does not apply to the present state leaves the state as it is. */
export type ConnectionInput =
  /** The application asks for a connection, which replaces the present one. */
  | { readonly kind: 'open'; readonly hasToken: boolean }
  /** The application no longer needs the connection. */
  | { readonly kind: 'close' }
  /** The retry timer has fired, or the device woke up. */
  | { readonly kind: 'retry' }
  /** The application asks to connect without waiting for the retry timer, or after the state became `closed`. */
  | { readonly kind: 'reconnect'; readonly hasToken: boolean }
  /** The gateway accepted the login. */
  | { readonly kind: 'accepted' }
  /** The gateway ended or refused the session, so retrying does not help. */
  | {
      readonly kind: 'ended';
      readonly reason: ClosedReason;
      readonly errCode: number;
      readonly errMsg: string;
    }
  /** The attempt failed or the connection broke; `crowd` says that other clients are probably affected as well. */
  | { readonly kind: 'lost'; readonly reason: LossReason; readonly crowd: boolean };

/** The time and randomness {@link nextState} depends on, passed in so that tests can control them. */
export type Circumstances = {
  readonly nowMs: number;
  /** In [0, 1). */
  readonly random: number;
};

/**
 * The lowest number of the attempt after a loss that affects all clients of a gateway. The backoff range is wide from
 * this attempt on, so that the clients do not all come back at the same moment.
 */
const FIRST_CROWD_ATTEMPT = 4;

/**
 * The state machine of a connection, as a pure function. Returns the same object if the state does not change, otherwise
 * a new one; the caller carries out the side effects of a change (sockets, timers, calls).
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

/** Whether there is a socket in this state, open or being opened. */
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

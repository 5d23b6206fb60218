import { lacksToken, type ConnectionState, type Engine } from '../connection/engine.js';
import { ErrorCode, OpenIMError } from '../protocol/index.js';
import { LOSSES } from './connection-events.js';
import { intervened } from './login.js';

/**
 * Waits for the outcome of the engine's present attempt: resolves when it is online, rejects when the attempt has failed.
 *
 * @throws {OpenIMError} 112, 113, 114 unreachable; 111 the connection was lost or closed; 705 there is no token; the
 *   gateway's code if it refused the login
 */
export function firstOutcome(engine: Engine): Promise<void> {
  return new Promise((resolve, reject) => {
    const consider = (state: ConnectionState) => {
      if (state.kind === 'connecting' && !lacksToken(state)) return;
      stop();
      const error = failureOf(state);
      if (error) reject(error);
      else resolve();
    };
    const stop = engine.on('state', consider);
    consider(engine.state);
  });
}

function failureOf(state: ConnectionState): OpenIMError | undefined {
  switch (state.kind) {
    case 'connecting':
      return new OpenIMError(ErrorCode.TokenUnknown, 'there is no token');
    case 'online':
      return undefined;
    case 'waiting':
      return new OpenIMError(...LOSSES[state.reason]);
    case 'closed':
      return new OpenIMError(state.errCode, state.errMsg);
    case 'idle':
      return intervened();
  }
}

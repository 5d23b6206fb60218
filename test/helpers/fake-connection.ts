import assert from 'node:assert/strict';
import type { ConnectionState, Credentials } from '../../src/connection/engine.js';
import { GatewayConnection } from '../../src/connection/gateway-connection.js';
import type { EventFrame, OpenIMError } from '../../src/protocol/index.js';
import { FakeWakeSignals, recordingLogger } from './fake-wake-signals.js';
import { FakeWebSocket, settled } from './fake-web-socket.js';
import { ManualClock } from './manual-clock.js';

export const CREDENTIALS: Credentials = {
  url: 'ws://gateway.example',
  userID: 'u1',
  token: 'tok',
  platformID: 5,
};

/** A connection whose sockets, time and device the test plays. */
export function fakeConnection(random = () => 0) {
  const clock = new ManualClock();
  const wakeSignals = new FakeWakeSignals();
  const logger = recordingLogger();
  const { sockets, createSocket } = FakeWebSocket.factory();
  const connection = new GatewayConnection({ clock, logger, wakeSignals, createSocket, random });
  const states: ConnectionState[] = [];
  const frames: EventFrame[] = [];
  connection.on('state', (state) => states.push(state));
  connection.on('frame', (frame) => frames.push(frame));
  const socket = () => {
    const newest = sockets.at(-1);
    assert.ok(newest, 'no socket was opened');
    return newest;
  };
  const logIn = async () => {
    connection.open(CREDENTIALS);
    await acceptLogin();
  };
  const acceptLogin = async (answer = {}) => {
    socket().open();
    await settled();
    socket().reply(answer);
    await settled();
    assert.equal(connection.state.kind, 'online');
  };
  /** Nobody answers, whichever way the token travels. */
  const failAttempt = async () => {
    while (connection.state.kind === 'connecting') {
      socket().end();
      await settled();
    }
  };
  const kinds = () => states.map(({ kind }) => kind);
  return {
    clock,
    wakeSignals,
    logger,
    sockets,
    socket,
    connection,
    states,
    kinds,
    frames,
    logIn,
    acceptLogin,
    failAttempt,
  };
}

/** What a promise is rejected with. */
export const rejectionOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('resolved'),
    (error: unknown) => error as OpenIMError,
  );

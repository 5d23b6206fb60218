import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CALL_TIMEOUT_MS } from '../../../src/connection/pending-calls.js';
import { CREDENTIALS, fakeConnection } from '../../helpers/fake-connection.js';
import { settled } from '../../helpers/fake-web-socket.js';

describe('GatewayConnection: anything in any order', () => {
  type Step = { name: string; run: (world: ReturnType<typeof fakeConnection>) => unknown };
  const newest = ({ sockets }: ReturnType<typeof fakeConnection>) => sockets.at(-1);
  const logIn: Step = {
    name: 'login',
    run: async (world) => {
      if (world.connection.state.kind !== 'connecting') return;
      newest(world)?.open();
      await settled();
      if (newest(world)?.sent.length) newest(world)?.reply();
      await settled();
    },
  };
  const anythingElse = fc.constantFrom<Step>(
    { name: 'open', run: ({ connection }) => connection.open(CREDENTIALS) },
    { name: 'close', run: ({ connection }) => connection.close() },
    { name: 'reconnect', run: ({ connection }) => connection.reconnect() },
    { name: 'wake', run: ({ wakeSignals }) => wakeSignals.wake() },
    { name: 'socket opens', run: (world) => newest(world)?.open() },
    { name: 'socket ends', run: (world) => newest(world)?.end() },
    { name: 'gateway stops', run: (world) => newest(world)?.end(1001) },
    { name: 'reply', run: (world) => (newest(world)?.sent.length ? newest(world)?.reply() : undefined) },
    {
      name: 'refusal',
      run: (world) => (newest(world)?.sent.length ? newest(world)?.reply({ errCode: 702 }) : undefined),
    },
    { name: 'kick', run: (world) => newest(world)?.receiveFrame({ event: 'OnKickedOffline' }) },
    { name: 'old socket ends', run: ({ sockets }) => sockets.at(-2)?.end() },
  );
  // Often enough that much of it happens to a connection that stands.
  const anyStep = fc.oneof({ weight: 1, arbitrary: fc.constant(logIn) }, { weight: 3, arbitrary: anythingElse });

  // Protections, each of which fails it when it is taken out: in src/connection/gateway-connection.ts the close of the
  // socket in `#release` and the timer of `#connect`; in pending-calls.ts the time limit of `add` and `rejectAll`.
  it('should keep one socket, one state, and settle every call', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyStep, fc.constantFrom(0, 0, 400, 1000, 12_000, 40_000), fc.boolean()), {
          maxLength: 40,
          size: 'max',
        }),
        async (steps) => {
          const world = fakeConnection(() => 0.5);
          const { connection, sockets, states, clock, wakeSignals } = world;
          let calls = 0;
          let settledCalls = 0;
          for (const [{ run }, passedMs, withCall] of steps) {
            await run(world);
            if (withCall) {
              calls++;
              connection.call('getLoginUser', []).then(
                () => settledCalls++,
                () => settledCalls++,
              );
            }
            await clock.advance(passedMs);
            const alive = sockets.filter((socket) => !socket.closed && !socket.ended);
            const { kind } = connection.state;
            assert.equal(alive.length, kind === 'connecting' || kind === 'online' ? 1 : 0, `${kind}: sockets`);
            if (kind === 'idle' || kind === 'closed') assert.equal(wakeSignals.listenerCount, 0);
            else assert.ok(clock.pendingTimers > 0, `${kind} would stay for ever`);
          }
          if (states.length > 0) assert.equal(states.at(-1), connection.state);
          await clock.advance(CALL_TIMEOUT_MS);
          assert.equal(settledCalls, calls, 'a call is pending');
          connection.close();
          await settled();
          assert.equal(clock.pendingTimers, 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hasSocket, nextState, type ConnectionInput } from '../../../src/connection/connection-machine.js';
import type { ConnectionState } from '../../../src/connection/engine.js';
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS } from '../../../src/util/backoff.js';

const IDLE: ConnectionState = { kind: 'idle' };
const CONNECTING: ConnectionState = { kind: 'connecting', attempt: 3 };
const LACKING: ConnectionState = { kind: 'connecting', attempt: 1, lacksToken: true };
const ONLINE: ConnectionState = { kind: 'online', sinceMs: 5 };
const WAITING: ConnectionState = { kind: 'waiting', attempt: 4, retryAtMs: 9000, reason: 'lost' };
const CLOSED: ConnectionState = { kind: 'closed', reason: 'kicked', errCode: 706, errMsg: 'kicked' };
const ALL = [IDLE, CONNECTING, LACKING, ONLINE, WAITING, CLOSED];

const open: ConnectionInput = { kind: 'open', hasToken: true };
const reconnect: ConnectionInput = { kind: 'reconnect', hasToken: true };

const lost: ConnectionInput = { kind: 'lost', reason: 'lost', crowd: false };
const expired: ConnectionInput = { kind: 'ended', reason: 'expired', errCode: 701, errMsg: 'expired' };

const next = (state: ConnectionState, input: ConnectionInput, nowMs = 1000, random = 0) =>
  nextState(state, input, { nowMs, random });

const anyInput: fc.Arbitrary<ConnectionInput> = fc.oneof(
  fc.constantFrom<ConnectionInput>(
    { kind: 'open', hasToken: true },
    { kind: 'open', hasToken: false },
    { kind: 'close' },
    { kind: 'retry' },
    { kind: 'reconnect', hasToken: true },
    { kind: 'reconnect', hasToken: false },
    { kind: 'accepted' },
    expired,
    { kind: 'ended', reason: 'kicked', errCode: 706, errMsg: '' },
    { kind: 'ended', reason: 'refused', errCode: 702, errMsg: '' },
  ),
  fc.record({
    kind: fc.constant('lost' as const),
    reason: fc.constantFrom('unreachable', 'lost', 'silent', 'offline'),
    crowd: fc.boolean(),
  }),
);

describe('nextState', () => {
  it('should connect from every state when asked to', () => {
    for (const state of ALL) assert.deepEqual(next(state, open), { kind: 'connecting', attempt: 1 });
  });

  it('should become idle from every state when closed', () => {
    for (const state of ALL) assert.deepEqual(next(state, { kind: 'close' }), IDLE);
    assert.equal(next(IDLE, { kind: 'close' }), IDLE);
  });

  it('should be online once the login is accepted, and only while connecting', () => {
    assert.deepEqual(next(CONNECTING, { kind: 'accepted' }), { kind: 'online', sinceMs: 1000 });
    for (const state of [IDLE, LACKING, ONLINE, WAITING, CLOSED])
      assert.equal(next(state, { kind: 'accepted' }), state);
  });

  it('should wait longer with every attempt that fails', () => {
    const after = (attempt: number) => next({ kind: 'connecting', attempt }, lost, 0, 0.999);
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7].map((attempt) => {
        const state = after(attempt);
        return state.kind === 'waiting' && [state.attempt, Math.ceil(state.retryAtMs / 1000)];
      }),
      [
        [2, 2],
        [3, 4],
        [4, 8],
        [5, 16],
        [6, 30],
        [7, 30],
        [8, 30],
      ],
    );
  });

  it('should start the backoff anew after it was online', () => {
    assert.deepEqual(next(ONLINE, lost), { kind: 'waiting', attempt: 1, retryAtMs: 1500, reason: 'lost' });
  });

  it('should spread out over several seconds when the gateway sends everybody away', () => {
    const latest = next(ONLINE, { kind: 'lost', reason: 'lost', crowd: true }, 0, 0.999);
    assert.ok(latest.kind === 'waiting' && latest.retryAtMs > 7900, JSON.stringify(latest));
  });

  it('should stay spread out while the gateway is away', () => {
    const away: ConnectionInput = { kind: 'lost', reason: 'unreachable', crowd: false };
    const [first, second] = [next(ONLINE, { ...away, crowd: true }), next(CONNECTING, { ...away, crowd: true })];
    for (const state of [first, second]) {
      const again = next(next(state, { kind: 'retry' }), away, 0, 0.999);
      assert.ok(again.kind === 'waiting' && again.retryAtMs > 15_000, JSON.stringify(again));
    }
  });

  it('should retry only out of waiting, and take over again only when asked to', () => {
    assert.deepEqual(next(WAITING, { kind: 'retry' }), { kind: 'connecting', attempt: 4 });
    assert.deepEqual(next(WAITING, reconnect), { kind: 'connecting', attempt: 4 });
    assert.equal(next(CLOSED, { kind: 'retry' }), CLOSED);
    assert.deepEqual(next(CLOSED, reconnect), { kind: 'connecting', attempt: 1 });
    for (const state of [IDLE, CONNECTING, ONLINE]) {
      assert.equal(next(state, { kind: 'retry' }), state);
      assert.equal(next(state, reconnect), state);
    }
  });

  it('should try nothing without a token, until there is one', () => {
    for (const state of ALL) assert.deepEqual(next(state, { kind: 'open', hasToken: false }), LACKING);
    for (const input of [{ kind: 'reconnect', hasToken: false }, { kind: 'retry' }, expired, lost] as const)
      assert.equal(next(LACKING, input), LACKING);
    assert.deepEqual(next(LACKING, reconnect), { kind: 'connecting', attempt: 1 });
  });

  it('should close for good, with the reason, when the gateway ends the session', () => {
    for (const state of [CONNECTING, ONLINE]) {
      assert.deepEqual(next(state, expired), {
        kind: 'closed',
        reason: 'expired',
        errCode: 701,
        errMsg: 'expired',
      });
    }
  });

  // Protections, each of which fails it when it is taken out: that `ended` needs a socket and `retry` a wait, in nextState
  // of src/connection/connection-machine.ts.
  it('should never be stuck, double or reopened by itself, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(anyInput, fc.nat(60_000), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
          { size: 'max', maxLength: 100 },
        ),
        (steps) => {
          let state: ConnectionState = IDLE;
          let nowMs = 0;
          for (const [input, passedMs, random] of steps) {
            nowMs += passedMs;
            const previous: ConnectionState = state;
            state = nextState(previous, input, { nowMs, random });

            // Only whoever wants a connection can end these two states.
            if (previous.kind === 'idle') assert.ok(state === previous || input.kind === 'open');
            if (previous.kind === 'closed') {
              assert.ok(state === previous || ['open', 'reconnect', 'close'].includes(input.kind));
            }
            // So does a token that is missing. Every other state has something under way that ends it: a socket, or a timer that is due within the backoff.
            if (state.kind === 'waiting' && state !== previous) {
              assert.ok(state.retryAtMs >= nowMs + BACKOFF_MIN_MS && state.retryAtMs <= nowMs + BACKOFF_MAX_MS);
            }
            // A second socket is only ever opened in place of the first, by open.
            if (hasSocket(previous) && state.kind === 'connecting' && state !== previous) {
              assert.equal(input.kind, 'open');
            }
            // A loss or an end always leaves a state that has a socket.
            if (hasSocket(previous) && (input.kind === 'lost' || input.kind === 'ended'))
              assert.ok(!hasSocket(state));
            if (state.kind === 'connecting' || state.kind === 'waiting') assert.ok(state.attempt >= 1);
          }
        },
      ),
    );
  });
});

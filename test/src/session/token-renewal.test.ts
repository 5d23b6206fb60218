import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effect } from '@preact/signals-core';
import { ErrorCode, OpenIMError } from '../../../src/protocol/index.js';
import { TOKEN_TIMEOUT_MS } from '../../../src/session/token-renewal.js';
import { BACKOFF_MAX_MS } from '../../../src/util/backoff.js';
import { Deferred } from '../../../src/util/deferred.js';
import { FakeWakeSignals } from '../../helpers/fake-wake-signals.js';
import { SessionFixture } from '../../helpers/session-fixture.js';

/** What the page answers when it is asked for a token, one after another. */
type Answer = string | Error | DOMException | typeof silence;
const silence = Symbol('never answered');

class Renewal {
  readonly wakeSignals = new FakeWakeSignals();
  readonly fixture: SessionFixture;
  readonly kinds: string[] = [];
  asked = 0;

  private constructor(token: string, answers: readonly Answer[]) {
    const getToken = (): Promise<string> => {
      const answer = answers[this.asked++] ?? 'too many questions';
      if (answer === silence) return new Promise(() => undefined);
      return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
    };
    this.fixture = new SessionFixture({ token, getToken, wakeSignals: this.wakeSignals });
    effect(() => {
      const { kind } = this.state();
      if (this.kinds.at(-1) !== kind) this.kinds.push(kind);
    });
  }

  /** A session with a token. */
  static with(...answers: Answer[]): Renewal {
    return new Renewal('token', answers);
  }

  static without(...answers: Answer[]): Renewal {
    return new Renewal('', answers);
  }

  /** A session whose token's time is over. */
  static async expired(...answers: Answer[]): Promise<Renewal> {
    const renewal = Renewal.with(...answers);
    await renewal.fixture.connect();
    renewal.kinds.length = 0;
    renewal.fixture.engine.refuse('expired');
    await renewal.fixture.settle();
    return renewal;
  }

  state(): SessionFixture['session']['connection']['value'] {
    return this.fixture.session.connection.value;
  }

  get logins(): readonly unknown[] {
    return this.fixture.engine.callsOf('login');
  }
}

const signedOut = new OpenIMError(ErrorCode.TokenUnknown, 'signed out');

const passing: Record<string, Error | DOMException> = {
  'fetch reached nobody': new TypeError('Failed to fetch'),
  'fetch was given up': new DOMException('signal timed out', 'TimeoutError'),
  'some other client reached nobody': new Error('Network Error'),
  'the SDK reached nobody': new OpenIMError(ErrorCode.NoSocket, 'not reached'),
};

describe('the renewal of a token', () => {
  for (const [title, failure] of Object.entries(passing)) {
    // Protection: `#wait` of src/session/token-renewal.ts, and that `isFinal` knows OpenIMErrors alone; without them the
    // session stays closed for ever.
    it(`should be tried again, as a connection is, when ${title}`, async () => {
      const renewal = await Renewal.expired(failure, failure, 'fresh');
      const { clock } = renewal.fixture;
      assert.equal(renewal.state().kind, 'waiting');
      for (const asked of [1, 2]) {
        assert.equal(renewal.asked, asked);
        const state = renewal.state();
        assert.ok(state.kind === 'waiting');
        assert.equal(state.retryAtMs - clock.now(), clock.nextDelayMs);
        assert.ok(state.retryAtMs - clock.now() <= BACKOFF_MAX_MS);
        await clock.advanceToNext();
      }
      assert.deepEqual(renewal.logins, ['fresh']);
      await renewal.fixture.connect();
      assert.deepEqual(renewal.kinds, ['connecting', 'waiting', 'connecting', 'waiting', 'connecting', 'online']);
      assert.equal(renewal.fixture.logger.warnings.length, 1, 'said once');
    });
  }

  // Protection: the subscription to wakeSignals in `#wait`.
  it('should be tried again at once when the network is back or the page is looked at', async () => {
    const renewal = await Renewal.expired(new TypeError('Failed to fetch'), 'fresh');
    renewal.wakeSignals.wake();
    await renewal.fixture.settle();
    assert.deepEqual(renewal.logins, ['fresh']);
  });

  it('should be tried again whatever the page says of a device that is offline', async () => {
    const renewal = Renewal.with(signedOut, 'fresh');
    await renewal.fixture.connect();
    renewal.wakeSignals.offline = true;
    renewal.fixture.engine.refuse('expired');
    await renewal.fixture.settle();
    const state = renewal.state();
    assert.equal(state.kind === 'waiting' && state.reason, 'offline');
    renewal.wakeSignals.offline = false;
    renewal.wakeSignals.wake();
    await renewal.fixture.settle();
    assert.deepEqual(renewal.logins, ['fresh']);
  });

  it('should be tried again at once when the user says so', async () => {
    const renewal = await Renewal.expired(new TypeError('Failed to fetch'), 'fresh');
    renewal.fixture.session.reconnect();
    await renewal.fixture.settle();
    assert.deepEqual(renewal.logins, ['fresh']);
  });

  // Protection: the timer of `#ask`; without it the session is connecting for ever.
  it('should count as failed when the page does not answer', async () => {
    const renewal = await Renewal.expired(silence, 'fresh');
    const { clock } = renewal.fixture;
    await clock.advance(TOKEN_TIMEOUT_MS - 1);
    assert.equal(renewal.state().kind, 'connecting');
    await clock.advance(1);
    assert.equal(renewal.state().kind, 'waiting');
    await clock.advanceToNext();
    assert.deepEqual(renewal.logins, ['fresh']);
  });

  it('should take a token that comes late, as from a page that asks its user', async () => {
    const late = new Deferred<string>();
    const fixture = new SessionFixture({ getToken: () => late.promise });
    await fixture.connect();
    fixture.engine.refuse('expired');
    await fixture.clock.advance(TOKEN_TIMEOUT_MS);
    late.resolve('late');
    await fixture.connect();
    assert.deepEqual(fixture.engine.callsOf('login'), ['late']);
    await fixture.session.close();
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  // Protection: `isFinal` of src/session/token-renewal.ts; without it the page is asked again and again.
  for (const [title, answer] of Object.entries({ 'says no': signedOut, 'has none': '' })) {
    it(`should end when the page ${title}, and begin again when the user says so`, async () => {
      const renewal = await Renewal.expired(answer, 'fresh');
      const state = renewal.state();
      assert.equal(state.kind === 'closed' && state.reason, 'expired');
      await renewal.fixture.clock.advance(10 * BACKOFF_MAX_MS);
      renewal.wakeSignals.wake();
      assert.equal(renewal.asked, 1);
      renewal.fixture.session.reconnect();
      await renewal.fixture.connect();
      assert.deepEqual(renewal.logins, ['fresh']);
      assert.equal(renewal.state().kind, 'online');
    });
  }

  it('should ask once when the gateway does not take the new one either', async () => {
    const renewal = await Renewal.expired('no better', 'no better either');
    renewal.fixture.engine.refuse('refused');
    await renewal.fixture.clock.advance(10 * BACKOFF_MAX_MS);
    assert.equal(renewal.asked, 1);
    assert.equal(renewal.state().kind, 'closed');
  });

  it('should leave it to a token that is given meanwhile', async () => {
    const renewal = await Renewal.expired(silence);
    renewal.fixture.session.reconnect('given by hand');
    await renewal.fixture.connect();
    await renewal.fixture.clock.advance(2 * TOKEN_TIMEOUT_MS);
    assert.deepEqual(renewal.logins, ['given by hand']);
    assert.equal(renewal.state().kind, 'online');
  });

  // Protection: `lacksToken` in `isRenewable`; without it the session is connecting for ever.
  it('should also get the first one, while what the cache has is shown', async () => {
    const renewal = Renewal.without(new TypeError('Failed to fetch'), 'fresh');
    await renewal.fixture.settle();
    assert.equal(renewal.state().kind, 'waiting');
    assert.equal((await renewal.fixture.open()).state.value.kind, 'failed', 'with neither cache nor gateway');
    renewal.wakeSignals.wake();
    await renewal.fixture.connect();
    assert.deepEqual(renewal.logins, ['fresh']);
    assert.deepEqual(renewal.kinds, ['connecting', 'waiting', 'connecting', 'online']);
  });

  it('should end where there is no first one, and begin again when the user says so', async () => {
    const renewal = Renewal.without(signedOut, 'fresh');
    await renewal.fixture.settle();
    const state = renewal.state();
    assert.equal(state.kind === 'closed' && state.reason, 'refused');
    renewal.fixture.session.reconnect();
    await renewal.fixture.connect();
    assert.deepEqual(renewal.logins, ['fresh']);
    assert.equal(renewal.state().kind, 'online');
  });

  const moments: Record<string, Answer> = { asks: silence, waits: new TypeError('Failed to fetch') };
  for (const [title, answer] of Object.entries(moments)) {
    it(`should leave nothing behind when the session is closed while it ${title}`, async () => {
      const renewal = await Renewal.expired(answer, 'fresh');
      await renewal.fixture.session.close();
      renewal.wakeSignals.wake();
      await renewal.fixture.settle();
      assert.equal(renewal.fixture.clock.pendingTimers, 0);
      assert.equal(renewal.wakeSignals.listenerCount, 0);
      assert.equal(renewal.asked, 1);
      assert.deepEqual(renewal.logins, []);
      assert.equal(renewal.state().kind, 'idle');
    });
  }
});

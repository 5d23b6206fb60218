import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode } from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';

const HOUR_MS = 3_600_000;
const SWEEP_MS = 5000;
const PING_WITHIN_MS = 30_000;

/** What lasts is measured by a clock that nobody sets: the time of day jumps when a machine wakes up or asks the time. */
describe('a gateway whose clock is set', () => {
  // Protection: `silentSweeps` of server/connections.ts; timed by `clock.now()`, setting it ahead ends every connection.
  it('should end no connection, whichever way the clock is set', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const clients = await gateway.people('ada', 'bob');
    for (const byMs of [HOUR_MS, -2 * HOUR_MS]) {
      gateway.clock.setAhead(byMs);
      await gateway.clock.advance(SWEEP_MS);
      for (const client of clients) assert.equal(await client.code('getSelfUserInfo'), 0);
    }
  });

  // Protection: VALID_BEFORE_ISSUE_S of server/auth/token-service.ts.
  it('should still take a token that was issued before it was set back', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const token = await gateway.token('ada');
    gateway.clock.setAhead(-60_000);
    const ada = await gateway.connect('ada', { token });
    assert.equal(await ada.code('getSelfUserInfo'), 0);
  });

  // Protection: the same as of the first; timed, setting it back keeps the dead one for two hours.
  it('should still find out who is gone', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const pinged = new Promise((resolve) => ada.socket.once('ping', resolve));
    gateway.clock.setAhead(-2 * HOUR_MS);
    await gateway.clock.advance(PING_WITHIN_MS);
    await pinged;
  });

  // Protection: `monotonicMs` where limits are asked, in server/session.ts; by `now` the limit is open again at once.
  it('should keep to its limits', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 3 } });
    const [ada] = await gateway.people('ada');
    const ask = (): Promise<number> => ada.code('getSelfUserInfo');
    const askUntilRefused = async (): Promise<number> => {
      for (let asked = 0; asked < 5; asked++) if ((await ask()) === ErrorCode.RateLimited) return asked;
      return Infinity;
    };
    assert.ok((await askUntilRefused()) < 5);
    gateway.clock.setAhead(HOUR_MS);
    assert.equal(await ask(), ErrorCode.RateLimited);
    gateway.clock.setAhead(-2 * HOUR_MS);
    await gateway.clock.advance(1000);
    assert.equal(await ask(), 0);
  });
});

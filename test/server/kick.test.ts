import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { TokenService } from '../../server/auth/token-service.js';
import { CloseCode, ErrorCode } from '../../src/protocol/index.js';
import { Deferred } from '../../src/util/deferred.js';
import { names, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, SECRET, sendText } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

const PC = 3;

/** A session that is over stays open, answers three methods and refuses the rest with its code. */
async function assertOver(client: RawClient, code: number): Promise<void> {
  assert.equal(await client.ok('getLoginStatus'), '201');
  assert.equal(await client.ok('getLoginUser'), client.userID);
  const { event, errCode } = await client.call('getAllConversationList');
  assert.deepEqual([event, errCode], ['GetAllConversationList', code]);
  assert.equal((await client.logIn()).errCode, code);
}

describe('kick', () => {
  it('lets a newer connection of the same device class take the place of the older', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada', 'bob');
    const bob = await gateway.connect('bob');
    const older = await gateway.connect('ada', { platformID: PC });
    const phone = await gateway.connect('ada', { platformID: 1 });
    const newer = await gateway.connect('ada', { platformID: PC });
    assert.deepEqual(names(await takeFrames(older)), ['OnKickedOffline']);

    await sendText(bob, 'ada', 'hello');
    await Promise.all([newer.event('OnRecvNewMessage'), phone.event('OnRecvNewMessage')]);
    assert.deepEqual(names(await takeFrames(older)), [], 'events no longer reach it');
    await assertOver(older, ErrorCode.Kicked);
    await assert.rejects(gateway.open('ada', { platformID: PC, token: older.token }), /401/);
    assert.equal((await older.call('logout')).errCode, 0);
  });

  it('spares the token when the newer connection uses the very same', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const older = await gateway.connect('ada', { platformID: PC });
    await gateway.connect('ada', { platformID: PC, token: older.token });
    await older.event('OnKickedOffline');
    await gateway.connect('ada', { platformID: PC, token: older.token });
  });

  it('never befalls web connections by further ones', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const [first, second] = [await gateway.connect('ada'), await gateway.connect('ada', { platformID: 6 })];
    await gateway.connect('ada');
    for (const client of [first, second]) {
      assert.equal(await client.ok('getLoginStatus'), '101');
      assert.ok(!client.eventNames.includes('OnKickedOffline'));
    }
  });

  it('is what an administrator’s force_logout does, on the platform named', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const [web, phone] = [await gateway.connect('ada'), await gateway.connect('ada', { platformID: 1 })];
    const answer = await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 });
    assert.deepEqual(answer, { status: 200, errCode: 0, errMsg: '' });
    await web.event('OnKickedOffline');
    await assertOver(web, ErrorCode.Kicked);
    await assert.rejects(gateway.open('ada', { token: web.token }), /401/);
    assert.equal(await phone.ok('getLoginStatus'), '101');
    await gateway.connect('ada');
  });

  it('survives a restart', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 });
    await gateway.restart();
    await assert.rejects(gateway.open('ada', { token: ada.token }), /401/);
  });

  it('keeps the socket open for five minutes', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 });
    await ada.event('OnKickedOffline');
    for (let half = 0; half < 11; half++) {
      await gateway.clock.advance(25_000);
      await ada.settle();
    }
    await gateway.clock.advance(25_000);
    assert.equal(await ada.closeCode(), CloseCode.SessionOver);
  });
});

describe('expiry', () => {
  it('ends a session when the time of its token is over', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 20 / 86_400 });
    const [ada] = await gateway.people('ada');
    await gateway.clock.advance(25_000);
    await ada.event('OnUserTokenExpired');
    await assertOver(ada, ErrorCode.TokenExpired);
    assert.deepEqual(ada.eventNames, ['OnUserTokenExpired'], 'told once');
  });

  it('is noticed by a request before the next look around', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 3 / 86_400 });
    const [ada] = await gateway.people('ada');
    await gateway.clock.advance(3000);
    const reply = await ada.call('getSelfUserInfo');
    assert.equal(reply.errCode, ErrorCode.TokenExpired);
    assert.deepEqual(names(ada.frames), ['OnUserTokenExpired', 'GetSelfUserInfo']);
  });
});

describe('a session that ended while its next login was under way', () => {
  async function endDuringLogin(
    t: TestContext,
    event: 'OnUserTokenExpired' | 'OnKickedOffline',
    end: (gateway: GatewayFixture) => Promise<unknown>,
  ) {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 1 / (24 * 60) });
    await gateway.register('ada');
    const ada = await gateway.connect('ada');
    await gateway.clock.advance(30_000);
    const token = await gateway.token('ada');
    const verified = new Deferred<void>();
    const released = new Deferred<void>();
    const verify = Reflect.get(TokenService.prototype, 'verify');
    t.mock.method(TokenService.prototype, 'verify', async function (this: TokenService, given: string) {
      const result = await verify.call(this, given);
      verified.resolve();
      await released.promise;
      return result;
    });
    const answer = ada.request('Login', JSON.stringify({ userID: 'ada', token }));
    await verified.promise;
    await end(gateway);
    await ada.event(event);
    released.resolve();
    const { errCode } = await answer;
    assert.equal(await ada.code('getSelfUserInfo'), errCode);
    assert.deepEqual(ada.eventNames, [event], 'told once');
    return errCode;
  }

  it('stays expired', async (t) => {
    const errCode = await endDuringLogin(t, 'OnUserTokenExpired', ({ clock }) => clock.advance(35_000));
    assert.equal(errCode, ErrorCode.TokenExpired);
  });

  it('stays kicked', async (t) => {
    const errCode = await endDuringLogin(t, 'OnKickedOffline', (gateway) =>
      gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 }),
    );
    assert.equal(errCode, ErrorCode.Kicked);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHmac } from 'node:crypto';
import { ErrorCode, Extension, LoginStatus } from '../../src/protocol/index.js';
import { names } from '../helpers/client-events.js';
import { GatewayFixture, SECRET } from '../helpers/gateway-fixture.js';

const LOGIN_FRAMES = ['OnConnecting', 'OnConnectSuccess', 'Login', 'OnSyncServerStart', 'OnSyncServerFinish'];

type Forgery = { header?: object; secret?: string };

/** A token as anybody could put together who has the key, or has not. */
function forged(claims: object, { header = { alg: 'HS256', typ: 'JWT' }, secret = SECRET }: Forgery = {}): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${encode(header)}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

describe('login', () => {
  it('answers in the documented order, on the first and on further connections', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    for (let connection = 0; connection < 2; connection++) {
      const client = await gateway.open('ada');
      const reply = await client.logIn();
      await client.settle();
      assert.deepEqual(names(client.frames), LOGIN_FRAMES);
      assert.deepEqual(reply, {
        event: 'Login',
        errCode: 0,
        errMsg: '',
        data: '',
        operationID: reply.operationID,
      });
      assert.deepEqual(
        client.frames.filter(({ event }) => event !== 'Login').map(({ data, operationID }) => data + operationID),
        ['', '', '', ''],
      );
      assert.equal(await client.ok('getLoginStatus'), LoginStatus.LoggedIn);
      assert.equal(await client.ok('getLoginUser'), 'ada');
    }
  });

  it('names its extensions only to clients that ask', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    for (const extended of [true, false]) {
      const client = await gateway.open('ada', { extended });
      const text = new Promise<string>((resolve) => {
        client.socket.on('message', (data: Buffer) => {
          if (data.toString().includes('"event":"Login"')) resolve(data.toString());
        });
      });
      await client.logIn();
      const { extensions } = JSON.parse(await text) as { extensions?: string[] };
      assert.deepEqual(extensions, extended ? [Extension.IdempotentSend, Extension.InboxChanges] : undefined);
    }
  });

  it('is all that is answered before it', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const client = await gateway.open('ada');
    for (const name of ['GetLoginStatus', 'GetLoginUser', 'SendMessage', 'Logout', 'NoSuchThing']) {
      const { event, errCode, errMsg } = await client.request(name);
      assert.deepEqual([event, errCode, errMsg], ['Login', ErrorCode.NotLoggedIn, 'No Login, first Login'], name);
    }
    assert.equal((await client.logIn()).errCode, 0);
  });

  it('again on the same connection changes nothing', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const client = await gateway.connect('ada');
    assert.equal((await client.logIn()).errCode, 0);
    await client.settle();
    assert.deepEqual(names(client.frames), ['Login']);
  });

  it('is only for the user of the connection', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada', 'bob');
    const client = await gateway.open('ada');
    const asBob = JSON.stringify({ userID: 'bob', token: await gateway.token('bob') });
    const reply = await client.request('Login', asBob);
    assert.equal(reply.errCode, ErrorCode.BadRequest);
    assert.equal((await client.request('GetLoginStatus')).errCode, ErrorCode.NotLoggedIn);
  });

  it('tells the ways apart in which a token is no good', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 0.01 });
    await gateway.register('ada', 'bob');
    const nowS = gateway.clock.now() / 1000;
    const claims = { UID: 'ada', Platform: 'Web', iat: nowS, nbf: nowS, exp: nowS + 3600, jti: 'never-issued' };
    const good = await gateway.token('ada');
    const kicked = await gateway.token('ada');
    const cases: [number, string][] = [
      [ErrorCode.TokenExpired, forged({ ...claims, exp: nowS - 1 })],
      [ErrorCode.TokenInvalid, forged(claims, { secret: 'another secret altogether' })],
      [ErrorCode.TokenInvalid, forged(claims, { header: { alg: 'none' } })],
      [ErrorCode.TokenInvalid, forged(claims, { header: { alg: 'HS512' } })],
      [ErrorCode.TokenInvalid, forged(claims, { header: { alg: 'RS256' } })],
      [ErrorCode.TokenInvalid, `${good.slice(0, -4)}AAAA`],
      [ErrorCode.TokenMalformed, ''],
      [ErrorCode.TokenMalformed, 'a.b'],
      [ErrorCode.TokenMalformed, 'garbage'],
      [ErrorCode.TokenMalformed, forged({ UID: 'ada', exp: nowS + 3600 })],
      [ErrorCode.TokenMalformed, forged({ ...claims, UID: 7 })],
      [ErrorCode.TokenNotYetValid, forged({ ...claims, nbf: nowS + 60 })],
      [ErrorCode.TokenUnknown, forged(claims)],
      [ErrorCode.TokenUnknown, await gateway.token('bob')],
    ];
    const client = await gateway.open('ada', { token: good });
    for (const [code, token] of cases) {
      client.frames = [];
      const reply = await client.request('Login', JSON.stringify({ userID: 'ada', token }));
      assert.equal(reply.errCode, code, token);
      const event = code === ErrorCode.TokenExpired ? 'OnUserTokenExpired' : 'OnConnectFailed';
      assert.deepEqual(names(client.frames), [event, 'Login']);
      assert.equal(client.frames[0]?.errCode, event === 'OnConnectFailed' ? code : 0);
    }
    await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 });
    const reply = await client.request('Login', JSON.stringify({ userID: 'ada', token: kicked }));
    assert.equal(reply.errCode, ErrorCode.Kicked);

    const fresh = await gateway.token('ada');
    assert.equal((await client.request('Login', JSON.stringify({ userID: 'ada', token: fresh }))).errCode, 0);
  });

  it('holds up what was sent behind it, and nothing is lost', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const client = await gateway.open('ada');
    const [login, user, status] = await Promise.all([
      client.logIn(),
      client.call('getLoginUser'),
      client.call('getLoginStatus'),
    ]);
    assert.deepEqual([login.errCode, user.data, status.data], [0, 'ada', '101']);
  });
});

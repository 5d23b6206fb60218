import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { CloseCode, ErrorCode } from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { refusedHandshake } from '../helpers/handshakes.js';
import { RawClient } from '../helpers/raw-client.js';

/** Of tokens that are valid for 0.01 days. */
const TOKEN_LIFETIME_MS = 864_000;

describe('handshake', () => {
  it('answers 400 when a parameter is missing and 401 when the token is not valid', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 0.01 });
    await gateway.register('ada', 'bob');
    const token = await gateway.token('ada');
    const ws = gateway.url.replace('http', 'ws');
    const unauthorized = { status: 401, body: 'Unauthorized', version: '13' };

    for (const query of [
      '',
      `sendID=ada&token=${token}`,
      `sendID=ada&platformID=5`,
      `token=${token}&platformID=5`,
    ]) {
      assert.deepEqual(await refusedHandshake(`${ws}/?${query}`), { ...unauthorized, status: 400 }, query);
    }
    const tampered = `${token.slice(0, -3)}abc`;
    const none = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${token.split('.')[1] ?? ''}.`;
    for (const query of [
      'sendID=ada&token=&platformID=5',
      'sendID=ada&token=garbage&platformID=5',
      `sendID=ada&token=${tampered}&platformID=5`,
      `sendID=ada&token=${none}&platformID=5`,
      `sendID=bob&token=${token}&platformID=5`,
      `sendID=nobody&token=${token}&platformID=5`,
    ]) {
      assert.deepEqual(await refusedHandshake(`${ws}/?${query}`), unauthorized, query);
    }
    await gateway.clock.advance(TOKEN_LIFETIME_MS);
    assert.deepEqual(await refusedHandshake(`${ws}/?sendID=ada&token=${token}&platformID=5`), unauthorized);
  });

  it('ignores the order of parameters and those it does not know', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const socket = new WebSocket(
      `${gateway.url.replace('http', 'ws')}/?x=1&platformID=5&token=${token}&sendID=ada`,
    );
    await new Promise((resolve) => socket.once('open', resolve));
    socket.terminate();
  });

  it('allows a user ten web connections at once', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const clients = [];
    for (let index = 0; index < 10; index++) {
      clients.push(await gateway.open('ada', { token, platformID: index % 2 === 0 ? 5 : 6 }));
    }
    const url = `${gateway.url.replace('http', 'ws')}/?sendID=ada&token=${token}&platformID=5`;
    assert.deepEqual(await refusedHandshake(url), { status: 401, body: 'Over quantity', version: '13' });

    const pc = await gateway.open('ada', { platformID: 3 });
    assert.equal(pc.socket.readyState, WebSocket.OPEN, 'another class of platform has room of its own');
    await clients[0]?.close();
    await clients[1]?.logIn();
    await gateway.open('ada', { token });
  });

  // To see it fail: #checkRoom taken out of server/login.ts.
  it('allows no more of them to who brings the token only with Login', async (t) => {
    const gateway = await GatewayFixture.start(t, { connectionLimits: { perUser: 2 } });
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const url = `${gateway.url.replace('http', 'ws')}/?sendID=ada&platformID=5&handshake=frame`;
    const clients = [];
    for (let index = 0; index < 4; index++) clients.push(await RawClient.open(url, 'ada', token));
    const codes = [];
    for (const client of clients) codes.push((await client.logIn()).errCode);
    assert.deepEqual(codes, [0, 0, ErrorCode.RateLimited, ErrorCode.RateLimited]);
    await clients[0]?.close();
    assert.equal((await clients[3]?.logIn())?.errCode, 0, 'there is room again');
  });

  it('does not count connections that only claim to be the user', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    for (let index = 0; index < 12; index++) await gateway.open('ada', { token: 'garbage', extended: true });
    await gateway.connect('ada');
  });

  it('admits the origins it was given, exactly, and whoever has none', async (t) => {
    const gateway = await GatewayFixture.start(t, { origins: ['https://a.example', 'http://b.example:8080'] });
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const url = `${gateway.url.replace('http', 'ws')}/?sendID=ada&token=${token}&platformID=5`;
    const refused = [
      'https://a.example.evil.test',
      'https://evil-a.example',
      'https://sub.a.example',
      'http://a.example',
      'https://a.example:8443',
      'http://b.example',
      'null',
      'file://',
    ];
    for (const origin of refused) {
      assert.equal((await refusedHandshake(url, { headers: { origin } })).status, 403, origin);
    }
    for (const origin of ['https://a.example', 'http://b.example:8080', 'HTTPS://A.EXAMPLE']) {
      await (await gateway.open('ada', { token, headers: { origin } })).close();
    }
    await gateway.open('ada', { token });
  });

  it('sends nothing before the first frame of the client', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const [first, second] = [await gateway.connect('ada'), await gateway.open('ada')];
    await first.ok('setSelfInfo', { nickname: 'Ada' });
    await second.request('GetLoginStatus');
    assert.deepEqual(second.names, ['Login'], 'only the answer that there is no login');
  });

  it('closes a socket that does not log in within ten seconds', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const [idle, active] = [await gateway.open('ada'), await gateway.connect('ada')];
    await gateway.clock.advance(10_000);
    assert.equal(await idle.closeCode(), CloseCode.LoginTimeout);
    await active.settle();
  });

  it('cuts off a peer that was not heard of for a minute, and pings the others', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [dead, alive] = await gateway.people('ada', 'bob');
    dead.socket.pause();
    let pings = 0;
    for (let step = 0; step < 12; step++) {
      const isPingDue = step === 4 || step === 9;
      const pinged = isPingDue ? new Promise((resolve) => alive.socket.once('ping', resolve)) : undefined;
      await gateway.clock.advance(5000);
      if (!pinged) continue;
      await pinged;
      pings++;
      await alive.settle();
    }
    assert.equal(pings, 2);
    dead.socket.resume();
    assert.equal(await dead.closeCode(), 1006, 'no closing handshake: the peer is not there');
    await alive.settle();
  });

  it('tells a client that asks for it in a frame why its token is refused', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 0.01 });
    await gateway.register('ada', 'bob');
    const garbage = await gateway.open('ada', { token: 'garbage', extended: true });
    const others = await gateway.open('ada', { token: await gateway.token('bob'), extended: true });
    assert.equal((await garbage.logIn()).errCode, ErrorCode.TokenMalformed);
    assert.deepEqual(garbage.names, ['OnConnectFailed', 'Login']);
    assert.equal(garbage.frames[0]?.errCode, ErrorCode.TokenMalformed);
    assert.equal((await others.logIn()).errCode, ErrorCode.TokenUnknown);
    assert.equal((await garbage.request('GetLoginStatus')).errCode, ErrorCode.NotLoggedIn);

    const token = await gateway.token('ada');
    const better = JSON.stringify({ userID: 'ada', token });
    assert.equal((await garbage.request('Login', better)).errCode, 0, 'a better token is welcome');
    await gateway.clock.advance(TOKEN_LIFETIME_MS);
    const expired = await gateway.open('ada', { token, extended: true });
    assert.equal((await expired.logIn()).errCode, ErrorCode.TokenExpired);
    assert.deepEqual(expired.names, ['OnUserTokenExpired', 'Login']);
    await gateway.clock.advance(10_000);
    assert.equal(await expired.closeCode(), CloseCode.LoginTimeout);
  });
});

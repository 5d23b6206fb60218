import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { describe, it } from 'node:test';
import { GatewayFixture, sendText, SECRET } from '../helpers/gateway-fixture.js';
import { get } from '../helpers/client-events.js';

type Answer = { status: number; errCode: number; errMsg: string; data?: Record<string, unknown> };

describe('REST', () => {
  it('registers a user once, with the profile given', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const profile = { nickname: 'Ada', faceURL: 'f', gender: 2, phoneNumber: '1', birth: 5, email: 'e', ex: 'x' };
    const body = { secret: SECRET, platform: 5, userID: 'ada', operationID: 'op', ...profile };
    const made = (await gateway.post('/auth/user_register', body)) as Answer;
    const expiredTime = gateway.clock.now() / 1000 + 90 * 86_400;
    assert.deepEqual(
      { ...made, data: { ...made.data, token: typeof made.data?.['token'] } },
      { status: 200, errCode: 0, errMsg: '', data: { userID: 'ada', token: 'string', expiredTime } },
    );
    const again = await gateway.post('/auth/user_register', body);
    assert.deepEqual([again.status, again.errCode], [500, 500]);
    const ada = await gateway.connect('ada', { token: String(made.data?.['token']) });
    const { nickname, faceURL, gender, phoneNumber, birth, email, ex } = await get(ada, 'getSelfUserInfo');
    assert.deepEqual({ nickname, faceURL, gender, phoneNumber, birth, email, ex }, profile);
  });

  it('issues tokens that leave older ones valid', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await gateway.connect('ada', { token: await gateway.token('ada') });
    await gateway.connect('ada', { token: ada.token });
    assert.equal(await ada.ok('getLoginStatus'), '101');
    const unknown = await gateway.post('/auth/user_token', { secret: SECRET, platform: 5, userID: 'nobody' });
    assert.deepEqual([unknown.status, unknown.errCode], [200, 802]);
    const out = await gateway.post('/auth/force_logout', { secret: SECRET, platform: 5, userID: 'nobody' });
    assert.deepEqual([out.status, out.errCode], [200, 802]);
  });

  it('refuses bodies that do not match with 400/400 and a wrong secret with 400/401', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const good = { secret: SECRET, platform: 5, userID: 'ada' };
    const bad: object[] = [
      {},
      { ...good, userID: '' },
      { ...good, userID: 'x'.repeat(65) },
      { ...good, userID: 'a\0b' },
      { ...good, userID: 'a\nb' },
      { ...good, userID: 7 },
      { ...good, platform: 0 },
      { ...good, platform: 8 },
      { ...good, platform: '5' },
      { ...good, secret: 7 },
      { ...good, nickname: 'x'.repeat(65) },
      { ...good, gender: 3 },
      { ...good, birth: -1 },
    ];
    for (const body of bad) {
      const { status, errCode } = await gateway.post('/auth/user_register', body);
      assert.deepEqual([status, errCode], [400, 400], JSON.stringify(body));
    }
    for (const path of ['/auth/user_register', '/auth/user_token', '/auth/force_logout']) {
      for (const secret of ['', 'wrong', `${SECRET} `, SECRET.slice(1)]) {
        const { status, errCode } = await gateway.post(path, { ...good, secret });
        assert.deepEqual([status, errCode], [400, 401], path);
      }
    }
    for (const body of ['nope', '[]', '']) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${gateway.url}/auth/user_token`, { method: 'POST', headers, body });
      const { errCode, errMsg } = (await response.json()) as Answer;
      assert.deepEqual([response.status, errCode, typeof errMsg], [400, 400, 'string'], body);
    }
    const missing = await fetch(`${gateway.url}/no/such/path`);
    assert.deepEqual(await missing.json(), { errCode: 404, errMsg: 'no such path' });
    // To see it fail: frameworkErrors taken out of server/http/app.ts.
    for (const [path, status] of [
      ['/files/%E0%A4%A/x', 400],
      [`/files/${'x'.repeat(300)}/y`, 414],
    ] as const) {
      const response = await fetch(gateway.url + path);
      const { errCode, errMsg } = (await response.json()) as Answer;
      assert.deepEqual([response.status, errCode, typeof errMsg], [status, status, 'string'], path);
    }
  });

  // To see it fail: the call of declineUpgrade taken out of server/http/upgrades.ts.
  it('answers clients that ask for HTTP/2 first as if they did not', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const { hostname, port } = new URL(gateway.url);
    const socket = createConnection(Number(port), hostname);
    t.after(() => socket.destroy());
    const body = JSON.stringify({ secret: SECRET, platform: 5, userID: 'ada' });
    const head = [
      'POST /auth/user_token HTTP/1.1',
      'Host: gateway.example',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '\r\n',
    ].join('\r\n');
    // More often than a socket may have listeners of one kind; what follows the head comes with it, and apart from it.
    for (const split of [0, 5, body.length, ...Array<number>(10).fill(1)]) {
      socket.write(head + body.slice(0, split));
      if (split < body.length) setImmediate(() => socket.write(body.slice(split)));
      const [answer] = (await once(socket, 'data')) as [Buffer];
      assert.match(
        answer.toString(),
        /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{"errCode":0/,
        `after ${split} characters`,
      );
    }
  });

  it('tells browsers exactly which origins may read it', async (t) => {
    const gateway = await GatewayFixture.start(t, { origins: ['https://a.example'] });
    const allowed = async (origin: string): Promise<string | null> => {
      const headers = { origin, 'access-control-request-method': 'POST' };
      const response = await fetch(`${gateway.url}/auth/user_token`, { method: 'OPTIONS', headers });
      return response.headers.get('access-control-allow-origin');
    };
    assert.equal(await allowed('https://a.example'), 'https://a.example');
    for (const origin of ['https://b.example', 'http://a.example', 'null', 'https://a.example.evil.test']) {
      assert.equal(await allowed(origin), null, origin);
    }
  });

  it('sets headers that keep answers from being anything but data', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const { headers } = await fetch(`${gateway.url}/healthz`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('shows health and metrics', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'x');
    await ada.call('getOneConversation', { sourceID: 'nobody', sessionType: 1 });
    assert.deepEqual(await (await fetch(`${gateway.url}/healthz`)).json(), { status: 'ok' });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    assert.match(metrics, /^openim_connections 2$/m);
    assert.match(metrics, /^openim_users_online 2$/m);
    assert.match(metrics, /^openim_queued_bytes \d+$/m);
    assert.match(metrics, /^openim_requests_total\{method="sendMessage",code="0"\} 1$/m);
    assert.match(metrics, /^openim_requests_total\{method="getOneConversation",code="802"\} 1$/m);
    assert.match(metrics, /^openim_commit_seconds_count [1-9]/m);
  });

  // To see it fail: #refuse (server/dispatcher.ts) that counts nothing.
  it('counts logins, and what is refused before it is carried out', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 10 } });
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    const bob = await gateway.open('bob');
    await bob.request('GetSelfUserInfo');
    await bob.request('Login', JSON.stringify({ userID: 'bob', token: ada.token }));
    await ada.request('GetNothing');
    await ada.ok('logout');
    const crowd = await gateway.connect('bob');
    const asked = Array.from({ length: 15 }, () => crowd.code('getSelfUserInfo'));
    const refused = (await Promise.all(asked)).filter((code) => code === 810).length;
    assert.ok(refused > 0, 'some are refused');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const count = (method: string, code: number): number =>
      Number(
        new RegExp(`^openim_requests_total\\{method="${method}",code="${code}"\\} (\\d+)$`, 'm').exec(
          metrics,
        )?.[1],
      );
    assert.equal(count('login', 0), 2);
    assert.equal(count('login', 705), 1);
    assert.equal(count('logout', 0), 1);
    assert.equal(count('getSelfUserInfo', 1003), 1);
    assert.equal(count('getSelfUserInfo', 810), refused);
    assert.equal(count('unknown', 1001), 1);
  });
});

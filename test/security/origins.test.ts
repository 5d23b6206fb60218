import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { GatewayFixture, SECRET } from '../helpers/gateway-fixture.js';
import { tryHandshake } from '../helpers/handshakes.js';
import { PNG_BYTES, uploaded } from '../helpers/uploads.js';

const ORIGINS = ['https://a.example', 'http://b.example:8080'];

/** Whether pages of this origin are admitted; undefined is no page. */
const cases: readonly (readonly [origin: string | undefined, isAdmitted: boolean])[] = [
  [undefined, true],
  ['https://a.example', true],
  ['http://b.example:8080', true],
  ['HTTPS://A.EXAMPLE', true],
  ['null', false],
  ['', false],
  ['https://a.example.evil.test', false],
  ['https://evil-a.example', false],
  ['https://sub.a.example', false],
  ['http://a.example', false],
  ['https://a.example:8443', false],
  ['http://b.example', false],
  ['https://a.example/', false],
  ['https://a.example@evil.test', false],
  ['file://', false],
  ['https://a.example, https://evil.test', false],
];

describe('the origin of a page', () => {
  // To see it fail: `isAdmittedOrigin` taken out of http/handshake.ts, of http/app.ts, and of http/support-routes.ts.
  it('decides alike for sockets, for reading answers and for support chats', async (t) => {
    const gateway = await GatewayFixture.start(t, {
      origins: ORIGINS,
      supportAgents: ['agent'],
      supportSessionsPerMinute: 1000,
    });
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const ws = `${gateway.url.replace('http', 'ws')}/?sendID=ada&platformID=5&token=${token}`;
    const { url: file } = await uploaded(gateway.url, token, PNG_BYTES, { name: 'a.png' });
    for (const [origin, isAdmitted] of cases) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const outcome = await tryHandshake(ws, { headers });
      assert.equal(
        outcome.kind === 'opened' ? 101 : outcome.status,
        isAdmitted ? 101 : 403,
        `socket, ${origin ?? ''}`,
      );
      if (outcome.kind === 'opened') outcome.socket.terminate();

      for (const address of [file, `${gateway.url}/healthz`]) {
        const readable = (await fetch(address, { headers })).headers.get('access-control-allow-origin');
        const expected = isAdmitted ? (origin ?? null) : null;
        if (origin !== undefined) assert.equal(readable, expected, `${address}, ${origin}`);
      }
      const preflight = await fetch(`${gateway.url}/files`, {
        method: 'OPTIONS',
        headers: {
          ...headers,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'token',
        },
      });
      if (origin !== undefined) {
        assert.equal(
          preflight.headers.get('access-control-allow-origin') === origin,
          isAdmitted,
          `preflight, ${origin}`,
        );
      }
      assert.equal(
        preflight.headers.get('access-control-allow-credentials'),
        null,
        'no cookies are ever asked for',
      );

      const support = await fetch(`${gateway.url}/support/session`, { method: 'POST', headers });
      assert.equal(support.status, isAdmitted ? 200 : 403, `support, ${origin ?? ''}`);
    }
    t.diagnostic(`${cases.length} origins, each at a socket, a file, a preflight and a support chat`);
  });
});

describe('every answer over HTTP', () => {
  const EXPECTED = {
    'x-content-type-options': /^nosniff$/,
    'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
    'referrer-policy': /^no-referrer$/,
    'cache-control': /./,
  };

  // To see it fail: setHeader taken out of serverOf in http/app.ts, and with DEFAULT_HEADERS taken out of answerPlainly.
  it('says that it is nothing to be guessed at, framed, or kept', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['agent'] });
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const { url: file } = await uploaded(gateway.url, token, PNG_BYTES, { name: 'a.png' });
    const body = (value: object): RequestInit => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
    const answers: [what: string, answer: Response][] = [];
    for (const [path, init] of [
      ['/healthz', {}],
      ['/metrics', {}],
      ['/', {}],
      ['/nothing', {}],
      ['/%', {}],
      ['/healthz', { method: 'DELETE' }],
      ['/healthz', { method: 'HEAD' }],
      [
        '/files',
        { method: 'OPTIONS', headers: { origin: 'http://a.example', 'access-control-request-method': 'POST' } },
      ],
      ['/files', { method: 'POST', headers: { token }, body: 'no form' }],
      ['/files', { method: 'POST', headers: { token: 'garbage' }, body: 'x' }],
      [file.replace(gateway.url, ''), {}],
      [file.replace(gateway.url, ''), { headers: { range: 'bytes=0-1' } }],
      [file.replace(gateway.url, ''), { headers: { range: 'bytes=900-' } }],
      [file.replace(gateway.url, ''), { headers: { 'if-none-match': '*' } }],
      ['/auth/user_token', body({ secret: SECRET, userID: 'ada', platform: 5 })],
      ['/auth/user_token', body({ secret: 'wrong', userID: 'ada', platform: 5 })],
      ['/auth/user_register', { ...body({}), body: '{' }],
      ['/auth/user_register', { ...body({}), body: 'x'.repeat(100_000) }],
      ['/support/session', body({})],
      ['/support/session', body({ name: 1 })],
      ['/support/status', {}],
    ] satisfies [string, RequestInit][]) {
      answers.push([`${path} ${JSON.stringify(init).slice(0, 60)}`, await fetch(gateway.url + path, init)]);
    }
    const refused = await tryHandshake(`${gateway.url.replace('http', 'ws')}/?sendID=ada`);
    assert.ok(refused.kind === 'refused');
    const { headers, status } = refused;
    answers.push([
      'a refused handshake',
      new Response('', {
        status,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      }),
    ]);
    answers.push(['no request at all', await rawAnswer(gateway.url, 'NONSENSE\r\n\r\n')]);

    for (const [what, answer] of answers) {
      await answer.arrayBuffer();
      for (const [name, pattern] of Object.entries(EXPECTED)) {
        assert.match(answer.headers.get(name) ?? '', pattern, `${name} of ${what}: ${answer.status}`);
      }
      assert.equal(answer.headers.get('x-powered-by'), null);
      assert.equal(answer.headers.get('server'), null);
    }
    t.diagnostic(`${answers.length} kinds of answers, each with ${Object.keys(EXPECTED).join(', ')}`);
  });
});

/** The answer to bytes that are no request. */
async function rawAnswer(url: string, bytes: string): Promise<Response> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.write(bytes);
  await once(socket, 'close');
  const [statusLine = '', ...lines] = text.split('\r\n\r\n')[0]?.split('\r\n') ?? [];
  const headers = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(':');
    return [name, value.join(':').trim()];
  });
  return new Response('', { status: Number(statusLine.split(' ')[1]), headers });
}

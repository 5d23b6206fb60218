import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { GatewayConnection } from '../../src/connection/gateway-connection.js';
import type { ConnectionState } from '../../src/connection/engine.js';
import { ErrorCode, TOKEN_SUBPROTOCOL_PREFIX } from '../../src/protocol/index.js';
import { FakeWakeSignals, recordingLogger } from '../helpers/fake-wake-signals.js';
import { GatewayFixture, SECRET } from '../helpers/gateway-fixture.js';
import { refusedHandshake, tryHandshake } from '../helpers/handshakes.js';
import { ManualClock } from '../helpers/manual-clock.js';
import { PNG_BYTES, upload } from '../helpers/uploads.js';

const DAY_S = 24 * 60 * 60;

type Claims = Record<string, unknown>;

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token as anybody can write one who has, or guesses, the key. */
function signed(payload: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }, key = SECRET, hash = 'sha256') {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac(hash, key).update(input).digest('base64url')}`;
}

function signedBy(privateKey: KeyObject, header: object, payload: unknown): string {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${sign(privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

const without = (claims: Claims, name: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

type Case = {
  readonly what: string;
  readonly token: string;
  readonly code: number;
  /** Good for its own user, whom only a connection names beside it. */
  readonly isAnothers?: boolean;
};

/** Every token Ada must not get in with, and the code that says why. */
async function badTokens(gateway: GatewayFixture): Promise<Case[]> {
  const nowS = Math.floor(gateway.clock.now() / 1000);
  const [good, bobs] = [await gateway.token('ada'), await gateway.token('bob')];
  const [head = '', body = '', signature = ''] = good.split('.');
  const claims = claimsOf(good);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed = generateKeyPairSync('ed25519');
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const { TokenExpired, TokenInvalid, TokenMalformed, TokenNotYetValid, TokenUnknown, Kicked } = ErrorCode;

  const kickedByForce = await gateway.token('ada', 3);
  await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 3 });
  const kickedByLogin = await gateway.token('ada', 1);
  await gateway.connect('ada', { platformID: 1, token: kickedByLogin });
  await gateway.connect('ada', { platformID: 1 });

  const alone = (what: string, token: string, code: number = TokenMalformed): Case => ({ what, token, code });
  return [
    alone('no token', ''),
    alone('garbage', 'garbage'),
    alone('dots only', '..'),
    alone('one dot', '.'),
    alone('three words', 'a.b.c'),
    alone('the word undefined', 'undefined'),
    alone('the word null', 'null'),
    alone('a part missing', `${head}.${body}`),
    alone('a part too many', `${good}.x`),
    alone('five parts, as encrypted ones have', `${good}.x.y`),
    alone('the prefix of a scheme', `Bearer.${good}`),
    alone('in capitals', good.toUpperCase()),
    alone('its parts in another order', `${body}.${head}.${signature}`),
    alone('a header that is no JSON', signed(claims, 'not json')),
    alone('a header that is a list', signed(claims, ['HS256'])),
    alone('a payload that is no JSON', signed('not json')),
    alone('a payload that is a list', signed([claims])),
    alone('a payload that is null', signed('null')),

    alone('no signature', `${head}.${body}.`, TokenInvalid),
    alone('half a signature', `${head}.${body}.${signature.slice(0, 20)}`, TokenInvalid),
    alone('a signature too long', `${good}AAAA`, TokenInvalid),
    alone(
      'a changed signature',
      `${head}.${body}.${signature.replace(/^./, (char) => (char === 'A' ? 'B' : 'A'))}`,
      TokenInvalid,
    ),
    alone('a changed payload', `${head}.${part({ ...claims, Platform: 'IOS' })}.${signature}`, TokenInvalid),
    alone(
      'a changed header',
      `${part({ alg: 'HS256', typ: 'JWT', kid: '1' })}.${body}.${signature}`,
      TokenInvalid,
    ),
    alone("another token's signature", `${head}.${body}.${bobs.split('.')[2] ?? ''}`, TokenInvalid),

    ...['none', 'None', 'NONE', 'nOnE'].flatMap((alg) => [
      alone(`alg ${alg} without a signature`, `${part({ alg })}.${body}.`, TokenInvalid),
      alone(`alg ${alg} with a signature`, signed(claims, { alg }), TokenInvalid),
    ]),
    alone('no alg', signed(claims, { typ: 'JWT' })),
    alone('an empty alg', signed(claims, { alg: '' })),
    alone('an alg in small letters', signed(claims, { alg: 'hs256' }), TokenInvalid),
    alone('a list of algs', signed(claims, { alg: ['HS256'] })),
    alone('HS384 with the right key', signed(claims, { alg: 'HS384' }, SECRET, 'sha384'), TokenInvalid),
    alone('HS512 with the right key', signed(claims, { alg: 'HS512' }, SECRET, 'sha512'), TokenInvalid),
    alone('RS256', signedBy(rsa.privateKey, { alg: 'RS256' }, claims), TokenInvalid),
    alone('RS256 that says HS256', signedBy(rsa.privateKey, { alg: 'HS256' }, claims), TokenInvalid),
    alone('HS256 with a public key as the secret', signed(claims, { alg: 'HS256' }, publicPem), TokenInvalid),
    alone('HS256 that says RS256', signed(claims, { alg: 'RS256' }), TokenInvalid),
    alone('PS256', signedBy(rsa.privateKey, { alg: 'PS256' }, claims), TokenInvalid),
    alone('ES256', signedBy(ec.privateKey, { alg: 'ES256' }, claims), TokenInvalid),
    alone('EdDSA', signedBy(ed.privateKey, { alg: 'EdDSA' }, claims), TokenInvalid),
    alone(
      'a key of its own in the header',
      signedBy(rsa.privateKey, { alg: 'RS256', jwk: rsa.publicKey.export({ format: 'jwk' }) }, claims),
      TokenInvalid,
    ),
    alone(
      'the address of a key in the header',
      signed(claims, { alg: 'HS256', jku: 'http://127.0.0.1:1/' }, 'theirs'),
      TokenInvalid,
    ),
    alone(
      'the path of an empty key in the header',
      signed(claims, { alg: 'HS256', kid: '../../dev/null' }, ''),
      TokenInvalid,
    ),
    alone('an unknown critical header', signed(claims, { alg: 'HS256', crit: ['x'], x: 1 })),
    alone('an unencoded payload', signed(claims, { alg: 'HS256', crit: ['b64'], b64: false })),

    alone('an empty key', signed(claims, undefined, ''), TokenInvalid),
    alone('a guessed key', signed(claims, undefined, 'secret'), TokenInvalid),
    alone('the right key and a space', signed(claims, undefined, `${SECRET} `), TokenInvalid),
    alone('the right key in capitals', signed(claims, undefined, SECRET.toUpperCase()), TokenInvalid),

    alone('expired a second ago', signed({ ...claims, exp: nowS - 1 }), TokenExpired),
    alone('expired now', signed({ ...claims, exp: nowS }), TokenExpired),
    alone('expired in the year 0', signed({ ...claims, exp: -62_135_596_800 }), TokenExpired),
    alone('no expiry', signed(without(claims, 'exp'))),
    alone('an expiry that is text', signed({ ...claims, exp: String(nowS + DAY_S) })),
    alone('an expiry that is null', signed({ ...claims, exp: null })),
    alone('not yet valid', signed({ ...claims, nbf: nowS + DAY_S }), TokenNotYetValid),

    alone('no ID', signed(without(claims, 'jti'))),
    alone('an ID that is a number', signed({ ...claims, jti: 1 })),
    alone('no user', signed(without(claims, 'UID'))),
    alone('a user that is a list', signed({ ...claims, UID: ['ada'] })),
    alone('a user that is an object', signed({ ...claims, UID: { userID: 'ada' } })),
    alone('signed well, and never issued', signed({ ...claims, jti: 'made-up' }), TokenUnknown),
    alone("with the ID of another user's", signed({ ...claims, jti: claimsOf(bobs)['jti'] }), TokenUnknown),
    alone('of a user who does not exist', signed({ ...claims, UID: 'nobody' }), TokenUnknown),
    alone('of the user in other letters', signed({ ...claims, UID: 'ADA' }), TokenUnknown),
    alone('taken back by the site', kickedByForce, Kicked),
    alone('of a device another one took the place of', kickedByLogin, Kicked),
    { what: 'of another user', token: bobs, code: TokenUnknown, isAnothers: true },
  ];
}

/** What a header or a subprotocol can hold. */
const isHeaderText = (token: string): boolean => /^[\w.~-]+$/.test(token);

describe('a token that is not good', () => {
  // To see it fail: `algorithms` taken out of TokenService.verify, where HS384 and HS512 get in; `userID` not compared there,
  // where Bob's does; checkStanding taken out of http/handshake.ts, login.ts or a route, where those that were taken back or
  // never issued do.
  it('lets nobody in, whichever way it comes', async (t) => {
    const gateway = await GatewayFixture.start(t, {
      supportAgents: ['agent'],
      supportSessionsPerMinute: 100_000,
      connectionLimits: { unprovenPerAddress: 10_000, unproven: 10_000 },
    });
    await gateway.register('ada', 'bob');
    const cases = await badTokens(gateway);
    const ws = gateway.url.replace('http', 'ws');
    const tried = { query: 0, subprotocol: 0, frame: 0, upload: 0, support: 0 };

    const byHTTP = async (path: string, { what, token, code }: Case): Promise<void> => {
      const isUpload = path === '/files';
      const answer = isUpload
        ? await upload(gateway.url, token, PNG_BYTES)
        : await postWithToken(`${gateway.url}${path}`, token);
      assert.deepEqual([answer.status, answer.errCode], [401, code], `${what}, ${path}`);
      tried[isUpload ? 'upload' : 'support']++;
    };

    for (const bad of cases) {
      const { what, token, code } = bad;
      const query = new URLSearchParams({ sendID: 'ada', platformID: '5', token });
      assert.equal((await refusedHandshake(`${ws}/?${query}`)).status, 401, `${what}, in the query`);
      tried.query++;
      if (token === '' || isHeaderText(token)) {
        const protocols = ['openim-chat', TOKEN_SUBPROTOCOL_PREFIX + token];
        const { status } = await refusedHandshake(`${ws}/?sendID=ada&platformID=5`, { protocols });
        assert.equal(status, 401, `${what}, as subprotocol`);
        tried.subprotocol++;
      }
      const client = await gateway.open('ada', { token, extended: true });
      assert.equal((await client.logIn()).errCode, code, `${what}, with Login`);
      assert.equal(await client.code('getSelfUserInfo'), ErrorCode.NotLoggedIn, `${what}, after Login`);
      client.socket.terminate();
      tried.frame++;
      if (bad.isAnothers) continue;
      await byHTTP('/files', bad);
      await byHTTP('/support/session', bad);
    }

    // The forger's hand is good: what it signs with the right key and claims gets in.
    const claims = claimsOf(await gateway.token('ada'));
    const forged = await gateway.open('ada', { token: signed(claims) });
    assert.equal((await forged.logIn()).errCode, 0);
    assert.ok(cases.length >= 40);
    t.diagnostic(`${cases.length} bad tokens refused: ${JSON.stringify(tried)}`);
  });

  it('is no way in beside a good one, nor one after the other', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada', 'bob');
    const ws = gateway.url.replace('http', 'ws');
    const [ada, bob] = [await gateway.token('ada'), await gateway.token('bob')];
    // The query is what counts, and the same parameter twice is its first.
    const both = { protocols: ['openim-chat', TOKEN_SUBPROTOCOL_PREFIX + ada] };
    assert.equal((await refusedHandshake(`${ws}/?sendID=ada&platformID=5&token=garbage`, both)).status, 401);
    assert.equal((await refusedHandshake(`${ws}/?sendID=ada&platformID=5&token=x&token=${ada}`)).status, 401);
    assert.equal((await refusedHandshake(`${ws}/?sendID=ada&sendID=bob&platformID=5&token=${bob}`)).status, 401);
    // A connection is one user's: the token of another one does not change whose it is.
    const client = await gateway.connect('ada');
    const login = JSON.stringify({ userID: 'bob', token: bob });
    assert.notEqual((await client.request('Login', login)).errCode, 0);
    assert.equal(await client.ok('getLoginUser'), 'ada');
  });

  // To see it fail: isTokenError taken out of GatewayConnection's answer to a login, where it tries again and again.
  it('is not tried again by our client', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 1 });
    await gateway.register('ada', 'bob');
    const expired = await gateway.token('ada');
    const kicked = await gateway.token('ada', 3);
    await gateway.clock.advance(DAY_S * 1000);
    await gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 3 });
    const dead = { expired, kicked, garbage: 'garbage', "another user's": await gateway.token('bob') };
    for (const [what, token] of Object.entries(dead)) {
      const clock = new ManualClock();
      let sockets = 0;
      const connection = new GatewayConnection({
        clock,
        logger: recordingLogger(),
        wakeSignals: new FakeWakeSignals(),
        createSocket: (url, protocols) => {
          sockets++;
          return new WebSocket(url, protocols);
        },
      });
      t.after(() => {
        connection.close();
      });
      const closed = new Promise<ConnectionState>((resolve) => {
        connection.on('state', (state) => {
          if (state.kind === 'closed') resolve(state);
        });
      });
      connection.open({ url: gateway.url, userID: 'ada', token, platformID: 5, isBatch: true });
      await closed;
      await clock.advance(60_000);
      assert.deepEqual([connection.state.kind, sockets], ['closed', 1], what);
    }
    t.diagnostic(`${Object.keys(dead).length} dead tokens: 1 connection each, 0 reconnects in 60 s`);
  });
});

describe('a token that came before the one in use expired', () => {
  // Protection: the comparison with `#loginToken` in `#end` of src/connection/gateway-connection.ts.
  it('is used as soon as that has', async (t) => {
    const gateway = await GatewayFixture.start(t, { tokenLifetimeDays: 1 });
    await gateway.register('ada');
    const first = await gateway.token('ada');
    gateway.clock.setAhead((DAY_S * 1000) / 2);
    const connection = new GatewayConnection({
      logger: recordingLogger(),
      wakeSignals: new FakeWakeSignals(),
      createSocket: (...args) => new WebSocket(...args),
    });
    t.after(() => {
      connection.close();
    });
    const states: ConnectionState[] = [];
    connection.on('state', (state) => states.push(state));
    const next = (): Promise<ConnectionState> =>
      new Promise((resolve) => {
        const stop = connection.on('state', (state) => {
          if (state.kind === 'connecting') return;
          stop();
          resolve(state);
        });
      });
    const online = next();
    connection.open({ url: gateway.url, userID: 'ada', token: first, platformID: 5, isBatch: true });
    await online;
    connection.reconnect(await gateway.token('ada'));
    const renewed = next();
    gateway.clock.setAhead((DAY_S * 1000) / 2);
    // The gateway looks after its connections.
    await gateway.clock.advance(5000);
    await renewed;
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['connecting', 'online', 'connecting', 'online'],
    );
    assert.equal((await connection.call('getLoginUser', [])).data, 'ada');
  });
});

describe('a token in a subprotocol', () => {
  it('counts as one in the query, and is not repeated in the answer', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const token = await gateway.token('ada');
    const url = `${gateway.url.replace('http', 'ws')}/?sendID=ada&platformID=5`;
    for (const protocols of [
      ['openim-chat', TOKEN_SUBPROTOCOL_PREFIX + token],
      [TOKEN_SUBPROTOCOL_PREFIX + token, 'openim-chat'],
      ['other', 'openim-chat', TOKEN_SUBPROTOCOL_PREFIX + token],
    ]) {
      const outcome = await tryHandshake(url, { protocols });
      assert.ok(outcome.kind === 'opened');
      assert.equal(outcome.socket.protocol, 'openim-chat');
      outcome.socket.terminate();
    }
  });
});

async function postWithToken(url: string, token: string): Promise<{ status: number; errCode: number }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { token, 'content-type': 'application/json' },
    body: '{}',
  });
  const { errCode } = (await response.json()) as { errCode: number };
  return { status: response.status, errCode };
}

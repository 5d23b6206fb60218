/** Several requests on one connection, one of which asks for another protocol before the others are answered. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { GatewayFixture, SECRET } from '../helpers/gateway-fixture.js';
import { uploaded } from '../helpers/uploads.js';

const H2C = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'];
const WEB_SOCKET = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

function head(request: string, headers: readonly string[] = []): string {
  return [`${request} HTTP/1.1`, 'Host: gateway.example', ...headers, '\r\n'].join('\r\n');
}

/** Registers a user, which takes longer to answer than the next request takes to arrive. */
function registration(userID: string, headers: readonly string[] = []): string {
  const body = JSON.stringify({ secret: SECRET, platform: 5, userID, nickname: userID });
  const about = ['Content-Type: application/json', `Content-Length: ${body.length}`];
  return head('POST /auth/user_register', [...headers, ...about]) + body;
}

/** After a silence of this length, a connection is cut off, so that a test that waits for it fails instead of hanging. */
const PATIENCE_MS = 20_000;

function connection(t: TestContext, gateway: GatewayFixture) {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  const outcome = { isCutOff: false };
  socket.setTimeout(PATIENCE_MS, () => {
    outcome.isCutOff = true;
    socket.destroy();
  });
  t.after(() => socket.destroy());
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (data: Buffer) => {
    text += data.toString('latin1');
    socket.emit('more');
  });
  socket.once('close', () => socket.emit('more'));
  const heard = async (what: RegExp): Promise<string> => {
    while (!what.test(text)) {
      assert.ok(!socket.destroyed, `${String(what)} did not come, but ${text.slice(-1000)}`);
      await once(socket, 'more');
    }
    return text;
  };
  return { socket, heard, outcome };
}

// To see them fail: the call of answered taken out of server/http/upgrades.ts.
describe('a request for another protocol before earlier requests are answered', () => {
  it('is answered behind them and before those that follow, in one packet', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const { socket, heard } = connection(t, gateway);
    socket.write(registration('ada') + registration('bob', H2C) + registration('eve', H2C) + registration('last'));
    const answers = await heard(/"userID":"last"/);
    assert.deepEqual(
      [...answers.matchAll(/"userID":"(\w+)"/g)].map(([, userID]) => userID),
      ['ada', 'bob', 'eve', 'last'],
    );
  });

  it('is answered when its body comes in parts', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const { socket, heard } = connection(t, gateway);
    const [first, second] = [registration('ada'), registration('bob', H2C)];
    socket.write(first + second.slice(0, -7));
    await heard(/"userID":"ada"/);
    socket.write(second.slice(-7) + registration('last'));
    const answers = await heard(/"userID":"last"/);
    assert.match(answers, /"userID":"bob"[^]*"userID":"last"/);
  });

  it('waits for a download that is read slowly', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const { url } = await uploaded(gateway.url, ada.token, 'x'.repeat(8_000_000));
    const { socket, heard } = connection(t, gateway);
    socket.pause();
    socket.write(head(`GET ${new URL(url).pathname}`) + head('GET /healthz', H2C));
    await ada.settle();
    socket.resume();
    const answers = await heard(/"status":"ok"/);
    assert.equal([...answers.matchAll(/x{1000}/g)].length, 8000);
  });

  it('is refused behind them if it is for a socket without a valid token', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const { socket, heard } = connection(t, gateway);
    socket.write(registration('ada') + head('GET /?sendID=ada&token=none&platformID=5', WEB_SOCKET));
    assert.match(await heard(/HTTP\/1\.1 401/), /^HTTP\/1\.1 200[^]*"userID":"ada"[^]*HTTP\/1\.1 401/);
  });

  it('does not keep the gateway from stopping', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const { url } = await uploaded(gateway.url, ada.token, 'x'.repeat(8_000_000));
    const { socket, outcome } = connection(t, gateway);
    socket.pause();
    socket.write(head(`GET ${new URL(url).pathname}`) + head('GET /healthz', H2C));
    await ada.settle();
    await gateway.stop();
    assert.ok(!outcome.isCutOff, 'the gateway waited for a client that reads nothing');
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect as connectPlainly } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { connect } from 'node:tls';
import { WebSocket } from 'ws';
import type { WsResponse } from '../../src/protocol/index.js';
import { CHILD_SECRET, runGatewayCommand, startGatewayChild } from '../helpers/gateway-child.js';
import { selfSignedCertificate } from '../helpers/self-signed-certificate.js';

/** More than the gateway allows for a handshake: HEADERS_TIMEOUT_MS in server/http/app.ts. */
const HANDSHAKE_PATIENCE_MS = 15_000;

type Answer = { status: number; headers: Record<string, unknown>; body: string };

async function directory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openim-tls-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A certificate's files, and the options that name them. */
async function certificateFiles(t: TestContext): Promise<{ args: string[]; certificate: string }> {
  const path = await directory(t);
  const { key, certificate } = selfSignedCertificate();
  const [certFile, keyFile] = [join(path, 'cert.pem'), join(path, 'key.pem')];
  await writeFile(certFile, certificate);
  await writeFile(keyFile, key, { mode: 0o600 });
  return { args: ['--tls-cert', certFile, '--tls-key', keyFile], certificate };
}

async function ask(url: string, ca: string, body?: object, more: Record<string, string> = {}): Promise<Answer> {
  const method = body ? 'POST' : 'GET';
  // A connection of its own: one that is used again may just have been given up, if the machine is slow.
  const asked = request(url, {
    ca,
    method,
    agent: false,
    headers: { 'content-type': 'application/json', ...more },
  });
  asked.end(body && JSON.stringify(body));
  const [response] = (await once(asked, 'response')) as [
    AsyncIterable<Buffer> & { statusCode: number; headers: Record<string, unknown> },
  ];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

describe('a gateway with a certificate', () => {
  // To see it fail: `tls` taken out of what cli.ts gives createGateway, or serverOf of http/app.ts without its last line.
  it('serves https and wss, and nothing in the clear', async (t) => {
    const { args, certificate } = await certificateFiles(t);
    const child = await startGatewayChild(t, ['--port', '0', '--data', await directory(t), ...args]);
    assert.match(child.url, /^https:\/\/127\.0\.0\.1:\d+$/);

    const health = await ask(`${child.url}/healthz`, certificate);
    assert.deepEqual([health.status, health.body], [200, '{"status":"ok"}']);
    assert.equal(health.headers['x-content-type-options'], 'nosniff');
    assert.match(String(health.headers['content-security-policy']), /default-src 'none'/);

    const who = { secret: CHILD_SECRET, userID: 'ada', platform: 5 };
    const { body } = await ask(`${child.url}/auth/user_register`, certificate, who);
    const again = { upgrade: 'other', connection: 'upgrade' };
    assert.equal((await ask(`${child.url}/auth/user_token`, certificate, who, again)).status, 200);
    const { token } = (JSON.parse(body) as { data: { token: string } }).data;
    const query = new URLSearchParams({ sendID: 'ada', platformID: '5', token });
    const socket = new WebSocket(`${child.url.replace('https', 'wss')}/?${query}`, { ca: certificate });
    await once(socket, 'open');
    const data = JSON.stringify({ userID: 'ada', token });
    socket.send(JSON.stringify({ reqFuncName: 'Login', operationID: '1', userID: 'ada', data }));
    const [frame] = (await once(socket, 'message')) as [Buffer];
    assert.equal((JSON.parse(frame.toString()) as WsResponse).errCode, 0);
    socket.terminate();

    await assert.rejects(ask(`${child.url}/healthz`, ''), /self-signed certificate/);
    const port = Number(new URL(child.url).port);
    const plain = connectPlainly(port, '127.0.0.1');
    let said = '';
    plain.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
    plain.on('error', () => undefined);
    plain.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(plain, 'close');
    assert.doesNotMatch(said, /HTTP|ok/);
    const old = connect({ port, host: '127.0.0.1', ca: certificate, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
    const [refusal] = (await once(old, 'error')) as [Error];
    assert.match(refusal.message, /version|protocol/i, 'TLS before 1.2');
    t.diagnostic('https and wss answer with the certificate; no answer in the clear, none to TLS 1.1');
  });

  // To see it fail: the listener to tlsClientError taken out of server/http/app.ts.
  it('cuts off connections that do not finish their handshake', async (t) => {
    const { args } = await certificateFiles(t);
    const child = await startGatewayChild(t, ['--port', '0', '--data', await directory(t), ...args]);
    const signal = AbortSignal.timeout(HANDSHAKE_PATIENCE_MS);
    const closed = ['', '\x16\x03\x01'].map((said) => {
      const socket = connectPlainly(Number(new URL(child.url).port), '127.0.0.1');
      t.after(() => socket.destroy());
      socket.resume().write(said);
      return once(socket, 'close', { signal });
    });
    await Promise.all(closed);
  });

  it('says what is wrong with a certificate, and does not start', async (t) => {
    const [{ args }, other] = [await certificateFiles(t), await certificateFiles(t)];
    const [, certFile = '', , keyFile = ''] = args;
    const [, , , otherKey = ''] = other.args;
    for (const [files, why] of [
      [['--tls-cert', certFile, '--tls-key', otherKey], /key/],
      [['--tls-cert', keyFile, '--tls-key', keyFile], /certificate|start line/i],
      [['--tls-cert', '/nonexistent/cert.pem', '--tls-key', keyFile], /cert\.pem/],
    ] as const) {
      const { code, stderr } = await runGatewayCommand(
        t,
        ['--port', '0', '--data', await directory(t), ...files],
        {
          OPENIM_SECRET: CHILD_SECRET,
        },
      );
      assert.equal(code, 1, files.join(' '));
      assert.match(stderr, why);
      assert.doesNotMatch(stderr, /BEGIN|at .*\.ts:\d/, 'a sentence, without keys and stacks');
    }
  });
});

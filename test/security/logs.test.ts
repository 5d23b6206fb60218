import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TOKEN_SUBPROTOCOL_PREFIX } from '../../src/protocol/index.js';
import { CHILD_SECRET, startGatewayChild } from '../helpers/gateway-child.js';
import { tryHandshake } from '../helpers/handshakes.js';
import { RawClient } from '../helpers/raw-client.js';
import { PNG_BYTES, post, upload } from '../helpers/uploads.js';

describe('the logs', () => {
  // Seen failing with the whole address in place of pathOf(request.url) in gateway.ts.
  it('hold no token and no secret, whatever was asked and however it failed', async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-logs-'));
    t.after(() => rm(dataDir, { recursive: true, force: true }));
    const child = await startGatewayChild(t, [
      ...['--port', '0', '--data', dataDir, '--log-level', 'trace', '--support-agents', 'agent'],
    ]);
    const rest = async (path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> => {
      const response = await fetch(child.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return response.json();
    };
    const who = { userID: 'ada', platform: 5, secret: CHILD_SECRET };
    await rest('/auth/user_register', who);
    const { data } = (await rest('/auth/user_token', who)) as { data: { token: string } };
    const { data: visitor } = (await rest('/support/session', {})) as {
      data: { token: string; visitorToken: string };
    };
    const secrets = [
      CHILD_SECRET,
      data.token,
      visitor.token,
      visitor.visitorToken,
      'wrong-secret-1',
      'bad-token-1',
    ];

    const ws = child.url.replace('http', 'ws');
    const tries: [query: string, protocols?: string[]][] = [
      [`sendID=ada&platformID=5&token=${data.token}`],
      [`sendID=ada&platformID=5&TOKEN=${data.token}&t%6Fken=bad-token-1`],
      [`sendID=bob&platformID=5&token=${data.token}`],
      ['sendID=ada&platformID=5&token=bad-token-1'],
      ['sendID=ada&platformID=5&handshake=frame&token=bad-token-1'],
      ['sendID=ada&platformID=5', ['openim-chat', TOKEN_SUBPROTOCOL_PREFIX + data.token]],
      ['sendID=ada&platformID=5', ['openim-chat', `${TOKEN_SUBPROTOCOL_PREFIX}bad-token-1`]],
    ];
    for (const [query, protocols] of tries) {
      const outcome = await tryHandshake(`${ws}/?${query}`, protocols ? { protocols } : {});
      if (outcome.kind === 'opened') outcome.socket.terminate();
    }
    const query = `sendID=ada&platformID=5&token=${data.token}`;
    const client = await RawClient.open(`${ws}/?${query}`, 'ada', data.token);
    await client.logIn();
    await client.request('Login', JSON.stringify({ userID: 'ada', token: 'bad-token-1' }));
    await client.request('SendMessage', JSON.stringify({ token: data.token }));
    await client.request(data.token, CHILD_SECRET);
    await upload(child.url, data.token, PNG_BYTES);
    await upload(child.url, 'bad-token-1', PNG_BYTES);
    await post(child.url, data.token, 'no form');
    await rest('/auth/user_token', { ...who, secret: 'wrong-secret-1' });
    await rest('/auth/user_token', { secret: CHILD_SECRET });
    await rest(`/nothing?token=${data.token}`, { token: data.token });
    await rest('/support/session', { visitorToken: visitor.visitorToken }, { token: 'bad-token-1' });
    await client.request('Logout');
    client.socket.terminate();
    child.process.kill('SIGTERM');
    await child.exited;

    const logs = [...child.stdout, ...child.stderr];
    assert.ok(logs.some((line) => line.includes('handshake refused')));
    for (const secret of secrets) {
      assert.deepEqual(
        logs.filter((line) => line.includes(secret) || line.includes(secret.split('.').at(-1) ?? secret)),
        [],
      );
    }
    t.diagnostic(`${logs.length} lines at level trace, ${secrets.length} secrets: 0 found`);
  });
});

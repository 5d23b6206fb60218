import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { parse, type MessageItem } from '../../src/protocol/index.js';
import { CHILD_SECRET, startGatewayChild } from '../helpers/gateway-child.js';
import { textMessage } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';

const SENDERS = ['s0', 's1', 's2', 's3'];
const RECEIVER = 'receiver';
const KILLS = 3;

async function connect(url: string, userID: string): Promise<RawClient> {
  const post = async (path: string): Promise<{ data?: { token: string } }> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: CHILD_SECRET, platform: 5, userID }),
    });
    return (await response.json()) as { data?: { token: string } };
  };
  const answer = (await post('/auth/user_register')).data ?? (await post('/auth/user_token')).data;
  const token = answer?.token ?? '';
  const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
  const client = await RawClient.open(`${url.replace('http', 'ws')}/?${query}`, userID, token);
  await client.logIn();
  return client;
}

/** Sends without pause until the socket is gone; every message that was acknowledged goes to `acked`. */
async function sendUntilCut(sender: RawClient, acked: MessageItem[]): Promise<void> {
  let isOpen = true;
  sender.socket.once('close', () => (isOpen = false));
  const pump = async (): Promise<void> => {
    while (isOpen) {
      const cut = new Promise<undefined>((resolve) =>
        sender.socket.once('close', () => {
          resolve(undefined);
        }),
      );
      const message = textMessage('under load');
      const reply = await Promise.race([
        sender.call('sendMessage', { recvID: RECEIVER, groupID: '', message }),
        cut,
      ]);
      if (reply?.errCode === 0) acked.push(parse(reply.data));
    }
  };
  sender.socket.setMaxListeners(0);
  await Promise.all(Array.from({ length: 5 }, pump));
}

describe('a gateway that is killed under load', () => {
  it('has everything it acknowledged, an intact database, and inboxes without holes', async (t) => {
    const data = await mkdtemp(join(tmpdir(), 'openim-durability-'));
    t.after(() => rm(data, { recursive: true, force: true }));
    const acked: MessageItem[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const child = await startGatewayChild(t, ['--port', '0', '--data', data, '--log-level', 'warn']);
      const receiver = await connect(child.url, RECEIVER);
      const senders = await Promise.all(SENDERS.map((userID) => connect(child.url, userID)));
      const goal = acked.length + 200 + kill * 37;
      const cut = Promise.all(senders.map((sender) => sendUntilCut(sender, acked)));
      await receiver.next('enough messages', () => acked.length >= goal);
      child.process.kill('SIGKILL');
      assert.equal(await child.exited, 'SIGKILL');
      await cut;

      const database = new Database(join(data, DATABASE_FILE));
      assert.equal(database.get<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check, 'ok');
      assert.deepEqual(database.all('PRAGMA foreign_key_check'), []);
      const stored = new Map(
        database
          .all<{ client_msg_id: string; server_msg_id: string }>(
            'SELECT client_msg_id, server_msg_id FROM messages',
          )
          .map((row) => [row.client_msg_id, row.server_msg_id]),
      );
      for (const { clientMsgID, serverMsgID } of acked) assert.equal(stored.get(clientMsgID), serverMsgID);
      const inboxes = database.all<{ user_id: string; last_seq: number; copies: number; newest: number }>(
        `SELECT i.user_id, i.last_seq, count(k.seq) AS copies, coalesce(max(k.seq), 0) AS newest
         FROM inboxes i LEFT JOIN copies k ON k.inbox_pk = i.inbox_pk AND k.seq > 0 GROUP BY i.inbox_pk`,
      );
      for (const { user_id, last_seq, copies, newest } of inboxes) {
        assert.deepEqual([copies, newest], [last_seq, last_seq], user_id);
      }
      database.close();
    }
    t.diagnostic(`${acked.length} acknowledged messages survived ${KILLS} kills`);
  });
});

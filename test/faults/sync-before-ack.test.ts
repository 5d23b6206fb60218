import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { textMessage } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';
import { isFull, tell } from '../helpers/figures.js';
import { GatewayProcess } from './gateway-process.js';

const SENDS = isFull ? 100 : 10;

/** Whether this machine lets a process be watched. */
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

describe('an acknowledgement', () => {
  /*
   * Protected by: `synchronous = FULL` in server/db/database.ts, without which nothing is synced, and the commit before
   * the output in UnitOfWork.flush, without which the answer overtakes it.
   */
  it(
    'leaves after the data was synced to the disk',
    { skip: canTrace ? false : 'needs strace; that synchronous is FULL is tested with the database' },
    async (t) => {
      const gateway = await GatewayProcess.start(t);
      await gateway.register('ada', 'bob');
      const token = await gateway.token('ada');
      const query = new URLSearchParams({ sendID: 'ada', token, platformID: '5' });
      const ada = await RawClient.open(`${gateway.url.replace('http', 'ws')}/?${query}`, 'ada', token);
      await ada.logIn();

      const directory = await mkdtemp(join(tmpdir(), 'openim-trace-'));
      t.after(() => rm(directory, { recursive: true, force: true }));
      const file = join(directory, 'trace');
      const calls = 'read,readv,recvfrom,write,writev,sendto,sendmsg,fsync,fdatasync';
      const strace = spawn('strace', [
        '-f',
        '-s',
        '4096',
        '-e',
        `trace=${calls}`,
        '-o',
        file,
        '-p',
        `${gateway.pid}`,
      ]);
      t.after(() => strace.kill('SIGKILL'));
      // It says that it is there on its standard error.
      await once(strace.stderr, 'data');
      for (let index = 0; index < SENDS; index++) {
        await ada.ok('sendMessage', { recvID: 'bob', groupID: '', message: textMessage(`traced ${index}`) });
      }
      const ended = once(strace, 'exit');
      strace.kill('SIGINT');
      await ended;

      let synced = false;
      let acks = 0;
      let early = 0;
      for (const line of (await readFile(file, 'utf8')).split('\n')) {
        // Requests are masked on the wire, so what is read says nothing: each answer needs a sync since the last one.
        if (/\bf(data)?sync\(|f(data)?sync resumed/.test(line) && / = 0$/.test(line)) synced = true;
        if (!/SendMessage/.test(line) || !/"event/.test(line)) continue;
        acks++;
        if (!synced) early++;
        synced = false;
      }
      tell(t, {
        promise: 'acked = on disk',
        passLine: 'a trace shows fdatasync before the ack',
        measured: `${acks} acknowledgements traced, ${early} not preceded by their own sync`,
      });
      assert.equal(acks, SENDS);
      assert.equal(early, 0);
    },
  );
});

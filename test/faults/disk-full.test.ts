import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { checkData } from '../../server/maintenance/check.js';
import { ErrorCode, parse } from '../../src/protocol/index.js';
import { historyWith, textMessage } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';
import { upload } from '../helpers/uploads.js';
import { tell } from '../helpers/figures.js';
import { GatewayProcess } from './gateway-process.js';
import { storedMessages } from './person.js';

/** No file of the gateway may grow beyond this, which needs no disk of its own and ends a write in the middle as well. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const SHELL_BLOCK_BYTES = 512;
/** Far more than fit. */
const MAX_SENDS = 1000;

/** Gives the gateway all the room it wants, as somebody does who cleans up. */
function makeRoom({ pid }: GatewayProcess): boolean {
  return spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']).status === 0;
}

async function connect(gateway: GatewayProcess, userID: string, token: string): Promise<RawClient> {
  const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
  const client = await RawClient.open(`${gateway.url.replace('http', 'ws')}/?${query}`, userID, token);
  const { errCode } = await client.logIn();
  assert.equal(errCode, 0, `${userID} can log in`);
  return client;
}

/** Sends large messages until one is refused; what was acknowledged, and the code of the refusal. */
async function sendUntilRefused(sender: RawClient): Promise<{ acked: string[]; errCode: number }> {
  const acked: string[] = [];
  while (acked.length < MAX_SENDS) {
    const message = textMessage('x'.repeat(20_000));
    const reply = await sender.call('sendMessage', { recvID: 'bob', groupID: '', message });
    if (reply.errCode !== 0) return { acked, errCode: reply.errCode };
    acked.push(parse(reply.data).clientMsgID);
    sender.frames = [];
  }
  throw new Error(`${MAX_SENDS} messages were acknowledged: more than there is room for`);
}

function assertStored(gateway: GatewayProcess, acked: readonly string[]): void {
  const stored = storedMessages(gateway.dataDir).map(({ clientMsgID }) => clientMsgID);
  assert.deepEqual(stored, acked, 'what was acknowledged, and nothing else');
}

describe('a disk that is full', () => {
  /*
   * Protected by: #recover in server/db/unit-of-work.ts, without which a failed commit is acknowledged all the same; and
   * by the task of its own for what a login remembers in server/login.ts (#rememberSeen): as part of the login, it keeps
   * people out.
   */
  it('is told as an error, acknowledges nothing, and leaves reading as it was', async (t) => {
    // The soft limit only, so that there can be room again.
    const wrapper = ['sh', '-c', `ulimit -S -f ${MAX_FILE_BYTES / SHELL_BLOCK_BYTES}; exec "$@"`, 'sh'];
    const gateway = await GatewayProcess.start(t, {}, { wrapper });
    await gateway.register('ada', 'bob');
    const [adaToken, bobToken] = [await gateway.token('ada'), await gateway.token('bob')];
    const ada = await connect(gateway, 'ada', adaToken);

    const { acked, errCode } = await sendUntilRefused(ada);
    assert.equal(errCode, ErrorCode.Internal);
    assert.ok(acked.length > 10);
    assertStored(gateway, acked);
    const uploaded = await upload(gateway.url, adaToken, new Uint8Array(5_000_000));
    assert.deepEqual([uploaded.status, uploaded.errCode], [500, ErrorCode.Internal]);

    const bob = await connect(gateway, 'bob', bobToken);
    const history = await historyWith(bob, 'ada', 10_000);
    assert.deepEqual(
      history.map(({ clientMsgID }) => clientMsgID),
      acked,
      'who missed it all logs in and reads it',
    );
    const again = await sendUntilRefused(ada);
    acked.push(...again.acked);
    assertStored(gateway, acked);
    assert.equal(await ada.ok('getLoginUser'), 'ada');

    let recovered = 'nothing gave it room again: there is no prlimit on this machine';
    if (makeRoom(gateway)) {
      const { data } = await ada.call('sendMessage', {
        recvID: 'bob',
        groupID: '',
        message: textMessage('room again'),
      });
      acked.push(parse(data).clientMsgID);
      assertStored(gateway, acked);
      recovered = 'sends resume by themselves once there is space';
    }
    await gateway.end('SIGKILL');
    assert.deepEqual(await checkData(gateway.dataDir), []);
    tell(t, {
      promise: 'acked = on disk',
      passLine: 'disk full → error, no ack, reads continue',
      measured:
        `a file that cannot grow: error ${errCode} and no acknowledgement; login and ` +
        `history of ${history.length} messages answered; ${recovered}`,
    });
  });
});

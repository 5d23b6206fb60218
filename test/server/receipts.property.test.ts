import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  encodeArguments,
  methodTable,
  parse,
  type EventFrame,
  type MessageItem,
  type WsResponse,
} from '../../src/protocol/index.js';
import { get } from '../helpers/client-events.js';
import { newRandom, tell } from '../helpers/figures.js';
import { GatewayFixture, textMessage } from '../helpers/gateway-fixture.js';
import type { Random } from '../helpers/random.js';
import type { RawClient } from '../helpers/raw-client.js';

const INTERLEAVINGS = 1000;
const MOVES = 8;
/** Interleavings of one pair, each going on where the last one ended. */
const TURNS = 10;
const ALL_READ = 'all read';
const NO_LIMIT = { rateLimit: { perSecond: 1_000_000, burst: 1_000_000 } };

/** What the two of them did and got, in the order it happened in this process. */
type Log = {
  /** clientMsgIDs that reached their reader. */
  readonly delivered: Set<string>;
  /** Messages whose writer was told that they are read. */
  read: number;
};

/** One of the two: writes, and marks as read what has come, without waiting for anything. */
class Talker {
  readonly client: RawClient;
  readonly peerID: string;
  readonly #log: Log;
  /** Of the other's, not marked yet. */
  readonly #unmarked: string[] = [];
  /** As the frames say, in their order: one more with each message, none after the answer to "all read". */
  unread = 0;

  constructor(client: RawClient, peerID: string, log: Log) {
    this.client = client;
    this.peerID = peerID;
    this.#log = log;
    client.socket.on('message', (data: Buffer) => {
      this.#hear(JSON.parse(data.toString()) as WsResponse);
    });
  }

  async move(random: Random): Promise<void> {
    const { client, peerID } = this;
    const kind = random.below(10);
    if (kind < 5) {
      await client.ok('sendMessage', { recvID: peerID, groupID: '', message: textMessage('hello') });
    } else if (kind < 8) {
      const msgIDList = this.#unmarked.splice(0, 1 + random.below(this.#unmarked.length + 1));
      // Marked twice, or not at all: answered with a code, and nothing comes of it.
      if (msgIDList.length > 0) await client.call('markC2CMessageAsRead', { userID: peerID, msgIDList });
    } else {
      const operationID = `${ALL_READ} ${String(random.next())}`;
      const answered = client.next('all to be read', (frame) => frame.operationID === operationID);
      const data = encodeArguments('markC2CMessageAsRead', [{ userID: peerID, msgIDList: [] }]);
      client.send({
        reqFuncName: methodTable.markC2CMessageAsRead.wire,
        operationID,
        userID: client.userID,
        data,
      });
      await answered;
    }
  }

  #hear(frame: WsResponse): void {
    if (frame.event === 'OnRecvNewMessage') {
      const { clientMsgID } = parse(frame as EventFrame<'OnRecvNewMessage'>);
      this.#log.delivered.add(clientMsgID);
      this.#unmarked.push(clientMsgID);
      this.unread++;
    } else if (frame.event === 'OnRecvC2CReadReceipt') {
      for (const { userID, msgIDList } of parse(frame as EventFrame<'OnRecvC2CReadReceipt'>)) {
        if (userID !== this.peerID) continue;
        for (const clientMsgID of msgIDList) {
          assert.ok(this.#log.delivered.has(clientMsgID), `${clientMsgID} is read and was never delivered`);
          this.#log.read++;
        }
      }
    } else if (frame.operationID.startsWith(ALL_READ)) {
      this.unread = 0;
    }
  }
}

/** Read marks in the histories of both: the same on both sides, and none of what did not arrive. */
async function assertHonest(writer: Talker, reader: Talker, log: Log): Promise<void> {
  const page = (userID: string) => ({ userID, groupID: '', count: 1000, startClientMsgID: '' });
  const [written, received] = await Promise.all([
    get(writer.client, 'getHistoryMessageList', page(writer.peerID)),
    get(reader.client, 'getHistoryMessageList', page(reader.peerID)),
  ]);
  const own = (messages: readonly MessageItem[]) =>
    messages
      .filter(({ sendID }) => sendID === reader.peerID)
      .map(({ clientMsgID, isRead }) => [clientMsgID, isRead] as const);
  assert.deepEqual(own(written), own(received), 'what one is told was read, the other has read');
  for (const [clientMsgID, isRead] of own(written)) assert.ok(!isRead || log.delivered.has(clientMsgID));
  const [conversation] = await get(reader.client, 'getAllConversationList');
  assert.equal(conversation?.unreadCount ?? 0, reader.unread, 'unread is what came since all was read');
  assert.equal(await reader.client.ok('getTotalUnreadMsgCount'), String(reader.unread));
}

// Protection: `unreadOf` in server/handlers/receipts.ts, which takes only copies the reader has; and `setRead` there.
it(`should never say read before delivered, and count as unread what a recount does, in ${INTERLEAVINGS} interleavings`, async (test) => {
  const random = newRandom(test);
  const gateway = await GatewayFixture.start(test, NO_LIMIT);
  let read = 0;
  let delivered = 0;
  for (let round = 0; round < INTERLEAVINGS;) {
    const [ada, bob] = [`ada${String(round)}`, `bob${String(round)}`];
    const clients = await gateway.people(ada, bob);
    const log: Log = { delivered: new Set(), read: 0 };
    const talkers = [new Talker(clients[0], bob, log), new Talker(clients[1], ada, log)] as const;
    for (let turn = 0; turn < TURNS; turn++, round++) {
      const moves: Promise<void>[] = [];
      for (let move = 0; move < MOVES; move++) {
        moves.push(random.pick(talkers).move(random));
        if (random.below(3) === 0) await Promise.race(moves);
      }
      await Promise.all(moves);
      for (const { client } of talkers) await client.settle();
      await assertHonest(talkers[0], talkers[1], log);
      await assertHonest(talkers[1], talkers[0], log);
      for (const { client } of talkers) client.frames = [];
    }
    read += log.read;
    delivered += log.delivered.size;
    for (const { client } of talkers) await client.close();
  }
  assert.ok(read > INTERLEAVINGS / 2);
  tell(test, {
    promise: 'receipts correct',
    passLine: '1,000 random interleavings: never read before delivered, unread = recount',
    measured: `${INTERLEAVINGS} interleavings, ${delivered} messages, ${read} read: 0 before they were delivered, 0 counts wrong`,
    seed: random.seed,
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '../../src/protocol/index.js';
import { BareDatabase } from '../bare-database.js';
import { median } from '../statistics.js';
import type { Suite } from '../suite.js';
import { GatewayProcess } from './gateway-process.js';
import { connectAll, makePeople } from './people.js';

const SIZES = [1000, 10_000, 100_000, 1_000_000];
const PAGES = 200;
const PAGE_LENGTH = 20;

/** Pages of 20 on the way up through one conversation of a thousand to a million messages. */
export const history: Suite = {
  name: 'history',
  async run(report) {
    const points: [number, number][] = [];
    const bare: [number, number][] = [];
    for (const size of SIZES) {
      report.progress(`a history of ${size} messages`);
      const dataDir = await mkdtemp(join(tmpdir(), 'openim-bench-'));
      const empty = await GatewayProcess.start({ dataDir });
      const people = await makePeople(empty, 'reader', 2);
      const [reader] = await connectAll(empty, people);
      await reader?.call('getOneConversation', { sourceID: 'reader1', sessionType: 1 });
      await reader?.close();
      await empty.stop();
      fill(join(dataDir, 'gateway.db'), size);
      bare.push([size, barePageMs(join(dataDir, 'gateway.db'), size)]);

      const gateway = await GatewayProcess.start({ dataDir });
      const handlerMs = await pageMs(gateway, people);
      points.push([size, handlerMs]);
      await gateway.stop();
      await rm(dataDir, { recursive: true });
    }
    report.figure({
      id: 'gateway.history',
      table: 'Gateway',
      what: 'history page of 20 from 1,000,000 messages, in the handler',
      value: points.at(-1)?.[1] ?? NaN,
      unit: 'ms',
      goal: { atMost: 2 },
      others: [{ name: 'bare SQLite', value: bare.at(-1)?.[1] ?? NaN }],
      meaning: 'Reading far back in an old conversation is as fast as in a new one.',
    });
    report.plot({
      name: 'history-by-size',
      title: 'A history page of 20, by the length of the conversation',
      x: 'messages',
      y: 'ms',
      logX: true,
      lines: [
        { name: 'in the handler', points },
        { name: 'bare SQLite', points: bare },
      ],
      goal: 2,
    });
  },
};

/** Writes messages into the database as if they had been sent: a million sends would take longer than all else together. */
function fill(file: string, size: number): void {
  const database = new BareDatabase(file);
  database.exec('BEGIN');
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size})
    INSERT INTO messages (message_pk, client_msg_id, server_msg_id, send_id, recv_id, group_id, content_type, content,
      msg_from, platform_id, create_time_ms, send_time_ms, status)
    SELECT i, printf('%032x', i), printf('%032x', i), iif(i % 2, 'reader0', 'reader1'), iif(i % 2, 'reader1', 'reader0'),
      '', 101, 'message number ' || i, 100, 5, i * 1000, i * 1000, 2 FROM n`);
  database.exec(`
    INSERT INTO copies (conversation_pk, send_time_ms, message_pk, inbox_pk, seq, status)
    SELECT c.conversation_pk, m.send_time_ms, m.message_pk, i.inbox_pk, m.message_pk, 2 FROM messages m
    JOIN conversations c ON c.owner_id = 'reader0' JOIN inboxes i ON i.user_id = 'reader0' ORDER BY m.message_pk`);
  database.exec(`UPDATE inboxes SET last_seq = ${size}, seen_seq = ${size} WHERE user_id = 'reader0'`);
  database.exec(`UPDATE conversations SET latest_message_pk = ${size}, latest_send_time_ms = ${size * 1000}`);
  // Marks the messages as indexed for the search, which is not used here.
  database.exec(`UPDATE message_search_state SET indexed_pk = ${size}`);
  database.exec('COMMIT');
  database.close();
}

/** Returns the milliseconds for the same page by one statement without anything else. */
function barePageMs(file: string, size: number): number {
  const database = new BareDatabase(file);
  const page = database.prepare(
    `SELECT m.client_msg_id, m.content, m.send_id, k.seq, k.send_time_ms FROM copies k
     JOIN messages m ON m.message_pk = k.message_pk
     WHERE k.conversation_pk = 1 AND k.send_time_ms < ? ORDER BY k.send_time_ms DESC LIMIT ${PAGE_LENGTH}`,
  );
  const timesMs = Array.from({ length: PAGES }, (_, index) => {
    const startMs = performance.now();
    page.all(size * 1000 - index * PAGE_LENGTH * 1000);
    return performance.now() - startMs;
  });
  database.close();
  return median(timesMs);
}

/** Resolves to the milliseconds in the handler, as the gateway itself counts them. */
async function pageMs(gateway: GatewayProcess, people: ReadonlyMap<string, string>): Promise<number> {
  const [reader, other] = await connectAll(gateway, people);
  if (!reader) throw new Error('nobody reads');
  let startClientMsgID = '';
  const page = async (): Promise<void> => {
    const params = { userID: 'reader1', groupID: '', count: PAGE_LENGTH, startClientMsgID };
    const [oldest] = parse(await reader.call('getHistoryMessageList', params));
    startClientMsgID = oldest?.clientMsgID ?? '';
  };
  for (let warmUp = 0; warmUp < 20; warmUp++) await page();
  startClientMsgID = '';
  const before = await handled(gateway);
  for (let index = 0; index < Math.min(PAGES, 40); index++) await page();
  const after = await handled(gateway);
  await reader.close();
  await other?.close();
  return ((after.seconds - before.seconds) / (after.count - before.count)) * 1000;
}

async function handled(gateway: GatewayProcess): Promise<{ seconds: number; count: number }> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const valueOf = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  return { seconds: valueOf('openim_request_seconds_sum'), count: valueOf('openim_request_seconds_count') };
}

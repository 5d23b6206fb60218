import { blankMessage, ContentType, toJson, type EventFrame, type MessageItem } from '../../src/protocol/index.js';
import { loadUpload } from '../../src/sync/outbox-upload.js';
import { openSync } from '../../src/sync/sync-client.js';
import type { CacheChange, HistoryPage, Sync } from '../../src/sync/types.js';
import { FakeEngine } from './fake-engine.js';
import { FakeServer } from './fake-server.js';
import { ManualClock } from './manual-clock.js';
import { idOf } from './messages.js';
import { NoteLogger } from './note-logger.js';

export const BOB = 'single_bob';
export const EVE = 'single_eve';

// Loaded once before all tests: after that, it needs no time.
await loadUpload();

/** alice's cache over a scripted connection to a server in memory. */
export class SyncFixture {
  readonly server: FakeServer;
  readonly engine: FakeEngine;
  readonly clock = new ManualClock();
  readonly logger = new NoteLogger();
  readonly changes: CacheChange[] = [];
  readonly frames: EventFrame[] = [];
  sync!: Sync;

  private constructor(server: FakeServer) {
    this.server = server;
    this.engine = new FakeEngine(server, 'alice');
  }

  /** Open, not connected. */
  static async open(
    server = new FakeServer(),
    { storage = 'memory', url = 'ws://fake' }: { storage?: 'auto' | 'memory'; url?: string } = {},
  ): Promise<SyncFixture> {
    const fixture = new SyncFixture(server);
    const { engine, clock, logger } = fixture;
    const isWanted = (): boolean => true;
    fixture.sync = await openSync({ engine, url, userID: 'alice', clock, logger, storage, isWanted, variant: [] });
    fixture.sync.on('change', (change) => fixture.changes.push(change));
    fixture.sync.on('frame', (frame) => fixture.frames.push(frame));
    return fixture;
  }

  static async connected(server = new FakeServer()): Promise<SyncFixture> {
    const fixture = await SyncFixture.open(server);
    await fixture.connect();
    return fixture;
  }

  async connect(): Promise<void> {
    this.engine.connect();
    await this.settle();
  }

  async cut(): Promise<void> {
    this.engine.cut();
    await this.settle();
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    await this.clock.advance(0);
  }

  /** bob writes to alice. */
  say(text: string): MessageItem {
    return this.server.say('bob', { recvID: 'alice' }, text);
  }

  /** bob writes n messages: `1`, `2`, … */
  sayMany(count: number, from = 1): void {
    for (let i = from; i < from + count; i++) this.say(String(i));
  }

  /** alice writes. */
  send(text: string, recvID = 'bob', groupID = ''): ReturnType<Sync['send']> {
    const message = { ...blankMessage(), clientMsgID: idOf(text), contentType: ContentType.Text, content: text };
    return this.sync.send({ recvID, groupID, message: { ...message, createTime: this.clock.now() } });
  }

  /** alice sends a file; its name is also that of its message. */
  sendFile(fileName: string, recvID = 'bob', file: Blob = readAtOnce(fileName)): ReturnType<Sync['send']> {
    const message = {
      ...blankMessage(),
      clientMsgID: idOf(fileName),
      contentType: ContentType.File,
      content: toJson({ ...blankMessage().fileElem, fileName }),
      createTime: this.clock.now(),
    };
    return this.sync.send({ recvID, groupID: '', message, file, method: 'sendMessage' });
  }

  /** Texts of the newest page. */
  async texts(conversationID = BOB, limit = 50): Promise<string[]> {
    return textsOf(await this.sync.getNewest(conversationID, limit));
  }

  /** Newest page as `text:delivery`. */
  async deliveries(conversationID = BOB): Promise<string[]> {
    const { messages } = await this.sync.getNewest(conversationID, 50);
    return messages.map(({ message, delivery }) => `${message.content}:${delivery.kind}`);
  }
}

export function textsOf({ messages }: HistoryPage): string[] {
  return messages.map(({ message }) => message.content);
}

/** A file that is read without waiting, so that it is when everything has settled. */
function readAtOnce(text: string): Blob {
  const { buffer } = new TextEncoder().encode(text);
  return Object.assign(new Blob([buffer]), { arrayBuffer: () => Promise.resolve(buffer) });
}

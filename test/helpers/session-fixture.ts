import { blankMessage, ContentType, toJson, type EventFrame, type MessageItem } from '../../src/protocol/index.js';
import { createSession, type CreateSessionOptions, type Session, type Timeline } from '../../src/session/index.js';
import { FakeEngine } from './fake-engine.js';
import { FakeServer } from './fake-server.js';
import { ManualClock } from './manual-clock.js';
import { idOf } from './messages.js';
import { NoteLogger } from './note-logger.js';
import { BOB } from './sync-fixture.js';

/** alice's session over a scripted connection to a server in memory. */
export class SessionFixture {
  readonly server: FakeServer;
  readonly engine: FakeEngine;
  readonly clock = new ManualClock();
  readonly logger = new NoteLogger();
  readonly session: Session;

  constructor(options: Partial<CreateSessionOptions> = {}, server = new FakeServer()) {
    this.server = server;
    this.engine = new FakeEngine(server, 'alice');
    this.session = createSession({
      url: 'ws://fake',
      userID: 'alice',
      token: 'token',
      storage: 'memory',
      clock: this.clock,
      logger: this.logger,
      createEngine: () => this.engine,
      ...options,
    });
  }

  static async connected(prepare?: (server: FakeServer) => void): Promise<SessionFixture> {
    const fixture = new SessionFixture();
    prepare?.(fixture.server);
    await fixture.connect();
    return fixture;
  }

  async connect(): Promise<void> {
    await this.settle();
    this.engine.connect();
    await this.settle();
  }

  async cut(): Promise<void> {
    this.engine.cut();
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.clock.advance(0);
  }

  async open(conversationID = BOB): Promise<Timeline> {
    const timeline = this.session.openTimeline(conversationID);
    await this.settle();
    return timeline;
  }

  say(text: string): MessageItem {
    return this.server.say('bob', { recvID: 'alice' }, text);
  }

  sayMany(count: number, from = 1): void {
    for (let i = from; i < from + count; i++) this.say(String(i));
  }

  /** bob is typing, or says that he is not. */
  type(msgTip: string): void {
    const message: MessageItem = {
      ...blankMessage(),
      clientMsgID: idOf('t'),
      sendID: 'bob',
      recvID: 'alice',
      sessionType: 1,
      contentType: ContentType.Typing,
      content: msgTip,
    };
    const data = toJson(message);
    const frame: EventFrame = { event: 'OnRecvNewMessage', errCode: 0, errMsg: '', data, operationID: '' };
    this.engine.deliver(frame);
  }
}

/** Messages as `text:delivery`. */
export function shown(timeline: Timeline): string[] {
  return timeline.messages.value.map(({ message, delivery }) => `${message.content}:${delivery.kind}`);
}

export function texts(timeline: Timeline): string[] {
  return timeline.messages.value.map(({ message }) => message.content);
}

export function ids(timeline: Timeline): string[] {
  return timeline.messages.value.map(({ message }) => message.clientMsgID);
}

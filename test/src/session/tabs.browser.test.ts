import { assert } from 'chai';
import { createSession, openSharedSync, OpenIMSDK, type Session, type Timeline } from '../../../src/index.js';
import type { Sync } from '../../../src/sync/types.js';
import type { Credentials } from '../../../src/connection/engine.js';
import { FakeEngine } from '../../helpers/fake-engine.js';
import { FakeServer } from '../../helpers/fake-server.js';
import { uniqueID } from '../../helpers/gateway.js';
import { ManualClock } from '../../helpers/manual-clock.js';
import { BOB } from '../../helpers/sync-fixture.js';
import { until } from '../../helpers/until.js';

/** Is online as soon as somebody opens it. */
class ReadyEngine extends FakeEngine {
  override open(credentials: Credentials): void {
    super.open(credentials);
    this.connect();
  }
}

/** One of the user's tabs, with a conversation before their eyes. */
class Tab {
  readonly clock = new ManualClock();
  readonly engine: ReadyEngine;
  readonly sdk: OpenIMSDK;
  readonly #url: string;
  #session: Session | undefined;

  constructor(server: FakeServer, url: string) {
    this.#url = url;
    this.engine = new ReadyEngine(server, 'alice');
    const { clock, engine } = this;
    this.sdk = new OpenIMSDK({ clock, openSync: openSharedSync, createEngine: () => engine });
  }

  get sync(): Sync {
    return this.sdk.sync as Sync;
  }

  async show(): Promise<Timeline> {
    await this.sdk.login({ url: this.#url, userID: 'alice', token: 'token', platformID: 5 });
    this.#session = createSession({ sdk: this.sdk, clock: this.clock });
    return this.#session.openTimeline(BOB);
  }

  async close(): Promise<void> {
    await this.#session?.close();
    await this.sdk.logout();
  }
}

const idsOf = (timeline: Timeline): string[] => timeline.messages.value.map(({ message }) => message.clientMsgID);

describe('a conversation that is visible in two tabs', () => {
  let server: FakeServer;
  let tabs: readonly [Tab, Tab];

  beforeEach(() => {
    server = new FakeServer();
    const url = `ws://${uniqueID('server')}`;
    tabs = [new Tab(server, url), new Tab(server, url)];
  });

  afterEach(async () => {
    for (const tab of tabs) await tab.close();
  });

  /** What was marked as read at the gateway, by whichever tab has the connection. */
  const marks = (): unknown[] => tabs.flatMap(({ engine }) => engine.callsOf('markC2CMessageAsRead'));

  // Protections: `exclusively` and `getNewest` in `#tell` of src/session/read-receipts.ts, and `handleMessages`; without any
  // one of them both tabs tell of it.
  it('should be read once, at the same time or one after the other', async () => {
    const timelines = [await tabs[0].show(), await tabs[1].show()] as const;
    const seenInBoth = async (): Promise<void> => {
      for (const [index, tab] of tabs.entries()) {
        timelines[index]?.markSeen(idsOf(timelines[index]));
        await tab.clock.advance(100);
      }
      // Behind both: by then each has told what it has to tell.
      for (const { sync } of tabs) await sync.exclusively('receipts', () => Promise.resolve());
    };
    for (const text of ['one', 'two']) {
      const { clientMsgID } = server.say('bob', { recvID: 'alice' }, text);
      for (const timeline of timelines) await until(() => idsOf(timeline).includes(clientMsgID));
      const before = marks().length;
      await seenInBoth();
      assert.deepEqual(marks().slice(before), [
        { userID: 'bob', msgIDList: [clientMsgID] },
        { userID: 'bob', msgIDList: [] },
      ]);
      await seenInBoth();
      assert.lengthOf(marks(), before + 2);
    }
  });
});

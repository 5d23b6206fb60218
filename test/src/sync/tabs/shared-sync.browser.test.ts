import { assert } from 'chai';
import { ErrorCode, OpenIMError } from '../../../../src/protocol/index.js';
import { databaseName } from '../../../../src/storage/open-store.js';
import { MISSED_PINGS, PING_INTERVAL_MS } from '../../../../src/sync/tabs/leader-watch.js';
import { TAB_PROTOCOL_VERSION } from '../../../../src/sync/tabs/tab-messages.js';
import { Deferred } from '../../../../src/util/deferred.js';
import { FakeServer } from '../../../helpers/fake-server.js';
import { uniqueID } from '../../../helpers/gateway.js';
import { ManualClock } from '../../../helpers/manual-clock.js';
import { replaceMember } from '../../../helpers/replace-member.js';
import { BOB, textsOf } from '../../../helpers/sync-fixture.js';
import { changes, credentials, reaches, Tab } from '../../../helpers/tab.js';

/** Locks, channels and storage are the browser's, so things take real time; each is awaited by what it does. */
describe('tabs of one user', () => {
  let url: string;
  let server: FakeServer;
  const tabs: Tab[] = [];

  beforeEach(() => {
    url = `ws://${uniqueID('server')}`;
    server = new FakeServer();
  });

  afterEach(async () => {
    for (const tab of tabs.splice(0)) await (await tab.sync).destroy();
  });

  const open = async (options: Parameters<typeof Tab.open>[2] = {}): Promise<Tab> => {
    const tab = await Tab.open(server, url, options);
    tabs.push(tab);
    return tab;
  };

  const openTabs = async (count: number): Promise<Tab[]> => {
    const opened: Tab[] = [];
    for (let i = 0; i < count; i++) opened.push(await open());
    return opened;
  };

  const lockName = (version = TAB_PROTOCOL_VERSION): string =>
    [databaseName(url, 'alice'), version, '[]'].join(' ');

  const say = (text: string): string => server.say('bob', { recvID: 'alice' }, text).clientMsgID;
  const arrives =
    (clientMsgID: string) =>
    ({ arrived }: { arrived: readonly string[] }): boolean =>
      arrived.includes(clientMsgID);

  /** Ends a tab as a crash does: nothing of it runs any more, and the browser gives its locks away. */
  const close = async (tab: Tab): Promise<void> => {
    tabs.splice(tabs.indexOf(tab), 1);
    await tab.close();
  };

  const leaderOf = (...among: Tab[]): Tab => {
    const leaders = among.filter(({ leads }) => leads);
    assert.lengthOf(leaders, 1);
    return leaders[0]!;
  };

  describe('sharing', () => {
    it('should have one connection, and all hear the same', async () => {
      const opened = await openTabs(4);
      assert.equal(server.connections.size, 1);
      assert.isTrue(opened[0]!.leads);
      const syncs = await Promise.all(opened.map(({ sync }) => sync));
      const heard = syncs.map((sync) => changes(sync, ({ arrived }) => arrived.length > 0));
      const clientMsgID = say('hello');
      for (const change of await Promise.all(heard)) assert.deepEqual(change.arrived, [clientMsgID]);
      // What comes after all frames of that message.
      await (await opened[3]!.sync).getOverview();
      for (const { frames } of opened) {
        assert.lengthOf(
          frames.filter(({ event }) => event === 'OnRecvNewMessage'),
          1,
        );
      }
      for (const sync of syncs) assert.deepEqual(textsOf(await sync.getNewest(BOB, 50)), ['hello']);
    });

    it('should send what any of them writes, once, and all see how far it is', async () => {
      const [first, second, third] = (await openTabs(3)) as [Tab, Tab, Tab];
      const seen = changes(await third.sync, ({ arrived }) => arrived.length > 0);
      const { data } = await second.send('written in the second');
      assert.include(data, 'written in the second');
      assert.deepEqual((await seen).messages.at(-1)?.delivery.kind, 'sent');
      const kinds = third.changes.flatMap(({ messages }) => messages.map(({ delivery }) => delivery.kind));
      assert.includeMembers(kinds, ['queued', 'sending', 'sent']);
      assert.lengthOf(first.engine.callsOf('sendMessageNotOss'), 1);
      assert.lengthOf(second.engine.calls, 0);
    });

    it('should show a tab that comes later everything the others have', async () => {
      say('before');
      const first = await open();
      await (await first.sync).refresh(BOB);
      const later = await open();
      const { conversations, isListed } = await (await later.sync).getOverview();
      assert.deepEqual(
        conversations.map(({ conversationID }) => conversationID),
        [BOB],
      );
      assert.isTrue(isListed);
      const sync = await later.sync;
      if (!sync.self) await changes(sync, ({ self }) => self !== undefined);
      assert.equal(sync.self?.userID, 'alice');
    });

    it('should tell errors as they are, and those of arguments that cannot be told', async () => {
      const [, second] = (await openTabs(2)) as [Tab, Tab];
      const sync = await second.sync;
      const missing = await sync.loadAround(BOB, 'nowhere', 5).catch((error: unknown) => error);
      assert.instanceOf(missing, OpenIMError);
      assert.equal(missing.errCode, ErrorCode.RecordMissing);
      const odd = { conversationID: BOB, isPinned: 1n as unknown as boolean };
      const untellable = await sync.call('pinConversation', [odd]).catch((error: unknown) => error);
      assert.equal((untellable as OpenIMError).errCode, ErrorCode.BadArguments);
    });

    // Protection: `cloneable`, src/sync/tabs/shared-sync.ts. Frameworks make such proxies of what a page keeps.
    it('should take the same arguments in each of them', async () => {
      for (const tab of await openTabs(2)) {
        const params = new Proxy({ conversationID: BOB, isPinned: true }, {});
        await (await tab.sync).call('pinConversation', [params]);
      }
    });

    it('should be without a connection once it is closed, so that nobody waits for it', async () => {
      for (const tab of await openTabs(2)) {
        const { engine } = await tab.sync;
        engine.close();
        assert.equal(engine.state.kind, 'idle');
      }
    });

    it('should keep apart users, kinds of logins, and versions of the code', async () => {
      await open();
      const other = await open({ variant: ['another kind'] });
      assert.isTrue(other.leads);
      assert.equal(server.connections.size, 2);
      // A tab of another version leads under its own name, and answers nobody of this one.
      const stranger = new BroadcastChannel(lockName(TAB_PROTOCOL_VERSION + 1));
      const heard: unknown[] = [];
      stranger.onmessage = ({ data }) => heard.push(data);
      await open();
      stranger.close();
      assert.deepEqual(heard, []);
    });
  });

  describe('without what sharing takes', () => {
    for (const missing of ['BroadcastChannel', 'locks'] as const) {
      it(`should have a connection each, without ${missing}`, async () => {
        const restore =
          missing === 'locks'
            ? replaceMember(navigator, 'locks', () => undefined)
            : replaceMember(globalThis, 'BroadcastChannel', () => undefined);
        try {
          const [first, second] = (await openTabs(2)) as [Tab, Tab];
          assert.isTrue(first.leads && second.leads);
          assert.equal(server.connections.size, 2);
          const clientMsgID = say('hello');
          await Promise.all([
            changes(await first.sync, arrives(clientMsgID)),
            changes(await second.sync, arrives(clientMsgID)),
          ]);
          await first.send('mine');
          assert.deepEqual(textsOf(await (await second.sync).getNewest(BOB, 50)), ['hello', 'mine']);
          assert.isTrue((await first.sync).notifies && (await second.sync).notifies);
        } finally {
          restore();
        }
      });
    }
  });

  describe('a leader that goes', () => {
    it('should be followed by the next, which has the cache and connects', async () => {
      const [first, second, third] = (await openTabs(3)) as [Tab, Tab, Tab];
      say('before');
      await changes(await third.sync, ({ arrived }) => arrived.length > 0);
      await close(first);
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'connecting')));
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'online')));
      assert.equal(server.connections.size, 1);
      leaderOf(second, third);
      for (const { sync } of [second, third]) {
        assert.deepEqual(textsOf(await (await sync).getNewest(BOB, 50)), ['before']);
      }
    });

    it('should leave nothing asked of it without an outcome', async () => {
      const [first, second] = (await openTabs(2)) as [Tab, Tab];
      const sync = await second.sync;
      // The requests are on the wire, and no answer ever comes.
      const called = [first.engine.hold('pinConversation'), first.engine.hold('getSelfUserInfo')];
      const change = sync.call('pinConversation', [{ conversationID: BOB, isPinned: true }]);
      const read = sync.call('getSelfUserInfo', []);
      await Promise.all(called);
      await close(first);
      const error = await change.catch((reason: unknown) => reason);
      assert.equal((error as OpenIMError).errCode, ErrorCode.SocketClosed);
      // What only asks is asked again.
      assert.include((await read).data, 'alice');
    });

    it('should leave it to the next to send what another tab wrote, under the same clientMsgID', async () => {
      const [first, second] = (await openTabs(2)) as [Tab, Tab];
      first.engine.plan('sendMessageNotOss', { kind: 'cut-after' });
      first.engine.isReachable = false;
      const sent = second.send('written once');
      await reaches(await first.sync, 'waiting');
      await close(first);
      const { data } = await sent;
      assert.include(data, 'written once');
      assert.lengthOf(server.history('bob', 'single_alice'), 1);
    });

    it('should be noticed when it does not answer', async () => {
      // It holds the lock and does nothing else.
      const { promise: held, resolve: release } = new Deferred<void>();
      const lost = new Deferred<void>();
      const got = new Deferred<void>();
      navigator.locks
        .request(lockName(), () => {
          got.resolve();
          return held;
        })
        .catch(() => lost.resolve());
      await got.promise;
      const clock = new ManualClock();
      const tab = new Tab(server, url, { clock });
      tabs.push(tab);
      let isOpen = false;
      void tab.sync.then(() => (isOpen = true));
      await clock.advance(PING_INTERVAL_MS * MISSED_PINGS);
      assert.isFalse(isOpen);
      await clock.advance(PING_INTERVAL_MS);
      await lost.promise;
      const sync = await tab.sync;
      sync.engine.open(credentials(url));
      await reaches(sync, 'online');
      release();
    });

    // Protection: `#tellState` at the end of `#start` in src/sync/tabs/leader.ts.
    it('should be seen to be online when it was before its cache was open', async () => {
      const [first, second] = (await openTabs(2)) as [Tab, Tab];
      const sync = await second.sync;
      await sync.getOverview();
      const release = await holdStores(databaseName(url, 'alice'));
      const isConnecting = reaches(sync, 'connecting');
      await close(first);
      await isConnecting;
      second.engine.isReachable = false;
      sync.engine.reconnect();
      second.engine.connect();
      release();
      await new Promise<void>((resolve) => sync.on('reopened', resolve));
      assert.equal(sync.engine.state.kind, 'online');
    });

    it('should become one of the others when it was only slow', async () => {
      const [first, second] = (await openTabs(2)) as [Tab, Tab];
      await navigator.locks.request(lockName(), { steal: true }, () => Promise.resolve());
      await Promise.all([first, second].map(async ({ sync }) => reaches(await sync, 'connecting')));
      await Promise.all([first, second].map(async ({ sync }) => reaches(await sync, 'online')));
      assert.equal(leaderOf(first, second), second);
      assert.equal(server.connections.size, 1);
      const clientMsgID = say('hello');
      await changes(await first.sync, arrives(clientMsgID));
      assert.include((await first.send('from the one that was slow')).data, 'slow');
    });
  });

  describe('a page that sleeps', () => {
    const leave = (): boolean =>
      globalThis.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    const comeBack = (): boolean =>
      globalThis.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

    it('should hold no lock, channel or connection, and take part again when it wakes', async () => {
      const tab = await open();
      say('before');
      await changes(await tab.sync, ({ arrived }) => arrived.length > 0);
      leave();
      for (const lock of [lockName(), `${lockName()} voice`]) {
        await navigator.locks.request(lock, () => Promise.resolve());
      }
      assert.equal(server.connections.size, 0);
      assert.equal(tab.engine.state.kind, 'idle');
      const reopened = new Promise<void>((resolve) => void tab.sync.then((sync) => sync.on('reopened', resolve)));
      comeBack();
      await reopened;
      await reaches(await tab.sync, 'online');
      assert.equal(server.connections.size, 1);
      assert.deepEqual(textsOf(await (await tab.sync).getNewest(BOB, 50)), ['before']);
    });

    // Protection: `hasCache` in `#comeBack` of src/sync/tabs/shared-sync.ts; without it the tab connects as who is gone.
    it('should stay out when the user has logged out meanwhile, and not write to what was wiped', async () => {
      const tab = await open();
      const sync = await tab.sync;
      say('canary');
      await changes(sync, ({ arrived }) => arrived.length > 0);
      const asked = sync.getNewest(BOB, 50);
      leave();
      const other = await open();
      await (await other.sync).destroy();
      tabs.splice(tabs.indexOf(other), 1);
      const ended = reaches(sync, 'closed');
      comeBack();
      await ended;
      const { state } = sync.engine;
      assert.equal(state.kind === 'closed' && state.reason, 'logged-out');
      assert.lengthOf(tab.engine.opened, 1);
      assert.equal(tab.engine.state.kind, 'idle');
      assert.equal(server.connections.size, 0);
      // Nor is what was under way left without an outcome.
      await asked.catch((error: unknown) => assert.equal((error as OpenIMError).errCode, ErrorCode.NotLoggedIn));
      const names = (await indexedDB.databases()).map(({ name }) => name);
      assert.notInclude(names, databaseName(url, 'alice'));
    });

    it('should be back in when the user has logged in again meanwhile', async () => {
      const tab = await open();
      leave();
      const other = await open();
      await (await other.sync).destroy();
      tabs.splice(tabs.indexOf(other), 1);
      await open();
      comeBack();
      await reaches(await tab.sync, 'online');
      assert.equal(server.connections.size, 1);
    });
  });

  describe('the end of a login', () => {
    it('should be shown in all tabs, and one new token is for all', async () => {
      const opened = (await openTabs(3)) as [Tab, Tab, Tab];
      const [first, second, third] = opened;
      first.engine.refuse('expired');
      const syncs = await Promise.all(opened.map(({ sync }) => sync));
      await Promise.all(syncs.map((sync) => reaches(sync, 'closed')));
      let asked = 0;
      const renewed = syncs.map((sync) =>
        sync.exclusively('token', async () => {
          if (sync.engine.state.kind !== 'closed') return;
          asked++;
          await Promise.resolve();
          sync.engine.reconnect('renewed');
          // In all tabs: a lock may get to the next one before the news of the connection does.
          await Promise.all(syncs.map((each) => reaches(each, 'online')));
        }),
      );
      await Promise.all(renewed);
      assert.equal(asked, 1);
      assert.deepEqual(first.engine.callsOf('login'), ['renewed']);
      await close(first);
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'connecting')));
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'online')));
      assert.equal(leaderOf(second, third).engine.opened[0]?.token, 'renewed');
    });

    // Protection: `isReady` in `#startLeading`, src/sync/tabs/shared-sync.ts.
    it('should be shown in all tabs even if the leader closes while the tab that logs out tells the gateway', async () => {
      let isWanted = true;
      const first = await open();
      const second = await open({ isWanted: () => isWanted });
      const third = await open();
      const [loggingOut, other] = await Promise.all([second.sync, third.sync]);
      isWanted = false;
      const isFollowed = reaches(other, 'connecting');
      await close(first);
      await isFollowed;
      await reaches(other, 'online');
      const ended = reaches(other, 'closed');
      await loggingOut.destroy();
      await ended;
    });

    it('should be put off by the token of a tab that came later', async () => {
      const [first, second] = (await openTabs(2)) as [Tab, Tab];
      const given: (string | undefined)[] = [];
      first.engine.reconnect = (token) => given.push(token);
      const third = new Tab(server, url);
      tabs.push(third);
      (await third.sync).engine.open(credentials(url, 'newer'));
      await (await third.sync).getOverview();
      assert.deepEqual(given, ['newer']);
      await close(first);
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'connecting')));
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'online')));
      assert.equal(leaderOf(second, third).engine.opened[0]?.token, 'newer');
    });

    it('should not be undone by the next leader: somebody has to want it back', async () => {
      const [first, second, third] = (await openTabs(3)) as [Tab, Tab, Tab];
      first.engine.refuse('kicked');
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'closed')));
      const reopened = [second, third].map(
        async ({ sync }) => new Promise((resolve) => void sync.then((opened) => opened.on('reopened', resolve))),
      );
      await close(first);
      await Promise.all(reopened);
      assert.equal(server.connections.size, 0);
      for (const { sync } of [second, third]) assert.equal((await sync).engine.state.kind, 'closed');
      (await third.sync).engine.reconnect();
      await Promise.all([second, third].map(async ({ sync }) => reaches(await sync, 'online')));
      assert.equal(server.connections.size, 1);
    });

    for (const who of ['leads', 'follows'] as const) {
      it(`should come to all tabs when the user logs out in the one that ${who}, and leave nothing`, async () => {
        const [first, second, third] = (await openTabs(3)) as [Tab, Tab, Tab];
        say('canary');
        await changes(await third.sync, ({ arrived }) => arrived.length > 0);
        const out = who === 'leads' ? first : second;
        const rest = [first, second, third].filter((tab) => tab !== out);
        const ended = rest.map(async ({ sync }) => reaches(await sync, 'closed'));
        const sync = await out.sync;
        sync.engine.close();
        await sync.destroy();
        tabs.splice(tabs.indexOf(out), 1);
        await Promise.all(ended);
        for (const { sync: other } of rest) {
          const { state } = (await other).engine;
          assert.equal(state.kind === 'closed' && state.reason, 'logged-out');
          const refusal = await (await other).getNewest(BOB, 50).catch((error: unknown) => error);
          assert.equal((refusal as OpenIMError).errCode, ErrorCode.NotLoggedIn);
        }
        assert.equal(server.connections.size, 0);
        const names = (await indexedDB.databases()).map(({ name }) => name);
        assert.notInclude(names, databaseName(url, 'alice'));
        // A new login, with what the page was given for it.
        const [again] = rest as [Tab];
        (await again.sync).engine.reconnect('new');
        await reaches(await again.sync, 'online');
        assert.equal(again.engine.opened.at(-1)?.token, 'new');
      });
    }
  });

  describe('the voice', () => {
    const voices = async (among: readonly Tab[]): Promise<number[]> => {
      const syncs = await Promise.all(among.map(({ sync }) => sync));
      return syncs.flatMap(({ notifies }, i) => (notifies ? [i] : []));
    };

    it('should be the one of the tab used last, and pass on when that closes', async () => {
      const opened = await openTabs(3);
      const last = opened[2]!;
      const voice = await last.sync;
      if (!voice.notifies) await new Promise((resolve) => voice.on('notifies', resolve));
      // The lock tells the one that had it a moment later.
      await navigator.locks.query();
      assert.deepEqual(await voices(opened), [2]);
      const passedOn = Promise.race(
        opened.slice(0, 2).map(async ({ sync }) => {
          const follower = await sync;
          return new Promise((resolve) => follower.on('notifies', resolve));
        }),
      );
      await close(last);
      await passedOn;
      assert.lengthOf(await voices(opened.slice(0, 2)), 1);
    });
  });
});

/** Lets nobody else read the database until the function it resolves to is called. */
async function holdStores(name: string): Promise<() => void> {
  const opening = indexedDB.open(name);
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  const database = opening.result;
  const store = database.transaction('conversations', 'readwrite').objectStore('conversations');
  let isHeld = true;
  await new Promise<void>((resolve) => {
    const hold = (): void => {
      if (!isHeld) {
        database.close();
        return;
      }
      store.count().onsuccess = () => {
        resolve();
        hold();
      };
    };
    hold();
  });
  return () => {
    isHeld = false;
  };
}

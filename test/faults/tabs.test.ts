import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { Stage } from '../e2e/stage.js';
import { isFull, newRandom, tell } from '../helpers/figures.js';
import { sendText } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';
import { FaultProxy } from './fault-proxy.js';

const TABS = isFull ? 10 : 4;
const KILLS = isFull ? 21 : 3;
/** While all is well, after each kill; and while nobody leads. */
const MESSAGES = isFull ? 45 : 10;
const MESSAGES_UNHEARD = 3;
const MAX_TAKEOVER_MS = 2000;
const MAX_OVERLAP_MS = 1000;

/** How a leader goes. */
const KINDS = ['close', 'crash', 'freeze'] as const;

/** How many sockets the gateway has, and how long there was more than one. */
class SocketCount {
  most = 0;
  longestOverlapMs = 0;
  #overlapSinceMs: number | undefined;

  note(size: number): void {
    this.most = Math.max(this.most, size);
    if (size > 1) this.#overlapSinceMs ??= performance.now();
    else this.end();
  }

  /** Ends an overlap, if there is one. */
  end(): void {
    if (this.#overlapSinceMs === undefined) return;
    this.longestOverlapMs = Math.max(this.longestOverlapMs, performance.now() - this.#overlapSinceMs);
    this.#overlapSinceMs = undefined;
  }
}

/** alice's tabs, and which of them has the socket. */
class Tabs {
  readonly pages: Page[] = [];
  readonly #context: BrowserContext;
  readonly #address: string;
  #onSocket: (page: Page) => void = () => undefined;
  #leader: Page | undefined;

  constructor(context: BrowserContext, address: string) {
    this.#context = context;
    this.#address = address;
  }

  get leader(): Page {
    assert.ok(this.#leader, 'a tab has opened a socket');
    return this.#leader;
  }

  get others(): Page[] {
    return this.pages.filter((page) => page !== this.#leader);
  }

  /** Opens tabs until there are so many. */
  async fill(count: number): Promise<void> {
    while (this.pages.length < count) {
      const page = await this.#context.newPage();
      page.on('websocket', () => {
        this.#leader = page;
        this.#onSocket(page);
      });
      page.on('crash', () => this.forget(page));
      await page.goto(this.#address);
      this.pages.push(page);
      await isOnline(page);
    }
  }

  /** Resolves when a tab has opened the next socket. */
  nextSocket(): Promise<Page> {
    return new Promise((resolve) => (this.#onSocket = resolve));
  }

  forget(page: Page): void {
    if (this.pages.includes(page)) this.pages.splice(this.pages.indexOf(page), 1);
  }
}

const isOnline = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.tab.session.connection.subscribe(({ kind }) => {
          if (kind === 'online') resolve();
        });
      }),
  );

/**
 * Resolves when one of the tabs makes sounds. A tab that was just opened or brought to the front takes that over, and for
 * a few milliseconds nobody has it: locks are asked for in order, so that whoever has asked has it then.
 */
async function settleVoice(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.evaluate(() => navigator.locks.query())));
  await Promise.race(
    pages.map((page) =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            window.tab.session.notifies.subscribe((notifies) => {
              if (notifies) resolve();
            });
          }),
      ),
    ),
  );
}

/** How trying to connect ends. */
const outcome = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.tab.session.connection.subscribe((state) => {
          if (state.kind === 'online') resolve('online');
          if (state.kind === 'closed') resolve(state.reason);
        });
      }),
  );

/** Resolves when the message is on screen. */
const shows = (page: Page, clientMsgID: string): Promise<void> =>
  page.evaluate(
    (id) =>
      new Promise<void>((resolve) => {
        window.tab.timeline.messages.subscribe((messages) => {
          if (messages.some(({ message }) => message.clientMsgID === id)) resolve();
        });
      }),
    clientMsgID,
  );

/** clientMsgIDs of the whole conversation. */
const allIDs = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { timeline } = window.tab;
    while (timeline.older.peek() !== 'none') await timeline.loadOlder();
    return timeline.messages.peek().map(({ message }) => message.clientMsgID);
  });

/** Tells what the tab made a sound about since it was last asked. */
const takeSounds = (page: Page): Promise<string[]> => page.evaluate(() => window.tab.sounds.splice(0));

/**
 * What a browser does that puts a page to sleep: the page is told, and then nothing of it runs. Headless ones never do it
 * by themselves, and ignore it when they are asked to.
 */
class Sleep {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async begin(page: Page): Promise<Sleep> {
    const session = await page.context().newCDPSession(page);
    await session.send('Debugger.enable');
    await page.evaluate(async () => {
      document.dispatchEvent(new Event('freeze'));
      // A browser puts no page to sleep whose transaction others wait for. A debugger does, and it would be 60 s until the
      // browser took it away from them.
      for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve, reject) => {
          const opening = indexedDB.open(name ?? '');
          opening.onerror = reject;
          opening.onsuccess = () => {
            const database = opening.result;
            const names = [...database.objectStoreNames];
            const turn = database.transaction(names, 'readwrite');
            turn.objectStore(names[0] ?? '').count();
            turn.oncomplete = resolve;
            turn.onabort = reject;
            database.close();
          };
        });
      }
    });
    const paused = new Promise((resolve) => session.once('Debugger.paused', resolve));
    await session.send('Debugger.pause');
    // It stops at the next thing it does, which is this.
    void session.send('Runtime.evaluate', { expression: '0' });
    await paused;
    return new Sleep(page, session);
  }

  async end(): Promise<void> {
    await this.#session.send('Debugger.resume');
    await this.#session.detach();
    await this.#page.evaluate(() => document.dispatchEvent(new Event('resume')));
  }
}

async function end(page: Page, kind: (typeof KINDS)[number]): Promise<Sleep | undefined> {
  if (kind === 'freeze') return Sleep.begin(page);
  if (kind === 'close') await page.close();
  else {
    const crashed = page.waitForEvent('crash');
    const session = await page.context().newCDPSession(page);
    // Nobody is left to answer.
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  }
  return undefined;
}

async function logIn(t: TestContext, stage: Stage, userID: string): Promise<RawClient> {
  const token = await stage.token(userID);
  const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
  const client = await RawClient.open(`${stage.socketURL}/?${query}`, userID, token);
  t.after(() => client.socket.terminate());
  await client.logIn();
  return client;
}

describe('tabs', () => {
  /*
   * Protected by: canShare() and the lock in src/sync/tabs/shared-sync.ts (without them a socket for each tab); its voice
   * (without it a sound in each tab); and for the one that sleeps both onLeave in page-life.ts and, in 1.5 s instead of at
   * once, the pings of leader-watch.ts (without both nobody ever takes over).
   */
  it('share one socket, and the next takes over when the one that has it closes, crashes or freezes', async (t) => {
    const random = newRandom(t);
    const stage = await Stage.open();
    t.after(() => stage.close());
    await stage.register('alice', 'Alice');
    await stage.register('bob', 'Bob');
    const bob = await logIn(t, stage, 'bob');
    const sockets = new SocketCount();
    const proxy = await FaultProxy.open(t, {
      target: () => Number(new URL(stage.gatewayURL).port),
      onSize: (size) => sockets.note(size),
    });
    const query = { url: proxy.url, 'user-id': 'alice', token: await stage.token('alice') };
    const address = stage.address({ ...query, 'conversation-id': 'single_bob' }, 'tab.html');
    const tabs = new Tabs(await stage.newContext(), address);
    await tabs.fill(TABS);
    assert.equal(proxy.size, 1);

    const sent: string[] = [];
    const soundsByID = new Map<string, number>();
    const say = async (count: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let i = 0; i < count; i++)
        ids.push((await sendText(bob, 'alice', `line ${sent.length + i}`)).clientMsgID);
      sent.push(...ids);
      return ids;
    };
    const listen = async (): Promise<void> => {
      for (const page of tabs.pages) {
        for (const id of await takeSounds(page)) soundsByID.set(id, (soundsByID.get(id) ?? 0) + 1);
      }
    };
    /** Messages while there are a leader and a voice: each makes one sound. */
    const heard: string[] = [];
    const sayAndHear = async (): Promise<void> => {
      await settleVoice(tabs.pages);
      const ids = await say(MESSAGES);
      await Promise.all(tabs.pages.map((page) => shows(page, ids.at(-1) ?? '')));
      heard.push(...ids);
      await listen();
    };

    const takeovers: { kind: string; ms: number }[] = [];
    await sayAndHear();
    for (let kill = 0; kill < KILLS; kill++) {
      const kind = KINDS[kill % KINDS.length] ?? 'close';
      const { leader } = tabs;
      const others = tabs.others;
      // The voice is sometimes the leader's, sometimes another's.
      await (random.next() < 0.5 ? leader : (others[0] ?? leader)).bringToFront();
      const next = tabs.nextSocket();
      const sinceMs = performance.now();
      const ended = end(leader, kind);
      tabs.forget(leader);
      const unheard = say(MESSAGES_UNHEARD);
      await next;
      await Promise.all(tabs.pages.map((page) => isOnline(page)));
      takeovers.push({ kind, ms: performance.now() - sinceMs });
      const [sleep] = await Promise.all([ended, unheard]);
      if (sleep) {
        await sleep.end();
        tabs.pages.push(leader);
        await isOnline(leader);
      }
      await tabs.fill(TABS);
      await sayAndHear();
      assert.equal(proxy.size, 1, `one socket after kill ${kill} (${kind})`);
    }

    const idsByTab = await Promise.all(tabs.pages.map((page) => allIDs(page)));
    sockets.end();
    const slowestMs = Math.max(...takeovers.map(({ ms }) => ms));
    const wrongSounds = heard.filter((id) => soundsByID.get(id) !== 1);
    const repeated = [...soundsByID.values()].filter((count) => count > 1);
    tell(t, {
      promise: 'tabs',
      passLine:
        `${TABS} tabs, leader killed ×${KILLS} (closed, crashed, frozen): 1 socket (overlap ≤ 1 s), the same ids in each, ` +
        'new leader ≤ 2 s, one sound (Chromium)',
      measured:
        `${sent.length} messages, the same in each tab; sockets at the gateway: ${proxy.size}, at most ${sockets.most} for ` +
        `${Math.round(sockets.longestOverlapMs)} ms; all online again after ${Math.round(slowestMs)} ms at most; ` +
        `${heard.length - wrongSounds.length} of ${heard.length} messages with one sound, ${repeated.length} with more`,
      seed: random.seed,
    });
    for (const ids of idsByTab) assert.deepEqual(ids, sent);
    assert.deepEqual(wrongSounds, []);
    assert.deepEqual(repeated, []);
    assert.deepEqual(
      takeovers.filter(({ ms }) => ms > MAX_TAKEOVER_MS),
      [],
      'a new leader too late',
    );
    assert.ok(sockets.longestOverlapMs <= MAX_OVERLAP_MS, `two sockets for ${sockets.longestOverlapMs} ms`);
  });

  /*
   * Protected by: `hasCache` in `#comeBack` of src/sync/tabs/shared-sync.ts; without it the tab that wakes connects as the
   * user who is gone, and makes their cache anew.
   */
  it('that sleep while the user logs out in another stay out, and leave the cache wiped', async (t) => {
    const stage = await Stage.open();
    t.after(() => stage.close());
    await stage.register('alice', 'Alice');
    await stage.register('bob', 'Bob');
    const bob = await logIn(t, stage, 'bob');
    const opened: number[] = [];
    for (const who of ['leads', 'follows'] as const) {
      const context = await stage.newContext();
      const query = { url: stage.socketURL, 'user-id': 'alice', token: await stage.token('alice') };
      const address = stage.address({ ...query, 'conversation-id': 'single_bob' }, 'tab.html');
      const tabs = new Tabs(context, address);
      await tabs.fill(2);
      const [other] = tabs.others;
      assert.ok(other);
      const [asleep, awake] = who === 'leads' ? [tabs.leader, other] : [other, tabs.leader];
      const { clientMsgID } = await sendText(bob, 'alice', 'canary');
      await Promise.all(tabs.pages.map((page) => shows(page, clientMsgID)));

      const sleep = await Sleep.begin(asleep);
      await isOnline(awake);
      await awake.evaluate(() => window.tab.session.logout());
      let sockets = 0;
      asleep.on('websocket', () => sockets++);
      await sleep.end();
      assert.equal(await outcome(asleep), 'logged-out');
      const seen = await asleep.evaluate(async () => ({
        messages: window.tab.timeline.messages.peek().length,
        databases: (await indexedDB.databases()).map(({ name }) => name),
      }));
      assert.deepEqual(seen, { messages: 0, databases: [] });
      opened.push(sockets);
    }
    tell(t, {
      promise: 'tabs',
      passLine:
        'a tab that sleeps while the user logs out in another: no connection, no cache when it wakes (Chromium)',
      measured: `woken after a logout, as former leader and as follower: ${opened.join(' and ')} sockets, 0 databases`,
    });
    assert.deepEqual(opened, [0, 0]);
  });
});

/** A chat that comes and goes two hundred times leaves nothing in the page. */
import '../../../components/index.js';

import { assert } from 'chai';
import { html, render } from 'lit';
import { createSession } from '../../../src/index.js';
import { frames, settle, tag, until, visibleText } from '../../helpers/elements.js';
import { startGateway, uniqueID } from '../../helpers/gateway.js';

const ROUNDS = 200;
const LOGINS = 10;

type Left = {
  readonly listeners: readonly string[];
  readonly timers: number;
  readonly objectURLs: number;
  readonly sockets: number;
  readonly observers: number;
};

/** Counts what a page is left with, from now on until it is stopped. */
class Ledger {
  readonly #restores: (() => void)[] = [];
  readonly #listeners = new Map<string, number>();
  readonly #timers = new Set<unknown>();
  readonly #urls = new Set<string>();
  readonly #sockets = new Set<WebSocket>();
  readonly #observers = new Set<unknown>();

  constructor() {
    for (const target of [
      globalThis,
      document,
      navigator.serviceWorker,
      screen.orientation,
      globalThis.visualViewport,
    ]) {
      if (target) this.#watchListeners(target);
    }
    this.#watchTimers('setTimeout', 'clearTimeout');
    this.#watchTimers('setInterval', 'clearInterval');
    this.#watchTimers('requestAnimationFrame', 'cancelAnimationFrame');
    this.#replace(URL, 'createObjectURL', (create) => (object: Blob) => {
      const url = create.call(URL, object);
      this.#urls.add(url);
      return url;
    });
    this.#replace(URL, 'revokeObjectURL', (revoke) => (url: string) => {
      this.#urls.delete(url);
      revoke.call(URL, url);
    });
    const sockets = this.#sockets;
    this.#replace(
      globalThis,
      'WebSocket',
      (Original) =>
        class extends Original {
          constructor(...args: ConstructorParameters<typeof WebSocket>) {
            super(...args);
            sockets.add(this);
            this.addEventListener('close', () => sockets.delete(this));
          }
        },
    );
    const observers = this.#observers;
    for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver'] as const) {
      this.#replace(globalThis as unknown as Record<string, typeof ResizeObserver>, name, (Original) => {
        const Counted = class extends Original {
          override observe(...args: Parameters<ResizeObserver['observe']>): void {
            observers.add(this);
            super.observe(...args);
          }
          override disconnect(): void {
            observers.delete(this);
            super.disconnect();
          }
        };
        return Counted;
      });
    }
  }

  left(): Left {
    return {
      listeners: [...this.#listeners].filter(([, count]) => count > 0).map(([name]) => name),
      timers: this.#timers.size,
      objectURLs: this.#urls.size,
      sockets: this.#sockets.size,
      observers: this.#observers.size,
    };
  }

  stop(): void {
    for (const restore of this.#restores.reverse()) restore();
  }

  #replace<Owner extends object, Key extends keyof Owner>(
    owner: Owner,
    key: Key,
    make: (original: Owner[Key]) => unknown,
  ): void {
    const original = owner[key];
    owner[key] = make(original) as Owner[Key];
    this.#restores.push(() => (owner[key] = original));
  }

  #watchListeners(target: EventTarget): void {
    const count = (type: string, by: number): void => {
      const name = `${target.constructor.name} ${type}`;
      this.#listeners.set(name, (this.#listeners.get(name) ?? 0) + by);
    };
    this.#replace(target, 'addEventListener', (add) => (...args: Parameters<EventTarget['addEventListener']>) => {
      const [type, , options] = args;
      count(type, 1);
      // A listener with a signal goes when that is aborted.
      if (typeof options === 'object') options.signal?.addEventListener('abort', () => count(type, -1));
      add.apply(target, args);
    });
    this.#replace(
      target,
      'removeEventListener',
      (remove) =>
        (...args: Parameters<EventTarget['removeEventListener']>) => {
          count(args[0], -1);
          remove.apply(target, args);
        },
    );
  }

  #watchTimers(
    start: 'setTimeout' | 'setInterval' | 'requestAnimationFrame',
    stop: 'clearTimeout' | 'clearInterval' | 'cancelAnimationFrame',
  ): void {
    const page = globalThis as unknown as Record<string, (...args: unknown[]) => unknown>;
    this.#replace(page, start, (original) => (callback: unknown, ...rest: unknown[]) => {
      const run = (...args: unknown[]): void => {
        if (start !== 'setInterval') this.#timers.delete(handle);
        (callback as (...args: unknown[]) => void)(...args);
      };
      const handle = original.call(globalThis, run, ...rest);
      this.#timers.add(handle);
      return handle;
    });
    this.#replace(page, stop, (original) => (handle: unknown) => {
      this.#timers.delete(handle);
      original.call(globalThis, handle);
    });
  }
}

describe('a chat that comes and goes', () => {
  let box: HTMLElement;
  let ledger: Ledger | undefined;

  beforeEach(() => {
    box = document.createElement('main');
    box.setAttribute('style', 'inline-size:380px;block-size:560px');
    document.body.append(box);
  });
  afterEach(() => {
    ledger?.stop();
    ledger = undefined;
    box.remove();
  });

  const nothing = { listeners: [], timers: 0, objectURLs: 0, sockets: 0, observers: 0 };

  it(`should leave nothing after ${String(ROUNDS)} rounds with one session`, async function () {
    this.timeout(60_000);
    const [ann, bea] = [uniqueID('ann'), uniqueID('bea')];
    const { url, tokens } = await startGateway([ann, bea]);
    const session = createSession({ url, userID: ann, token: tokens[ann] ?? '' });
    try {
      const conversationID = await session.startConversation({ userID: bea });
      const chat = html`<openim-provider .session=${session}
        ><openim-chat conversation-id=${conversationID}></openim-chat
      ></openim-provider>`;
      const picture = new File([new Uint8Array(8)], 'dot.png', { type: 'image/png' });
      // Once before anything is counted: what is fetched or shared by all stays.
      render(chat, box);
      await until(() => tag(box, 'openim-chat').shadowRoot!.querySelector('openim-composer') !== null);
      await settle(box);
      render('', box);
      await frames(2);
      ledger = new Ledger();
      for (let round = 0; round < ROUNDS; round += 1) {
        render(chat, box);
        await settle(box);
        const composer = tag(tag(box, 'openim-chat').shadowRoot! as unknown as Element, 'openim-composer');
        if (round % 20 === 0) composer.attach([picture]);
        await frames(1);
        render('', box);
      }
      await frames(3);
      const { listeners, objectURLs, sockets, observers } = ledger.left();
      assert.deepEqual(
        { listeners, objectURLs, sockets, observers },
        { listeners: [], objectURLs: 0, sockets: 0, observers: 0 },
      );
      // The session's own goes with the session.
      await session.close();
      await frames(3);
      assert.deepEqual(ledger.left(), nothing);
    } finally {
      await session.close();
    }
  });

  it(`should leave nothing after ${String(LOGINS)} logins of its own`, async function () {
    this.timeout(60_000);
    const [ann, bea] = [uniqueID('ann'), uniqueID('bea')];
    const { url, tokens } = await startGateway([ann, bea]);
    const chat = html`<openim-chat
      url=${url}
      user-id=${ann}
      token=${tokens[ann] ?? ''}
      peer-id=${bea}
    ></openim-chat>`;
    ledger = new Ledger();
    for (let round = 0; round < LOGINS; round += 1) {
      render(chat, box);
      await until(() => visibleText(tag(box, 'openim-chat')).includes('No messages yet'));
      render('', box);
      await frames(1);
    }
    await until(() => ledger?.left().sockets === 0);
    await frames(3);
    assert.deepEqual(ledger.left(), nothing);
  });
});

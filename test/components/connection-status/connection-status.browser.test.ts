import '../../../components/index.js';

import { signal } from '@preact/signals-core';
import { assert } from 'chai';
import { html } from 'lit';
import type { ConnectionState } from '../../../src/index.js';
import { FakeSession } from '../../helpers/fake-session.js';
import {
  assertAccessible,
  get,
  mount,
  mountWith,
  record,
  settle,
  tag,
  unmountAll,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';
import { FakeTimers } from '../../helpers/fake-timers.js';

const status = html`<openim-connection-status></openim-connection-status>`;

/** Takes the place of the page's intervals. */
class FakeIntervals {
  readonly #real = { set: globalThis.setInterval, clear: globalThis.clearInterval };
  readonly running = new Map<number, () => void>();

  constructor() {
    let id = 0;
    globalThis.setInterval = ((callback: () => void) => {
      id += 1;
      this.running.set(id, callback);
      return id;
    }) as unknown as typeof setInterval;
    globalThis.clearInterval = ((handle: number) => {
      this.running.delete(handle);
    }) as typeof clearInterval;
  }

  restore(): void {
    globalThis.setInterval = this.#real.set;
    globalThis.clearInterval = this.#real.clear;
  }
}

describe('<openim-connection-status>', () => {
  afterEach(unmountAll);

  const cases: [state: ConnectionState, words: string][] = [
    [{ kind: 'idle' }, 'Offline'],
    [{ kind: 'connecting', attempt: 1 }, 'Connecting…'],
    [{ kind: 'online', sinceMs: 0 }, 'Online'],
    [{ kind: 'waiting', attempt: 1, retryAtMs: 0, reason: 'offline' }, 'Offline Try now'],
    [{ kind: 'closed', reason: 'kicked', errCode: 0, errMsg: '' }, 'Chat is open elsewhere Continue here'],
    [{ kind: 'closed', reason: 'expired', errCode: 0, errMsg: '' }, 'Your session has expired Sign in again'],
    [{ kind: 'closed', reason: 'logged-out', errCode: 0, errMsg: '' }, 'You’re signed out'],
    [{ kind: 'closed', reason: 'refused', errCode: 0, errMsg: '' }, 'Couldn’t sign you in Try again'],
  ];
  for (const [state, words] of cases) {
    it(`should say “${words}” when ${state.kind}`, async () => {
      const session = new FakeSession();
      session.connection.value = state;
      const box = await mountWith(session, status);
      assert.equal(visibleText(tag(box, 'openim-connection-status')), words);
      await assertAccessible(box);
    });
  }

  it('should count down while it waits, and have no timer otherwise', async () => {
    const intervals = new FakeIntervals();
    const { now } = Date;
    let time = 1_000_000;
    Date.now = () => time;
    try {
      const session = new FakeSession();
      session.connection.value = { kind: 'waiting', attempt: 1, retryAtMs: time + 8000, reason: 'lost' };
      const box = await mountWith(session, status);
      const element = tag(box, 'openim-connection-status');
      assert.include(visibleText(element), 'retrying in 8 s');
      time += 3000;
      for (const tick of intervals.running.values()) tick();
      await settle(box);
      assert.include(visibleText(element), 'retrying in 5 s');
      session.connection.value = { kind: 'online', sinceMs: time };
      await settle(box);
      assert.equal(intervals.running.size, 0);
      session.connection.value = { kind: 'waiting', attempt: 1, retryAtMs: time + 8000, reason: 'lost' };
      await settle(box);
      assert.equal(intervals.running.size, 1);
      element.remove();
      assert.equal(intervals.running.size, 0);
    } finally {
      Date.now = now;
      intervals.restore();
    }
  });

  it('should follow the connection only while it is in the page', async () => {
    let isWatched = false;
    class WatchedSession extends FakeSession {
      override readonly connection = signal<ConnectionState>(
        { kind: 'online', sinceMs: 0 },
        {
          watched: () => {
            isWatched = true;
          },
          unwatched: () => {
            isWatched = false;
          },
        },
      );
    }
    const box = await mountWith(new WatchedSession(), status);
    assert.isTrue(isWatched);
    tag(box, 'openim-provider').remove();
    await settle(box);
    assert.isFalse(isWatched, 'somebody still listens');
  });

  it('should ask to connect now', async () => {
    const session = new FakeSession();
    session.connection.value = { kind: 'waiting', attempt: 1, retryAtMs: 0, reason: 'lost' };
    const box = await mountWith(session, status);
    const requests = record(box, 'openim-reconnect-request');
    get(box, 'openim-connection-status', 'button').click();
    await settle(box);
    assert.lengthOf(requests, 1);
    assert.lengthOf(session.callsOf('reconnect'), 1);
  });

  it('should show all of its words where there is little room', async () => {
    const session = new FakeSession();
    session.connection.value = { kind: 'closed', reason: 'kicked', errCode: 0, errMsg: '' };
    const box = await mountWith(session, html`<div style="inline-size: 170px">${status}</div>`);
    const label = get(box, 'openim-connection-status', '.label');
    assert.isAtMost(label.scrollWidth, label.clientWidth);
    const button = get(box, 'openim-connection-status', 'button');
    assert.isAtMost(button.getBoundingClientRect().right, box.getBoundingClientRect().left + 170);
  });

  it('should be silent while all is well, on wish', async () => {
    const box = await mountWith(
      new FakeSession(),
      html`<openim-connection-status only-problems></openim-connection-status>`,
    );
    assert.equal(visibleText(tag(box, 'openim-connection-status')), '');
  });

  it('should say that it is offline without a provider, once in the console', async () => {
    const timers = new FakeTimers();
    const warnings = await warningsOf(async () => {
      const box = await mount(status).finally(() => {
        timers.restore();
      });
      assert.equal(visibleText(tag(box, 'openim-connection-status')), 'Offline');
      timers.fire();
      await settle(box);
      tag(box, 'openim-connection-status').onlyProblems = true;
      await settle(box);
    });
    assert.lengthOf(warnings, 1);
  });
});

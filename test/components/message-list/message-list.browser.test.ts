import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import type { AttentionSource } from '../../../components/internal/attention.js';
import { loadLinks } from '../../../components/internal/links.js';
import { menuParts } from '../../../components/message/action-controller.js';
import { richContent } from '../../../components/message/message-content.js';
import { scaleOf } from '../../../components/message-list/row-heights.js';
import { blankElements, ContentType, OpenIMError, type TimelineMessage } from '../../../src/index.js';
import {
  anyMessage,
  conversation,
  FakeSession,
  textMessage,
  type FakeTimeline,
} from '../../helpers/fake-session.js';
import {
  assertAccessible,
  find,
  frames,
  mount,
  mountWith,
  press,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';
import { FakeTimers } from '../../helpers/fake-timers.js';
import { groupItem } from '../../helpers/group-samples.js';
import { pictureURL } from '../../helpers/pictures.js';

const ID = 'single_mara';
const MINUTE = 60_000;
const NOON = new Date('2026-11-18T12:00:00').getTime();

/** A page that has the user's attention only when the test says so. */
class FakeAttention implements AttentionSource {
  readonly #listeners = new Set<() => void>();
  hasAttention = false;

  get listenerCount(): number {
    return this.#listeners.size;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(hasAttention: boolean): void {
    this.hasAttention = hasAttention;
    for (const listener of this.#listeners) listener();
  }
}

/** `count` messages of different heights, a minute apart, the last one `endsAt`. */
function history(count: number, prefix = 'm', endsAt = NOON): TimelineMessage[] {
  return Array.from({ length: count }, (_, index) =>
    textMessage(`${prefix}${String(index)} ${'word '.repeat((index * 7) % 40)}`, {
      id: `${prefix}${String(index)}`,
      atMs: endsAt - (count - index) * MINUTE,
      outgoing: index % 5 === 0,
    }),
  );
}

type Shown = {
  readonly box: HTMLElement;
  readonly session: FakeSession;
  readonly timeline: FakeTimeline;
  readonly attention: FakeAttention;
  readonly list: HTMLElementTagNameMap['openim-message-list'];
  readonly scroller: HTMLElement;
};

async function show(messages: TimelineMessage[], prepare?: (timeline: FakeTimeline) => void): Promise<Shown> {
  const session = new FakeSession();
  session.add(conversation('Mara Keller'));
  const timeline = session.timeline(ID);
  timeline.messages.value = messages;
  prepare?.(timeline);
  const attention = new FakeAttention();
  const box = await mountWith(
    session,
    html`<openim-message-list .attention=${attention} conversation-id=${ID}></openim-message-list>`,
  );
  await frames();
  const list = tag(box, 'openim-message-list');
  return {
    box,
    session,
    timeline,
    attention,
    list,
    scroller: list.shadowRoot!.querySelector<HTMLElement>('.scroller')!,
  };
}

function rowOf(list: Element, id: string): HTMLElement | null {
  return list.shadowRoot!.querySelector(`openim-message[data-id="${id}"]`);
}

const distanceToEnd = (scroller: HTMLElement): number =>
  scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

/** What a reader does before anything scrolls. */
function touch(scroller: HTMLElement): void {
  scroller.dispatchEvent(new WheelEvent('wheel'));
}

async function scrollTo(scroller: HTMLElement, top: number): Promise<void> {
  touch(scroller);
  const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
  scroller.scrollTop = top;
  await scrolled;
  await frames();
}

/** Where a row stands on screen. */
function topOf(list: Element, id: string): number {
  const row = rowOf(list, id);
  assert.ok(row, `${id} is not rendered`);
  return row.getBoundingClientRect().top;
}

/** A row that is wholly on screen. */
function readRow(list: Element, scroller: HTMLElement): string {
  const view = scroller.getBoundingClientRect();
  const rows = [...list.shadowRoot!.querySelectorAll<HTMLElement>('openim-message')];
  const row = rows.find((candidate) => candidate.getBoundingClientRect().top >= view.top);
  return row?.dataset['id'] ?? '';
}

describe('<openim-message-list>', () => {
  // Rows render again when what they draw with arrives, which would count as work.
  before(() => Promise.all([richContent.load(), loadLinks(), menuParts.load()]));
  afterEach(unmountAll);

  it('should be accessible, full, empty, loading and failed', async () => {
    const { box, timeline } = await show(history(12), (line) => {
      line.firstUnreadID.value = 'm8';
      line.peerTyping.value = true;
    });
    await assertAccessible(box);
    timeline.messages.value = [];
    await settle(box);
    await assertAccessible(box);
    timeline.state.value = { kind: 'loading' };
    await settle(box);
    await assertAccessible(box);
    timeline.state.value = { kind: 'failed', error: new OpenIMError(114, 'no answer') };
    await settle(box);
    await assertAccessible(box);
  });

  it('should be a log named after its conversation, told by one live region', async () => {
    const { list } = await show(history(3));
    const log = list.shadowRoot!.querySelector('[role="log"]')!;
    assert.equal(log.getAttribute('aria-label'), 'Messages with Mara Keller');
    assert.lengthOf(list.shadowRoot!.querySelectorAll('[aria-live="polite"]'), 1);
  });

  describe('rows', () => {
    it('should show days, what is new, and runs with one time', async () => {
      const { list } = await show(
        [
          textMessage('old', { id: 'a', atMs: NOON - 48 * 60 * MINUTE }),
          textMessage('one', { id: 'b', atMs: NOON }),
          textMessage('two', { id: 'c', atMs: NOON + MINUTE }),
          textMessage('three', { id: 'd', atMs: NOON + 2 * MINUTE }),
          textMessage('four', { id: 'e', atMs: NOON + 3 * MINUTE, outgoing: true }),
        ],
        (line) => {
          line.firstUnreadID.value = 'd';
        },
      );
      const content = list.shadowRoot!.querySelector('.content')!;
      assert.deepEqual(
        [...content.children].map((row) => (row as HTMLElement).dataset['id'] ?? row.className),
        ['day', 'a', 'day', 'b', 'c', 'unread', 'd', 'e'],
      );
      assert.equal(content.querySelector('.unread')?.textContent.trim(), '1 new message');
      assert.deepEqual(
        [...content.querySelectorAll('openim-message')].map(({ position }) => position),
        ['single', 'first', 'last', 'single', 'single'],
      );
      assert.isNull(find(content, '[data-id="b"]', 'time'), 'a time inside of a run');
      assert.ok(find(content, '[data-id="c"]', 'time'));
    });

    it('should not render a row again when another one changes', async () => {
      const { list, timeline, box } = await show(history(10));
      let renders = 0;
      for (const row of list.shadowRoot!.querySelectorAll('openim-message')) {
        const counted = row as unknown as { render: () => unknown };
        const render = counted.render.bind(row);
        counted.render = () => {
          renders += 1;
          return render();
        };
      }
      timeline.replace('m5', (message) => ({ ...message, message: { ...message.message, isRead: true } }));
      await settle(box);
      assert.equal(renders, 1);
    });

    it('should render for a new message what is new, however long the history is', async () => {
      const work = async (length: number): Promise<{ renders: number; changes: number }> => {
        const { list, timeline, box } = await show(history(length));
        await frames(4);
        let renders = 0;
        let changes = 0;
        const { prototype } = customElements.get('openim-message') as unknown as {
          prototype: { render: (this: unknown) => unknown };
        };
        const { render } = prototype;
        prototype.render = function (this: unknown) {
          renders += 1;
          return render.call(this);
        };
        const observer = new MutationObserver((records) => (changes += records.length));
        observer.observe(list.shadowRoot!, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        try {
          timeline.append(textMessage('new', { id: 'new', atMs: NOON + MINUTE }));
          await settle(box);
          await frames(4);
        } finally {
          prototype.render = render;
          changes += observer.takeRecords().length;
          observer.disconnect();
        }
        unmountAll();
        return { renders, changes };
      };
      // What is fetched once may come while the first one is shown.
      await work(10);
      const few = await work(100);
      const many = await work(10_000);
      assert.deepEqual(many, few);
      // The new one, and the one before it, whose run goes on.
      assert.isAtMost(many.renders, 2);
    });

    it('should have no more than 300 elements, all inside of the rows counted, at any place of 10,000', async () => {
      const { list, scroller, box } = await show(history(10_000));
      for (const share of [1, 0.5, 0.001, 0]) {
        touch(scroller);
        scroller.scrollTop = share * scroller.scrollHeight;
        await frames(4);
        await settle(box);
        const inside = [...list.shadowRoot!.querySelectorAll('*')].flatMap((element) => [
          element,
          ...(element.shadowRoot?.querySelectorAll('*') ?? []),
        ]);
        const avatars = inside.flatMap((element) =>
          element.localName === 'openim-avatar' ? [...(element.shadowRoot?.querySelectorAll('*') ?? [])] : [],
        );
        assert.isAtMost(inside.length + avatars.length, 300, `at ${String(share)}`);
      }
    });

    it('should keep the count of what is new while one reads', async () => {
      const { list, timeline, box } = await show(history(10), (line) => {
        line.firstUnreadID.value = 'm8';
      });
      timeline.append(textMessage('more', { atMs: NOON }));
      await settle(box);
      assert.equal(list.shadowRoot!.querySelector('.unread')?.textContent.trim(), '2 new messages');
    });

    it('should keep the DOM small however long the history is', async () => {
      const { list, scroller } = await show(history(3000));
      const count = (): number => list.shadowRoot!.querySelector('.content')!.children.length;
      assert.isBelow(count(), 300);
      await scrollTo(scroller, scroller.scrollHeight / 2);
      assert.isBelow(count(), 300);
      assert.isNull(rowOf(list, 'm2999'), 'rows far below are still there');
      await scrollTo(scroller, 0);
      assert.ok(rowOf(list, 'm0'));
      await scrollTo(scroller, scroller.scrollHeight);
      assert.ok(rowOf(list, 'm2999'));
      assert.isBelow(count(), 300);
    });
  });

  describe('the place', () => {
    it('should be the end at first, and stay there as messages come', async () => {
      const { scroller, timeline, box } = await show(history(40));
      assert.isAtMost(distanceToEnd(scroller), 1);
      for (let index = 0; index < 5; index += 1) {
        timeline.append(textMessage(`new ${String(index)}\nwith\nlines`, { atMs: NOON + index }));
        await settle(box);
        await frames();
        assert.isAtMost(distanceToEnd(scroller), 1);
      }
    });

    it('should not be taken from a reader who is elsewhere; a pill counts what is new', async () => {
      const { scroller, timeline, list, box } = await show(history(40));
      await scrollTo(scroller, scroller.scrollHeight - scroller.clientHeight - 400);
      const id = readRow(list, scroller);
      const top = topOf(list, id);
      timeline.append(textMessage('one', { atMs: NOON }), textMessage('two', { atMs: NOON + 1 }));
      await settle(box);
      await frames();
      assert.approximately(topOf(list, id), top, 1);
      const pill = list.shadowRoot!.querySelector<HTMLElement>('.pill')!;
      assert.equal(pill.textContent.trim(), '2 new');
      await assertAccessible(box);
      pill.click();
      await settle(box);
      await frames();
      assert.isAtMost(distanceToEnd(scroller), 1);
      assert.isNull(list.shadowRoot!.querySelector('.pill'));
    });

    it('should be the end when one sends something oneself', async () => {
      const { scroller, timeline, box } = await show(history(40));
      await scrollTo(scroller, scroller.scrollHeight - scroller.clientHeight - 400);
      timeline.append(textMessage('mine', { atMs: NOON, outgoing: true, delivery: { kind: 'queued' } }));
      await settle(box);
      await frames();
      assert.isAtMost(distanceToEnd(scroller), 1);
    });

    it('should stay within a pixel when history comes above', async () => {
      const { scroller, timeline, list, box } = await show(history(60, 'm'));
      await scrollTo(scroller, 300);
      const id = readRow(list, scroller);
      const top = topOf(list, id);
      timeline.prepend(...history(50, 'older', NOON - 120 * MINUTE));
      await settle(box);
      await frames(3);
      assert.approximately(topOf(list, id), top, 1);
      assert.isAbove(scroller.scrollTop, 301, 'nothing came above');
    });

    for (const [property, value] of [
      ['zoom', '1.5'],
      ['scale', '0.7'],
    ] as const) {
      it(`should stay within a pixel in a page that sets ${property}: ${value} around the list`, async () => {
        const { scroller, timeline, list, box } = await show(history(60, 'm'));
        box.style.setProperty(property, value);
        await frames(3);
        assert.isAtMost(distanceToEnd(scroller), 1);
        await scrollTo(scroller, scroller.scrollHeight - scroller.clientHeight - 900);
        const id = readRow(list, scroller);
        const top = topOf(list, id);
        timeline.prepend(...history(50, 'older', NOON - 120 * MINUTE));
        await settle(box);
        await frames(3);
        assert.approximately(topOf(list, id), top, Number(value));
        await scrollTo(scroller, scroller.scrollTop - 1500);
        const next = readRow(list, scroller);
        const nextTop = topOf(list, next);
        await scrollTo(scroller, scroller.scrollTop - 200);
        // WebKit measures an element in the lengths of its own zoom, the others in those of the page.
        assert.approximately(topOf(list, next), nextTop + 200 * scaleOf(scroller), Number(value));
      });
    }

    it('should take a page that has scaled it to nothing, as it may before it opens the list, for one that does not', async () => {
      const { box, scroller } = await show(history(3));
      box.style.setProperty('scale', '0');
      assert.equal(scroller.getBoundingClientRect().height, 0);
      assert.equal(scaleOf(scroller), 1);
    });

    it('should stay within a pixel when history comes while one scrolls', async () => {
      const { scroller, timeline, list, box } = await show(history(60, 'm'));
      await scrollTo(scroller, 300);
      const id = readRow(list, scroller);
      const top = topOf(list, id);
      timeline.prepend(...history(50, 'older', NOON - 120 * MINUTE));
      scroller.scrollTop -= 20;
      await settle(box);
      await frames(3);
      assert.approximately(topOf(list, id), top + 20, 1);
    });

    it('should stay within a pixel when something above changes its size', async () => {
      const { scroller, list } = await show(history(60));
      await scrollTo(scroller, 900);
      const id = readRow(list, scroller);
      const top = topOf(list, id);
      rowOf(list, `m${String(Number(id.slice(1)) - 2)}`)!.style.setProperty('padding-block-end', '137px');
      await frames();
      assert.approximately(topOf(list, id), top, 1);
    });

    it('should stay within a pixel when a picture without a size loads above', async () => {
      const { pictureElem } = blankElements();
      const url = pictureURL(100, 400);
      pictureElem.sourcePicture = { ...pictureElem.sourcePicture, url };
      const { scroller, timeline, list, box } = await show(history(60));
      await scrollTo(scroller, 900);
      const id = readRow(list, scroller);
      const top = topOf(list, id);
      timeline.prepend(
        anyMessage(ContentType.Picture, { pictureElem }, { atMs: NOON - 200 * MINUTE, id: 'picture' }),
      );
      await settle(box);
      await frames(4);
      assert.approximately(topOf(list, id), top, 1);
    });

    it('should stay within a pixel when the list is resized', async () => {
      const { scroller, list, box } = await show(history(60));
      await scrollTo(scroller, 900);
      const id = readRow(list, scroller);
      const top = topOf(list, id);
      box.style.setProperty('inline-size', '300px');
      await frames(3);
      assert.approximately(topOf(list, id), top, 1);
    });

    it('should stay the end when the list gets smaller, as by a keyboard', async () => {
      const { scroller, box } = await show(history(60));
      box.style.setProperty('block-size', '300px');
      await frames();
      assert.isAtMost(distanceToEnd(scroller), 1);
    });

    it('should stay within a pixel while rows come above and others go below, on the way up and back', async () => {
      const { scroller, list } = await show(history(600));
      for (const step of [-300, -300, -300, -300, -300, 300, 300, 300, 300, 300]) {
        // Far enough to have rows come and go: each step of the loop below renders more.
        await scrollTo(scroller, step < 0 ? 400 : scroller.scrollHeight - scroller.clientHeight - 400);
        const id = readRow(list, scroller);
        const top = topOf(list, id);
        await scrollTo(scroller, scroller.scrollTop + step);
        assert.approximately(topOf(list, id), top - step, 1);
      }
    });

    it('should not be the end of what is loaded, when more follows', async () => {
      const { scroller, list, timeline, box } = await show(history(60), (line) => {
        line.newer.value = 'available';
      });
      await scrollTo(scroller, scroller.scrollHeight);
      const top = topOf(list, 'm59');
      assert.isAbove(timeline.callsOf('loadNewer').length, 0);
      timeline.append(...history(30, 'newer', NOON + 60 * MINUTE));
      timeline.newer.value = 'available';
      await settle(box);
      await frames(4);
      assert.approximately(topOf(list, 'm59'), top, 1, 'the reader was carried on');
      assert.ok(list.shadowRoot!.querySelector('.pill'));
    });

    it('should not call new what somebody jumped far above of', async () => {
      const { list, timeline, box } = await show(history(60));
      timeline.newer.value = 'available';
      timeline.messages.value = history(60, 'old', NOON - 7 * 24 * 60 * MINUTE);
      await timeline.jumpTo('old30');
      await settle(box);
      await frames(3);
      const pill = list.shadowRoot!.querySelector('.pill')!;
      assert.equal(pill.getAttribute('aria-label'), 'Jump to the newest message');
      timeline.missedCount.value = 3;
      await settle(box);
      assert.equal(pill.textContent.trim(), '3 new');
    });

    it('should be given up by a reader who leaves the end as slowly as one can', async () => {
      const { scroller, timeline, box } = await show(history(60));
      const end = scroller.scrollTop;
      while (scroller.scrollTop > end - 60) await scrollTo(scroller, scroller.scrollTop - 2);
      const { scrollTop } = scroller;
      timeline.append(textMessage('new', { atMs: NOON }));
      await settle(box);
      await frames();
      assert.equal(scroller.scrollTop, scrollTop);
    });

    // As WebKit does it, which says that it knows nothing of scroll anchoring.
    it('should be kept where the browser scrolls back by itself, and not for ever', async () => {
      const { supports } = CSS;
      CSS.supports = (feature) => !feature.startsWith('overflow-anchor') && supports.call(CSS, feature);
      let nowMs = 60_000;
      performance.now = () => nowMs;
      try {
        const { scroller } = await show(history(60));
        const end = scroller.scrollTop;
        for (const laterMs of [0, 400]) {
          nowMs += laterMs;
          scroller.scrollTop = end - 42;
          await frames(3);
          assert.equal(scroller.scrollTop, end);
        }
        nowMs += 400;
        scroller.scrollTop = end - 42;
        await frames(3);
        assert.equal(scroller.scrollTop, end - 42, 'what goes on scrolling is a reader');
      } finally {
        CSS.supports = supports;
        delete (performance as Partial<Performance>).now;
      }
    });

    it('should be left by a reader who touches the list just when it has grown', async () => {
      const { supports } = CSS;
      CSS.supports = (feature) => !feature.startsWith('overflow-anchor') && supports.call(CSS, feature);
      performance.now = () => 60_000;
      try {
        const { scroller } = await show(history(60));
        const end = scroller.scrollTop;
        await scrollTo(scroller, end - 42);
        assert.equal(scroller.scrollTop, end - 42);
      } finally {
        CSS.supports = supports;
        delete (performance as Partial<Performance>).now;
      }
    });

    it('should be given up by a reader who leaves the end while messages pour in', async () => {
      const { scroller, timeline } = await show(history(60));
      for (let index = 0; index < 10; index += 1) {
        timeline.append(textMessage(`${String(index)}\n\nflood`, { atMs: NOON + index }));
        touch(scroller);
        scroller.scrollTop -= 60;
        await frames(1);
      }
      await frames();
      assert.isAbove(distanceToEnd(scroller), 200);
    });

    for (const [how, leave, comeBack] of [
      [
        'hidden and shown again',
        ({ list }: Shown) => list.style.setProperty('display', 'none'),
        ({ list }: Shown) => list.style.removeProperty('display'),
      ],
      ['moved', ({ box, list }: Shown) => tag(box, 'openim-provider').append(list), () => undefined],
    ] as const) {
      it(`should be kept by a list that is ${how}`, async () => {
        const shown = await show(history(80), (line) => (line.older.value = 'available'));
        const { box, list, scroller, timeline } = shown;
        await scrollTo(scroller, scroller.scrollTop - 900);
        const read = readRow(list, scroller);
        const top = topOf(list, read) - scroller.getBoundingClientRect().top;
        const asked = timeline.callsOf('loadOlder').length;
        leave(shown);
        await settle(box);
        await frames(3);
        timeline.append(textMessage('meanwhile', { atMs: NOON }));
        await settle(box);
        await frames(3);
        comeBack(shown);
        await frames(4);
        assert.approximately(topOf(list, read) - scroller.getBoundingClientRect().top, top, 1);
        assert.lengthOf(timeline.callsOf('loadOlder'), asked);
      });

      it(`should stay at the end of a list that is ${how}`, async () => {
        const shown = await show(history(80));
        const { box, scroller, timeline } = shown;
        leave(shown);
        await settle(box);
        await frames(3);
        timeline.append(textMessage('meanwhile', { atMs: NOON }));
        await settle(box);
        comeBack(shown);
        await frames(4);
        assert.isAtMost(distanceToEnd(scroller), 1);
      });
    }

    it('should be where one was when one comes back to a conversation, and the end when something is new', async () => {
      const { box, list, scroller, session, timeline } = await show(history(80));
      session.add(conversation('Tomas'));
      session.timeline('single_tomas').messages.value = history(50, 'tomas');
      const scrolled = (): HTMLElement => list.shadowRoot!.querySelector<HTMLElement>('.scroller')!;
      const goTo = async (id: string): Promise<void> => {
        list.conversationID = id;
        await settle(box);
        await frames(3);
      };
      await scrollTo(scroller, scroller.scrollTop - 1500);
      const read = readRow(list, scroller);
      const top = topOf(list, read);
      await goTo('single_tomas');
      assert.isAtMost(distanceToEnd(scrolled()), 1);
      timeline.append(textMessage('sent from elsewhere', { atMs: NOON, outgoing: true }));
      await goTo('');
      assert.isNull(scrolled());
      await goTo(ID);
      assert.approximately(topOf(list, read), top, 1);
      assert.ok(list.shadowRoot!.querySelector('.pill'));
      await goTo('single_tomas');
      assert.isAtMost(distanceToEnd(scrolled()), 1);
      timeline.firstUnreadID.value = 'm79';
      await goTo(ID);
      assert.isAtMost(distanceToEnd(scrolled()), 1);
    });

    describe('that one comes back to', () => {
      const TOMAS = 'single_tomas';

      async function showTwo(): Promise<
        Pick<Shown, 'timeline' | 'session'> & {
          read: string;
          top: number;
          list: () => Shown['list'];
          scroller: () => HTMLElement;
          goTo: (id: string) => Promise<void>;
          makeAnew: (isAtOnce: boolean) => Promise<void>;
        }
      > {
        const { box, list: first, scroller: former, session, timeline } = await show(history(80));
        session.add(conversation('Tomas'));
        session.timeline(TOMAS).messages.value = history(50, 'tomas');
        const list = (): Shown['list'] => tag(box, 'openim-message-list');
        const scroller = (): HTMLElement => list().shadowRoot!.querySelector<HTMLElement>('.scroller')!;
        const rest = async (): Promise<void> => {
          await settle(box);
          await frames(3);
        };
        await scrollTo(former, former.scrollTop - 1500);
        const read = readRow(first, former);
        return {
          timeline,
          session,
          read,
          top: topOf(first, read),
          list,
          scroller,
          goTo: async (id) => {
            list().conversationID = id;
            await rest();
          },
          makeAnew: async (isAtOnce) => {
            const provider = tag(box, 'openim-provider');
            const another = list().cloneNode();
            list().remove();
            if (!isAtOnce) await rest();
            provider.append(another);
            await rest();
          },
        };
      }

      for (const isAtOnce of [true, false]) {
        const when = isAtOnce ? 'at once' : 'later';

        it(`should be where one was in a list that is made anew ${when}`, async () => {
          const { makeAnew, list, read, top } = await showTwo();
          await makeAnew(isAtOnce);
          assert.approximately(topOf(list(), read), top, 1);
        });

        it(`should be the end in a list that is made anew ${when} when one was there last`, async () => {
          const { goTo, makeAnew, scroller } = await showTwo();
          await goTo(TOMAS);
          await goTo(ID);
          assert.isAbove(distanceToEnd(scroller()), 1000);
          await scrollTo(scroller(), scroller().scrollHeight);
          await makeAnew(isAtOnce);
          assert.isAtMost(distanceToEnd(scroller()), 1);
        });
      }

      it('should be asked for where it is further back than what is loaded first', async () => {
        const { goTo, list, read, timeline } = await showTwo();
        await goTo(TOMAS);
        const messages = timeline.messages.peek();
        const { jumpTo } = timeline;
        timeline.messages.value = messages.slice(-10);
        Object.assign(timeline, {
          jumpTo: (clientMsgID: string) => {
            timeline.messages.value = messages;
            return jumpTo(clientMsgID);
          },
        });
        await goTo(ID);
        assert.deepEqual(timeline.callsOf('jumpTo'), [[read]]);
        const view = list().shadowRoot!.querySelector('.scroller')!.getBoundingClientRect();
        assert.isAtLeast(topOf(list(), read), view.top);
        assert.isBelow(topOf(list(), read), view.bottom);
      });

      it('should be the end where it is gone', async () => {
        const { goTo, scroller, timeline } = await showTwo();
        await goTo(TOMAS);
        timeline.messages.value = timeline.messages.peek().slice(-10);
        Object.assign(timeline, { jumpTo: () => Promise.reject(new OpenIMError(802, 'no such message')) });
        await goTo(ID);
        assert.isAtMost(distanceToEnd(scroller()), 1);
      });

      it('should be the end for a reader there whose messages went away and came again', async () => {
        const { goTo, scroller, timeline } = await showTwo();
        await goTo(TOMAS);
        await goTo(ID);
        await scrollTo(scroller(), scroller().scrollHeight);
        const messages = timeline.messages.peek();
        timeline.messages.value = [];
        await frames(3);
        timeline.messages.value = messages;
        await frames(3);
        assert.isAtMost(distanceToEnd(scroller()), 1);
      });

      it('should outlast a visit that ends while the messages are still to come', async () => {
        const { goTo, list, read, top, timeline } = await showTwo();
        await goTo(TOMAS);
        const messages = timeline.messages.peek();
        timeline.messages.value = [];
        await goTo(ID);
        await goTo(TOMAS);
        timeline.messages.value = messages;
        await goTo(ID);
        assert.approximately(topOf(list(), read), top, 1);
      });

      it('should outlast a visit that ends before the list has come there', async () => {
        const { goTo, list, read, top } = await showTwo();
        await goTo(TOMAS);
        list().conversationID = ID;
        await list().updateComplete;
        list().conversationID = TOMAS;
        await list().updateComplete;
        await goTo(TOMAS);
        await goTo(ID);
        assert.approximately(topOf(list(), read), top, 1);
      });
    });

    it('should be the end in a box that had no height at first', async () => {
      const { box, list, scroller } = await show(history(80));
      box.style.setProperty('block-size', '0');
      tag(box, 'openim-provider').replaceChildren(list.cloneNode());
      const element = tag(box, 'openim-message-list');
      await settle(box);
      await frames(3);
      box.style.setProperty('block-size', '500px');
      await frames(4);
      assert.notEqual(element.shadowRoot!.querySelector('.scroller'), scroller);
      assert.isAtMost(distanceToEnd(element.shadowRoot!.querySelector<HTMLElement>('.scroller')!), 1);
      assert.ok(rowOf(element, 'm79'));
    });
  });

  describe('history', () => {
    it('should be asked for near the top, once at a time', async () => {
      const { scroller, timeline, box } = await show(history(60), (line) => {
        line.older.value = 'available';
      });
      assert.isEmpty(timeline.callsOf('loadOlder'));
      await scrollTo(scroller, 50);
      assert.lengthOf(timeline.callsOf('loadOlder'), 1);
      await settle(box);
      await scrollTo(scroller, 30);
      assert.lengthOf(timeline.callsOf('loadOlder'), 1);
    });

    it('should be asked for when what there is does not fill the list', async () => {
      const { timeline } = await show(history(2), (line) => {
        line.older.value = 'available';
      });
      assert.lengthOf(timeline.callsOf('loadOlder'), 1);
    });

    it('should be tried again by a button when it failed', async () => {
      const { timeline, list, box } = await show(history(3), (line) => {
        line.older.value = 'failed';
      });
      await assertAccessible(box);
      list.shadowRoot!.querySelector<HTMLElement>('.older button')!.click();
      assert.lengthOf(timeline.callsOf('loadOlder'), 1);
    });

    it('should offer to load again when nothing could be loaded', async () => {
      const { timeline, list } = await show([], (line) => {
        line.state.value = { kind: 'failed', error: new OpenIMError(114, 'no answer') };
      });
      assert.notInclude(list.shadowRoot!.textContent, 'no answer', 'the words of a server, in its language');
      list.shadowRoot!.querySelector<HTMLElement>('.button')!.click();
      assert.lengthOf(timeline.callsOf('reload'), 1);
    });
  });

  describe('seen', () => {
    const seen = (timeline: FakeTimeline): string[] =>
      timeline.callsOf('markSeen').flatMap(([ids]) => ids as string[]);

    it('should be only what is on screen, and only while somebody looks', async () => {
      const { timeline, attention } = await show(history(60));
      await frames(4);
      assert.isEmpty(seen(timeline), 'nobody looked');
      attention.set(true);
      assert.include(seen(timeline), 'm59');
      assert.notInclude(seen(timeline), 'm0');
    });

    it('should be told as messages come and as one scrolls, each once', async () => {
      const { timeline, attention, scroller } = await show(history(40));
      attention.set(true);
      timeline.append(textMessage('new', { id: 'new', atMs: NOON }));
      await until(() => seen(timeline).includes('new'));
      await scrollTo(scroller, 0);
      await until(() => seen(timeline).includes('m0'));
      assert.lengthOf(new Set(seen(timeline)), seen(timeline).length);
    });

    it('should not be told while the page is left', async () => {
      const { timeline, attention } = await show(history(40));
      attention.set(true);
      attention.set(false);
      timeline.append(textMessage('new', { id: 'new', atMs: NOON }));
      await frames(4);
      assert.notInclude(seen(timeline), 'new');
      attention.set(true);
      assert.include(seen(timeline), 'new');
    });

    it('should not be what is scrolled out of the window with the whole list', async () => {
      const { timeline, attention, box } = await show(history(40));
      box.style.setProperty('margin-block-start', '5000px');
      await frames(4);
      attention.set(true);
      assert.isEmpty(seen(timeline));
      await frames();
    });
  });

  it('should show that somebody types, and the word', async () => {
    const { timeline, list, box } = await show(history(4));
    assert.notInclude(visibleText(list), 'typing');
    timeline.peerTyping.value = true;
    await settle(box);
    assert.include(visibleText(list), 'typing');
    timeline.peerTyping.value = false;
    await settle(box);
    assert.notInclude(visibleText(list), 'typing');
  });

  it('should tell screen readers what comes in, not what one sends or what history brings', async () => {
    const { timeline, list, box } = await show(history(4));
    const told = (): string => list.shadowRoot!.querySelector('[aria-live="polite"]')!.textContent;
    timeline.prepend(textMessage('history', { atMs: NOON - 90 * MINUTE }));
    timeline.append(textMessage('mine', { atMs: NOON, outgoing: true }));
    await settle(box);
    assert.equal(told(), '');
    timeline.append(textMessage('hello', { atMs: NOON + 1 }));
    await settle(box);
    assert.equal(told(), 'Mara Keller: hello');
    // Once: nothing that happens to the message afterwards says it again.
    let repeats = 0;
    const observer = new MutationObserver((records) => (repeats += records.length));
    observer.observe(list.shadowRoot!.querySelector('[aria-live="polite"]')!, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    const { clientMsgID } = timeline.messages.value.at(-1)!.message;
    timeline.replace(clientMsgID, (line) => ({ ...line, message: { ...line.message, isRead: true } }));
    timeline.peerTyping.value = true;
    await settle(box);
    timeline.messages.value = [...timeline.messages.value];
    await settle(box);
    assert.lengthOf(observer.takeRecords(), 0);
    assert.equal(repeats, 0);
    observer.disconnect();
  });

  it('should be one Tab stop, with arrow keys between messages', async () => {
    const { list, box } = await show(history(4));
    const stops = (): string[] =>
      [...list.shadowRoot!.querySelectorAll<HTMLElement>('openim-message[tabindex="0"]')].map(
        (row) => row.dataset['id'] ?? '',
      );
    assert.deepEqual(stops(), ['m3']);
    rowOf(list, 'm3')!.focus();
    const visited: (string | undefined)[] = [];
    for (const key of ['ArrowUp', 'Home', 'ArrowUp', 'ArrowDown', 'End']) {
      press(list.shadowRoot!.activeElement!, key);
      visited.push((list.shadowRoot!.activeElement as HTMLElement).dataset['id']);
    }
    await settle(box);
    assert.deepEqual(visited, ['m2', 'm0', 'm0', 'm1', 'm3']);
    assert.deepEqual(stops(), ['m3']);
  });

  it('should keep the focus of who pages on from a message until that is no longer rendered', async () => {
    const { list, scroller } = await show(history(400));
    rowOf(list, 'm399')!.focus();
    while (rowOf(list, 'm399')) await scrollTo(scroller, scroller.scrollTop - 400);
    assert.equal(list.shadowRoot!.activeElement?.localName, 'openim-message');
    assert.equal((list.shadowRoot!.activeElement as HTMLElement).tabIndex, 0);
  });

  it('should leave nothing behind when it goes', async () => {
    const { timeline, attention, list, box } = await show(history(40));
    assert.equal(attention.listenerCount, 1);
    assert.isAbove(timeline.holders, 0);
    list.remove();
    await settle(box);
    assert.equal(attention.listenerCount, 0);
    assert.equal(timeline.holders, 0);
  });

  it('should keep its timeline open when it is moved, and go on', async () => {
    const { timeline, list, box } = await show(history(4));
    const elsewhere = document.createElement('section');
    list.parentElement!.append(elsewhere);
    elsewhere.append(list);
    await settle(box);
    assert.equal(timeline.holders, 1);
    timeline.append(textMessage('after the move', { atMs: NOON }));
    await settle(box);
    assert.include(visibleText(list), 'after the move');
  });

  it('should give the visitor of a support chat the colour of the chat, and nobody else', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara Keller', { groupID: 'desk' }));
    const timeline = session.timeline('group_desk');
    timeline.group.value = groupItem('desk', { ex: JSON.stringify({ visitor: { userID: 'mara' } }) });
    const options = { conversationID: 'group_desk' };
    timeline.messages.value = [
      textMessage('hello', { ...options, message: { groupID: 'desk' } }),
      textMessage('good morning', { ...options, message: { groupID: 'desk', sendID: 'lena' } }),
    ];
    const box = await mountWith(
      session,
      html`<openim-message-list conversation-id="group_desk"></openim-message-list>`,
    );
    const messages = tag(box, 'openim-message-list').shadowRoot!.querySelectorAll('openim-message');
    assert.deepEqual(
      [...messages].map(({ shadowRoot }) => shadowRoot!.querySelector('openim-avatar')?.seed),
      ['desk', 'lena'],
    );
  });

  it('should say that it lacks a provider, once in the console', async () => {
    const timers = new FakeTimers();
    const warnings = await warningsOf(async () => {
      const box = await mount(html`<openim-message-list></openim-message-list>`).finally(() => {
        timers.restore();
      });
      timers.fire();
      await settle(box);
      const list = tag(box, 'openim-message-list');
      assert.include(visibleText(list), 'Chat isn’t set up yet Missing: <openim-provider>.');
      list.requestUpdate();
      await settle(box);
      await assertAccessible(box);
    });
    assert.lengthOf(warnings, 1);
  });
});

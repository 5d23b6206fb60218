/** Random sequences of everything that can happen to a reader, and what must hold whatever happens. */
import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { blankElements, ContentType, type TimelineMessage } from '../../../src/index.js';
import {
  anyMessage,
  conversation,
  FakeSession,
  textMessage,
  type FakeTimeline,
} from '../../helpers/fake-session.js';
import { frames, mountWith, settle, tag, unmountAll } from '../../helpers/elements.js';

const ID = 'single_mara';
const MINUTE = 60_000;
const START = new Date('2026-11-18T12:00:00').getTime();
const STEPS = 45;
const SEEDS = [1, 2, 3, 6, 9, 22, 31, 47];
const MAX_NODES = 300;
/** At least so far beyond the screen messages are rendered. */
const RENDERED_PX = 300;

/** A stream of numbers in [0, 1) that a seed determines (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Reader {
  readonly #random: () => number;
  readonly timeline: FakeTimeline;
  readonly box: HTMLElement;
  readonly list: HTMLElementTagNameMap['openim-message-list'];
  readonly scroller: HTMLElement;
  readonly log: string[] = [];
  #newest = 0;
  #oldest = 0;
  #pictures = 0;

  private constructor(seed: number, timeline: FakeTimeline, box: HTMLElement) {
    this.#random = randomOf(seed);
    this.timeline = timeline;
    this.box = box;
    this.list = tag(box, 'openim-message-list');
    this.scroller = this.list.shadowRoot!.querySelector<HTMLElement>('.scroller')!;
  }

  static async open(seed: number): Promise<Reader> {
    const session = new FakeSession();
    session.add(conversation('Mara Keller'));
    const timeline = session.timeline(ID);
    timeline.messages.value = [textMessage('first', { id: 'first', atMs: START })];
    const box = await mountWith(session, html`<openim-message-list conversation-id=${ID}></openim-message-list>`);
    const reader = new Reader(seed, timeline, box);
    timeline.messages.value = reader.messages(400, 'below');
    await reader.rest();
    return reader;
  }

  between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.between(0, items.length - 1)] as T;
  }

  messages(count: number, side: 'above' | 'below'): TimelineMessage[] {
    const made = Array.from({ length: count }, () => {
      const place = side === 'below' ? (this.#newest += 1) : (this.#oldest -= 1);
      const options = { id: `m${String(place)}`, atMs: START + place * MINUTE, outgoing: this.#random() < 0.3 };
      if (this.#random() < 0.08) return this.#picture(options);
      return textMessage(`${String(place)} ${'word '.repeat(this.between(0, 60))}`, options);
    });
    return side === 'below' ? made : made.reverse();
  }

  /** One that does not say how big it is: it gets its height when it has loaded. */
  #picture(options: { id: string; atMs: number; outgoing: boolean }): TimelineMessage {
    const { pictureElem } = blankElements();
    const height = this.between(40, 300);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="${String(height)}" id="p${String((this.#pictures += 1))}"/>`;
    const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    pictureElem.sourcePicture = { ...pictureElem.sourcePicture, url };
    return anyMessage(ContentType.Picture, { pictureElem }, options);
  }

  get rows(): HTMLElement[] {
    return [...this.list.shadowRoot!.querySelectorAll<HTMLElement>('openim-message')];
  }

  get isAtEnd(): boolean {
    return this.distanceToEnd <= 1;
  }

  get distanceToEnd(): number {
    const { scrollHeight, clientHeight, scrollTop } = this.scroller;
    return scrollHeight - clientHeight - scrollTop;
  }

  /** The first row that begins on screen, and where. */
  anchor(): { id: string; top: number } | undefined {
    const view = this.scroller.getBoundingClientRect();
    for (const row of this.rows) {
      const { top } = row.getBoundingClientRect();
      if (top >= view.top && top < view.bottom) return { id: row.dataset['id'] ?? '', top: top - view.top };
    }
    return undefined;
  }

  topOf(id: string): number | undefined {
    const row = this.rows.find(({ dataset }) => dataset['id'] === id);
    return row && row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  async rest(): Promise<void> {
    await settle(this.box);
    await frames(3);
  }

  /** Something happens that is not the reader's doing. */
  async happen(what: string, act: () => void): Promise<void> {
    this.log.push(what);
    const wasAtEnd = this.isAtEnd;
    const before = this.anchor();
    act();
    await this.rest();
    if (wasAtEnd) {
      assert.isAtMost(this.distanceToEnd, 1, 'the end was lost');
      return;
    }
    const after = before && this.topOf(before.id);
    const isClamped = this.scroller.scrollTop <= 0 || this.distanceToEnd <= 0;
    if (
      !before ||
      isClamped ||
      !this.timeline.messages.value.some(({ message }) => message.clientMsgID === before.id)
    )
      return;
    assert.isDefined(after, `${before.id} is gone`);
    assert.approximately(after, before.top, 1, `${before.id} moved`);
  }

  /** The reader scrolls; what they look at moves by just that. */
  async scroll(by: number): Promise<void> {
    this.log.push(`scroll ${String(by)}`);
    const before = this.anchor();
    const from = this.scroller.scrollTop;
    const room = by < 0 ? from : this.distanceToEnd;
    this.scroller.scrollTop += by;
    await this.rest();
    const after = before && this.topOf(before.id);
    // Further than what is rendered there is nothing to hold on to: heights are guessed.
    if (Math.abs(by) > RENDERED_PX) return;
    if (!before || after === undefined || room < Math.abs(by) + 40 || this.isAtEnd) return;
    assert.approximately(after, before.top - by, 1, `${before.id} did not move with the reader`);
  }

  /** Order, completeness, size, and nothing blank. */
  check(): void {
    const shown = this.rows.map(({ dataset }) => dataset['id'] ?? '');
    const all = this.timeline.messages.value.map(({ message }) => message.clientMsgID);
    const start = all.indexOf(shown[0] ?? '');
    assert.deepEqual(shown, all.slice(start, start + shown.length), 'order');
    const content = this.list.shadowRoot!.querySelector('.content')!;
    assert.isAtMost(content.querySelectorAll('*').length, MAX_NODES, 'nodes');
    const view = this.scroller.getBoundingClientRect();
    const first = this.rows[0]?.getBoundingClientRect().top ?? 0;
    const last = this.rows.at(-1)?.getBoundingClientRect().bottom ?? 0;
    if (start > 0) assert.isAtMost(first, view.top + 1, 'blank above');
    if (start + shown.length < all.length) assert.isAtLeast(last, view.bottom - 1, 'blank below');
  }
}

const acts: readonly ((reader: Reader) => Promise<void>)[] = [
  (reader) => {
    const count = reader.between(1, 12);
    return reader.happen(`append ${String(count)}`, () =>
      reader.timeline.append(...reader.messages(count, 'below')),
    );
  },
  (reader) => {
    const count = reader.between(1, 60);
    return reader.happen(`prepend ${String(count)}`, () =>
      reader.timeline.prepend(...reader.messages(count, 'above')),
    );
  },
  (reader) => {
    const ids = new Set(
      Array.from({ length: reader.between(1, 4) }, () => reader.pick(reader.timeline.messages.value)).map(
        ({ message }) => message.clientMsgID,
      ),
    );
    if (reader.rows.length > 0) ids.add(reader.pick(reader.rows).dataset['id'] ?? '');
    return reader.happen(`remove ${[...ids].join(' ')}`, () => {
      reader.timeline.messages.value = reader.timeline.messages.value.filter(
        ({ message }) => !ids.has(message.clientMsgID),
      );
    });
  },
  (reader) => {
    const [width, height] = [reader.between(280, 900), reader.between(300, 800)];
    return reader.happen(`resize ${String(width)} ${String(height)}`, () => {
      reader.box.style.setProperty('inline-size', `${String(width)}px`);
      reader.box.style.setProperty('block-size', `${String(height)}px`);
    });
  },
  (reader) => {
    const row = reader.pick(reader.rows);
    const px = reader.between(0, 200);
    return reader.happen(`grow ${row.dataset['id'] ?? ''} ${String(px)}`, () => {
      row.style.setProperty('padding-block-end', `${String(px)}px`);
    });
  },
  (reader) => {
    const px = reader.between(11, 24);
    return reader.happen(`font ${String(px)}`, () => {
      reader.box.style.setProperty('--openim-font-size-message', `${String(px)}px`);
    });
  },
  async (reader) => {
    const { clientMsgID } = reader.pick(reader.timeline.messages.value).message;
    reader.log.push(`jump ${clientMsgID}`);
    await reader.timeline.jumpTo(clientMsgID);
    await reader.rest();
    const top = reader.topOf(clientMsgID);
    assert.isDefined(top, 'not where it was jumped to');
    assert.isAtLeast(top, -1);
    assert.isBelow(top, reader.scroller.clientHeight);
  },
  async (reader) => {
    reader.log.push('end');
    await reader.list.scrollToNewest();
    await reader.rest();
    assert.isAtMost(reader.distanceToEnd, 1);
  },
  (reader) => reader.scroll(reader.between(-400, 400)),
  (reader) => reader.scroll(reader.between(-3000, 3000)),
  async (reader) => {
    const speed = reader.between(-4000, 4000);
    reader.log.push(`fling ${String(speed)}`);
    for (let frame = 0; frame < 8; frame += 1) {
      reader.scroller.scrollTop += speed;
      await frames(1);
    }
    await reader.rest();
  },
];

describe('the place in <openim-message-list>', () => {
  afterEach(unmountAll);

  for (const seed of SEEDS) {
    it(`should be kept whatever happens (seed ${String(seed)})`, async () => {
      const reader = await Reader.open(seed);
      try {
        for (let step = 0; step < STEPS; step += 1) {
          await reader.pick(acts)(reader);
          reader.check();
        }
      } catch (error) {
        throw new Error(`seed ${String(seed)}, after: ${reader.log.slice(-8).join('; ')}: ${String(error)}`, {
          cause: error,
        });
      }
    });
  }
});

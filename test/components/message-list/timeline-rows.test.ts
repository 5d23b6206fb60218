import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RowWindow } from '../../../components/message-list/row-window.js';
import { timelineRows } from '../../../components/message-list/timeline-rows.js';
import { ContentType, type TimelineMessage } from '../../../src/index.js';
import { anyMessage, textMessage, type MessageOptions } from '../../helpers/fake-session.js';

const NOON = new Date(2026, 10, 18, 12).getTime();
const MINUTE = 60_000;

function at(minutes: number, options: MessageOptions = {}): TimelineMessage {
  return textMessage('x', { atMs: NOON + minutes * MINUTE, ...options });
}

function positions(...messages: TimelineMessage[]): string[] {
  return timelineRows(messages, { start: 0, end: messages.length }, undefined).flatMap((row) =>
    row.kind === 'message' ? [row.position] : [],
  );
}

describe('timelineRows', () => {
  it('should join what one person writes within five minutes', () => {
    assert.deepEqual(positions(at(0), at(1), at(2)), ['first', 'middle', 'last']);
    assert.deepEqual(positions(at(0), at(6)), ['single', 'single']);
  });

  it('should part different people, notices and days', () => {
    assert.deepEqual(positions(at(0), at(1, { outgoing: true })), ['single', 'single']);
    assert.deepEqual(positions(at(0), anyMessage(ContentType.RevokeNotice, {}, { atMs: NOON + MINUTE }), at(2)), [
      'single',
      'single',
      'single',
    ]);
    assert.deepEqual(positions(at(-12 * 60 - 1), at(-12 * 60 + 1)), ['single', 'single']);
  });

  it('should part what is read from what is not, and what is sent from what is not', () => {
    const own = (minutes: number, isRead: boolean, kind: 'sent' | 'queued' = 'sent'): TimelineMessage =>
      at(minutes, { outgoing: true, delivery: { kind }, message: { isRead } });
    assert.deepEqual(positions(own(0, true), own(1, true), own(2, false), own(3, false, 'queued')), [
      'first',
      'last',
      'single',
      'single',
    ]);
  });

  it('should stand what waits to be sent under the day on which it was written', () => {
    const own = (minutes: number, kind: 'sent' | 'queued'): TimelineMessage =>
      at(minutes, { outgoing: true, delivery: { kind } });
    const messages = [own(0, 'sent'), own(1, 'queued'), own(2, 'queued'), own(13 * 60, 'queued')];
    const rows = timelineRows(messages, { start: 0, end: messages.length }, undefined);
    assert.deepEqual(
      rows.map((row) => (row.kind === 'day' ? row.ms : row.kind)),
      [NOON, 'message', 'message', 'message', NOON + 13 * 60 * MINUTE, 'message'],
    );
    assert.deepEqual(positions(...messages), ['single', 'first', 'last', 'single']);
  });

  it('should keep every key apart', () => {
    const messages = Array.from({ length: 500 }, (_, index) => at(index * 17, { id: `m${String(index)}` }));
    const keys = timelineRows(messages, { start: 0, end: 500 }, 'm250').map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('should not depend on which part of the list is rendered', () => {
    const messages = [at(0), at(1), at(2)];
    const kinds = (start: number, end: number): string[] =>
      timelineRows(messages, { start, end }, undefined).map(({ kind }) => kind);
    assert.deepEqual(kinds(1, 2), ['message']);
    assert.deepEqual(kinds(0, 2), ['day', 'message', 'message']);
  });
});

const SECOND = 1000;

/** A picture so many seconds after noon. */
function picture(seconds: number, options: MessageOptions = {}): TimelineMessage {
  return anyMessage(
    ContentType.Picture,
    {},
    { atMs: NOON + seconds * SECOND, id: `p${String(seconds)}`, ...options },
  );
}

describe('albums', () => {
  /** Messages per row, each row with its place in the run. */
  function rows(messages: TimelineMessage[], unreadID?: string): string[] {
    return timelineRows(messages, { start: 0, end: messages.length }, unreadID).flatMap((row) =>
      row.kind === 'album'
        ? `${String(row.messages.length)} ${row.position}`
        : row.kind === 'message'
          ? `1 ${row.position}`
          : [],
    );
  }

  it('should hold pictures that were sent together, as one place in a run', () => {
    assert.deepEqual(rows([picture(0), picture(1), picture(2)]), ['3 single']);
    assert.deepEqual(rows([at(-1), picture(0), picture(1), at(1)]), ['1 first', '2 middle', '1 last']);
    assert.deepEqual(rows([picture(0), picture(70), picture(71)]), ['1 first', '2 last']);
  });

  it('should end with the sender, at other messages, and at a day', () => {
    assert.deepEqual(rows([picture(0), picture(1, { outgoing: true })]), ['1 single', '1 single']);
    assert.deepEqual(rows([picture(0), at(1 / 60), picture(2)]), ['1 first', '1 middle', '1 last']);
    const midnight = -12 * 3600;
    assert.deepEqual(rows([picture(midnight - 1), picture(midnight + 1)]), ['1 single', '1 single']);
  });

  it('should hold together whatever way its pictures are, and leave a failed one alone', () => {
    const own = (seconds: number, kind: 'sent' | 'queued' | 'sending'): TimelineMessage =>
      picture(seconds, { outgoing: true, delivery: { kind } });
    assert.deepEqual(rows([own(0, 'sent'), own(1, 'sending'), own(2, 'queued')]), ['3 single']);
    const failed = picture(1, {
      outgoing: true,
      delivery: { kind: 'failed', errCode: 201, errMsg: '' },
    });
    assert.deepEqual(rows([own(0, 'sent'), failed, own(2, 'sent')]), ['1 single', '1 single', '1 single']);
  });

  it('should begin anew with what is new, and after nine', () => {
    const pictures = Array.from({ length: 11 }, (_, index) => picture(index));
    assert.deepEqual(rows(pictures), ['9 first', '2 last']);
    assert.deepEqual(rows(pictures.slice(0, 4), 'p1'), ['1 single', '3 single']);
  });

  it('should be rendered as a whole, its height that of its first picture', () => {
    const texts = Array.from({ length: 30 }, (_, index) => at(index + 10, { id: `t${String(index)}` }));
    const window = new RowWindow();
    window.update([...Array.from({ length: 20 }, (_, index) => picture(index)), ...texts], true);
    window.showIndex(12);
    assert.deepEqual([window.start % 9, window.end >= 18], [0, true]);
    const known = new Map([
      ['p0', 300],
      ...Array.from({ length: 8 }, (_, index) => [`p${String(index + 1)}`, 0] as const),
    ]);
    window.measured(known);
    window.showIndex(45);
    window.showIndex(9);
    window.follow({ top: 310, height: 10, contentHeight: 5000 }, 0);
    assert.deepEqual([window.start, window.above], [9, 300]);
  });
});

describe('RowWindow', () => {
  /** How many messages are rendered before anything is known of their heights. */
  const FIRST = 24;

  const messages = (from: number, to: number): TimelineMessage[] =>
    Array.from({ length: to - from }, (_, index) => at(from + index, { id: String(from + index) }));

  const heights = (from: number, to: number, px: number): Map<string, number> =>
    new Map(Array.from({ length: to - from }, (_, index) => [String(from + index), px]));

  it('should show the end at first, with room for the rest', () => {
    const window = new RowWindow();
    window.update(messages(0, 1000), true);
    assert.deepEqual([window.start, window.end, window.reachesEnd], [1000 - FIRST, 1000, true]);
    window.measured(heights(1000 - FIRST, 1000, 40));
    assert.deepEqual([window.above, window.below], [(1000 - FIRST) * 40, 0]);
  });

  it('should not move when history comes above', () => {
    const window = new RowWindow();
    window.update(messages(0, 100), true);
    window.measured(heights(100 - FIRST, 100, 40));
    window.update([...messages(-50, 0), ...messages(0, 100)], false);
    assert.deepEqual([window.start, window.end, window.above], [150 - FIRST, 150, (150 - FIRST) * 40]);
  });

  it('should follow the end, and render nothing new for a reader elsewhere', () => {
    const window = new RowWindow();
    window.update(messages(0, 100), true);
    window.measured(heights(100 - FIRST, 100, 40));
    window.update(messages(0, 110), true);
    assert.deepEqual([window.start, window.end, window.above], [110 - FIRST, 110, (110 - FIRST) * 40]);
    window.update(messages(0, 200), false);
    assert.deepEqual(
      [window.start, window.end, window.reachesEnd, window.below],
      [110 - FIRST, 110, false, 90 * 40],
    );
  });

  it('should render what is on screen and around it, and remember how high the rest is', () => {
    const window = new RowWindow();
    window.update(messages(0, 1000), true);
    window.measured(heights(1000 - FIRST, 1000, 40));
    const view = { top: 20_000, height: 600, contentHeight: 40_000 };
    assert.ok(window.isShort(view, 400));
    assert.ok(window.follow(view, 400));
    assert.deepEqual([window.start, window.end], [490, 526]);
    // Twice as high as was thought: what follows is so much further down, and nothing else moves.
    window.measured(heights(490, 526, 80));
    assert.equal(window.above, 490 * 40);
    assert.ok(window.follow({ ...view, top: 490 * 40 + 36 * 80 }, 0));
    assert.deepEqual([window.start, window.above], [526, 490 * 40 + 36 * 80]);
    assert.equal(window.below, (1000 - window.end) * 40);
  });

  it('should render no more than it may, however high the screen is', () => {
    const window = new RowWindow();
    window.update(messages(0, 5000), true);
    window.follow({ top: 0, height: 100_000, contentHeight: 300_000 }, 1000);
    assert.deepEqual([window.start, window.end], [0, 180]);
  });

  it('should show a message wherever it is, and not move for one that is rendered', () => {
    const window = new RowWindow();
    window.update(messages(0, 1000), true);
    window.showIndex(980);
    assert.deepEqual([window.start, window.end], [1000 - FIRST, 1000]);
    window.showIndex(100);
    assert.ok(window.start <= 100 && window.end > 100);
    window.showIndex(0);
    assert.equal(window.start, 0);
  });

  it('should find itself again when its first message is deleted', () => {
    const window = new RowWindow();
    window.update(messages(0, 100), true);
    window.update([...messages(0, 70), ...messages(71, 100)], false);
    assert.deepEqual([window.end, window.reachesEnd], [99, true]);
    window.update(messages(50, 100), true);
    assert.equal(window.end, 50);
  });

  it('should hold on to the others when the first and the last that it has are deleted', () => {
    const window = new RowWindow();
    window.update(messages(0, 1000), true);
    window.measured(heights(1000 - FIRST, 1000, 40));
    window.follow({ top: 20_000, height: 600, contentHeight: 40_000 }, 400);
    assert.deepEqual([window.start, window.end], [490, 526]);
    window.update([...messages(0, 490), ...messages(491, 525), ...messages(526, 1000)], false);
    assert.deepEqual([window.start, window.end], [490, 524]);
  });

  it('should be empty with an empty timeline', () => {
    const window = new RowWindow();
    window.update(messages(0, 10), true);
    window.update([], true);
    assert.deepEqual([window.start, window.end], [0, 0]);
  });
});

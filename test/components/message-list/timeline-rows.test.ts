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

  it('should keep every key apart', () => {
    const messages = Array.from({ length: 500 }, (_, index) => at(index * 17, { id: `m${String(index)}` }));
    const keys = timelineRows(messages, { start: 0, end: 500 }, 'm250').map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('should begin a part of the list with its day', () => {
    const messages = [at(0), at(1), at(2)];
    const rows = timelineRows(messages, { start: 1, end: 2 }, undefined);
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['day', 'message'],
    );
  });
});

describe('RowWindow', () => {
  const messages = (from: number, to: number): TimelineMessage[] =>
    Array.from({ length: to - from }, (_, index) => at(from + index, { id: String(from + index) }));

  it('should show the end at first', () => {
    const window = new RowWindow();
    window.update(messages(0, 1000), true);
    assert.deepEqual([window.start, window.end, window.reachesEnd], [940, 1000, true]);
  });

  it('should not move when history comes above', () => {
    const window = new RowWindow();
    window.update(messages(0, 100), true);
    window.update([...messages(-50, 0), ...messages(0, 100)], false);
    assert.deepEqual([window.start, window.end], [90, 150]);
  });

  it('should show what comes at the end, also to a reader elsewhere, until there is too much', () => {
    const window = new RowWindow();
    window.update(messages(0, 100), true);
    window.update(messages(0, 200), false);
    assert.deepEqual([window.start, window.end], [40, 200]);
    window.update(messages(0, 400), false);
    assert.deepEqual([window.start, window.end, window.reachesEnd], [40, 200, false]);
  });

  it('should drop what is far behind, in both directions, and come to both ends', () => {
    const window = new RowWindow();
    window.update(messages(0, 1000), true);
    while (window.growUp()) assert.ok(window.end - window.start <= 220);
    assert.deepEqual([window.start, window.end], [0, 220]);
    while (window.growDown()) assert.ok(window.end - window.start <= 220);
    assert.deepEqual([window.start, window.end], [780, 1000]);
  });

  it('should find itself again when its first message is deleted', () => {
    const window = new RowWindow();
    window.update(messages(0, 100), true);
    window.update(messages(50, 100), true);
    assert.deepEqual([window.start, window.end], [0, 50]);
  });

  it('should be empty with an empty timeline', () => {
    const window = new RowWindow();
    window.update(messages(0, 10), true);
    window.update([], true);
    assert.deepEqual([window.start, window.end], [0, 0]);
  });
});

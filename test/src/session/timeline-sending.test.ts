import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PATIENCE_MS } from '../../../src/session/timeline-sending.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import { SessionFixture, shown } from '../../helpers/session-fixture.js';
import { BOB } from '../../helpers/sync-fixture.js';

describe('sending a text', () => {
  // Protection: `onQueued`, src/session/timeline-sending.ts. With the draft first, a text is lost with a page that is left.
  it('should store the message no later than that its draft is empty', async (test) => {
    const fixture = await SessionFixture.connected();
    fixture.say('said');
    const timeline = await fixture.open();
    timeline.setDraft('hello', true);
    await fixture.settle();
    const { mock } = test.mock.method(MemoryStore.prototype, 'commit');
    await timeline.sendText('hello');
    const [first] = mock.calls.map((call) => call.arguments[0]);
    assert.equal(first?.outbox?.length, 1);
    await fixture.settle();
    assert.equal(fixture.server.conversation('alice', BOB).draftText, '');
  });
});

describe('sending before the code for it is fetched', () => {
  it('should pass on that a file could not be measured, with no rejection left that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const fixture = await SessionFixture.connected();
    const timeline = await fixture.open();
    const broken = new Error('not measured');
    await assert.rejects(timeline.sendFile(new File(['hello'], 'a.mp4'), Promise.reject(broken)), broken);
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  it('should store what is written after a file that cannot be made, once that has taken long', async () => {
    const fixture = new SessionFixture();
    const timeline = await fixture.open();
    void timeline.sendFile(new File(['hello'], 'a.mp4'), new Promise(() => undefined));
    const text = timeline.sendText('one');
    await fixture.clock.advance(PATIENCE_MS - 1);
    assert.deepEqual(shown(timeline), []);
    await fixture.clock.advance(1);
    await text;
    assert.deepEqual(shown(timeline), ['one:queued']);
  });
});

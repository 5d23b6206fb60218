import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emitter, type EventFrame } from '../../../src/index.js';
import { recordingLogger } from '../../helpers/fake-wake-signals.js';

const frame = (data = ''): EventFrame<'OnRecvNewMessage'> => ({
  event: 'OnRecvNewMessage',
  errCode: 0,
  errMsg: '',
  data,
  operationID: '0',
});

describe('emitter', () => {
  it('should return itself from on, off and emit', () => {
    const events = new emitter();
    const listener = () => undefined;
    assert.equal(
      events
        .on('OnRecvNewMessage', listener)
        .emit('OnRecvNewMessage', frame())
        .off('OnRecvNewMessage', listener)
        .off('OnRecvNewMessage'),
      events,
    );
  });

  it('should hand the very frame to every listener, in the order they came, as often as they were added', () => {
    const events = new emitter();
    const heard: unknown[] = [];
    const twice = (given: EventFrame) => heard.push(['twice', given]);
    events.on('OnRecvNewMessage', twice).on('OnRecvNewMessage', (given) => heard.push(['once', given]));
    events.on('OnRecvNewMessage', twice);
    const given = frame('x');
    events.emit('OnRecvNewMessage', given);
    assert.deepEqual(
      heard.map((entry) => (entry as unknown[])[0]),
      ['twice', 'once', 'twice'],
    );
    assert.ok(heard.every((entry) => (entry as unknown[])[1] === given));
  });

  it('should take off one listener once, and without one all of the event', () => {
    const events = new emitter();
    let calls = 0;
    const listener = () => calls++;
    events.on('OnRecvNewMessage', listener).on('OnRecvNewMessage', listener).on('OnConnecting', listener);
    events.off('OnRecvNewMessage', listener).emit('OnRecvNewMessage', frame());
    assert.equal(calls, 1);
    events.off('OnRecvNewMessage').emit('OnRecvNewMessage', frame());
    assert.equal(calls, 1);
    events.off('OnKickedOffline', listener).off('OnKickedOffline');
    events.emit('OnConnecting', { ...frame(), event: 'OnConnecting', data: '' });
    assert.equal(calls, 2);
  });

  it('should let a listener take itself or others off while an event is delivered, from the next one on', () => {
    const events = new emitter();
    const heard: string[] = [];
    const second = () => heard.push('second');
    events.on('OnRecvNewMessage', () => {
      heard.push('first');
      events.off('OnRecvNewMessage', second);
    });
    events.on('OnRecvNewMessage', second);
    events.emit('OnRecvNewMessage', frame()).emit('OnRecvNewMessage', frame());
    assert.deepEqual(heard, ['first', 'second', 'first']);
  });

  it('should report a listener that throws, and call the others', () => {
    const logger = recordingLogger();
    const events = new emitter(logger);
    let called = false;
    events.on('OnRecvNewMessage', () => {
      throw new Error('broken page');
    });
    events.on('OnRecvNewMessage', () => (called = true));
    events.emit('OnRecvNewMessage', frame());
    assert.ok(called);
    assert.deepEqual(logger.lines, ['error: a listener to OnRecvNewMessage failed']);
  });
});

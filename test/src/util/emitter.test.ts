import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../../../src/util/emitter.js';

type Sounds = { bark: string; purr: number };

function setUp() {
  const errors: unknown[] = [];
  const emitter = new Emitter<Sounds>({ error: (message, detail) => errors.push([message, detail]) });
  return { errors, emitter };
}

describe('Emitter', () => {
  it('should call the listeners of the event, in order, and no others', () => {
    const { emitter } = setUp();
    const heard: unknown[] = [];
    emitter.on('bark', (sound) => heard.push(['first', sound]));
    emitter.on('bark', (sound) => heard.push(['second', sound]));
    emitter.on('purr', () => assert.fail());
    emitter.emit('bark', 'woof');
    assert.deepEqual(heard, [
      ['first', 'woof'],
      ['second', 'woof'],
    ]);
  });

  it('should report a listener that throws and call the others', () => {
    const { emitter, errors } = setUp();
    const failure = new Error('broken');
    let called = false;
    emitter.on('purr', () => {
      throw failure;
    });
    emitter.on('purr', () => (called = true));
    emitter.emit('purr', 1);
    assert.ok(called);
    assert.deepEqual(errors, [['a listener to purr failed', failure]]);
  });

  it('should let listeners come and go while an event is emitted, from the next one on', () => {
    const { emitter } = setUp();
    const heard: string[] = [];
    const stop = emitter.on('bark', (sound) => {
      heard.push(`first ${sound}`);
      stop();
      emitter.on('bark', (later) => heard.push(`third ${later}`));
    });
    emitter.on('bark', (sound) => heard.push(`second ${sound}`));
    emitter.emit('bark', 'a');
    assert.deepEqual(heard, ['first a', 'second a']);
    emitter.emit('bark', 'b');
    assert.deepEqual(heard.slice(2), ['second b', 'third b']);
  });

  it('should forget everybody when cleared', () => {
    const { emitter } = setUp();
    emitter.on('bark', () => assert.fail());
    emitter.clear();
    emitter.emit('bark', 'woof');
  });
});

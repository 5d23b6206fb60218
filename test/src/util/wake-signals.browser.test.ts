import { assert } from 'chai';
import { hostWakeSignals } from '../../../src/util/wake-signals.js';

/** Pretends a value of a read-only property of the page until `undo`. */
function pretend(target: object, name: string, value: unknown): () => void {
  Object.defineProperty(target, name, { configurable: true, value });
  return () => {
    Reflect.deleteProperty(target, name);
  };
}

describe('hostWakeSignals in a page', () => {
  it('should tell of the network, of the page shown again, and of the page brought back', () => {
    let wakes = 0;
    const stop = hostWakeSignals.subscribe(() => wakes++);
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('pageshow'));
    document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(wakes, 3);
    stop();
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('pageshow'));
    document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(wakes, 3);
  });

  it('should not wake for a page that is being hidden', () => {
    const undo = pretend(document, 'visibilityState', 'hidden');
    const stop = hostWakeSignals.subscribe(() => assert.fail('woke up'));
    document.dispatchEvent(new Event('visibilitychange'));
    stop();
    undo();
  });

  it('should know when there is no network', () => {
    assert.isFalse(hostWakeSignals.offline);
    const undo = pretend(navigator, 'onLine', false);
    assert.isTrue(hostWakeSignals.offline);
    undo();
  });
});

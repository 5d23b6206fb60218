import type { WakeSignals } from '../../src/util/wake-signals.js';
import type { Unsubscribe } from '../../src/util/emitter.js';

/** A device that wakes up, and goes offline, when the test says so. */
export class FakeWakeSignals implements WakeSignals {
  offline = false;
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  wake(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A logger that keeps what it is told. */
export function recordingLogger(): { lines: string[]; warn(message: string): void; error(message: string): void } {
  const lines: string[] = [];
  return {
    lines,
    warn: (message) => lines.push(`warn: ${message}`),
    error: (message) => lines.push(`error: ${message}`),
  };
}

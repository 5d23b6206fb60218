import { effect } from '@preact/signals-core';

/** Waits until what signals say holds. The test's own time limit ends it. */
export async function until(isTrue: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = effect(() => {
      if (!isTrue()) return;
      // Not within the effect, which may still be made.
      queueMicrotask(() => {
        stop();
        resolve();
      });
    });
  });
}

/** Time as the SDK and the gateway see it; injected, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(callback: () => void, delayMs: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}

/** What a clock's setTimeout returns, opaque to everything but that clock; undefined stands for no timer. */
export type TimerHandle = unknown;

type HostTimers = {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
};

/** The real clock of the host. Looks up the timer functions at each call, so that a page can replace them at any time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delayMs) => (globalThis as unknown as HostTimers).setTimeout(callback, delayMs),
  clearTimeout: (handle) => {
    (globalThis as unknown as HostTimers).clearTimeout(handle);
  },
};

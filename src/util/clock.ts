/** Time as the SDK and the gateway see it; injected, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(callback: () => void, delayMs: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}

/** What a clock's setTimeout returns, only that clock knows what it is; undefined is no timer. */
export type TimerHandle = unknown;

type HostTimers = {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
};

/** The real clock of the host. Timers are looked up at each call, so that a page's own replacements hold. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delayMs) => (globalThis as unknown as HostTimers).setTimeout(callback, delayMs),
  clearTimeout: (handle) => {
    (globalThis as unknown as HostTimers).clearTimeout(handle);
  },
};

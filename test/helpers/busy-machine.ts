import { availableParallelism, loadavg } from 'node:os';

const MAX_LOAD_PER_CORE = 2;

/** Whether other programs keep the machine so busy that a time says more about them: it is told then, not judged. */
export function isMachineBusy(): boolean {
  return (loadavg()[0] ?? 0) > MAX_LOAD_PER_CORE * availableParallelism();
}

import { OpenIMError } from '../protocol/index.js';
import type { Logger } from '../util/logger.js';

/**
 * Returns a function that does not wait for the work it is given. It ignores an OpenIMError with which the work rejects,
 * because the work is repeated after reconnecting, and logs any other error.
 */
export function backgroundOf(logger: Logger): (work: Promise<unknown>) => void {
  return (work) => {
    work.catch((error: unknown) => {
      if (!(error instanceof OpenIMError)) logger.error('unexpected', error);
    });
  };
}

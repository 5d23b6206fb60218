import type { Handlers } from '../call.js';
import { sessionHandlers } from './session.js';

/**
 * Every method's handler. Until the handlers of friends and groups are here the record is Partial, and what is missing
 * answers 1005; with them it is `Handlers`, and a missing one is a compile error.
 */
export const handlers: Partial<Handlers> = {
  ...sessionHandlers,
};

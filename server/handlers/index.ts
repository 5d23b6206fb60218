import type { Handlers } from '../call.js';
import { friendApplicationHandlers } from './friend-applications.js';
import { friendHandlers } from './friends.js';
import { groupApplicationHandlers } from './group-applications.js';
import { groupMembershipHandlers } from './group-membership.js';
import { groupHandlers } from './groups.js';
import { sessionHandlers } from './session.js';

/**
 * Every method's handler. Until the handlers of friends and groups are here the record is Partial, and what is missing
 * answers 1005; with them it is `Handlers`, and a missing one is a compile error.
 */
export const handlers: Partial<Handlers> = {
  ...sessionHandlers,
  ...friendHandlers,
  ...friendApplicationHandlers,
  ...groupHandlers,
  ...groupMembershipHandlers,
  ...groupApplicationHandlers,
};

import type { Handlers } from '../call.js';
import { advancedRevokeHandlers } from './advanced-revoke.js';
import { conversationHandlers } from './conversations.js';
import { createHandlers } from './create.js';
import { friendApplicationHandlers } from './friend-applications.js';
import { friendHandlers } from './friends.js';
import { groupAdministrationHandlers } from './group-administration.js';
import { groupApplicationHandlers } from './group-applications.js';
import { groupMembershipHandlers } from './group-membership.js';
import { groupHandlers } from './groups.js';
import { historyHandlers } from './history.js';
import { inboxChangeHandlers } from './inbox-changes.js';
import { localHandlers } from './local.js';
import { peopleSearchHandlers } from './people-search.js';
import { receiptHandlers } from './receipts.js';
import { revokeHandlers } from './revoke.js';
import { searchHandlers } from './search.js';
import { sendingHandlers } from './sending.js';
import { sessionHandlers } from './session.js';
import { userHandlers } from './users.js';

/** Every method's handler: a missing one is a compile error. */
export const handlers: Handlers = {
  ...sessionHandlers,
  ...userHandlers,
  ...createHandlers,
  ...sendingHandlers,
  ...historyHandlers,
  ...searchHandlers,
  ...inboxChangeHandlers,
  ...revokeHandlers,
  ...advancedRevokeHandlers,
  ...receiptHandlers,
  ...localHandlers,
  ...conversationHandlers,
  ...friendHandlers,
  ...friendApplicationHandlers,
  ...groupHandlers,
  ...groupMembershipHandlers,
  ...groupApplicationHandlers,
  ...groupAdministrationHandlers,
  ...peopleSearchHandlers,
};

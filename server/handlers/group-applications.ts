import {
  ErrorCode,
  GroupVerification,
  HandleResult,
  OpenIMError,
  toJson,
  type GroupApplicationItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { notify } from '../delivery.js';
import { memberEntered } from '../notifications.js';
import type { Input } from '../schemas/index.js';
import { memberOf, openGroup } from '../policies/group-access.js';
import {
  admit,
  announceEntrants,
  announceGroup,
  announceToEntrants,
  applicationOf,
  applicationWatchers,
  apply,
  type Admission,
} from './group-entry.js';

type GroupApplicationMethod =
  | 'joinGroup'
  | 'getRecvGroupApplicationList'
  | 'getSendGroupApplicationList'
  | 'acceptGroupApplication'
  | 'refuseGroupApplication';

/** Applications to enter groups, protocol 6.8 and domain rules 13.4. */
export const groupApplicationHandlers: Pick<Handlers, GroupApplicationMethod> = {
  joinGroup(call, { groupID, reqMsg, joinSource }) {
    const { store, userID } = call;
    const { needVerification } = openGroup(store, groupID);
    if (store.groups.isMember(groupID, userID)) throw new OpenIMError(ErrorCode.BadArguments, 'already a member');
    if (needVerification !== GroupVerification.NothingNeeds) {
      apply(call, { groupID, userID, reqMsg, joinSource, inviterUserID: '' });
      return call.reply('""');
    }
    const entry = { joinSource, operatorUserID: userID, inviterUserID: '' };
    const admission = admit(call, { groupID, userIDs: [userID], ...entry });
    announceToEntrants(call, admission);
    announceEntrants(call, admission);
    announceGroup(call, admission);
    const replied = call.reply('""');
    tellOfEntry(call, admission, userID);
    return replied;
  },

  getRecvGroupApplicationList(call) {
    return call.reply(toJson(call.store.groupApplications.listReceived(call.userID)));
  },

  getSendGroupApplicationList(call) {
    return call.reply(toJson(call.store.groupApplications.listSent(call.userID)));
  },

  acceptGroupApplication(call, input) {
    const { store, userID } = call;
    const { groupID, fromUserID } = input;
    const { joinSource, inviterUserID } = handle(call, input, HandleResult.Accepted);
    // An applicant who has meanwhile become a member in another way is not added a second time.
    const admission = store.groups.isMember(groupID, fromUserID)
      ? undefined
      : admit(call, { groupID, userIDs: [fromUserID], joinSource, operatorUserID: userID, inviterUserID });

    // The order of protocol 6.8: the caller, who handled the application, sees the member first, all others the application.
    const application = toJson(applicationOf(store, groupID, fromUserID));
    const watchers = applicationWatchers(store, groupID, fromUserID);
    watchers.delete(userID);
    call.toUsers(watchers, 'OnGroupApplicationAccepted', application);
    if (admission) {
      announceToEntrants(call, admission);
      announceEntrants(call, admission);
    }
    call.toSelf('OnGroupApplicationAccepted', application);
    if (admission) announceGroup(call, admission);
    const replied = call.reply('""');
    if (admission) tellOfEntry(call, admission, userID);
    return replied;
  },

  refuseGroupApplication(call, input) {
    const { groupID, fromUserID } = input;
    handle(call, input, HandleResult.Refused);
    const application = applicationOf(call.store, groupID, fromUserID);
    const watchers = applicationWatchers(call.store, groupID, fromUserID);
    call.toUsers(watchers, 'OnGroupApplicationRejected', toJson(application));
    return call.reply('""');
  },
};

/** Stores the answer to a pending application, and returns the application as it was before. */
function handle(
  call: Call,
  { groupID, fromUserID, handleMsg }: Input<'acceptGroupApplication'>,
  result: HandleResult,
): GroupApplicationItem {
  const { groupApplications } = call.store;
  const application = groupApplications.get(groupID, fromUserID);
  if (!application) throw new OpenIMError(ErrorCode.RecordMissing, 'no such application');
  if (application.handleResult !== HandleResult.Pending) {
    throw new OpenIMError(ErrorCode.StateAbnormal, 'already handled');
  }
  const answer = { result, handlerID: call.userID, handleMsg };
  groupApplications.handle({ groupID, userID: fromUserID }, answer, call.nowMs);
  return application;
}

/** Sends notification 1510 to everybody, including the entrant. */
function tellOfEntry(call: Call, { group, entrants, otherIDs }: Admission, operatorID: string): void {
  for (const entrant of entrants) {
    const operator = memberOf(call.store, group.groupID, operatorID);
    const notification = memberEntered(group, operator, entrant, call.nowMs);
    notify(call.store, call.events, notification, [...otherIDs, entrant.userID], call.nowMs);
  }
}

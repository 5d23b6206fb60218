/** The actions of requests about people and groups. */
import { contactsOf, groupsOf } from '../../../src/index.js';
import type { PeopleRequestName } from '../people-events.js';
import type { RequestMap } from './request-names.js';

export const peopleRequests: RequestMap<PeopleRequestName> = {
  'openim-conversation-receive-request': (session, { conversationID, opt }) =>
    session.setReceiveOption(conversationID, opt),

  'openim-contact-select-request': (session, target) => session.startConversation(target),

  'openim-friend-add-request': (session, { userID, message }) => contactsOf(session).addFriend(userID, message),
  'openim-friend-accept-request': (session, { userID }) => contactsOf(session).acceptFriend(userID),
  'openim-friend-refuse-request': (session, { userID }) => contactsOf(session).refuseFriend(userID),
  'openim-friend-remark-request': (session, { userID, remark }) => contactsOf(session).setRemark(userID, remark),
  'openim-friend-delete-request': (session, { userID }) => contactsOf(session).deleteFriend(userID),
  'openim-user-block-request': (session, { userID }) => contactsOf(session).block(userID),
  'openim-user-unblock-request': (session, { userID }) => contactsOf(session).unblock(userID),
  'openim-profile-change-request': (session, { changes }) => contactsOf(session).setSelf(changes),

  'openim-group-create-request': async (session, { name, userIDs }) => {
    const { groupID } = await groupsOf(session).create({ groupName: name }, userIDs);
    return session.startConversation({ groupID });
  },
  'openim-group-join-request': (session, { groupID, message }) => groupsOf(session).join(groupID, message),
  'openim-group-accept-request': (session, { groupID, userID }) =>
    groupsOf(session).acceptRequest(groupID, userID),
  'openim-group-refuse-request': (session, { groupID, userID }) =>
    groupsOf(session).refuseRequest(groupID, userID),
  'openim-group-invite-request': (session, { groupID, userIDs }) => groupsOf(session).invite(groupID, userIDs),
  'openim-group-kick-request': (session, { groupID, userIDs }) => groupsOf(session).kick(groupID, userIDs),
  'openim-group-transfer-request': (session, { groupID, userID }) => groupsOf(session).transfer(groupID, userID),
  'openim-group-role-request': (session, { groupID, userID, role }) =>
    groupsOf(session).setRole(groupID, userID, role),
  'openim-group-member-mute-request': (session, { groupID, userID, seconds }) =>
    groupsOf(session).muteMember(groupID, userID, seconds),
  'openim-group-mute-request': (session, { groupID, isMuted }) => groupsOf(session).muteGroup(groupID, isMuted),
  'openim-group-change-request': (session, { groupID, changes }) => groupsOf(session).setInfo(groupID, changes),
  'openim-group-verification-request': (session, { groupID, verification }) =>
    groupsOf(session).setVerification(groupID, verification),
  'openim-group-nickname-request': (session, { groupID, userID, nickname }) =>
    groupsOf(session).setNickname(groupID, userID, nickname),
  'openim-group-quit-request': (session, { groupID }) => groupsOf(session).quit(groupID),
  'openim-group-dismiss-request': (session, { groupID }) => groupsOf(session).dismiss(groupID),
};

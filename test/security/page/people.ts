/** The elements for people, groups and support chats, filled with what strangers decide. */
import '../../../components/forward-dialog/forward-dialog.js';
import '../../../components/lightbox/lightbox.js';
import '../../../components/people/people.js';
import '../../../components/visitor-card/visitor-card.js';

import { chatStateOf } from '../../../components/internal/chat-state.js';
import { GroupRole, GroupStatus, HandleResult, type GroupItem, type MessageItem } from '../../../src/index.js';
import { groupExOfVisitor } from '../../../src/protocol/index.js';
import {
  black,
  friend,
  friendRequest,
  givePeople,
  groupRequest,
  member,
  person,
  self,
} from '../../helpers/fake-people.js';
import { conversation, textMessage, type FakeSession } from '../../helpers/fake-session.js';

/** An element with what it is given, and what is pressed in it before it is looked at. */
export type Stand = {
  readonly field: string;
  readonly tag: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly press?: readonly string[];
};

/** Gives the session people and groups that are called `name` and write `text` wherever they may. */
export function fillWithPeople(session: FakeSession, name: string, text: string): void {
  const { contacts, groups } = givePeople(session);
  session.self.value = self({ nickname: name, faceURL: text, email: text, phoneNumber: text });
  const known = friend('f', name, { remark: name, faceURL: text });
  contacts.friends.value.value = [known, friend('n', name)];
  contacts.person('f').value.value = person('f', name, { friend: known, faceURL: text });
  contacts.person('s').value.value = person('s', name, { faceURL: text });
  contacts.receivedRequests.value.value = [
    friendRequest(['s', name], ['me', name], text),
    friendRequest(['t', name], ['me', name], text, HandleResult.Accepted),
  ];
  contacts.sentRequests.value.value = [friendRequest(['me', name], ['u', name], text)];
  contacts.blocked.value.value = [{ ...black('b', name), faceURL: text }];
  const group: GroupItem = {
    groupID: 'g',
    groupName: name,
    notification: text,
    introduction: text,
    faceURL: text,
    createTime: 0,
    status: GroupStatus.Normal,
    creatorUserID: 'me',
    groupType: 0,
    ownerUserID: 'me',
    memberCount: 3,
    ex: groupExOfVisitor({
      userID: 'v',
      isVerified: false,
      name,
      email: text,
      attributes: { page: text, referrer: text, locale: text, [name.slice(0, 60)]: text },
    }),
    attachedInfo: '',
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
  };
  groups.joined.value.value = [group];
  groups.group('g').value.value = group;
  groups.receivedRequests.value.value = [groupRequest(group, 's', name, text)];
  groups.sentRequests.value.value = [groupRequest(group, 'me', name, text)];
  const members = groups.members('g');
  members.self.value = member('me', name, { groupID: 'g', roleLevel: GroupRole.Owner });
  members.value.value = [members.self.value, member('f', name, { groupID: 'g', faceURL: text })];

  const sender = { message: { senderNickname: name, senderFaceUrl: text } };
  session.add(
    conversation(name, { groupID: 'g', faceURL: text, latestMessage: textMessage(text, sender).message }),
    conversation(name, { userID: 'd', draftText: text }),
  );
  const timeline = session.timeline('group_g');
  timeline.group.value = group;
  const message = textMessage(text, { ...sender, conversationID: 'group_g' });
  timeline.append(message);
  chatStateOf(session, 'group_g').quoted.value = message;
}

/** What is looked at; the session is one of {@link fillWithPeople}. */
export function standsOf(session: FakeSession, name: string, merged: readonly MessageItem[]): readonly Stand[] {
  const messenger = (field: string, ...press: string[]): Stand => ({ field, tag: 'openim-messenger', press });
  return [
    { field: 'conversations', tag: 'openim-conversation-list' },
    { field: 'search', tag: 'openim-conversation-list', properties: { filter: /[a-z]/i.exec(name)?.[0] ?? '' } },
    { field: 'conversation menu', tag: 'openim-conversation-list', press: ['.item__more'] },
    { field: 'chat', tag: 'openim-chat', properties: { conversationID: 'group_g' } },
    { field: 'contacts', tag: 'openim-contact-list' },
    { field: 'friend requests', tag: 'openim-friend-requests' },
    { field: 'group requests', tag: 'openim-group-requests' },
    { field: 'block list', tag: 'openim-block-list' },
    { field: 'friend', tag: 'openim-user-card', properties: { userID: 'f' } },
    { field: 'stranger', tag: 'openim-user-card', properties: { userID: 's' } },
    { field: 'question', tag: 'openim-user-card', properties: { userID: 'f' }, press: ['.danger'] },
    { field: 'group', tag: 'openim-group-details', properties: { groupID: 'g' } },
    { field: 'member menu', tag: 'openim-group-details', properties: { groupID: 'g' }, press: ['.member__menu'] },
    {
      field: 'invitation',
      tag: 'openim-group-details',
      properties: { groupID: 'g' },
      press: ['.hero__buttons .button--plain'],
    },
    { field: 'profile', tag: 'openim-profile' },
    { field: 'new group', tag: 'openim-create-group' },
    { field: 'found', tag: 'openim-find-contact', properties: { wantedID: 's' } },
    { field: 'visitor', tag: 'openim-visitor-card', properties: { conversationID: 'group_g' } },
    { field: 'forwarding', tag: 'openim-forward-dialog' },
    { field: 'merged', tag: 'openim-merged-viewer', properties: { name, messages: merged } },
    {
      field: 'lightbox',
      tag: 'openim-lightbox',
      properties: {
        pictures: [{ id: 'p', src: 'data:image/png;base64,', sender: name, sentMs: 0 }],
        current: 'p',
      },
    },
    messenger('messenger'),
    messenger('messenger, contacts', '#tab-contacts'),
    messenger('messenger, profile', '#tab-me'),
  ];
}

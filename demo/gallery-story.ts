/** The people and groups of the gallery's story. */
import { GroupRole, HandleResult, type GroupItem } from '../src/index.js';
import {
  black,
  friend,
  friendRequest,
  givePeople,
  groupRequest,
  member,
  person,
  self,
  type FakeContacts,
  type FakeGroups,
} from '../test/helpers/fake-people.js';
import type { FakeSession } from '../test/helpers/fake-session.js';
import { group, storySession } from './gallery-people.js';

export type Story = {
  readonly session: FakeSession;
  readonly contacts: FakeContacts;
  readonly groups: FakeGroups;
};

const friends = [
  friend('mara', 'Mara Keller', { remark: 'Mara (sales)' }),
  friend('jun', 'Jun Ogawa'),
  friend('ines', 'Ines Duarte'),
  friend('sami', 'Sami Awad'),
  friend('lena', 'Lena Brandt'),
  friend('aylin', 'Aylin Demir'),
  friend('oskar', 'Oskar Lind'),
  friend('wang', '王小明'),
  friend('alexandra', 'Alexandra Konstantinopoulou-Featherstonehaugh'),
];

const ME = ['me', 'Ada Lind'] as const;

export const designTeam: GroupItem = group({
  memberCount: 5,
  notification: 'New tokens on Thursday. Bring the screens that still look heavy.',
  introduction: 'Everything that has a colour.',
});

/** The user's standing in the design team decides what they may do there. */
export function peopleStory(roleLevel: GroupRole = GroupRole.Owner): Story {
  const session = storySession();
  session.self.value = self();
  const { contacts, groups } = givePeople(session);
  contacts.friends.value.value = friends;
  for (const known of friends)
    contacts.person(known.userID).value.value = person(known.userID, known.nickname, { friend: known });
  contacts.person('tariq').value.value = person('tariq', 'Tariq');
  contacts.person('me').value.value = person('me', ME[1]);
  contacts.receivedRequests.value.value = [
    friendRequest(['tariq', 'Tariq Haddad'], ME, 'We met at the release party, at the table by the window.'),
    friendRequest(['noor', 'Noor'], ME),
    friendRequest(['lena', 'Lena Brandt'], ME, 'Hello Ada', HandleResult.Accepted),
  ];
  contacts.sentRequests.value.value = [friendRequest(ME, ['kofi', 'Kofi Mensah'], 'It is Ada, from the harbour.')];
  contacts.blocked.value.value = [black('spam', 'Best Offers Daily'), black('eve', 'Eve')];
  const party = group({ groupID: 'party', groupName: 'Release party', memberCount: 32 });
  groups.joined.value.value = [designTeam, party];
  groups.group('design').value.value = designTeam;
  groups.group('party').value.value = party;
  const me = member('me', ME[1], { roleLevel });
  const members = groups.members('design');
  members.self.value = me;
  members.value.value = [
    roleLevel === GroupRole.Owner ? me : member('ines', 'Ines Duarte', { roleLevel: GroupRole.Owner }),
    member('jun', 'Jun Ogawa', { roleLevel: GroupRole.Admin }),
    ...(roleLevel === GroupRole.Owner ? [member('ines', 'Ines Duarte')] : [me]),
    member('sami', 'Sami Awad', { muteEndTime: 4_000_000_000 }),
    member('wang', '王小明'),
  ];
  groups.receivedRequests.value.value = [
    groupRequest(designTeam, 'oskar', 'Oskar Lind', 'I draw the icons.'),
    groupRequest(designTeam, 'noor', 'Noor', '', HandleResult.Refused),
  ];
  groups.sentRequests.value.value = [groupRequest(party, 'me', ME[1], '', HandleResult.Accepted)];
  session.timeline('group_design').group.value = designTeam;
  return { session, contacts, groups };
}

/** The design team in another state. */
export function withDesignTeam(story: Story, changes: Partial<GroupItem>): void {
  const changed = { ...designTeam, ...changes };
  story.groups.group('design').value.value = changed;
  story.session.timeline('group_design').group.value = changed;
}

import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html } from 'lit';
import { unmountAll } from '../../helpers/elements.js';
import { enter, type Person } from '../../helpers/person.js';

const conversations = html`<openim-conversation-list></openim-conversation-list>`;
const requests = html`<openim-group-requests></openim-group-requests>`;
const finder = html`<openim-find-contact></openim-find-contact>`;
const details = (groupID: string) => html`<openim-group-details group-id=${groupID}></openim-group-details>`;
const chat = (groupID: string) => html`<openim-chat group-id=${groupID}></openim-chat>`;

async function befriend(ann: Person, bob: Person): Promise<void> {
  await ann.show(html`<openim-user-card user-id=${bob.userID}></openim-user-card>`);
  await ann.press('Add friend');
  await ann.press('Send request');
  await bob.show(html`<openim-friend-requests></openim-friend-requests>`);
  await bob.press(`Accept ${ann.userID}`);
  await ann.sees('Nickname');
}

/** The first of these people makes a group of them all, by what they see. */
async function group(...members: Person[]): Promise<string> {
  const [owner, ...others] = members;
  assert.ok(owner);
  for (const other of others) await befriend(owner, other);
  await owner.show(
    html`<openim-create-group></openim-create-group><openim-conversation-list></openim-conversation-list>`,
  );
  await owner.fill('Group name', 'Harbour walks');
  for (const { userID } of others) await owner.press(userID);
  let groupID = '';
  owner.box.addEventListener('openim-conversation-change', ({ detail }) => {
    groupID = detail.conversationID?.replace('group_', '') ?? '';
  });
  await owner.press(others.length > 0 ? `Create group of ${String(members.length)}` : 'Create group');
  await owner.until(() => groupID !== '', 'the new group to be chosen');
  return groupID;
}

describe('groups, on a real gateway', () => {
  afterEach(unmountAll);

  it('should make a group of friends, who see it, and invite another', async () => {
    const [ann, bob, cat] = (await enter('ann', 'bob', 'cat')) as [Person, Person, Person];
    const groupID = await group(ann, bob);
    await bob.show(conversations);
    await bob.sees('Harbour walks');
    await befriend(ann, cat);
    await cat.show(conversations);
    await ann.show(details(groupID));
    await ann.sees('2 members');
    await ann.press('Invite');
    await ann.press(cat.userID);
    await ann.press('Invite 1');
    await ann.sees('3 members', cat.userID);
    await cat.sees('Harbour walks');
  });

  it('should change name, announcement and description, which the others may only read', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    const groupID = await group(ann, bob);
    await bob.show(details(groupID));
    await bob.sees('Group ID');
    assert.notInclude(bob.text, 'Announcement', 'nothing to read yet');
    await ann.show(details(groupID));
    await ann.edit('Group name', 'Evening walks');
    await ann.edit('Announcement', 'Thursday at seven, by the crane.');
    await ann.edit('About', 'We walk.');
    await bob.sees('Evening walks', 'Thursday at seven, by the crane.', 'We walk.');
    assert.notInclude(bob.text, 'Who can join', 'only who manages sees the settings');
    await bob.edit('My name in this group', 'Captain Bob');
    await ann.sees('Captain Bob');
  });

  it('should make administrators, and mute a member and everybody', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    const groupID = await group(ann, bob);
    await ann.show(details(groupID));
    await bob.show(html`${details(groupID)}${chat(groupID)}`);
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Make admin');
    await ann.sees('Admin');
    await bob.sees('Admin', 'Who can join');
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Remove as admin');
    await ann.seesNoMore('Admin');
    await bob.seesNoMore('Who can join');
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Mute for 10 minutes');
    await ann.sees('Muted');
    await bob.sees('You’re muted in this group until');
    assert.isFalse(bob.canWrite);
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Unmute');
    await ann.seesNoMore('Muted');
    await bob.write('Thank you.');
    await ann.show(html`${details(groupID)}${chat(groupID)}`);
    await ann.sees('Thank you.');
    await ann.press('Only admins can send messages');
    await bob.sees('Only admins can send messages.');
    assert.isFalse(bob.canWrite);
    assert.isTrue(ann.canWrite, 'the owner goes on');
    await ann.write('A word from the owner.');
    await bob.sees('A word from the owner.');
  });

  it('should keep an open menu up to date, and close it over whom one does not stand any more', async () => {
    const [ann, bob, cat] = (await enter('ann', 'bob', 'cat')) as [Person, Person, Person];
    const groupID = await group(ann, bob, cat);
    await ann.show(details(groupID));
    await bob.show(details(groupID));
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Make admin');
    await bob.sees('Who can join');
    await ann.press(`Actions for ${cat.userID}`);
    await ann.sees('Mute for 10 minutes');
    await bob.press(`Actions for ${cat.userID}`);
    await bob.press('Mute for 10 minutes');
    await ann.sees('Unmute');
    await bob.press(`Actions for ${cat.userID}`);
    await bob.sees('Unmute');
    await ann.press('Make admin');
    await bob.seesNoMore('Unmute');
  });

  it('should remove a member, whose chat says so', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    const groupID = await group(ann, bob);
    await bob.show(chat(groupID));
    await bob.sees('2 members');
    await ann.show(details(groupID));
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Remove from group');
    await ann.sees(`Remove ${bob.userID} from the group?`);
    await ann.press('Remove from group');
    await ann.sees('1 member');
    await bob.sees('You’re no longer in this group.');
  });

  it('should hand a group over, leave it, and dismiss it', async () => {
    const [ann, bob, cat] = (await enter('ann', 'bob', 'cat')) as [Person, Person, Person];
    const groupID = await group(ann, bob, cat);
    await ann.show(details(groupID));
    await bob.show(details(groupID));
    await bob.sees('Leave group');
    assert.notInclude(bob.text, 'Delete group');
    await ann.press(`Actions for ${bob.userID}`);
    await ann.press('Make owner');
    await ann.press('Make owner');
    await bob.sees('Delete group');
    await ann.press('Leave group');
    await ann.sees('You’ll stop receiving its messages.');
    await ann.press('Leave group');
    await bob.sees('2 members');
    await ann.seesNoMore('Leave group');
    await cat.show(chat(groupID));
    await cat.sees('2 members');
    await bob.press('Delete group');
    await bob.press('Delete group');
    await bob.sees('Deleted');
    assert.notInclude(bob.text, '0 members');
    await cat.sees('This group was deleted.');
  });

  it('should enter by ID: refused, then approved, then without asking', async () => {
    const [ann, bob, cat] = (await enter('ann', 'bob', 'cat')) as [Person, Person, Person];
    const groupID = await group(ann);
    await ann.show(html`${requests}${details(groupID)}`);
    await ann.sees('No requests');
    await bob.show(html`${finder}${requests}`);
    await bob.fill('Person or group ID', groupID);
    await bob.press('Find');
    await bob.fill('Message', 'I walk too.');
    await bob.press('Join');
    await bob.sees('Request sent', 'Pending');
    await ann.sees('Wants to join Harbour walks', 'I walk too.');
    await ann.press(`Decline ${bob.userID}`);
    await ann.sees('Declined');
    await bob.sees('Declined');
    await bob.press('Join');
    await ann.press(`Accept ${bob.userID}`);
    await ann.sees('2 members');
    await bob.sees('Accepted', 'Message');
    await ann.choose('Who can join', 'Anyone');
    await cat.show(html`${finder}${conversations}`);
    await cat.fill('Person or group ID', groupID);
    await cat.press('Find');
    await cat.press('Join');
    await cat.sees('Harbour walks');
    await ann.sees('3 members', cat.userID);
    await ann.show(details(groupID));
    await ann.sees(bob.userID);
    await ann.fill('Search members', cat.userID.slice(0, 12));
    await ann.seesNoMore(bob.userID);
    await ann.sees(cat.userID);
  });

  it('should ask to enter where the group is shown', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    const groupID = await group(ann);
    await ann.show(requests);
    await bob.show(details(groupID));
    await bob.press('Join');
    await bob.sees('Request sent');
    await ann.press(`Accept ${bob.userID}`);
    await bob.sees('2 members', 'Message', 'Invite', ann.userID);
  });
});

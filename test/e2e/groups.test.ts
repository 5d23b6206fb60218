/** A group's whole life in the messenger, by keyboard alone: every change, and the line that the others read about it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator } from 'playwright-core';

import { NotificationType, parse } from '../../src/index.js';
import type { RawClient } from '../helpers/raw-client.js';
import { composer, conversation, sees, timeline } from './chat-page.js';
import { Keyboard } from './keyboard.js';
import { Stage, type Actor } from './stage.js';

describe('a group in the messenger, by keyboard alone', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;
  let cleo: RawClient;
  let adasKeys: Keyboard;
  let bobsKeys: Keyboard;
  let groupID = '';

  const element = ({ page }: Actor, name: string): Locator => page.locator(`openim-${name}`);
  const details = (actor: Actor): Locator => element(actor, 'group-details');

  /** Opens the menu of a member on Ada's list of them. */
  async function actOn(name: string, action: string, isAsked = false): Promise<void> {
    await adasKeys.press(`Actions for ${name}`);
    await (isAsked ? adasKeys.chooseSurely(action) : adasKeys.choose(action));
  }

  /** Opens the group's chat and its details beside it. */
  async function openGroup(actor: Actor, keys: Keyboard): Promise<void> {
    const list = element(actor, 'conversation-list').getByRole('listbox');
    await keys.goToRow(list, conversation(actor.page, /^Harbour walks/));
    await actor.page.keyboard.press('Enter');
    await keys.press('Details');
    await details(actor).waitFor();
  }

  /** Bob finds the group by its ID. */
  async function join(): Promise<void> {
    await bobsKeys.press('Add');
    await bobsKeys.choose('Add a person or group');
    await bobsKeys.write('Person or group ID', groupID);
    await bob.page.keyboard.press('Enter');
    await bobsKeys.press('Join', element(bob, 'find-contact'));
  }

  before(async () => {
    stage = await Stage.open();
    for (const name of ['Ada', 'Bob', 'Cleo']) await stage.register(name.toLowerCase(), name);
    const rawAda = await stage.enterRaw('ada');
    const rawBob = await stage.enterRaw('bob');
    cleo = await stage.enterRaw('cleo');
    for (const friend of [rawBob, cleo]) {
      await rawAda.ok('addFriend', { toUserID: friend.userID, reqMsg: '' });
      await friend.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
    }
    const enter = (userID: string): Promise<Actor> => stage.enter(userID, {}, undefined, 'messenger.html');
    ada = await enter('ada');
    bob = await enter('bob');
    for (const { page } of [ada, bob]) await page.setViewportSize({ width: 1400, height: 900 });
    adasKeys = new Keyboard(ada.page);
    bobsKeys = new Keyboard(bob.page);
  });
  after(() => stage.close());

  it('should be made of friends, who find it on their list', async () => {
    await adasKeys.press('Add');
    await adasKeys.choose('New group');
    await adasKeys.write('Group name', 'Harbour walks');
    await adasKeys.toggle('checkbox', 'Bob');
    await adasKeys.press('Create group of 2');
    await sees(ada.page, 'You created the group');
    await openGroup(bob, bobsKeys);
    await sees(bob.page, 'Ada created the group');
    groupID = parse(await cleo.ok('getJoinedGroupList'))[0]?.groupID ?? '';
    assert.equal(groupID, '', 'Cleo is in it');
    await stage.witness.carriedOut('openim-group-create-request');
    await stage.witness.received(NotificationType.GroupCreated);
  });

  it('should be renamed, announced and described, as members read', async () => {
    await adasKeys.press('Details');
    await adasKeys.edit('Group name', 'Harbour walks at dusk');
    await adasKeys.edit('Announcement', 'Thursday at seven');
    await adasKeys.edit('My name in this group', 'Captain Ada');
    await details(bob).getByText('Thursday at seven').waitFor();
    await conversation(bob.page, /^Harbour walks at dusk/).waitFor();
    await details(bob).getByText('Captain Ada').waitFor();
    await timeline(bob.page).getByText('updated the group info').first().waitFor();
    await stage.witness.carriedOut('openim-group-change-request', 'openim-group-nickname-request');
    await stage.witness.received(NotificationType.GroupInfoSet);
  });

  it('should take in who is invited', async () => {
    await adasKeys.press('Invite');
    await adasKeys.toggle('checkbox', 'Cleo');
    await adasKeys.press('Invite 1');
    await timeline(bob.page).getByText('Captain Ada invited Cleo').waitFor();
    const group = parse(await cleo.ok('getJoinedGroupList'))[0];
    assert.equal(group?.groupName, 'Harbour walks at dusk');
    groupID = group.groupID;
    await stage.witness.carriedOut('openim-group-invite-request');
    await stage.witness.received(NotificationType.MemberInvited);
  });

  it('should make an administrator, and mute a member and everybody', async () => {
    await actOn('Bob', 'Make admin');
    await details(bob).getByText('Who can join').waitFor();
    await actOn('Bob', 'Remove as admin');
    await details(bob).getByText('Who can join').waitFor({ state: 'detached' });
    await actOn('Bob', 'Mute for 10 minutes');
    await element(bob, 'chat').getByText('You’re muted in this group until').waitFor();
    await sees(bob.page, 'Captain Ada muted you');
    assert.equal(await composer(bob.page).count(), 0);
    await actOn('Bob', 'Unmute');
    await sees(bob.page, 'Captain Ada unmuted you');
    await composer(bob.page).waitFor();
    await adasKeys.toggle('switch', 'Only admins can send messages');
    await sees(bob.page, 'Captain Ada allowed only admins to send messages');
    await element(bob, 'chat').getByText('Only admins can send messages.').waitFor();
    await adasKeys.toggle('switch', 'Only admins can send messages');
    await sees(bob.page, 'Captain Ada allowed everyone to send messages');
    await composer(bob.page).waitFor();
    await stage.witness.carriedOut(
      'openim-group-role-request',
      'openim-group-member-mute-request',
      'openim-group-mute-request',
    );
    await stage.witness.received(
      NotificationType.GroupMemberMuted,
      NotificationType.GroupMemberUnmuted,
      NotificationType.GroupMuted,
      NotificationType.GroupUnmuted,
    );
  });

  it('should remove a member, whose chat says so, and who asks to come back', async () => {
    await actOn('Bob', 'Remove from group', true);
    await element(bob, 'chat').getByText('You’re no longer in this group.').waitFor();
    await stage.witness.carriedOut('openim-group-kick-request');
    await stage.witness.received(NotificationType.MemberKicked);

    await join();
    await element(bob, 'dialog').getByText('Request sent').waitFor();
    await bob.page.keyboard.press('Escape');
    await adasKeys.openSection('Contacts');
    await adasKeys.press(/^Group requests/);
    await element(ada, 'group-requests').getByText('Wants to join Harbour walks at dusk').waitFor();
    await adasKeys.press('Decline Bob');
    await bobsKeys.openSection('Contacts');
    await bobsKeys.press(/^Group requests/);
    await element(bob, 'group-requests').getByText('Declined').waitFor();
    await join();
    await bob.page.keyboard.press('Escape');
    await adasKeys.press('Accept Bob');
    await element(bob, 'group-requests').getByText('Accepted').waitFor();
    await bobsKeys.openSection('Chats');
    await openGroup(bob, bobsKeys);
    await composer(bob.page).waitFor();
    await stage.witness.carriedOut(
      'openim-group-join-request',
      'openim-group-refuse-request',
      'openim-group-accept-request',
    );
  });

  it('should be left, and let everybody in once it is open', async () => {
    await adasKeys.openSection('Chats');
    await openGroup(ada, adasKeys);
    await adasKeys.goTo(details(ada).getByRole('combobox', { name: 'Who can join' }));
    await ada.page.keyboard.type('Any');
    await stage.witness.carriedOut('openim-group-verification-request');
    await bobsKeys.press('Leave group');
    await bobsKeys.press('Leave group', element(bob, 'dialog'));
    await element(bob, 'chat').getByText('You’re no longer in this group.').waitFor();
    await sees(ada.page, 'Bob left the group');
    await join();
    await bob.page.keyboard.press('Escape');
    await sees(ada.page, 'Bob joined the group');
    await composer(bob.page).waitFor();
    await stage.witness.carriedOut('openim-group-quit-request', 'openim-group-join-request');
    await stage.witness.received(NotificationType.MemberQuit, NotificationType.MemberEntered);
  });

  it('should be handed over and dismissed', async () => {
    await actOn('Bob', 'Make owner', true);
    await timeline(bob.page).getByText('made you the owner').waitFor();
    await bobsKeys.press('Delete group');
    await bobsKeys.press('Delete group', element(bob, 'dialog'));
    await sees(ada.page, 'Bob deleted the group');
    await element(ada, 'chat').getByText('This group was deleted.').waitFor();
    assert.equal(await composer(ada.page).count(), 0);
    await stage.witness.carriedOut('openim-group-transfer-request', 'openim-group-dismiss-request');
    await stage.witness.received(NotificationType.GroupOwnerTransferred, NotificationType.GroupDismissed);
  });

  it('should leave no complaint of any browser', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });
});

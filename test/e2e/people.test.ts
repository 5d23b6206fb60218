/** People and conversations in the messenger, by keyboard alone, and what the other person gets to see of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator } from 'playwright-core';

import { ContentType, NotificationType } from '../../src/index.js';
import { sendText } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';
import { composer, conversation, sees, timeline } from './chat-page.js';
import { Keyboard } from './keyboard.js';
import { Stage, type Actor } from './stage.js';

describe('people in the messenger, by keyboard alone', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;
  let dan: RawClient;
  let adasKeys: Keyboard;
  let bobsKeys: Keyboard;

  const element = ({ page }: Actor, name: string): Locator => page.locator(`openim-${name}`);
  const enter = (userID: string): Promise<Actor> => stage.enter(userID, {}, undefined, 'messenger.html');

  /** Opens somebody's card from the contacts. */
  async function openCard(keys: Keyboard, name: string): Promise<void> {
    await keys.openSection('Contacts');
    const list = keys.page.locator('openim-contact-list');
    await keys.goToRow(list.getByRole('listbox'), list.getByRole('option', { name }));
    await keys.page.keyboard.press('Enter');
    await keys.page.locator('openim-user-card').waitFor();
  }

  /** Opens the menu of a conversation on Ada's list. */
  async function openMenu(name: string): Promise<void> {
    await adasKeys.openSection('Chats');
    await adasKeys.goToRow(
      element(ada, 'conversation-list').getByRole('listbox'),
      conversation(ada.page, new RegExp(`^${name}`)),
    );
    await ada.page.keyboard.press('Shift+F10');
    await ada.page.getByRole('menu').waitFor();
  }

  before(async () => {
    stage = await Stage.open();
    for (const name of ['Ada', 'Bob', 'Dan']) await stage.register(name.toLowerCase(), name);
    ada = await enter('ada');
    bob = await enter('bob');
    dan = await stage.enterRaw('dan');
    adasKeys = new Keyboard(ada.page);
    bobsKeys = new Keyboard(bob.page);
  });
  after(() => stage.close());

  it('should ask somebody found by ID, who refuses and later accepts', async () => {
    await adasKeys.press('Add');
    await adasKeys.choose('Add a person or group');
    await adasKeys.write('Person or group ID', 'bob');
    await ada.page.keyboard.press('Enter');
    await adasKeys.write('Message', 'From the harbour');
    await adasKeys.press('Add friend');
    await ada.page.getByText('Request sent').waitFor();
    await ada.page.keyboard.press('Escape');

    await bob.page.getByRole('tab', { name: 'Contacts 1 new request' }).waitFor();
    await bobsKeys.openSection('Contacts');
    await bobsKeys.press(/^Friend requests/);
    await element(bob, 'friend-requests').getByText('From the harbour').waitFor();
    await bobsKeys.press('Decline Ada');
    await adasKeys.openSection('Contacts');
    await adasKeys.press(/^Friend requests/);
    await element(ada, 'friend-requests').getByText('Declined').waitFor();

    await dan.ok('addFriend', { toUserID: 'ada', reqMsg: 'Dan here' });
    await adasKeys.press('Accept Dan');
    await dan.event('OnFriendApplicationAccepted');
    await stage.witness.carriedOut(
      'openim-friend-add-request',
      'openim-friend-refuse-request',
      'openim-friend-accept-request',
    );
  });

  it('should show who has become a friend, on both sides, and talk to them from their card', async () => {
    await bobsKeys.openSection('Contacts');
    await adasKeys.press('Add');
    await adasKeys.choose('Add a person or group');
    await adasKeys.write('Person or group ID', 'bob');
    await ada.page.keyboard.press('Enter');
    await adasKeys.press('Add friend');
    await ada.page.getByText('Request sent').waitFor();
    await ada.page.keyboard.press('Escape');
    await bobsKeys.press(/^Friend requests/);
    await bobsKeys.press('Accept Ada');
    await element(bob, 'friend-requests').getByText('Accepted').waitFor();

    await openCard(adasKeys, 'Bob');
    await adasKeys.press('Message', element(ada, 'user-card'));
    await adasKeys.goTo(composer(ada.page));
    await ada.page.keyboard.type('Hello from the card');
    await ada.page.keyboard.press('Enter');
    await openCard(bobsKeys, 'Ada');
    await bobsKeys.press('Message', element(bob, 'user-card'));
    await sees(bob.page, 'Hello from the card');
    await sees(bob.page, 'You’re now friends. Say hello!');
    await stage.witness.carriedOut('openim-contact-select-request', 'openim-conversation-start-request');
    await stage.witness.received(ContentType.Text, NotificationType.FriendAdded);
  });

  it('should give a friend a remark, and block them, which they notice when they write', async () => {
    await openCard(adasKeys, 'Bob');
    await adasKeys.edit('Nickname', 'Bob of the harbour');
    await element(ada, 'contact-list')
      .getByRole('option', { name: /^Bob of the harbour/ })
      .waitFor();
    await adasKeys.press('Block');
    await adasKeys.press('Block', element(ada, 'dialog'));
    await element(ada, 'user-card').getByText('Blocked').waitFor();
    await bobsKeys.goTo(composer(bob.page));
    await bob.page.keyboard.type('Are you there?');
    await bob.page.keyboard.press('Enter');
    await timeline(bob.page).getByText('You can’t message this person').waitFor();
    await adasKeys.openSection('Me');
    await adasKeys.press('Blocked people');
    await adasKeys.press('Unblock Bob of the harbour');
    await element(ada, 'block-list').getByText('No blocked people').waitFor();
    const refused = timeline(bob.page).locator('[role=article]', { hasText: 'Are you there?' });
    await bobsKeys.pressIn(refused, refused.getByRole('button', { name: 'Retry' }));
    await conversation(ada.page, /Bob of the harbour.*Are you there\?/).waitFor({ state: 'hidden' });
    await adasKeys.openSection('Chats');
    await conversation(ada.page, /Bob of the harbour.*Are you there\?/).waitFor();
    await stage.witness.carriedOut(
      'openim-friend-remark-request',
      'openim-user-block-request',
      'openim-user-unblock-request',
      'openim-retry-request',
    );
  });

  it('should find what was written, in its place', async () => {
    const list = element(ada, 'conversation-list');
    const search = list.getByRole('searchbox');
    await adasKeys.openSection('Chats');
    await adasKeys.goTo(search);
    await ada.page.keyboard.type('from the card');
    await conversation(ada.page, /^Bob of the harbour.*Hello from the card/).waitFor();
    await ada.page.keyboard.press('ArrowDown');
    await ada.page.keyboard.press('Enter');
    await ada.page.locator('openim-message.target', { hasText: 'Hello from the card' }).waitFor();
    await adasKeys.goTo(search, 'Shift+Tab');
    await ada.page.keyboard.press('Escape');
    await stage.witness.carriedOut('openim-search-request', 'openim-jump-request');
  });

  it('should change the own record, as others see it', async () => {
    await adasKeys.openSection('Me');
    await adasKeys.edit('Name', 'Ada of the hills');
    await openCard(bobsKeys, 'Ada of the hills');
    await element(bob, 'user-card').getByRole('heading', { name: 'Ada of the hills' }).waitFor();
    await stage.witness.carriedOut('openim-profile-change-request');
  });

  it('should pin, mute and mark as read what others write, from the list', async () => {
    await sendText(dan, 'ada', 'first');
    await conversation(ada.page, /^Dan.*1 unread message.*first/).waitFor({ state: 'hidden' });
    await openMenu('Dan');
    await adasKeys.choose('Mark as read');
    await conversation(ada.page, /^Dan.*unread/).waitFor({ state: 'detached' });
    await openMenu('Dan');
    await adasKeys.choose('Pin to top');
    await conversation(ada.page, /^Dan.*Pinned/).waitFor();
    assert.match((await ada.page.getByRole('option').first().textContent()) ?? '', /Dan/, 'it is not on top');
    await openMenu('Dan');
    await adasKeys.choose('Mute');
    await conversation(ada.page, /^Dan.*Muted/).waitFor();
    const total = ada.page.getByRole('tab', { name: 'Chats' });
    const before = await total.textContent();
    await sendText(dan, 'ada', 'second');
    await conversation(ada.page, /^Dan.*1 unread message.*second/).waitFor();
    assert.equal(await total.textContent(), before, 'what is muted counts');
    await stage.witness.carriedOut(
      'openim-conversation-read-request',
      'openim-conversation-pin-request',
      'openim-conversation-mute-request',
    );
  });

  it('should receive nothing from who is not to be heard', async () => {
    await openMenu('Dan');
    await adasKeys.chooseSurely('Stop receiving messages');
    await stage.witness.carriedOut('openim-conversation-receive-request');
    await sendText(dan, 'ada', 'third');
    await openMenu('Dan');
    await adasKeys.choose('Unmute');
    await conversation(ada.page, /^Dan.*Muted/).waitFor({ state: 'detached' });
    await sendText(dan, 'ada', 'fourth');
    await conversation(ada.page, /^Dan.*fourth/).waitFor();
    await ada.page.keyboard.press('Enter');
    await sees(ada.page, 'fourth');
    assert.equal(await timeline(ada.page).getByText('third').count(), 0);
    await stage.witness.carriedOut('openim-conversation-select-request');
  });

  it('should delete a conversation, and begin it anew with who is found by name', async () => {
    await openMenu('Dan');
    await adasKeys.chooseSurely('Delete');
    await conversation(ada.page, /^Dan/).waitFor({ state: 'detached' });
    await adasKeys.goTo(element(ada, 'conversation-list').getByRole('searchbox'), 'Shift+Tab');
    await ada.page.keyboard.type('dan');
    await conversation(ada.page, /^Dan/).waitFor();
    await ada.page.keyboard.press('ArrowDown');
    await ada.page.keyboard.press('Enter');
    await element(ada, 'chat').getByRole('heading', { name: 'Dan' }).waitFor();
    await sendText(dan, 'ada', 'fifth');
    await sees(ada.page, 'fifth');
    assert.equal(await timeline(ada.page).getByText('fourth').count(), 0);
    await stage.witness.carriedOut('openim-conversation-delete-request', 'openim-conversation-start-request');
  });

  it('should delete a friend, who may stay one', async () => {
    await openCard(adasKeys, 'Bob of the harbour');
    await adasKeys.press('Remove friend');
    await adasKeys.press('Remove friend', element(ada, 'dialog'));
    await element(ada, 'user-card').getByText('Not a friend').waitFor();
    await element(ada, 'contact-list').getByRole('option', { name: /^Bob/ }).waitFor({ state: 'detached' });
    await openCard(bobsKeys, 'Ada of the hills');
    await stage.witness.carriedOut('openim-friend-delete-request');
  });

  it('should leave no complaint of any browser', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });
});

import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, record, unmountAll } from '../../helpers/elements.js';
import { enter, type Person } from '../../helpers/person.js';

const contacts = html`<openim-contact-list></openim-contact-list>`;
const requests = html`<openim-friend-requests></openim-friend-requests>`;
const blocked = html`<openim-block-list></openim-block-list>`;
const finder = html`<openim-find-contact></openim-find-contact>`;
const card = (userID: string) => html`<openim-user-card user-id=${userID}></openim-user-card>`;
const chat = (peerID: string) => html`<openim-chat peer-id=${peerID}></openim-chat>`;

/** Two people who have become friends, each by what they see. */
async function friends(): Promise<[Person, Person]> {
  const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
  await ann.show(card(bob.userID));
  await ann.press('Add friend');
  await ann.press('Send request');
  await ann.sees('Request sent');
  await bob.show(requests);
  await bob.press(`Accept ${ann.userID}`);
  await bob.sees('Accepted');
  await ann.sees('Nickname');
  return [ann, bob];
}

describe('friends, on a real gateway', () => {
  afterEach(unmountAll);

  it('should find somebody by ID, ask with words, and be answered', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    await bob.show(html`${requests}${contacts}`);
    await bob.sees('No requests', 'No contacts yet');
    await ann.show(html`${finder}${contacts}`);
    await ann.fill('Person or group ID', 'nobody-at-all');
    await ann.press('Find');
    await ann.sees('No person or group has the ID “nobody-at-all”.');
    await ann.fill('Person or group ID', bob.userID);
    await ann.press('Find');
    await ann.fill('Message', 'We met at the harbour.');
    await ann.press('Add friend');
    await ann.sees('Request sent');
    await bob.sees(ann.userID, 'We met at the harbour.');
    await bob.press(`Accept ${ann.userID}`);
    await bob.sees('Accepted');
    await ann.show(contacts);
    await ann.sees('B', bob.userID);
    assert.include(bob.text, 'A', 'under their letter');
    await ann.show(requests);
    await ann.sees('Sent by you', 'Accepted');
  });

  it('should refuse somebody, who is told', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    await ann.show(card(bob.userID));
    await ann.press('Add friend');
    await ann.press('Send request');
    await ann.show(requests);
    await ann.sees('Sent by you', 'Pending');
    await bob.show(requests);
    await bob.press(`Decline ${ann.userID}`);
    await bob.sees('Declined');
    await ann.sees('Declined');
    await ann.show(contacts);
    await ann.sees('No contacts yet');
  });

  it('should keep an answered request and the focus in their place, so that a second press accepts nobody else', async () => {
    const [ann, bob, cyd] = (await enter('ann', 'bob', 'cyd')) as [Person, Person, Person];
    for (const person of [ann, cyd]) {
      await person.show(card(bob.userID));
      await person.press('Add friend');
      await person.press('Send request');
      await person.sees('Request sent');
    }
    await bob.show(requests);
    await bob.sees(ann.userID, cyd.userID);
    const asked = record(bob.box, 'openim-friend-accept-request');
    const list = get(bob.box, 'openim-friend-requests').shadowRoot as ShadowRoot;
    const button = list.querySelector<HTMLElement>('[aria-label^="Accept "]') as HTMLElement;
    button.scrollIntoView();
    button.focus();
    const { x, y, width, height } = button.getBoundingClientRect();
    const row = button.closest('li') as HTMLElement;
    button.click();
    button.click();
    assert.deepEqual(
      asked.map(({ detail }) => detail),
      [{ userID: cyd.userID }],
      'while it is on its way',
    );
    await bob.box.querySelector('openim-friend-requests')?.updateComplete;
    assert.deepEqual(
      [...row.querySelectorAll('button')].map(({ disabled }) => disabled),
      [true, true],
      'its buttons meanwhile',
    );
    await bob.sees('Accepted');
    const below = list.elementFromPoint(x + width / 2, y + height / 2);
    assert.isTrue(below?.closest('li') === row && !below.closest('button'), 'what is below the pointer now');
    assert.include(row.innerText, 'Accepted');
    assert.isTrue(list.activeElement === row, 'the focus');
    await bob.press(`Accept ${ann.userID}`);
    await bob.until(() => bob.text.split('Accepted').length === 3, 'both accepted');
  });

  it('should give a friend a remark, and delete them', async () => {
    const [ann, bob] = await friends();
    await ann.show(html`${card(bob.userID)}${contacts}`);
    await ann.edit('Nickname', 'Bob of the harbour');
    await ann.sees('Bob of the harbour', bob.userID);
    await ann.show(contacts);
    await ann.sees('Bob of the harbour');
    await ann.show(card(bob.userID));
    await ann.press('Remove friend');
    await ann.sees(`Remove Bob of the harbour from your friends?`, 'stay on their friends list.');
    await ann.press('Cancel');
    await ann.press('Remove friend');
    await ann.press('Remove friend');
    await ann.sees('Not a friend');
    await ann.show(contacts);
    await ann.sees('No contacts yet');
    await bob.show(contacts);
    await bob.sees(ann.userID);
  });

  it('should refuse the messages of who is blocked, until they are unblocked', async () => {
    const [ann, bob] = await friends();
    await ann.press('Block');
    await ann.sees(`Block ${bob.userID}?`);
    await ann.press('Block');
    await ann.sees('Blocked', 'Unblock');
    await bob.show(chat(ann.userID));
    await bob.write('Are you there?');
    await bob.sees('You can’t message this person');
    await ann.show(html`${blocked}${chat(bob.userID)}`);
    await ann.sees(`You blocked ${bob.userID}.`);
    await ann.press(`Unblock ${bob.userID}`);
    await ann.sees('No blocked people');
    await ann.seesNoMore('You blocked');
    assert.notInclude(ann.text, 'Are you there?');
    await bob.press('Retry');
    await ann.sees('Are you there?');
  });

  it('should begin a chat from the card, pin it and mute it', async () => {
    const [ann, bob] = await friends();
    await ann.show(html`${card(bob.userID)}<openim-chat></openim-chat>`);
    await ann.press('Message');
    await ann.write('Hello Bob');
    await bob.show(chat(ann.userID));
    await bob.sees('Hello Bob');
    await ann.press('Pin to top');
    await ann.press('Mute');
    await ann.sees('Stop receiving messages');
    await ann.show(html`<openim-conversation-list></openim-conversation-list>`);
    await ann.sees('Pinned', 'Muted');
  });

  it('should change the own record, and show it to others', async () => {
    const [ann, bob] = await friends();
    await ann.show(html`<openim-profile></openim-profile>`);
    await ann.edit('Name', 'Ann of the hills');
    await ann.edit('Email', 'ann@example.com');
    await ann.edit('Phone', '+49 30 123456');
    await ann.choose('Gender', 'Female');
    await ann.sees('Ann of the hills', 'ann@example.com', '+49 30 123456');
    await bob.show(contacts);
    await bob.sees('Ann of the hills');
    await bob.show(card(ann.userID));
    await bob.sees('Ann of the hills');
    assert.notInclude(bob.text, 'ann@example.com', 'what is private stays so');
  });

  it('should say in words what cannot be done', async () => {
    const [ann, bob] = (await enter('ann', 'bob')) as [Person, Person];
    await ann.show(card(ann.userID));
    await ann.sees('This is you');
    await ann.show(card('nobody-at-all'));
    await ann.sees('Person not found');
    await bob.show(card(''));
    await bob.sees('Select a contact');
  });
});

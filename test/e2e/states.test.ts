/** What keeps two people from writing to each other, and the way out of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { systemClock } from '../../server/clock.js';
import { ContentType, MessageStatus, parse } from '../../src/index.js';
import { composer, say, sees, timeline } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

const DAY_MS = 86_400_000;
/** A platform on which one connection takes the place of another. */
const MAC = 4;

describe('a chat that is kept from going on', () => {
  let laterMs = 0;
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  const enterAda = (token: string): Promise<Actor> =>
    stage.enter('ada', { 'peer-id': 'bob', 'platform-id': String(MAC), token });

  const signInAgain = ({ page }: Actor, token: string): Promise<void> =>
    page.locator('openim-provider').evaluate((provider, value) => provider.setAttribute('token', value), token);

  before(async () => {
    stage = await Stage.open({
      friendCheck: true,
      clock: { ...systemClock, now: () => systemClock.now() + laterMs },
    });
    await stage.register('ada', 'Ada');
    await stage.register('bob', 'Bob');
    ada = await enterAda(await stage.token('ada', MAC));
    bob = await stage.enter('bob', { 'peer-id': 'ada' });
  });
  after(() => stage.close());

  it('should say that only friends write here, ask to become one, and go on then', async () => {
    await say(ada.page, 'hello stranger');
    await timeline(ada.page).getByText('Only friends can message this person').waitFor();
    await ada.page.getByText('Only friends can message Bob.').waitFor();
    await ada.page.getByRole('button', { name: 'Add friend' }).click();
    await ada.page.getByText('Request sent').waitFor();
    const rawBob = await stage.enterRaw('bob');
    await rawBob.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
    await ada.page.getByText('Request sent').waitFor({ state: 'detached' });
    await ada.page.getByRole('button', { name: 'Retry' }).click();
    await sees(bob.page, 'hello stranger');
    await stage.witness.carriedOut('openim-friend-add-request', 'openim-retry-request');
  });

  it('should say politely that a message is of a kind that is not known here yet', async () => {
    const rawAda = await stage.enterRaw('ada');
    const message = parse(await rawAda.ok('createTextMessage', 'from the future'));
    const unknown = { ...message, contentType: 250 as ContentType, status: MessageStatus.Sent };
    await rawAda.ok('insertSingleMessageToLocalStorage', {
      message: JSON.stringify(unknown),
      recvID: 'ada',
      sendID: 'bob',
    });
    await ada.page.reload();
    await sees(ada.page, 'This message can’t be shown here.');
  });

  it('should be taken over by another page, and taken back', async () => {
    const token = new URL(ada.page.url()).searchParams.get('token') ?? '';
    const elsewhere = await enterAda(token);
    await ada.page.getByText('Chat is open elsewhere').waitFor();
    assert.equal(await composer(ada.page).count(), 0);
    await sees(ada.page, 'hello stranger');
    await ada.page.getByRole('button', { name: 'Continue here' }).click();
    await elsewhere.page.getByText('Chat is open elsewhere').waitFor();
    await say(ada.page, 'here again');
    await sees(bob.page, 'here again');
    await elsewhere.context.close();
    await stage.witness.carriedOut('openim-reconnect-request');
  });

  it('should end with the sign-in, and go on with a new one, with what was written meanwhile', async () => {
    await composer(ada.page).fill('one more thing');
    laterMs = 91 * DAY_MS;
    // Whatever is asked for next finds out.
    await ada.page.evaluate(() => {
      const detail = { conversationID: 'single_bob' };
      const event = new CustomEvent('openim-conversation-read-request', { detail, bubbles: true });
      document.querySelector('openim-chat')?.dispatchEvent(event);
    });
    await ada.page.getByText('Your session has expired').waitFor();
    assert.equal(await composer(ada.page).count(), 0);
    await signInAgain(ada, await stage.token('ada', MAC));
    await signInAgain(bob, await stage.token('bob'));
    assert.equal(await composer(ada.page).inputValue(), 'one more thing');
    await composer(ada.page).press('Enter');
    await sees(bob.page, 'one more thing');
  });

  it('should leave no complaint of any browser', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });
});

import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { registerSupportNotes } from '../../../components/internal/support-notes.js';
import { ContentType, customMessageOfNote, type SupportNote, type TimelineMessage } from '../../../src/index.js';
import { anyMessage, conversation, FakeSession } from '../../helpers/fake-session.js';
import { get, mountWith, tag, unmountAll, visibleText } from '../../helpers/elements.js';

function noteOf(note: SupportNote, sendID: string, senderNickname: string): TimelineMessage {
  const customElem = customMessageOfNote(note, 'what other clients show');
  return anyMessage(ContentType.Custom, { customElem }, { message: { sendID, senderNickname } });
}

describe('notes of a support chat', () => {
  before(registerSupportNotes);
  afterEach(unmountAll);

  it('should be lines that say who closed it and who opened it again, not something that was written', async () => {
    const session = new FakeSession();
    for (const [note, words] of [
      [noteOf({ kind: 'closed' }, 'lena', 'Lena'), 'Lena closed the conversation'],
      [noteOf({ kind: 'reopened' }, 'lena', 'Lena'), 'Lena reopened the conversation'],
      [noteOf({ kind: 'closed' }, session.userID, 'Me'), 'You closed the conversation'],
    ] as const) {
      const box = await mountWith(session, html`<openim-message .message=${note}></openim-message>`);
      const message = get(box, 'openim-message');
      assert.equal(visibleText(message), words);
      assert.isNull(message.shadowRoot!.querySelector('.bubble'));
    }
  });

  it('should be told in the list by the same words, without a tick', async () => {
    const session = new FakeSession();
    session.add(
      conversation('Ada', {
        groupID: 'visit',
        latestMessage: noteOf({ kind: 'closed' }, session.userID, 'Me').message,
      }),
    );
    const box = await mountWith(session, html`<openim-conversation-list></openim-conversation-list>`);
    const row = tag(box, 'openim-conversation-list').shadowRoot!.querySelector('[role="option"]')!;
    assert.equal(row.querySelector('.item__preview')!.textContent, 'You closed the conversation');
    assert.isNull(row.querySelector('.item__tick'));
  });

  it('should leave a rating what the visitor says', async () => {
    const rating = noteOf({ kind: 'rating', score: 4, comment: 'Quick!' }, 'ada', 'Ada');
    const box = await mountWith(new FakeSession(), html`<openim-message .message=${rating}></openim-message>`);
    assert.exists(get(box, 'openim-message').shadowRoot!.querySelector('.bubble [part="note note--rating"]'));
  });
});

import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { chatStateOf } from '../../../components/internal/chat-state.js';
import { composerParts } from '../../../components/composer/composer-parts.js';
import {
  ContentType,
  ErrorCode,
  GroupJoinSource,
  GroupRole,
  OpenIMError,
  type GroupMemberItem,
} from '../../../src/index.js';
import { anyMessage, conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import { edit } from '../../helpers/edit.js';
import {
  assertAccessible,
  find,
  get,
  mountWith,
  press,
  record,
  settle,
  unmountAll,
  until,
  visibleText,
} from '../../helpers/elements.js';

function member(userID: string, nickname: string, roleLevel: GroupRole = GroupRole.Member): GroupMemberItem {
  return {
    groupID: 'design',
    userID,
    nickname,
    faceURL: '',
    roleLevel,
    joinTime: 0,
    joinSource: GroupJoinSource.Invitation,
    operatorUserID: '',
    ex: '',
    attachedInfo: '',
    inviterUserID: '',
    muteEndTime: 0,
  };
}

async function show(groupID = ''): Promise<{ box: HTMLElement; session: FakeSession; id: string }> {
  const session = new FakeSession();
  session.add(conversation(groupID ? 'Design team' : 'Mara Keller', groupID ? { groupID } : {}));
  const id = groupID ? 'group_design' : 'single_mara';
  const box = await mountWith(session, html`<openim-composer conversation-id=${id}></openim-composer>`);
  return { box, session, id };
}

const fieldOf = (box: HTMLElement): HTMLTextAreaElement =>
  get(box, 'openim-composer', 'textarea') as HTMLTextAreaElement;

function type(box: HTMLElement, text: string): void {
  const field = fieldOf(box);
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

const options = (box: HTMLElement): string[] =>
  [...get(box, 'openim-composer').shadowRoot!.querySelectorAll('[role=option]')].map((row) =>
    (row.querySelector('.mention__name')?.textContent ?? '').trim(),
  );

describe('<openim-composer> with names and answers', () => {
  before(() => Promise.all([composerParts.bars.load(), composerParts.mentions.load()]));
  afterEach(unmountAll);

  it('should offer a group’s members behind an @ and name the chosen one', async () => {
    const { box, session, id } = await show('design');
    session.timeline(id).members = [member('me', 'Me'), member('ines', 'Ines Duarte'), member('jun', 'Jun Ogawa')];
    const requests = record(box, 'openim-send-request');
    type(box, 'Well, @');
    await until(() => options(box).length > 0);
    assert.deepEqual(options(box), ['Ines Duarte', 'Jun Ogawa']);
    await assertAccessible(box);
    type(box, 'Well, @ju');
    await until(() => options(box).length === 1);
    assert.isFalse(press(fieldOf(box), 'Enter'));
    await settle(box);
    assert.equal(fieldOf(box).value, 'Well, @Jun Ogawa ');
    assert.isEmpty(requests, 'Enter chose, and did not send');
    press(fieldOf(box), 'Enter');
    assert.deepEqual(
      requests.map(({ detail }) => detail),
      [
        {
          conversationID: id,
          text: 'Well, @Jun Ogawa',
          mentions: [{ userID: 'jun', nickname: 'Jun Ogawa' }],
        },
      ],
    );
    await settle(box);
    const [created] = session.timeline(id).callsOf('create');
    assert.equal(created?.[0], 'createTextAtMessage');
  });

  it('should offer everybody only to those who run the group, and nobody outside of one', async () => {
    const { box, session, id } = await show('design');
    session.timeline(id).members = [member('me', 'Me', GroupRole.Owner), member('jun', 'Jun')];
    type(box, '@');
    await until(() => options(box).length > 0);
    assert.deepEqual(options(box), ['Everyone', 'Jun']);
    press(fieldOf(box), 'Escape');
    await settle(box);
    assert.isEmpty(options(box));
    unmountAll();
    const single = await show();
    type(single.box, '@');
    await settle(single.box);
    assert.isEmpty(options(single.box));
    assert.isEmpty(single.session.timeline(single.id).callsOf('loadMembers'));
  });

  describe('the list behind an @', () => {
    async function showMembers(): Promise<Awaited<ReturnType<typeof show>>> {
      const shown = await show('design');
      shown.session.add(conversation('Mara Keller'));
      shown.session.timeline(shown.id).members = [member('ann', 'Ann'), member('anna', 'Anna')];
      return shown;
    }

    async function begin(box: HTMLElement, text: string): Promise<void> {
      type(box, text);
      await until(() => options(box).length > 0);
    }

    it('should be gone, and who was chosen with it, in another conversation', async () => {
      const { box } = await showMembers();
      await begin(box, '@ann');
      press(fieldOf(box), 'Enter');
      await settle(box);
      await begin(box, '@Ann and @');
      get(box, 'openim-composer').setAttribute('conversation-id', 'single_mara');
      await settle(box);
      assert.isEmpty(options(box));
      const requests = record(box, 'openim-send-request');
      type(box, 'Ask @Ann');
      press(fieldOf(box), 'Enter');
      assert.deepEqual(
        requests.map(({ detail }) => detail),
        [{ conversationID: 'single_mara', text: 'Ask @Ann' }],
      );
    });

    it('should leave the keys alone once the caret is elsewhere', async () => {
      const { box } = await showMembers();
      const requests = record(box, 'openim-send-request');
      await begin(box, 'Well, @ann');
      fieldOf(box).setSelectionRange(0, 0);
      press(fieldOf(box), 'Enter');
      await settle(box);
      assert.equal(requests[0]?.detail.text, 'Well, @ann');
      assert.isEmpty(options(box));
    });

    it('should close when one goes on somewhere else', async () => {
      const { box } = await showMembers();
      fieldOf(box).focus();
      await begin(box, '@ann');
      get(box, 'openim-composer', '.attach').focus();
      // In a window that is not in front Firefox tells of no focus that comes or goes.
      if (!document.hasFocus()) fieldOf(box).dispatchEvent(new FocusEvent('blur'));
      await settle(box);
      assert.isEmpty(options(box));
    });

    it('should be chosen from by a tap, not by a finger that scrolls it', async () => {
      const { box } = await showMembers();
      await begin(box, '@ann');
      const row = get(box, 'openim-composer', '[role=option]');
      const init = { pointerType: 'touch', bubbles: true, composed: true, cancelable: true };
      row.dispatchEvent(new PointerEvent('pointerdown', init));
      await settle(box);
      assert.equal(fieldOf(box).value, '@ann');
      assert.isFalse(row.dispatchEvent(new MouseEvent('mousedown', init)), 'the field keeps the focus');
      row.click();
      await settle(box);
      assert.equal(fieldOf(box).value, '@Ann ');
    });

    it('should not name Ann where Anna is named', async () => {
      const { box } = await showMembers();
      for (const text of ['@ann', '@anna']) {
        await begin(box, text);
        press(fieldOf(box), 'Enter');
        await settle(box);
      }
      assert.equal(fieldOf(box).value, '@Anna ');
      const requests = record(box, 'openim-send-request');
      press(fieldOf(box), 'Enter');
      assert.deepEqual(requests[0]?.detail.mentions, [{ userID: 'anna', nickname: 'Anna' }]);
    });

    it('should let one undo a name', async () => {
      const { box } = await showMembers();
      const field = fieldOf(box);
      field.focus();
      edit('insertText', 'Hello @an');
      await until(() => options(box).length > 0);
      press(field, 'Enter');
      await settle(box);
      assert.equal(field.value, 'Hello @Ann ');
      edit('undo');
      assert.equal(field.value, 'Hello @an');
    });
  });

  it('should send the answer to a message, and stop answering by Escape', async () => {
    const { box, session, id } = await show();
    const question = textMessage('Shall we?', { id: 'question' });
    session.timeline(id).append(question);
    const { quoted } = chatStateOf(session, id);
    quoted.value = question;
    await settle(box);
    assert.include(visibleText(get(box, 'openim-composer')), 'Reply to Mara Keller Shall we?');
    await assertAccessible(box);
    press(fieldOf(box), 'Escape');
    await settle(box);
    assert.isNull(find(box, 'openim-composer', '.quote-bar'));
    quoted.value = question;
    type(box, 'Yes');
    press(fieldOf(box), 'Enter');
    await settle(box);
    const [created] = session.timeline(id).callsOf('create');
    assert.equal(created?.[0], 'createQuoteMessage');
    assert.include(created?.[1] as { text: string }, { text: 'Yes' });
    assert.isUndefined(quoted.value);
  });

  it('should put a text back that cannot be sent, with the message that it answers', async () => {
    const { box, session, id } = await show();
    const timeline = session.timeline(id);
    const failure = new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
    Object.assign(timeline, { create: () => Promise.reject(failure) });
    const question = textMessage('Shall we?', { id: 'question' });
    timeline.append(question);
    const { quoted } = chatStateOf(session, id);
    quoted.value = question;
    type(box, 'Yes');
    await settle(box);
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.equal(fieldOf(box).value, 'Yes');
    assert.equal(quoted.value, question);
    assert.deepEqual(timeline.callsOf('setDraft').at(-1), ['Yes']);
  });

  it('should neither show nor quote a message any more that is recalled', async () => {
    const { box, session, id } = await show();
    const timeline = session.timeline(id);
    const question = textMessage('Shall we?', { id: 'question' });
    timeline.append(question);
    chatStateOf(session, id).quoted.value = question;
    type(box, 'Yes');
    await settle(box);
    assert.include(visibleText(get(box, 'openim-composer')), 'Shall we?');
    const notice = anyMessage(ContentType.RevokeNotice, {}, { message: { content: 'question' } });
    timeline.messages.value = [notice];
    await settle(box);
    assert.isTrue(find(box, 'openim-composer', '.quote-bar') === null);
    assert.isTrue(press(fieldOf(box), 'Escape'), 'Escape closes nothing that is not shown');
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.deepEqual(timeline.callsOf('sendText'), [['Yes']]);
    assert.isUndefined(chatStateOf(session, id).quoted.value);
  });

  it('should answer a message that is far away by then', async () => {
    const { box, session, id } = await show();
    const timeline = session.timeline(id);
    chatStateOf(session, id).quoted.value = textMessage('Shall we?', { id: 'question' });
    timeline.messages.value = [textMessage('the newest')];
    type(box, 'Yes');
    await settle(box);
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.equal(timeline.callsOf('create')[0]?.[0], 'createQuoteMessage');
  });

  it('should count and forward no message that is recalled or out of reach', async () => {
    const { box, session, id } = await show();
    const timeline = session.timeline(id);
    const [first, second] = [textMessage('one', { id: 'one' }), textMessage('two', { id: 'two' })];
    timeline.append(first, second);
    chatStateOf(session, id).selection.value = new Set(['one', 'two', 'elsewhere']);
    const bar = (): HTMLElement => get(box, 'openim-composer', '.selection');
    await until(() => find(box, 'openim-composer', '.selection') !== null);
    assert.include(visibleText(bar()), '2 selected');
    const content = JSON.stringify({ clientMsgID: 'one' });
    const notice = anyMessage(ContentType.AdvancedRevokeNotice, {}, { id: 'one', message: { content } });
    timeline.messages.value = [notice, second];
    await settle(box);
    assert.include(visibleText(bar()), '1 selected');
    timeline.messages.value = [notice];
    await settle(box);
    assert.isTrue((bar().querySelector('.selection__action') as HTMLButtonElement).disabled);
  });
});

import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { deepActiveElement } from '../../../components/internal/deep-active-element.js';
import { conversation, FakeSession } from '../../helpers/fake-session.js';
import { edit } from '../../helpers/edit.js';
import { replaceMember } from '../../helpers/replace-member.js';
import {
  assertAccessible,
  find,
  get,
  mount,
  mountWith,
  press,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';
import { FakeTimers } from '../../helpers/fake-timers.js';

function sessionWithMara(draftText = ''): FakeSession {
  const session = new FakeSession();
  session.add(conversation('Mara Keller', { draftText }), conversation('Jun Ogawa'));
  return session;
}

const composer = html`<openim-composer conversation-id="single_mara"></openim-composer>`;

function fieldOf(box: HTMLElement): HTMLTextAreaElement {
  return get(box, 'openim-composer', 'textarea') as HTMLTextAreaElement;
}

async function type(box: HTMLElement, text: string): Promise<void> {
  const field = fieldOf(box);
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await settle(box);
}

describe('<openim-composer>', () => {
  afterEach(unmountAll);

  it('should be accessible, empty, full and too full', async () => {
    const session = sessionWithMara();
    const box = await mountWith(
      session,
      html`<openim-composer conversation-id="single_mara" maxlength="10"></openim-composer>`,
    );
    await assertAccessible(box);
    await type(box, '123456789');
    await assertAccessible(box);
    await type(box, '12345678901');
    await assertAccessible(box);
  });

  it('should fade out a long placeholder at its end in a narrow box', async () => {
    const box = await mountWith(sessionWithMara(), composer, 'inline-size:320px');
    const field = fieldOf(box);
    field.placeholder = 'Message Mara Keller of the sales department';
    assert.equal(field.clientHeight, field.offsetHeight, 'there is a scroll bar');
    assert.include(getComputedStyle(field).maskImage, 'to right');
    (field.getRootNode() as ShadowRoot).host.setAttribute('dir', 'rtl');
    assert.include(getComputedStyle(field).maskImage, 'to left');
    field.value = 'Hello';
    assert.equal(getComputedStyle(field).maskImage, 'none', 'what is written is no placeholder');
  });

  it('should not show a name in the empty field that runs against the words around it', async () => {
    const session = sessionWithMara();
    session.add(conversation('عائشة', { userID: 'aisha' }));
    const box = await mount(
      html`<openim-provider .session=${session} locale="ar"
        ><openim-composer conversation-id="single_mara"></openim-composer
        ><openim-composer conversation-id="single_aisha"></openim-composer
      ></openim-provider>`,
    );
    const [mara, aisha] = [...box.querySelectorAll('openim-composer')].map((element) =>
      element.shadowRoot?.querySelector('textarea'),
    );
    assert.equal(mara?.placeholder, 'اكتب رسالة');
    assert.equal(mara?.ariaLabel, 'رسالة إلى Mara Keller');
    assert.equal(aisha?.placeholder, 'رسالة إلى عائشة');
    // Firefox would put it outside of the field.
    assert.equal(mara?.scrollWidth, mara?.clientWidth);
  });

  it('should offer to record a voice message only where the browser can', async () => {
    const button = async () => find(await mountWith(sessionWithMara(), composer), 'openim-composer', '.tool');
    const types = ['audio/webm', 'audio/mp4'].filter((type) => MediaRecorder.isTypeSupported(type));
    assert.equal((await button())?.dataset['tool'], types.length > 0 ? 'voice' : 'emoji');
    const restore = replaceMember(MediaRecorder, 'isTypeSupported', () => () => false);
    try {
      assert.equal((await button())?.dataset['tool'], 'emoji');
    } finally {
      restore();
    }
  });

  it('should be labelled by its conversation, with a button named Send', async () => {
    const box = await mountWith(sessionWithMara(), composer);
    assert.equal(fieldOf(box).getAttribute('aria-label'), 'Message Mara Keller');
    assert.equal(get(box, 'openim-composer', '.send').getAttribute('aria-label'), 'Send');
  });

  it('should ask to send on Enter, and be empty then', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    const requests = record(box, 'openim-send-request');
    await type(box, 'Hello\nMara  \n');
    assert.isFalse(press(fieldOf(box), 'Enter'));
    await settle(box);
    assert.deepEqual(
      requests.map(({ detail }) => detail),
      [{ conversationID: 'single_mara', text: 'Hello\nMara' }],
    );
    assert.deepEqual(session.timeline('single_mara').callsOf('sendText'), [['Hello\nMara']]);
    assert.equal(fieldOf(box).value, '');
  });

  it('should ask to send when the button is clicked', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    await type(box, 'Hello');
    get(box, 'openim-composer', '.send').click();
    await settle(box);
    assert.deepEqual(session.timeline('single_mara').callsOf('sendText'), [['Hello']]);
  });

  it('should keep the text and send nothing when the request is prevented', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    box.addEventListener('openim-send-request', (event) => event.preventDefault());
    await type(box, 'Hello');
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.isEmpty(session.timeline('single_mara').callsOf('sendText'));
    assert.equal(fieldOf(box).value, 'Hello');
  });

  for (const [why, init] of [
    ['Shift breaks the line', { shiftKey: true }],
    ['an input method is composing', { isComposing: true }],
    ['an input method is composing in Safari', { keyCode: 229 }],
  ] as const) {
    it(`should not send on Enter when ${why}`, async () => {
      const session = sessionWithMara();
      const box = await mountWith(session, composer);
      await type(box, 'ni hao');
      assert.isTrue(press(fieldOf(box), 'Enter', init), 'the key was taken away');
      await settle(box);
      assert.isEmpty(session.timeline('single_mara').callsOf('sendText'));
    });
  }

  it('should leave Enter to an input method while it composes, in every way browsers say so', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    const requests = record(box, 'openim-send-request');
    const field = fieldOf(box);
    await type(box, 'ni hao');
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    assert.isTrue(press(field, 'Enter', { isComposing: true }), 'the browser was kept from it');
    // Safari ends the composition first, and tells only by the code of the key.
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '你好' }));
    assert.isTrue(press(field, 'Enter', { keyCode: 229 }));
    assert.isTrue(press(field, 'Process', { isComposing: true }));
    assert.isEmpty(requests);
    assert.isTrue(press(field, 'Enter', { shiftKey: true }), 'Shift+Enter breaks the line');
    assert.isEmpty(requests);
    press(field, 'Enter');
    assert.lengthOf(requests, 1);
  });

  it('should not send white space', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    await type(box, ' \n ');
    press(fieldOf(box), 'Enter');
    assert.isTrue((get(box, 'openim-composer', '.send') as HTMLButtonElement).disabled);
    await settle(box);
    assert.isEmpty(session.timeline('single_mara').callsOf('sendText'));
  });

  it('should not send what nobody can see, and leave invisible characters to the words and emoji that need them', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    const nothing = ['\u200B', '\u200D\u200C', ' \uFEFF\n\u2060', '\u200E\u202E', '\u00AD\u2800\u3164\uFE0F'];
    const texts = ['👩‍👩‍👧', 'می\u200Cخواهم', '❤️', '\u200EABC', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'];
    for (const text of [...nothing, ...texts]) {
      await type(box, text);
      press(fieldOf(box), 'Enter');
      await settle(box);
    }
    assert.deepEqual(session.timeline('single_mara').callsOf('sendText').flat(), texts);
  });

  it('should tell the peer and keep the draft with every keystroke', async () => {
    const session = sessionWithMara();
    const box = await mountWith(session, composer);
    await type(box, 'H');
    await type(box, '');
    const timeline = session.timeline('single_mara');
    assert.deepEqual(timeline.callsOf('setDraft'), [['H'], ['']]);
    assert.lengthOf(timeline.callsOf('notifyTyping'), 1, 'emptying the field is no typing');
  });

  it('should restore each conversation’s draft', async () => {
    const session = sessionWithMara('about the offer');
    const box = await mountWith(session, composer);
    assert.equal(fieldOf(box).value, 'about the offer');
    get(box, 'openim-composer').setAttribute('conversation-id', 'single_jun');
    await settle(box);
    assert.equal(fieldOf(box).value, '');
    assert.equal(fieldOf(box).getAttribute('aria-label'), 'Message Jun Ogawa');
  });

  it('should restore a draft that comes late, but not over what was written', async () => {
    const session = new FakeSession();
    const box = await mountWith(session, composer);
    await type(box, 'mine');
    session.timeline('single_mara').conversation.value = conversation('Mara', { draftText: 'old' });
    await settle(box);
    assert.equal(fieldOf(box).value, 'mine');
  });

  it('should follow a draft that is saved elsewhere, until something is written, and save it when one leaves', async () => {
    const session = sessionWithMara();
    const timeline = session.timeline('single_mara');
    const box = await mountWith(session, composer);
    const saveElsewhere = async (draftText: string): Promise<void> => {
      timeline.conversation.value = conversation('Mara', { draftText });
      await settle(box);
    };
    await saveElsewhere('from the phone');
    assert.equal(fieldOf(box).value, 'from the phone');
    await type(box, 'from here');
    press(fieldOf(box), 'Enter');
    await saveElsewhere('from here');
    assert.equal(fieldOf(box).value, '', 'what was sent came back');
    await type(box, 'half');
    globalThis.dispatchEvent(new PageTransitionEvent('pagehide'));
    assert.deepEqual(timeline.callsOf('setDraft').at(-1), ['half', true]);
  });

  it('should count near the limit and not send beyond it, but let everything be written', async () => {
    const session = sessionWithMara();
    const box = await mountWith(
      session,
      html`<openim-composer conversation-id="single_mara" maxlength="20"></openim-composer>`,
    );
    await type(box, 'a'.repeat(17));
    assert.isNull(find(box, 'openim-composer', '.counter'));
    await type(box, 'a'.repeat(19));
    assert.include(visibleText(get(box, 'openim-composer')), '1 character left');
    await type(box, 'a'.repeat(23));
    assert.include(visibleText(get(box, 'openim-composer')), '3 characters too long');
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.isEmpty(session.timeline('single_mara').callsOf('sendText'));
    assert.lengthOf(fieldOf(box).value, 23);
  });

  for (const maxlength of ['Infinity', 'none']) {
    it(`should count nothing with a maxlength of ${maxlength}`, async () => {
      const box = await mountWith(
        sessionWithMara(),
        html`<openim-composer conversation-id="single_mara" maxlength=${maxlength}></openim-composer>`,
      );
      await type(box, 'a');
      assert.isTrue(find(box, 'openim-composer', '.counter') === null);
    });
  }

  it('should have lines as high as its letters need', async () => {
    for (const [size, height] of [
      ['14.5px', 40],
      ['16px', 40],
      ['30px', 58.5],
    ] as const) {
      const box = await mountWith(sessionWithMara(), composer, `--openim-font-size-message:${size}`);
      assert.approximately(fieldOf(box).getBoundingClientRect().height, height, 1, size);
    }
  });

  it('should grow with its text up to six lines', async () => {
    const box = await mountWith(sessionWithMara(), composer);
    const height = (): number => fieldOf(box).getBoundingClientRect().height;
    const one = height();
    await type(box, 'a\nb\nc');
    const three = height();
    await type(box, 'a\n'.repeat(40));
    assert.approximately(three - one, 44, 2);
    assert.approximately(height() - one, 110, 4);
  });

  describe('in a form', () => {
    it('should give its text under its name, be validated and be reset', async () => {
      const session = sessionWithMara();
      const box = await mountWith(
        session,
        html`<form><openim-composer name="text" required conversation-id="single_mara"></openim-composer></form>`,
      );
      const form = get(box, 'form') as HTMLFormElement;
      assert.isFalse(form.checkValidity());
      await type(box, 'Hello');
      assert.equal(new FormData(form).get('text'), 'Hello');
      assert.isTrue(form.checkValidity());
      form.reset();
      await settle(box);
      assert.equal(fieldOf(box).value, '');
    });

    it('should be disabled by its fieldset, as long as that is', async () => {
      const box = await mountWith(sessionWithMara(), html`<form><fieldset disabled>${composer}</fieldset></form>`);
      assert.isTrue(fieldOf(box).disabled);
      (get(box, 'fieldset') as HTMLFieldSetElement).disabled = false;
      await settle(box);
      assert.isFalse(fieldOf(box).disabled);
      assert.isFalse(tag(box, 'openim-composer').disabled);
    });
  });

  it('should let one undo an emoji, and what was typed before it', async () => {
    const box = await mountWith(sessionWithMara(), composer);
    const field = fieldOf(box);
    field.focus();
    edit('insertText', 'Hello ');
    await settle(box);
    get(box, 'openim-composer', '[part~=emoji-button]').click();
    await until(() => find(box, 'openim-composer', 'openim-emoji-picker', '.emoji') !== null);
    get(box, 'openim-composer', 'openim-emoji-picker', '.emoji').click();
    await settle(box);
    assert.equal(tag(box, 'openim-composer').value, 'Hello 😀');
    assert.notEqual(deepActiveElement(), field, 'the picker keeps the focus');
    field.focus();
    edit('undo');
    assert.equal(field.value, 'Hello ');
    edit('undo');
    await settle(box);
    assert.equal(tag(box, 'openim-composer').value, '');
  });

  it('should be empty when a page sets its text to nothing', async () => {
    const box = await mountWith(
      sessionWithMara(),
      html`<openim-composer conversation-id="single_mara"></openim-composer>`,
    );
    const composer = tag(box, 'openim-composer');
    for (const nothing of [null, undefined]) {
      composer.value = 'half a thought';
      await settle(box);
      composer.value = nothing;
      await settle(box);
      assert.equal(composer.value, '');
      assert.equal(fieldOf(box).value, '');
    }
  });

  it('should be there, disabled, without a provider, and say so once in the console', async () => {
    const timers = new FakeTimers();
    const warnings = await warningsOf(async () => {
      const box = await mount(html`<openim-composer></openim-composer>`).finally(() => {
        timers.restore();
      });
      assert.isTrue(fieldOf(box).disabled);
      timers.fire();
      await settle(box);
      tag(box, 'openim-composer').value = 'x';
      await settle(box);
      await assertAccessible(box);
    });
    assert.lengthOf(warnings, 1);
  });
});

/**
 * Pictures, sounds and films are loaded from where the page allows. Seen failing with `isAllowedMedia` answering true, and
 * with each of its uses in rich-content.ts, avatar.component.ts and overlays.ts taken out.
 */
import '../../components/conversation-list/conversation-list.js';
import '../../components/message/message.js';
import '../../components/provider/provider.js';

import { assert } from 'chai';
import { html, type TemplateResult } from 'lit';
import type { OpenIMMessage, OpenIMProvider } from '../../components/index.js';
import { richContent } from '../../components/message/message-content.js';
import { blankElements, ContentType, type TimelineMessage } from '../../src/index.js';
import { deepElements } from '../helpers/deep-elements.js';
import { assertAccessible, mount, settle, unmountAll, until } from '../helpers/elements.js';
import { anyMessage, conversation, FakeSession } from '../helpers/fake-session.js';

const elements = blankElements();
const TRACKER = 'https://tracker.example';

function messagesFrom(origin: string): readonly (readonly [kind: string, message: TimelineMessage])[] {
  const url = `${origin}/file`;
  const picture = { uuid: '', type: '', size: 1, width: 40, height: 30, url };
  const from = { message: { senderFaceUrl: `${origin}/face.png` } };
  return [
    [
      'picture',
      anyMessage(
        ContentType.Picture,
        { pictureElem: { sourcePath: '', sourcePicture: picture, bigPicture: picture, snapshotPicture: picture } },
        from,
      ),
    ],
    ['sound', anyMessage(ContentType.Sound, { soundElem: { ...elements.soundElem, sourceUrl: url } }, from)],
    ['film', anyMessage(ContentType.Video, { videoElem: { ...elements.videoElem, videoUrl: url } }, from)],
    ['sticker', anyMessage(ContentType.Face, { faceElem: { index: 1, data: url } }, from)],
  ];
}

/** Addresses that something below is loaded from. */
function loaded(root: Element): string[] {
  return deepElements(root).flatMap((element) =>
    ['src', 'poster', 'srcset'].flatMap((name) =>
      element.matches('img, video, audio, source, openim-audio-player, openim-video-player')
        ? (element.getAttribute(name) ?? [])
        : [],
    ),
  );
}

async function show(allowed: string | undefined, inside: TemplateResult, session = new FakeSession()) {
  const box = await mount(
    html`<openim-provider
      .session=${session}
      url="wss://chat.example/socket"
      .allowedMediaOrigins=${allowed}
      locale="en"
      >${inside}</openim-provider
    >`,
  );
  return box;
}

const messages = (origin: string): TemplateResult =>
  html`${messagesFrom(origin).map(([, message]) => html`<openim-message .message=${message} show-sender></openim-message>`)}`;

describe('media', () => {
  before(() => richContent.load());
  afterEach(unmountAll);

  it('should come from anywhere while the page says nothing', async () => {
    const box = await show(undefined, messages(TRACKER));
    assert.isAtLeast(loaded(box).filter((url) => url.startsWith(TRACKER)).length, messagesFrom('').length);
    assert.isNull(box.querySelector('openim-message')!.shadowRoot!.querySelector('[part="blocked"]'));
  });

  it('should come from the gateway and the origins the page allows, and from nowhere else', async () => {
    const allowed = 'https://cdn.example https://img.example:8443';
    for (const [origin, isAllowed] of [
      ['https://chat.example', true],
      ['https://cdn.example', true],
      ['https://img.example:8443', true],
      ['https://img.example', false],
      ['http://cdn.example', false],
      ['https://cdn.example.evil.example', false],
      ['https://cdn.example@evil.example', false],
      [TRACKER, false],
      [location.origin, false],
    ] as const) {
      const box = await show(allowed, messages(origin));
      const from = loaded(box).filter((url) => url.startsWith(origin));
      assert.equal(from.length > 0, isAllowed, `${origin}: ${from.join(' ')}`);
      for (const element of box.querySelectorAll<OpenIMMessage>('openim-message')) {
        const blocked = element.shadowRoot!.querySelector<HTMLAnchorElement>('a[part="blocked"]');
        assert.equal(blocked === null, isAllowed, origin);
        if (!blocked) continue;
        assert.include(blocked.textContent, `Not loaded from ${new URL(origin).host}`);
        assert.equal(blocked.rel, 'noopener noreferrer');
      }
      unmountAll();
    }
  });

  it('should all come from the gateway where the page allows nothing else', async () => {
    for (const [origin, isAllowed] of [
      ['https://chat.example', true],
      [TRACKER, false],
    ] as const) {
      const box = await show('', messages(origin));
      assert.equal(
        loaded(box).some((url) => url.startsWith(origin)),
        isAllowed,
        origin,
      );
      unmountAll();
    }
  });

  it('should stand aside in words that can be read and reached', async () => {
    const box = await show('', messages(TRACKER));
    await assertAccessible(box);
  });

  it('should not be loaded by faces, cards and lists either', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara', { faceURL: `${TRACKER}/face.png` }));
    const content = JSON.stringify({ userID: 'u', nickname: 'Jun', faceURL: `${TRACKER}/card.png` });
    const box = await show(
      '',
      html`<openim-conversation-list></openim-conversation-list
        ><openim-message .message=${anyMessage(ContentType.Card, {}, { message: { content } })}></openim-message
        ><openim-avatar name="Mara Keller" src="${TRACKER}/a.png"></openim-avatar>`,
      session,
    );
    assert.deepEqual(loaded(box), []);
    assert.include(box.querySelector('openim-avatar')!.shadowRoot!.textContent, 'MK');
  });

  it('should not be loaded by the view of a conversation’s pictures', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara'));
    const [, near] = messagesFrom('https://chat.example')[0]!;
    const [, far] = messagesFrom(TRACKER)[0]!;
    session.timeline('single_mara').append(near, far);
    const box = await show('', html`<openim-message .message=${near}></openim-message>`, session);
    const element = box.querySelector<OpenIMMessage>('openim-message')!;
    element.shadowRoot!.querySelector<HTMLElement>('a.image-box')!.click();
    await until(() => deepElements(box).some((inside) => inside.localName === 'openim-lightbox'));
    await settle(box);
    const lightbox = deepElements(box).find((inside) => inside.localName === 'openim-lightbox') as Element & {
      pictures: readonly { src: string }[];
    };
    assert.deepEqual(
      lightbox.pictures.map(({ src }) => src),
      ['https://chat.example/file'],
    );
  });

  it('should follow when the page changes its mind', async () => {
    const box = await show(undefined, messages(TRACKER));
    const provider = box.querySelector<OpenIMProvider>('openim-provider')!;
    provider.setAttribute('allowed-media-origins', '');
    await settle(box);
    assert.deepEqual(loaded(box), []);
    provider.removeAttribute('allowed-media-origins');
    await settle(box);
    assert.isNotEmpty(loaded(box));
  });
});

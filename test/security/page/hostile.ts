/**
 * A page that shows what it is given in every place where a stranger's text may stand, and tells what came of it. Nothing
 * but the session is made up.
 */
import '../../../components/index.js';
import '../../../components/merged-viewer/merged-viewer.js';

import type { LitElement } from 'lit';
import type { OpenIMProvider } from '../../../components/index.js';
import { ContentType, NotificationType, type Conversation, type TimelineMessage } from '../../../src/index.js';
import { anyMessage, conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';

/** What a field with the text in it has become. */
export type Shown = { readonly field: string; readonly isVerbatim: boolean; readonly bad: readonly string[] };

const FORBIDDEN =
  'script, iframe, object, embed, base, meta, link, form, math, template, foreignObject, use, animate';

/** All elements inside, those in shadow trees included. */
function deepElements(root: Element | ShadowRoot): Element[] {
  const inside = [...root.children].flatMap((element) => [element, ...deepElements(element)]);
  return root instanceof Element && root.shadowRoot ? [...deepElements(root.shadowRoot), ...inside] : inside;
}

/** All text of the shadow trees, and the values of fields, without white space: lines may be broken and joined. */
function deepText(root: Element): string {
  const own = (node: Element | ShadowRoot): string =>
    [...node.childNodes].map((child) => (child instanceof Text ? child.data : '')).join('');
  const elements = [root, ...deepElements(root)];
  return elements
    .flatMap((element) => [
      own(element),
      element.shadowRoot ? own(element.shadowRoot) : '',
      element instanceof HTMLTextAreaElement ? element.value : '',
    ])
    .join('')
    .replaceAll(/\s+/g, '');
}

async function settle(root: Element): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    const pending = [root, ...deepElements(root)].filter(
      (element): element is LitElement => (element as Partial<LitElement>).isUpdatePending === true,
    );
    if (pending.length === 0) return;
    await Promise.all(pending.map((element) => element.updateComplete));
  }
}

function badParts(root: Element): string[] {
  return deepElements(root).flatMap((element) => [
    ...(element.matches(FORBIDDEN) ? [element.localName] : []),
    ...[...element.attributes]
      .filter(
        ({ name, value }) =>
          /^on|^srcdoc$|^formaction$/i.test(name) ||
          (/^(href|src|xlink:href|poster|action)$/.test(name) && !isHarmless(element, value)),
      )
      .map(({ name, value }) => `${element.localName}[${name}=${value}]`),
  ]);
}

function isHarmless(element: Element, address: string): boolean {
  // Properties of our own elements hold what was given; what counts is what they make of it.
  if (element.localName.startsWith('openim-') || address === '') return true;
  return /^(https?|mailto|blob):/.test(address) || /^data:image\//.test(address);
}

/** Every kind of message with the text in every member a sender decides. */
function messagesWith(body: string): readonly (readonly [field: string, message: TimelineMessage])[] {
  const picture = { uuid: body, type: body, size: 1, width: 40, height: 30, url: body };
  const quoted = textMessage(body, { message: { senderNickname: body } }).message;
  const from = { message: { senderNickname: body, senderFaceUrl: body } };
  const notice = (type: number, detail: object) =>
    anyMessage(type, { notificationElem: { detail: JSON.stringify(detail), defaultTips: body } }, from);
  return [
    ['text', textMessage(body, from)],
    [
      'mention',
      anyMessage(
        ContentType.At,
        {
          atElem: {
            text: `@u1 ${body}`,
            atUserList: ['u1', body],
            atUsersInfo: [{ atUserID: 'u1', groupNickname: body }],
            isAtSelf: false,
          },
        },
        from,
      ),
    ],
    ['quote', anyMessage(ContentType.Quote, { quoteElem: { text: body, quoteMessage: quoted } }, from)],
    [
      'file',
      anyMessage(
        ContentType.File,
        { fileElem: { filePath: '', uuid: '', fileName: body, sourceUrl: body, fileSize: 1 } },
        from,
      ),
    ],
    [
      'place',
      anyMessage(ContentType.Location, { locationElem: { description: body, longitude: 1, latitude: 2 } }, from),
    ],
    [
      'card',
      anyMessage(
        ContentType.Card,
        {},
        { message: { ...from.message, content: JSON.stringify({ userID: 'u', nickname: body, faceURL: body }) } },
      ),
    ],
    [
      'merged',
      anyMessage(
        ContentType.Merger,
        { mergeElem: { title: body, abstractList: [body, body], multiMessage: [quoted] } },
        from,
      ),
    ],
    [
      'custom',
      anyMessage(ContentType.Custom, { customElem: { data: body, description: body, extension: body } }, from),
    ],
    [
      'formatted',
      anyMessage(
        ContentType.AdvancedText,
        {},
        {
          message: {
            ...from.message,
            content: JSON.stringify({
              text: body,
              messageEntityList: [{ type: 'url', offset: 0, length: 3, url: body, info: body }],
            }),
          },
        },
      ),
    ],
    [
      'notice',
      notice(NotificationType.MemberInvited, {
        opUser: { userID: 'x', nickname: body },
        invitedUserList: [{ userID: 'y', nickname: body }],
      }),
    ],
    ['unknown notice', notice(1999, {})],
    [
      'picture',
      anyMessage(
        ContentType.Picture,
        {
          pictureElem: { sourcePath: body, sourcePicture: picture, bigPicture: picture, snapshotPicture: picture },
        },
        from,
      ),
    ],
    [
      'sound',
      anyMessage(
        ContentType.Sound,
        { soundElem: { uuid: '', soundPath: body, sourceUrl: body, dataSize: 1, duration: 2 } },
        from,
      ),
    ],
    ['sticker', anyMessage(ContentType.Face, { faceElem: { index: 1, data: body } }, from)],
    ['unknown type', anyMessage(9999, {}, { message: { ...from.message, content: body } })],
  ];
}

/** Those in which the text is not to be seen: addresses, and what no version of ours knows. */
const UNSEEN = new Set(['picture', 'sound', 'sticker', 'unknown type']);

function provider(session: FakeSession): OpenIMProvider {
  const element = document.createElement('openim-provider');
  element.session = session;
  element.locale = 'en';
  document.body.append(element);
  return element;
}

async function show(body: string): Promise<Shown[]> {
  const seen = body.replaceAll(/\s+/g, '');
  const shown: Shown[] = [];
  const report = (field: string, element: Element, isSeen = true): void => {
    shown.push({ field, isVerbatim: !isSeen || deepText(element).includes(seen), bad: badParts(element) });
  };
  const session = new FakeSession();
  const box = provider(session);

  const messages = messagesWith(body).map(([field, message]) => {
    const element = document.createElement('openim-message');
    element.message = message;
    element.showSender = true;
    box.append(element);
    return [field, element] as const;
  });
  await settle(box);
  for (const [field, element] of messages) report(field, element, !UNSEEN.has(field));
  for (const [, element] of messages) element.remove();

  const texts: Partial<Conversation> = {
    conversationID: 'group_g',
    faceURL: body,
    draftText: '',
    latestMessage: textMessage(body, { message: { senderNickname: body } }).message,
  };
  session.add(conversation(body, { ...texts, groupID: 'g' }));
  session.add(conversation('Draft', { userID: 'd', draftText: body }));
  session.timeline('group_g').append(textMessage(body, { message: { senderNickname: body } }));
  for (const tag of ['openim-conversation-list', 'openim-chat']) {
    const element = document.createElement(tag);
    element.style.cssText = 'display:block;inline-size:600px;block-size:400px';
    if (tag === 'openim-chat') element.setAttribute('conversation-id', 'group_g');
    box.append(element);
    await settle(box);
    report(tag, element);
    element.remove();
  }
  const avatar = document.createElement('openim-avatar');
  avatar.setAttribute('name', body);
  avatar.setAttribute('src', body);
  box.append(avatar);
  await settle(box);
  report('avatar', avatar, false);
  box.remove();
  return shown;
}

Object.assign(window, { show });

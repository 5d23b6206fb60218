/**
 * A page that shows what it is given in every place where a stranger's text may stand, and tells what came of it. Nothing
 * but the session is made up.
 */
import '../../../components/index.js';
import '../../../components/merged-viewer/merged-viewer.js';

import { render, type LitElement } from 'lit';
import type { OpenIMProvider } from '../../../components/index.js';
import { SupportBar } from '../../../components/launcher-panel/support-bar.js';
import { launcherWords } from '../../../components/locales/launcher/index.js';
import {
  ContentType,
  customMessageOfNote,
  NotificationType,
  type SupportNote,
  type TimelineMessage,
} from '../../../src/index.js';
import { deepElements } from '../../helpers/deep-elements.js';
import { anyMessage, conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import { fillWithPeople, standsOf } from './people.js';

/** What a field with the text in it has become. */
export type Shown = { readonly field: string; readonly isVerbatim: boolean; readonly bad: readonly string[] };

const FORBIDDEN =
  'script, iframe, object, embed, base, meta, link, form[action], math, template, foreignObject, use, animate';

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
  return /^(https?|mailto|blob):/.test(address) || /^data:image\/(?!svg)/.test(address);
}

/** Every kind of message with the text, or the name, in every member a sender decides. */
function messagesWith(
  body: string,
  name: string,
): readonly (readonly [field: string, message: TimelineMessage])[] {
  const picture = { uuid: body, type: body, size: 1, width: 40, height: 30, url: body };
  const quoted = textMessage(body, { message: { senderNickname: name } }).message;
  const from = { message: { senderNickname: name, senderFaceUrl: body } };
  const notice = (type: number, detail: object) =>
    anyMessage(type, { notificationElem: { detail: JSON.stringify(detail), defaultTips: body } }, from);
  const note = (said: SupportNote) =>
    anyMessage(ContentType.Custom, { customElem: customMessageOfNote(said, body) }, from);
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
            atUsersInfo: [{ atUserID: 'u1', groupNickname: name }],
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
        { fileElem: { filePath: '', uuid: '', fileName: name, sourceUrl: body, fileSize: 1 } },
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
        { message: { ...from.message, content: JSON.stringify({ userID: 'u', nickname: name, faceURL: body }) } },
      ),
    ],
    [
      'merged',
      anyMessage(
        ContentType.Merger,
        { mergeElem: { title: name, abstractList: [body, body], multiMessage: [quoted] } },
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
        opUser: { userID: 'x', nickname: name },
        invitedUserList: [{ userID: 'y', nickname: name }],
      }),
    ],
    ['unknown notice', notice(1999, {})],
    ['prepared answer', note({ kind: 'canned-reply', text: body, choices: [body] })],
    ['rating', note({ kind: 'rating', score: 3, comment: body })],
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
/** What is called something: of a name nothing is shown that cannot be seen. */
const NAMED = new Set(['file', 'card', 'merged', 'notice']);

function provider(session: FakeSession): OpenIMProvider {
  const element = document.createElement('openim-provider');
  element.session = session;
  element.locale = 'en';
  document.body.append(element);
  return element;
}

/** Puts one element after the other into the page, and all messages in one go; each is looked at while it is there. */
async function visit(name: string, text: string, look: (field: string, element: Element) => void): Promise<void> {
  const session = new FakeSession();
  fillWithPeople(session, name, text);
  const box = provider(session);

  const messages = messagesWith(text, name).map(([field, message]) => {
    const element = document.createElement('openim-message');
    element.message = message;
    element.showSender = true;
    box.append(element);
    return [field, element] as const;
  });
  await settle(box);
  for (const [field, element] of messages) {
    look(field, element);
    element.remove();
  }

  const merged = messagesWith(text, name).map(([, { message }]) => message);
  for (const { field, tag, properties, press = [] } of standsOf(session, name, merged)) {
    const element = document.createElement(tag);
    element.style.cssText = 'display:block;inline-size:1000px;block-size:700px';
    Object.assign(element, properties);
    box.append(element);
    await settle(box);
    for (const selector of press) {
      const button = deepElements(element).find((inside) => inside.matches(selector));
      if (!(button instanceof HTMLElement)) throw new Error(`${field} has no ${selector}`);
      button.click();
      await settle(box);
    }
    look(field, element);
    element.remove();
  }
  const avatar = document.createElement('openim-avatar');
  avatar.setAttribute('name', name);
  avatar.setAttribute('src', text);
  box.append(avatar);
  await settle(box);
  look('avatar', avatar);
  const choices = document.createElement('div');
  const state = { isClosed: false, rating: undefined, choices: [text] };
  render(new SupportBar().template(state, 'group_g', launcherWords({ language: 'en' })), choices);
  box.append(choices);
  look('answers to choose from', choices);
  box.remove();
}

async function show(body: string): Promise<Shown[]> {
  const seen = body.replaceAll(/\s+/g, '');
  // eslint-disable-next-line no-control-regex -- what nobody sees in a name
  const asName = seen.replaceAll(/[\u0000-\u001f\ufeff]/g, '');
  const shown: Shown[] = [];
  await visit(body, body, (field, element) => {
    const text = deepText(element);
    const isOnlyName = element.localName !== 'openim-message' || NAMED.has(field);
    const isVerbatim =
      field === 'avatar' || UNSEEN.has(field) || text.includes(seen) || (isOnlyName && text.includes(asName));
    shown.push({ field, isVerbatim, bad: badParts(element) });
  });
  return shown;
}

const SPOKEN = ['aria-label', 'title', 'alt', 'placeholder', 'download', 'aria-description'];
/** Marks that turn or hide; those that keep a name to itself are taken out before, in pairs. */
const TRICKS = /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/;

const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** What of a name's tricks is left in what an element shows and says, where nobody else writes any. */
async function tricksLeft(name: string): Promise<{ fields: number; left: string[] }> {
  const left: string[] = [];
  let fields = 0;
  await visit(name, 'plain', (field, element) => {
    fields++;
    for (const inside of [element, ...deepElements(element)]) {
      const texts = [...inside.childNodes, ...(inside.shadowRoot?.childNodes ?? [])].flatMap((node) =>
        node instanceof Text ? [node.data] : [],
      );
      const spoken = SPOKEN.flatMap((attribute) => inside.getAttribute(attribute) ?? []);
      for (const text of [...texts, ...spoken]) {
        if (TRICKS.test(text.replaceAll(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1')))
          left.push(`${field}: ${inside.localName} ${JSON.stringify(text)}`);
      }
    }
  });
  return { fields, left };
}

/** Marks that turn a text around, in the lines that a text shares with other words: previews, quotes, what is answered. */
async function turnsInLines(text: string): Promise<{ lines: number; left: string[] }> {
  const left: string[] = [];
  let lines = 0;
  await visit('Mara', text, (field, element) => {
    for (const inside of deepElements(element)) {
      if (!inside.matches('.item__preview, .quote__button, .quote-bar__what, .notice-line')) continue;
      lines++;
      if (TURNS.test(inside.textContent))
        left.push(`${field}: ${inside.className} ${JSON.stringify(inside.textContent)}`);
    }
  });
  return { lines, left };
}

/** Where everything but the text itself stands in a message, a quote of it and a row of the list. */
async function surroundings(text: string): Promise<string[]> {
  const session = new FakeSession();
  fillWithPeople(session, 'Mara', text);
  const box = provider(session);
  const quote = anyMessage(ContentType.Quote, {
    quoteElem: {
      text: 'answer',
      quoteMessage: textMessage(text, { message: { senderNickname: 'Mara' } }).message,
    },
  });
  const places: string[] = [];
  for (const [tag, message] of [
    ['openim-message', textMessage(text)],
    ['openim-message', quote],
    ['openim-conversation-list', undefined],
  ] as const) {
    const element = document.createElement(tag);
    element.style.cssText = 'display:block;inline-size:600px;block-size:300px';
    Object.assign(element, { message, showSender: true });
    box.append(element);
    await settle(box);
    for (const inside of deepElements(element)) {
      for (const node of inside.childNodes) {
        if (!(node instanceof Text) || node.data.trim() === '') continue;
        const range = document.createRange();
        // A quote is one text: its author is the beginning of it.
        const author = /^Mara: /.exec(node.data)?.[0].length;
        if (author === undefined && !inside.matches('.text, .item__preview, .quote__button, .quote__button bdi'))
          range.selectNode(node);
        else if (author === undefined) continue;
        else {
          range.setStart(node, 0);
          range.setEnd(node, author);
        }
        const { left, right } = range.getBoundingClientRect();
        places.push(`${inside.className} ${left.toFixed(1)}–${right.toFixed(1)}`);
      }
    }
    element.remove();
  }
  box.remove();
  return places;
}

/** A notice's words by where they begin on the screen, from left to right: in a chat, and in the list. */
async function noticeOrder(actor: string, object: string): Promise<string[]> {
  const session = new FakeSession();
  const notice = anyMessage(NotificationType.MemberKicked, {
    notificationElem: {
      detail: JSON.stringify({
        opUser: { userID: 'x', nickname: actor },
        kickedUserList: [{ userID: 'y', nickname: object }],
      }),
      defaultTips: '',
    },
  });
  session.add(conversation('Harbour', { groupID: 'g', latestMessage: notice.message }));
  const box = provider(session);
  const orders: string[] = [];
  for (const [tag, selector] of [
    ['openim-message', '.notice-line'],
    ['openim-conversation-list', '.item__preview'],
  ] as const) {
    const element = document.createElement(tag);
    element.style.cssText = 'display:block;inline-size:600px;block-size:300px';
    Object.assign(element, { message: notice });
    box.append(element);
    await settle(box);
    const line = deepElements(element).find((inside) => inside.matches(selector));
    const node = [...(line?.childNodes ?? [])].find(
      (child): child is Text => child instanceof Text && child.data.includes('removed'),
    );
    if (!node) throw new Error(`no notice in ${tag}`);
    const leftOf = (word: string): number => {
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(word));
      range.setEnd(node, node.data.indexOf(word) + word.length);
      return range.getBoundingClientRect().left;
    };
    orders.push([actor, 'removed', object].sort((a, b) => leftOf(a) - leftOf(b)).join(' '));
    element.remove();
  }
  box.remove();
  return orders;
}

Object.assign(window, { show, tricksLeft, turnsInLines, surroundings, noticeOrder });

/** What lies over the page: dialogs, menus, pictures at full size; and the lists that stand in dialogs. */
import '../components/dialog/dialog.js';
import '../components/field-row/field-row.js';
import '../components/forward-dialog/forward-dialog.js';
import '../components/lightbox/lightbox.js';
import '../components/location-dialog/location-dialog.js';
import '../components/menu/menu.js';
import '../components/merged-viewer/merged-viewer.js';
import '../components/people-picker/people-picker.js';

import { html, type TemplateResult } from 'lit';
import type { LightboxPicture } from '../components/lightbox/lightbox.component.js';
import type { MenuItem } from '../components/menu/menu.component.js';
import { ContentType } from '../src/index.js';
import { anyMessage, type FakeSession } from '../test/helpers/fake-session.js';
import { everyKind, minutesAgo, pictureAddress } from './gallery-people.js';
import { chat, find, pressing, provided, shown, write, type Scene } from './gallery-scene.js';
import { pageLocale } from './page-locale.js';

const PAGE_HEIGHT_PX = 720;

type Act = Scene['act'];

/** Something that lies over the page until it is closed, as whoever opened it would take it away then. */
function over(
  name: string,
  inside: TemplateResult | (() => TemplateResult),
  act?: Act,
  prepare?: (session: FakeSession) => void,
): Scene {
  return {
    name,
    height: PAGE_HEIGHT_PX,
    coversPage: true,
    render: () =>
      provided(
        html`<div class="pane"></div>
          ${typeof inside === 'function' ? inside() : inside}`,
        prepare,
      ),
    act: async (box) => {
      const opened = box.querySelector('.pane + *');
      const remove = (): void => opened?.remove();
      if (opened) Object.assign(opened, { onDone: remove, onClose: remove });
      await act?.(box);
    },
  };
}

const nothing = (): undefined => undefined;

const menuWords = {
  en: {
    labels: ['Reply', 'Forward', 'Copy', 'Delete'],
    question: 'Delete this message for you only?',
    notes: ['Sent Nov 18, 2026, 10:42', 'Read by 3 of 11', 'Ines, Jun, 王小明'],
  },
  ar: {
    labels: ['رد', 'إعادة توجيه', 'نسخ', 'حذف'],
    question: 'حذف هذه الرسالة لديك؟',
    notes: ['أُرسلت في 18 نوفمبر 2026، 10:42', 'قرأها 3 من 11', 'Ines, Jun, 王小明'],
  },
} as const;

function menu(): TemplateResult {
  const { labels, question, notes } = menuWords[pageLocale()];
  const actions: readonly MenuItem[] = [
    { id: 'reply', label: labels[0], icon: 'reply' },
    { id: 'forward', label: labels[1], icon: 'forward' },
    { id: 'copy', label: labels[2], icon: 'copy' },
    { id: 'delete', label: labels[3], icon: 'trash', isDangerous: true, question },
  ];
  return html`<openim-menu
    label="Actions"
    .items=${actions}
    .notes=${notes}
    .anchor=${{ x: 90, y: 120 }}
  ></openim-menu>`;
}

const pictures = (): readonly LightboxPicture[] => [
  { id: 'wide', src: pictureAddress(1600, 900), sender: 'Mara Keller', sentMs: minutesAgo(4) },
  { id: 'high', src: pictureAddress(600, 1400), sender: 'عائشة', sentMs: minutesAgo(3) },
  { id: 'broken', src: 'data:image/png,x', sender: 'Jun Ogawa', sentMs: minutesAgo(2) },
  {
    id: 'film',
    src: URL.createObjectURL(new MediaSource()),
    poster: pictureAddress(1280, 720),
    sender: 'Alexandra Konstantinopoulou-Featherstonehaugh',
    sentMs: minutesAgo(1),
  },
];

function lightbox(state: string, current: string, act?: Act): Scene {
  return {
    name: `lightbox/${state}`,
    height: PAGE_HEIGHT_PX,
    coversPage: true,
    render: () =>
      provided(
        html`<div class="pane"></div>
          <openim-lightbox .pictures=${pictures()} current=${current} .onShowInChat=${nothing}></openim-lightbox>`,
      ),
    act: async (box) => {
      const at = current === 'broken' ? '.broken' : current === 'film' ? 'video' : '.picture';
      const picture = await shown(() => find(box, 'openim-lightbox', at));
      if (picture instanceof HTMLImageElement) await picture.decode();
      await act?.(box);
    },
  };
}

const merged = anyMessage(ContentType.Merger, {
  mergeElem: {
    title: 'Jun and Ines',
    abstractList: ['Jun: Is it the blue door?', 'Ines: Yes.'],
    multiMessage: everyKind()
      .slice(0, 2)
      .map(({ message }) => message),
  },
});
const mergedMessages = (): TemplateResult =>
  html`<openim-merged-viewer
    name="Mara and Jun"
    .messages=${[...everyKind().slice(0, 8), merged].map(({ message }) => message)}
  ></openim-merged-viewer>`;

const people = ['Mara Keller', 'Jun Ogawa', 'Ines Duarte', 'Sami Awad', '王小明', 'عائشة', 'Oskar Lind'].map(
  (name, index) => ({ id: `user${String(index)}`, userID: `user${String(index)}`, name }),
);

function picker(state: string, chosen: readonly string[], from = people, act?: Act): Scene {
  return {
    name: `people-picker/${state}`,
    render: () =>
      provided(html`<openim-people-picker .people=${from} .chosen=${new Set(chosen)}></openim-people-picker>`),
    ...(act && { act }),
  };
}

const forward = html`<openim-forward-dialog></openim-forward-dialog>`;
const card = html`<openim-forward-dialog purpose="share"></openim-forward-dialog>`;
const location = html`<openim-location-dialog></openim-location-dialog>`;

const emojiPath = ['openim-chat', 'openim-composer', 'openim-emoji-picker'];

async function openEmoji(box: HTMLElement): Promise<void> {
  await pressing(['openim-chat', 'openim-composer', '[data-tool="emoji"]'])(box);
  await shown(() => find(box, ...emojiPath, '.emoji'));
}

export const overScenes: readonly Scene[] = [
  over(
    'dialog/question',
    html`<openim-dialog heading="Leave this group?">
      <p class="gallery-words" dir="auto">You will get no more messages from it.</p>
    </openim-dialog>`,
  ),
  over(
    'dialog/tall',
    html`<openim-dialog heading="A heading that is longer than the dialog is wide, by a few words at least" tall>
      <p class="gallery-words gallery-words--inset" tabindex="0" data-focus>
        ${'It scrolls, and its heading stays where it is. '.repeat(60)}
      </p>
    </openim-dialog>`,
  ),
  over('menu/actions', menu),
  over('menu/question', menu, pressing(['openim-menu', '[data-id="delete"]'])),
  over('forward-dialog/full', forward),
  over('forward-dialog/chosen', forward, async (box) => {
    for (const id of ['single_mara', 'group_design']) {
      (await shown(() => find(box, 'openim-forward-dialog', 'openim-people-picker', `[value="${id}"]`))).click();
    }
  }),
  over('forward-dialog/no-match', forward, (box) =>
    write(box, ['openim-forward-dialog', 'openim-people-picker', 'input'], 'zebra'),
  ),
  over(
    'forward-dialog/card',
    card,
    pressing(['openim-forward-dialog', 'openim-people-picker', '[value="single_jun"]']),
  ),
  over('location-dialog/empty', location),
  over('location-dialog/filled', location, async (box) => {
    await write(box, ['openim-location-dialog', '[name="description"]'], 'Harbour office, Pier 3');
    await write(box, ['openim-location-dialog', '[name="latitude"]'], '53.5436');
    await write(box, ['openim-location-dialog', '[name="longitude"]'], '9.9663');
  }),
  over('location-dialog/refused', location, async (box) => {
    const { geolocation } = navigator;
    const refuse = (_: unknown, onError: () => void): void => onError();
    Object.defineProperty(navigator, 'geolocation', {
      configurable: true,
      value: { getCurrentPosition: refuse },
    });
    await pressing(['openim-location-dialog', '.locate'])(box);
    Object.defineProperty(navigator, 'geolocation', { configurable: true, value: geolocation });
  }),
  over('merged-viewer/full', mergedMessages),
  over('merged-viewer/nested', mergedMessages, async (box) => {
    await pressing(['openim-merged-viewer', 'openim-message:last-of-type', '.merged'])(box);
    await shown(() => find(box, 'openim-merged-viewer', 'openim-message:last-of-type', 'openim-merged-viewer'));
  }),
  over('merged-viewer/empty', html`<openim-merged-viewer name="Mara and Jun"></openim-merged-viewer>`),
  lightbox('picture', 'wide'),
  lightbox('high', 'high'),
  lightbox('zoomed', 'wide', async (box) => {
    (await shown(() => find(box, 'openim-lightbox', '.zoom .icon-button:last-child'))).click();
  }),
  lightbox('broken', 'broken'),
  lightbox('film', 'film'),
  {
    name: 'emoji-picker/faces',
    height: PAGE_HEIGHT_PX,
    coversPage: true,
    render: () => chat(),
    act: openEmoji,
  },
  {
    name: 'emoji-picker/stickers',
    height: PAGE_HEIGHT_PX,
    coversPage: true,
    render: () => chat(),
    act: async (box) => {
      await openEmoji(box);
      await pressing([...emojiPath, '[data-group="stickers"]'])(box);
    },
  },
  {
    name: 'emoji-picker/no-match',
    height: PAGE_HEIGHT_PX,
    coversPage: true,
    render: () => chat(),
    act: async (box) => {
      await openEmoji(box);
      await write(box, [...emojiPath, 'input'], 'zzzz');
      await shown(() => find(box, ...emojiPath, '.nothing'));
    },
  },
  picker('full', []),
  picker('chosen', ['user1', 'user4']),
  picker('no-match', [], people, (box) => write(box, ['openim-people-picker', 'input'], 'zebra')),
  picker('nobody', [], []),
  {
    name: 'field-row/all',
    render: () =>
      provided(
        html`<openim-field-row label="Nickname" value="Mara (sales)" editable></openim-field-row>
          <openim-field-row label="Email" placeholder="None" editable></openim-field-row>
          <openim-field-row label="ID" value="mara"></openim-field-row>
          <openim-field-row
            label="Photo URL"
            value="https://pictures.example.com/a/very/long/address/that/does/not/fit/into/any/row.png"
            editable
          ></openim-field-row>
          <openim-field-row
            label="Announcement"
            value="New tokens on Thursday.
Bring the screens that still look heavy."
            multiline
            editable
          ></openim-field-row>`,
      ),
  },
  {
    name: 'field-row/editing',
    render: () =>
      provided(
        html`<openim-field-row label="Nickname" value="Mara (sales)" editable></openim-field-row>
          <openim-field-row
            label="Announcement"
            value="New tokens on Thursday."
            multiline
            editable
          ></openim-field-row>`,
      ),
    act: pressing(['openim-field-row', '.edit'], ['openim-field-row:nth-of-type(2)', '.edit']),
  },
];

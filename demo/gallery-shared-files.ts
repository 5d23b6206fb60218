/** What the gallery's people have shared, in every state of the page that shows it. */
import '../components/shared-files/shared-files.js';

import { html } from 'lit';
import { blankElements, ContentType, OpenIMError, type MessageItem, type SharedKind } from '../src/index.js';
import { anyMessage, textMessage } from '../test/helpers/fake-session.js';
import { giveShared, type FakeSharedMessages } from '../test/helpers/fake-shared-messages.js';
import { pictureAddress } from './gallery-people.js';
import type { Scene } from './gallery-scene.js';
import { peopleStory } from './gallery-story.js';
import { pageLocale } from './page-locale.js';

const DAY_MS = 86_400_000;

const daysAgo = (days: number): { atMs: number; outgoing: boolean } => ({
  atMs: Date.now() - days * DAY_MS,
  outgoing: days % 3 === 1,
});

export function sharedPictures(): Readonly<MessageItem>[] {
  const urls = [pictureAddress(600, 400), pictureAddress(400, 600), pictureAddress(500, 500)];
  const pictures = Array.from({ length: 23 }, (_, index) => {
    const { pictureElem, videoElem } = blankElements();
    const url = urls[index % urls.length] ?? '';
    pictureElem.sourcePicture.url = url;
    const options = daysAgo(index * 3);
    return index === 4
      ? anyMessage(
          ContentType.Video,
          {
            videoElem: { ...videoElem, snapshotUrl: url, videoUrl: 'https://chat.example/film.mp4', duration: 75 },
          },
          options,
        )
      : anyMessage(ContentType.Picture, { pictureElem }, options);
  });
  return pictures.map(({ message }) => message);
}

function sharedFiles(): Readonly<MessageItem>[] {
  const files = [
    ['offer-signed.pdf', 1_240_000],
    ['a very long name of a spreadsheet that nobody will ever read to its end.xlsx', 84_000],
    ['notes', 512],
    ['عرض الأسعار.pdf', 20_400],
  ] as const;
  return files.map(([fileName, fileSize], index) => {
    const fileElem = {
      ...blankElements().fileElem,
      fileName,
      fileSize,
      sourceUrl: 'https://chat.example/files/1/a',
    };
    return anyMessage(ContentType.File, { fileElem }, daysAgo(index * 12)).message;
  });
}

function sharedLinks(): Readonly<MessageItem>[] {
  return [
    'The table is on https://example.com/offer/3',
    'www.example.org and https://a-very-long-host-name.example.com/with/a/path?and=a&query=too',
  ].map((text, index) => textMessage(text, daysAgo(index * 20)).message);
}

function scene(
  state: string,
  prepare: (shared: Record<SharedKind, FakeSharedMessages>) => void,
  kind: SharedKind = 'media',
): Scene {
  return {
    name: `shared-files/${state}`,
    height: 560,
    render: () => {
      const { session } = peopleStory();
      const shared = giveShared(session);
      shared.media.messages.value = sharedPictures();
      shared.files.messages.value = sharedFiles();
      shared.links.messages.value = sharedLinks();
      prepare(shared);
      return html`<openim-provider .session=${session} locale=${pageLocale()}
        ><openim-shared-files
          class="pane"
          conversation-id="single_mara"
          .onBack=${() => undefined}
        ></openim-shared-files
      ></openim-provider>`;
    },
    act: async (box) => {
      const page = box.querySelector('openim-shared-files');
      page?.shadowRoot?.querySelector<HTMLElement>(`#tab-${kind}`)?.click();
      await page?.updateComplete;
    },
  };
}

export const sharedFilesScenes: readonly Scene[] = [
  scene('photos', () => undefined),
  scene('files', () => undefined, 'files'),
  scene('links', () => undefined, 'links'),
  scene('empty', ({ media }) => {
    media.messages.value = [];
  }),
  scene('loading', ({ media }) => {
    media.messages.value = [];
    media.state.value = { kind: 'loading' };
  }),
  scene('failed', ({ media }) => {
    media.messages.value = [];
    media.state.value = { kind: 'failed', error: new OpenIMError(113, 'The device is offline.') };
  }),
  scene('older-failed', ({ media }) => {
    media.messages.value = sharedPictures().slice(0, 5);
    media.older.value = 'failed';
  }),
];

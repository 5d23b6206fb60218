/** Templates of a shared item: a picture or video in the grid, a file or link in the list. */
import { html, nothing, type TemplateResult } from 'lit';
import { ContentType, type MessageItem } from '../../src/index.js';
import { safeURL, type MediaOrigins } from '../internal/links.js';
import type { FoundLink } from '../internal/linkifier.js';
import type { Localizer } from '../internal/localizer.js';
import { fileSizeWords } from '../internal/file-size.js';
import { icon } from '../internal/more-icons.js';
import { shownName } from '../internal/shown-name.js';
import { lightboxPicture, mediaAddresses, thumbnailOf } from '../lightbox/lightbox-picture.js';
import { messageWords } from '../locales/message/index.js';
import { sharedFilesWords } from '../locales/shared-files/index.js';

/** Far enough into a video to avoid a black first frame. */
const PREVIEW_FRAGMENT = '#t=0.1';

export type SharedContext = {
  readonly localizer: Localizer;
  readonly origins: MediaOrigins;
  /** Returns the name by which the user knows the sender of a message. */
  readonly nameOf: (message: Readonly<MessageItem>) => string;
  /** ID of the item that is the Tab stop. */
  readonly activeID: string | undefined;
  readonly onOpen: (clientMsgID: string) => void;
  readonly onShowInChat: (clientMsgID: string) => void;
};

export function tileTemplate(message: Readonly<MessageItem>, context: SharedContext): TemplateResult {
  const { localizer, origins, nameOf, activeID, onOpen } = context;
  const { clientMsgID, contentType, sendTime, videoElem } = message;
  const isFilm = contentType === ContentType.Video;
  const words = sharedFilesWords(localizer);
  const duration = localizer.duration(videoElem.duration);
  const about = [nameOf(message), localizer.dayAndTime(sendTime)] as const;
  const label = isFilm ? words.videoOf(duration, ...about) : words.photoOf(...about);
  const tabindex = clientMsgID === activeID ? '0' : '-1';
  const inside = html`${insideOf(message, origins, isFilm)}
  ${isFilm ? html`<span class="tile__time">${icon('play')}${duration}</span>` : nothing}`;
  if (lightboxPicture(message, '', origins))
    return html`<button
      part="tile"
      class="tile"
      type="button"
      data-id=${clientMsgID}
      aria-label=${label}
      tabindex=${tabindex}
      @click=${() => onOpen(clientMsgID)}
    >
      ${inside}
    </button>`;
  // The picture may not be loaded here, so it is a link for users who want to see it.
  const href = mediaAddresses(message).flatMap((url) => safeURL(url) ?? [])[0];
  return html`<a
    part="tile"
    class="tile"
    data-id=${clientMsgID}
    role=${href ? nothing : 'img'}
    href=${href ?? nothing}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${label}
    tabindex=${tabindex}
    >${inside}</a
  >`;
}

function insideOf(message: Readonly<MessageItem>, origins: MediaOrigins, isFilm: boolean): TemplateResult {
  const thumbnail = thumbnailOf(message, origins);
  if (thumbnail)
    return html`<img
      class="tile__image"
      src=${thumbnail}
      alt=""
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
    />`;
  const film = isFilm && lightboxPicture(message, '', origins)?.src;
  return film
    ? html`<video
        class="tile__image"
        src=${film + PREVIEW_FRAGMENT}
        preload="metadata"
        muted
        playsinline
        tabindex="-1"
      ></video>`
    : icon(isFilm ? 'video' : 'brokenImage');
}

export function fileTemplate(message: Readonly<MessageItem>, context: SharedContext): TemplateResult {
  const { fileName, fileSize, sourceUrl } = message.fileElem;
  const { localizer } = context;
  const name = shownName(fileName, localizer.text.file);
  const size = fileSize > 0 ? [fileSizeWords(fileSize, localizer)] : [];
  const extension = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase();
  return entryTemplate(message, context, {
    badge: extension ?? icon('file'),
    title: name,
    facts: [...size, localizer.shortTime(message.sendTime)],
    who: context.nameOf(message),
    href: safeURL(sourceUrl),
    download: name,
  });
}

export function linkTemplate(
  message: Readonly<MessageItem>,
  link: FoundLink,
  href: string,
  context: SharedContext,
): TemplateResult {
  const { localizer, nameOf } = context;
  const host = new URL(href).hostname;
  return entryTemplate(message, context, {
    badge: host
      .replace(/^www\./, '')
      .slice(0, 1)
      .toUpperCase(),
    title: link.label,
    facts: [...(link.host ? [link.host] : []), localizer.shortTime(message.sendTime)],
    who: nameOf(message),
    href,
  });
}

type Entry = {
  readonly badge: unknown;
  readonly title: string;
  readonly facts: readonly string[];
  readonly who: string;
  readonly href: string | undefined;
  /** The name under which a file is saved. */
  readonly download?: string;
};

function entryTemplate(
  { clientMsgID }: Readonly<MessageItem>,
  { localizer, activeID, onShowInChat }: SharedContext,
  { badge, title, facts, who, href, download }: Entry,
): TemplateResult {
  const tabindex = clientMsgID === activeID ? '0' : '-1';
  const { showInChat } = messageWords(localizer);
  return html`<li class="entry">
    <a
      part="entry"
      class="row entry__link"
      data-id=${clientMsgID}
      role=${href ? nothing : 'img'}
      href=${href ?? nothing}
      download=${download ?? nothing}
      target="_blank"
      rel="noopener noreferrer"
      title=${title}
      aria-label=${href ? nothing : title}
      tabindex=${tabindex}
    >
      <span class="badge" aria-hidden="true">${badge}</span>
      <span class="row__words">
        <span class="row__name"><bdi>${title}</bdi></span>
        <span class="row__hint entry__hint">${facts.join(' · ')} · <bdi class="entry__who">${who}</bdi></span>
      </span>
    </a>
    <button
      class="icon-button"
      type="button"
      aria-label="${showInChat}: ${title}"
      title=${showInChat}
      tabindex=${tabindex}
      @click=${() => onShowInChat(clientMsgID)}
    >
      ${icon('chat')}
    </button>
  </li>`;
}

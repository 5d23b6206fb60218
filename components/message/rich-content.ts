/**
 * Renders messages that are more than text: pictures, audio, videos, files, locations, cards. Fetched with the first of them.
 */
import '../audio-player/audio-player.js';
import '../avatar/avatar.js';
import '../video-player/video-player.js';

import { html, nothing, svg, type TemplateResult } from 'lit';
import { ContentType, type MessageItem } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { fileSizeWords } from '../internal/file-size.js';
import { isAllowedMedia, safeImageURL, safeURL } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import { cardOf, messageSummary } from '../internal/message-summary.js';
import { icon, type IconName } from '../internal/more-icons.js';
import { shownName } from '../internal/shown-name.js';
import { messageWords } from '../locales/message/index.js';
import { pictureBox, videoBox } from './content-box.js';
import type { ContentContext } from './content-context.js';

export { PreviewController } from './preview-controller.js';
export { progressTemplate } from './progress.js';
export { richContentStyles } from './rich-content.styles.js';
export { tileStateTemplate } from './tile-state.js';

/** Returns the content of a message of any type with more than text. Throws if the content does not match the type. */
export function richTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  switch (message.contentType) {
    case ContentType.Picture:
      return imageTemplate(message, context);
    case ContentType.Sound:
      return soundTemplate(message, context);
    case ContentType.Video:
      return videoTemplate(message, context);
    case ContentType.File:
      return fileTemplate(message, context);
    case ContentType.Location:
      return locationTemplate(message, context);
    case ContentType.Card:
      return cardTemplate(message, context);
    case ContentType.Merger:
      return mergedTemplate(message, context);
    case ContentType.Face:
      return faceTemplate(message, context);
    default:
      return html`<slot name="custom">
        ${kindTemplate('puzzle', messageSummary(message, context.localizer, context.viewerID))}
      </slot>`;
  }
}

function imageTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { text } = context.localizer;
  const { sourcePicture, bigPicture, snapshotPicture } = message.pictureElem;
  const isAllowed = (url: string): boolean => isAllowedMedia(url, context.mediaOrigins);
  const addresses = [snapshotPicture, bigPicture, sourcePicture].flatMap(({ url }) => safeImageURL(url) ?? []);
  const full = [sourcePicture, bigPicture, snapshotPicture]
    .flatMap(({ url }) => safeURL(url) ?? [])
    .find((url) => isAllowed(url));
  const src = context.previewURL ?? addresses.find(isAllowed);
  if (!src && addresses[0])
    return html`<span class="image-pending">${blockedTemplate('image', text.photo, addresses[0], context)}</span>`;
  // There is nothing to show yet, because the page's policy forbids blob URLs.
  if (!src && context.isLocal) {
    return html`<span class="image-pending"
      >${kindTemplate('image', text.photo, sizeWords(sourcePicture.size, context.localizer))}</span
    >`;
  }
  const { width, height } = pictureBox([sourcePicture, bigPicture, snapshotPicture]);
  // The empty SVG reserves the room by its aspect ratio, whatever the picture turns out to be.
  const room = html`<svg
    class="image-room"
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
    aria-hidden="true"
  ></svg>`;
  if (!src || context.isImageBroken) {
    const words = messageWords(context.localizer).photoFailed;
    return html`<span class="image-box">${room}${failedTemplate('image', words, src, context)}</span>`;
  }
  const image = html`${room}
    <img
      part="image"
      class="image"
      src=${src}
      alt=${text.photo}
      decoding="async"
      referrerpolicy="no-referrer"
      @error=${context.onImageError}
    />`;
  if (!full) return html`<span class="image-box">${image}</span>`;
  return html`<a
    class="image-box"
    href=${full}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${messageWords(context.localizer).openPhoto}
    @click=${context.onOpen}
    >${image}</a
  >`;
}

/** Fills the place of a picture that could not be loaded. */
function failedTemplate(
  part: string,
  label: string,
  src: string | undefined,
  { localizer, onImageRetry }: ContentContext,
): TemplateResult {
  const parts = `${part} ${part}--failed`;
  const words = html`${icon('brokenImage')}<span class="words">${label}</span>`;
  return src
    ? html`<button part=${parts} class="image-failed" type="button" @click=${onImageRetry}>
        ${words}<span class="text-button">${localizer.text.retry}</span>
      </button>`
    : html`<span part=${parts} class="image-failed">${words}</span>`;
}

function soundTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { previewURL, isLocal, localizer, mediaOrigins } = context;
  const { sourceUrl, duration } = message.soundElem;
  const url = safeURL(sourceUrl);
  if (!isLocal && url && !isAllowedMedia(url, mediaOrigins))
    return blockedTemplate('mic', localizer.text.voiceMessage, url, context);
  return html`<openim-audio-player
    part="sound"
    class="sound"
    exportparts="play:sound__play, waveform:sound__waveform, time:sound__time, speed:sound__speed"
    src=${(isLocal ? previewURL : url) ?? nothing}
    duration-seconds=${duration}
  ></openim-audio-player>`;
}

function videoTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { previewURL, localizer, mediaOrigins } = context;
  const { videoUrl, snapshotUrl, duration } = message.videoElem;
  const url = safeURL(videoUrl);
  if (!previewURL && url && !isAllowedMedia(url, mediaOrigins))
    return html`<span class="image-pending"
      >${blockedTemplate('video', localizer.text.video, url, context)}</span
    >`;
  const poster = safeImageURL(snapshotUrl);
  const { width, height } = videoBox(message);
  return html`<openim-video-player
    part="video"
    class="video"
    exportparts="play:video__play, time:video__time"
    src=${previewURL ?? url ?? nothing}
    poster=${poster && isAllowedMedia(poster, mediaOrigins) ? poster : nothing}
    duration-seconds=${duration}
    width=${width}
    height=${height}
  ></openim-video-player>`;
}

function fileTemplate(message: Readonly<MessageItem>, { localizer }: ContentContext): TemplateResult {
  const { fileName, fileSize, sourceUrl } = message.fileElem;
  const name = shownName(fileName, localizer.text.file);
  const url = safeURL(sourceUrl);
  const inside = html`<span part="file__badge" class="badge" aria-hidden="true">${extensionOf(name)}</span>
    <span class="file__words">
      <span part="file__name" class="file__name"><bdi>${name}</bdi></span>
      <span part="file__size" class="detail">${sizeWords(fileSize, localizer)}</span>
    </span>`;
  if (!url) return html`<span part="file" class="file">${inside}</span>`;
  return html`<a
    part="file"
    class="file"
    href=${url}
    download=${name}
    target="_blank"
    rel="noopener noreferrer"
    title=${messageWords(localizer).downloadFile(name)}
    >${inside}${icon('download', 'file__download')}</a
  >`;
}

function sizeWords(bytes: number, localizer: Localizer): string {
  return bytes > 0 ? fileSizeWords(bytes, localizer) : '';
}

/** Returns the text in a file's badge: its extension, if that is a short word. */
function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? '···';
}

/** Renders a message that is described rather than played or drawn. */
function kindTemplate(name: IconName, label: string, detail = ''): TemplateResult {
  return html`<span part="kind" class="file">
    <span class="badge" aria-hidden="true">${icon(name)}</span>
    <span class="file__words">
      <span part="kind__label" class="kind__label" dir="auto">${label}</span>
      ${detail ? html`<span part="kind__detail" class="detail">${detail}</span>` : nothing}
    </span>
  </span>`;
}

/** Renders media that the page does not allow to be loaded from its origin, with a link for users who want to see it. */
function blockedTemplate(
  name: IconName,
  label: string,
  url: string,
  { localizer }: ContentContext,
): TemplateResult {
  const { host } = new URL(url);
  return html`<a part="blocked" class="file" href=${url} target="_blank" rel="noopener noreferrer">
    <span class="badge" aria-hidden="true">${icon(name)}</span>
    <span class="file__words">
      <span class="kind__label">${label}</span>
      <span part="blocked__origin" class="detail"
        >${messageWords(localizer).notLoadedFrom} <bdi dir="ltr">${host}</bdi></span
      >
    </span>
  </a>`;
}

/** The streets of an imaginary town, so that nothing is loaded from another server until the user opens a map. */
const streets = svg`<path class="map__water" d="M0 0h92c-6 22 14 34 8 58S70 80 74 96H0z" />
  <path class="map__park" d="M168 0h46l-10 40-44-8z" />
  <path class="map__street" d="M70 96 190 0M92 30l148 50M120 96 150 0M60 60l180-44M200 96l24-96" />`;

function locationTemplate(message: Readonly<MessageItem>, { localizer, mapURL }: ContentContext): TemplateResult {
  const { latitude, longitude, description } = message.locationElem;
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const address = safeURL(
    mapURL.replaceAll('{latitude}', String(latitude)).replaceAll('{longitude}', String(longitude)),
  );
  const inside = html`<svg
      class="map"
      viewBox="0 0 240 96"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      ${streets}
    </svg>
    <span class="map__pin" aria-hidden="true">${icon('place')}</span>
    <span class="place__words">
      <span part="place__name" class="kind__label" dir="auto">${description || localizer.text.location}</span>
      <span part="place__coordinates" class="detail"><bdi>${coordinates}</bdi></span>
    </span>`;
  if (!address || !isPlace(latitude, longitude)) return html`<span part="place" class="place">${inside}</span>`;
  return html`<a
    part="place"
    class="place"
    href=${address}
    target="_blank"
    rel="noopener noreferrer"
    title=${messageWords(localizer).openMap}
    >${inside}</a
  >`;
}

function isPlace(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

function cardTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { localizer, viewerID, onStartChat } = context;
  const words = messageWords(localizer);
  const { name, id, faceURL, isGroup } = cardOf(message.content);
  const target = isGroup ? { groupID: id } : { userID: id };
  const canStart = id !== '' && (isGroup || id !== viewerID);
  return html`<span part="card" class="card">
    <span class="card__who">
      ${avatarTemplate({ ...target, faceURL }, name)}
      <span class="file__words">
        <span part="card__name" class="kind__label" dir="auto"
          >${shownName(name, id, localizer.text.contactCard)}</span
        >
        <span part="card__kind" class="detail">${isGroup ? words.groupCard : localizer.text.contactCard}</span>
      </span>
    </span>
    ${
      canStart
        ? html`<button part="card__action" class="card__action" type="button" @click=${() => onStartChat(target)}>
            ${words.startChat}
          </button>`
        : nothing
    }
  </span>`;
}

/** Maximum number of lines that are shown of a merged message. */
const MAX_ABSTRACTS = 4;

function mergedTemplate(message: Readonly<MessageItem>, { localizer, onOpen }: ContentContext): TemplateResult {
  const { title, abstractList, multiMessage } = message.mergeElem;
  const name = shownName(title, localizer.text.chatHistory);
  return html`<button
    part="merged"
    class="merged"
    type="button"
    title=${messageWords(localizer).openMerged(name)}
    @click=${onOpen}
  >
    <span class="merged__title" dir="auto">${name}</span>
    ${(abstractList ?? [])
      .slice(0, MAX_ABSTRACTS)
      .map((line) => html`<span class="merged__line" dir="auto">${line}</span>`)}
    <span class="merged__count detail">${messageWords(localizer).messageCount(multiMessage?.length ?? 0)}</span>
  </button>`;
}

const MAX_STICKER_LENGTH = 16;

function faceTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { localizer, isImageBroken, mediaOrigins, onImageError } = context;
  const { data } = message.faceElem;
  const src = safeImageURL(data);
  if (src && /^(?:https?|blob|data):/.test(data)) {
    if (!isAllowedMedia(src, mediaOrigins))
      return html`<span class="image-pending"
        >${blockedTemplate('smile', localizer.text.sticker, src, context)}</span
      >`;
    if (isImageBroken)
      return html`<span class="image-box sticker"
        >${failedTemplate('sticker', localizer.text.sticker, src, context)}</span
      >`;
    return html`<img
      part="sticker"
      class="sticker"
      src=${src}
      alt=${localizer.text.sticker}
      referrerpolicy="no-referrer"
      @error=${onImageError}
    />`;
  }
  if (data.length <= MAX_STICKER_LENGTH && /^\p{Extended_Pictographic}/u.test(data)) {
    return html`<span
      part="sticker"
      class="sticker sticker--emoji"
      role="img"
      aria-label=${messageWords(localizer).sticker(data)}
      >${data}</span
    >`;
  }
  return html`<span class="image-pending">${kindTemplate('smile', localizer.text.sticker)}</span>`;
}

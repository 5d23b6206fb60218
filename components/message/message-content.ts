/**
 * The inside of a bubble, by the message's type. Message content is whatever the sender's client wrote: everything is a
 * text binding, every address is checked, and what cannot be shown gets a polite line.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ContentType, type MessageItem, type PictureElem } from '../../src/index.js';
import { icon, type IconName } from '../internal/icons.js';
import { linkedText, safeImageURL, safeURL } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import { advancedTextOf, cardOf, messageSummary } from '../internal/message-summary.js';

export type ContentContext = {
  readonly localizer: Localizer;
  readonly viewerID: string | undefined;
  /** Address of the picture within this page, as long as it is only here. */
  readonly previewURL: string | undefined;
  /** Whether what the message carries is not uploaded yet. */
  readonly isLocal: boolean;
  /** Whether the picture could not be loaded. */
  readonly isImageBroken: boolean;
  readonly onImageError: () => void;
  readonly onImageRetry: () => void;
};

/** The largest box a picture is shown in, and the smallest side it may have. */
const MAX_IMAGE_WIDTH_PX = 280;
const MAX_IMAGE_HEIGHT_PX = 320;
const MIN_IMAGE_SIDE_PX = 56;
/** For a picture that does not say how large it is: the box it gets, so that nothing moves when it comes. */
const UNKNOWN_IMAGE_SIZE = { width: 216, height: 162 };

/** A message's content. Never throws. */
export function messageContent(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  try {
    return contentOf(message, context);
  } catch {
    return unsupported(context);
  }
}

function contentOf(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { localizer } = context;
  const summary = messageSummary(message, localizer, context.viewerID);
  switch (message.contentType) {
    case ContentType.Text:
      return textTemplate(message.content);
    case ContentType.At:
      return textTemplate(message.atElem.text);
    case ContentType.AdvancedText:
      return textTemplate(advancedTextOf(message.content) || localizer.text.unsupported);
    case ContentType.Quote:
      return quoteTemplate(message, context);
    case ContentType.Picture:
      return imageTemplate(message.pictureElem, context);
    case ContentType.File:
      return fileTemplate(message, context);
    case ContentType.Sound:
      return kindTemplate('mic', summary, '', message.soundElem.sourceUrl);
    case ContentType.Video:
      return kindTemplate(
        'video',
        summary,
        sizeWords(message.videoElem.videoSize, localizer),
        message.videoElem.videoUrl,
      );
    case ContentType.Location: {
      const { latitude, longitude } = message.locationElem;
      return kindTemplate('place', summary, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
    }
    case ContentType.Card: {
      const card = cardOf(message.content);
      return kindTemplate('card', card.name || card.id || summary, localizer.text.contactCard);
    }
    case ContentType.Merger:
      return mergedTemplate(message, context);
    case ContentType.Face:
      return kindTemplate('smile', summary, '');
    case ContentType.Custom:
    case ContentType.CustomWithoutConversation:
    case ContentType.CustomOnlineOnly:
      return kindTemplate('puzzle', summary, '');
    default:
      return unsupported(context);
  }
}

function unsupported({ localizer }: ContentContext): TemplateResult {
  return html`<span part="unsupported" class="unsupported">${localizer.text.unsupported}</span>`;
}

function textTemplate(text: string): TemplateResult {
  // prettier-ignore -- white space in the template would be shown
  return html`<span part="text" class="text" dir="auto">${linkedText(text)}</span>`;
}

function quoteTemplate(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  const { localizer, viewerID } = context;
  const { text, quoteMessage } = message.quoteElem;
  const author = quoteMessage?.sendID === viewerID ? localizer.text.you : quoteMessage?.senderNickname;
  const summary = quoteMessage ? messageSummary(quoteMessage, localizer, viewerID) : localizer.text.originalGone;
  return html`<blockquote part="quote" class="quote" dir="auto">
      ${author ? localizer.text.said(author, summary) : summary}
    </blockquote>
    ${textTemplate(text)}`;
}

/** Whether the message is a picture that can be shown, and so needs no bubble around it. */
export function isBareImage(message: Readonly<MessageItem>): boolean {
  return message.contentType === ContentType.Picture;
}

function imageTemplate(element: PictureElem, context: ContentContext): TemplateResult {
  const { text } = context.localizer;
  const { sourcePicture, bigPicture, snapshotPicture } = element;
  const shown = [snapshotPicture, bigPicture, sourcePicture].find(({ url }) => safeImageURL(url) !== undefined);
  const full = [sourcePicture, bigPicture, snapshotPicture]
    .map(({ url }) => safeURL(url))
    .find((url) => url !== undefined);
  const src = context.previewURL ?? (shown && safeImageURL(shown.url));
  // Nothing to draw yet: the page's policy forbids pictures of its own making.
  if (!src && context.isLocal) {
    return html`<span class="image-pending"
      >${kindTemplate('image', text.photo, sizeWords(sourcePicture.size, context.localizer))}</span
    >`;
  }
  const size = [sourcePicture, bigPicture, snapshotPicture].find(({ width, height }) => width > 0 && height > 0);
  const { width, height } = size ? boundedSize(size) : UNKNOWN_IMAGE_SIZE;
  if (!src || context.isImageBroken) {
    return html`<span part="image image--failed" class="image-failed">
      ${icon('brokenImage')}<span>${text.photoFailed}</span>
      ${
        src
          ? html`<button class="text-button" type="button" @click=${context.onImageRetry}>${text.retry}</button>`
          : nothing
      }
    </span>`;
  }
  // The drawing without content holds the room by its proportions, whatever the picture turns out to be.
  const image = html`<svg
      class="image-room"
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
      aria-hidden="true"
    ></svg>
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
    aria-label=${text.openPhoto}
    >${image}</a
  >`;
}

/** The size a picture is shown at: as large as it is, but within the bounds. */
function boundedSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, MAX_IMAGE_WIDTH_PX / width, MAX_IMAGE_HEIGHT_PX / height);
  return {
    width: Math.max(MIN_IMAGE_SIDE_PX, Math.round(width * scale)),
    height: Math.max(MIN_IMAGE_SIDE_PX, Math.round(height * scale)),
  };
}

function fileTemplate(message: Readonly<MessageItem>, { localizer }: ContentContext): TemplateResult {
  const { fileName, fileSize, sourceUrl } = message.fileElem;
  const name = fileName || localizer.text.file;
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
    title=${localizer.text.download(name)}
    >${inside}${icon('download', 'file__download')}</a
  >`;
}

function sizeWords(bytes: number, localizer: Localizer): string {
  return bytes > 0 ? localizer.fileSize(bytes) : '';
}

/** What stands in a file's badge: its extension when it is a short word. */
function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? '···';
}

/** A kind of message that is named rather than played or drawn. */
function kindTemplate(name: IconName, label: string, detail: string, address = ''): TemplateResult {
  const url = safeURL(address);
  const inside = html`<span class="badge" aria-hidden="true">${icon(name)}</span>
    <span class="file__words">
      <span part="kind__label" class="kind__label" dir="auto">${label}</span>
      ${detail ? html`<span part="kind__detail" class="detail">${detail}</span>` : nothing}
    </span>`;
  return url
    ? html`<a part="kind" class="file" href=${url} target="_blank" rel="noopener noreferrer">${inside}</a>`
    : html`<span part="kind" class="file">${inside}</span>`;
}

/** How many lines of a merged message are shown. */
const MAX_ABSTRACTS = 4;

function mergedTemplate(message: Readonly<MessageItem>, { localizer }: ContentContext): TemplateResult {
  const { title, abstractList, multiMessage } = message.mergeElem;
  const abstracts = abstractList?.slice(0, MAX_ABSTRACTS) ?? [];
  return html`<span part="merged" class="merged">
    <span class="merged__title" dir="auto">${title || localizer.text.chatHistory}</span>
    ${abstracts.map((line) => html`<span class="merged__line" dir="auto">${line}</span>`)}
    ${
      multiMessage
        ? html`<span class="merged__count detail">${localizer.text.messageCount(multiMessage.length)}</span>`
        : nothing
    }
  </span>`;
}

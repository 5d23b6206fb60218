import { ContentType, type MessageItem } from '../../src/index.js';
import { isAllowedMedia, safeImageURL, safeURL, type MediaOrigins } from '../internal/links.js';
import type { LightboxPicture } from './lightbox.component.js';

/** Returns a message's picture or video for the lightbox; undefined if it has no URL, or one that may not be loaded. */
export function lightboxPicture(
  message: Readonly<MessageItem>,
  sender: string,
  origins: MediaOrigins,
): LightboxPicture | undefined {
  const { clientMsgID: id, contentType, sendTime: sentMs } = message;
  const src = mediaAddresses(message)
    .flatMap((url) => safeURL(url) ?? [])
    .find((url) => isAllowedMedia(url, origins));
  if (!src) return undefined;
  const picture = { id, src, sender, sentMs };
  return contentType === ContentType.Video ? { ...picture, poster: thumbnailOf(message, origins) ?? '' } : picture;
}

/** Returns the URLs of a message's picture or video, largest first. */
export function mediaAddresses({ contentType, pictureElem, videoElem }: Readonly<MessageItem>): string[] {
  if (contentType === ContentType.Video) return [videoElem.videoUrl];
  const { sourcePicture, bigPicture, snapshotPicture } = pictureElem;
  return [sourcePicture.url, bigPicture.url, snapshotPicture.url];
}

/** Returns the smallest of the message's pictures that may be loaded. */
export function thumbnailOf(message: Readonly<MessageItem>, origins: MediaOrigins): string | undefined {
  const isFilm = message.contentType === ContentType.Video;
  const addresses = isFilm ? [message.videoElem.snapshotUrl] : mediaAddresses(message).reverse();
  return addresses.flatMap((url) => safeImageURL(url) ?? []).find((url) => isAllowedMedia(url, origins));
}

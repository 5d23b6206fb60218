/** Creates messages other than plain texts. Fetched with the first of them. */
import {
  blankElements,
  messageBuilders,
  type MessageContext,
  type MessageItem,
  type Picture,
} from '../protocol/index.js';
import { withoutMetadata } from './picture-metadata.js';

export { messageBuilders };

/** The media types that every browser can display as a picture. Without SVG, which is a document and may have scripts. */
const PICTURE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

/** Properties of a sound or video file that only a page can determine. Durations in milliseconds, sizes in pixels. */
export type MediaFacts =
  | { readonly kind: 'sound'; readonly durationMs: number }
  | { readonly kind: 'video'; readonly durationMs: number; readonly width: number; readonly height: number };

/** A message, and the file that is to be uploaded for it. */
export type Made = { readonly message: MessageItem; readonly file?: Blob };

/**
 * Creates the message for a file: a sound or video if `media` is given; a picture, sent without its metadata, if the browser
 * can decode it; otherwise a file, sent as it is.
 */
export async function fileMessage(context: MessageContext, file: File, media?: MediaFacts): Promise<Made> {
  if (media) return { message: mediaMessage(context, file, media), file };
  const picture = PICTURE_TYPES.has(file.type) && (await readPicture(file));
  if (!picture) {
    const about = { ...blankElements().fileElem, fileName: file.name, fileSize: file.size };
    return { message: messageBuilders.createFileMessage(context, about), file };
  }
  const { sent, width, height } = picture;
  const about: Picture = { uuid: '', type: sent.type, size: sent.size, width, height, url: '' };
  const message = messageBuilders.createImageMessage(context, {
    sourcePicture: about,
    bigPicture: about,
    snapshotPicture: about,
  });
  return { message, file: sent };
}

function mediaMessage(context: MessageContext, file: File, media: MediaFacts): MessageItem {
  // The protocol has whole seconds; a recording of less than one second counts as one.
  const duration = Math.max(1, Math.round(media.durationMs / 1000));
  if (media.kind === 'sound') {
    const sound = { ...blankElements().soundElem, dataSize: file.size, duration };
    return messageBuilders.createSoundMessage(context, sound);
  }
  return messageBuilders.createVideoMessage(context, {
    ...blankElements().videoElem,
    videoType: file.type,
    videoSize: file.size,
    duration,
    snapshotWidth: media.width,
    snapshotHeight: media.height,
  });
}

/** Returns a picture as it is sent, and its size in pixels; undefined if it cannot be decoded, whatever its media type says. */
async function readPicture(file: File): Promise<{ sent: File; width: number; height: number } | undefined> {
  try {
    const sent = await withoutMetadata(file);
    const bitmap = await createImageBitmap(sent);
    const { width, height } = bitmap;
    bitmap.close();
    return { sent, width, height };
  } catch {
    // Not a picture after all, or there is no createImageBitmap here.
    return undefined;
  }
}

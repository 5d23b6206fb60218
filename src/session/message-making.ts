/** Creates messages other than plain texts. Fetched with the first of them. */
import {
  blankElements,
  messageBuilders,
  type MessageContext,
  type MessageItem,
  type Picture,
} from '../protocol/index.js';

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

/**
 * Creates the message for a file that is still to be uploaded: a sound or video if `media` is given, a picture if the
 * browser can decode it, otherwise a file.
 */
export async function fileMessage(context: MessageContext, file: File, media?: MediaFacts): Promise<MessageItem> {
  if (media) return mediaMessage(context, file, media);
  const size = await pictureSize(file);
  if (!size) {
    const about = { ...blankElements().fileElem, fileName: file.name, fileSize: file.size };
    return messageBuilders.createFileMessage(context, about);
  }
  const picture: Picture = { uuid: '', type: file.type, size: file.size, ...size, url: '' };
  return messageBuilders.createImageMessage(context, {
    sourcePicture: picture,
    bigPicture: picture,
    snapshotPicture: picture,
  });
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

/** Returns the size in pixels; undefined if the file cannot be decoded as a picture, whatever its media type says. */
async function pictureSize(file: File): Promise<{ width: number; height: number } | undefined> {
  if (!PICTURE_TYPES.has(file.type)) return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    // Not a picture after all, or there is no createImageBitmap here.
    return undefined;
  }
}

import { messageBuilders, type MessageContext, type MessageItem, type Picture } from '../protocol/index.js';

/** What every browser shows as a picture. SVG is not among them: it is a document. */
const PICTURE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

/** What a page knows of a file that only it can play. Durations in milliseconds, sizes in pixels. */
export type MediaFacts =
  | { readonly kind: 'sound'; readonly durationMs: number }
  | { readonly kind: 'video'; readonly durationMs: number; readonly width: number; readonly height: number };

/** A message for a file that is still to be uploaded: a sound or video of known length, a picture of known size, or a file. */
export async function fileMessage(
  context: MessageContext,
  file: File,
  media?: MediaFacts | Promise<MediaFacts | undefined>,
): Promise<MessageItem> {
  const facts = await media;
  if (facts) return mediaMessage(context, file, facts);
  const size = await pictureSize(file);
  if (!size) {
    const about = { filePath: '', uuid: '', sourceUrl: '', fileName: file.name, fileSize: file.size };
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
  // The protocol counts whole seconds; what was heard at all lasts one.
  const duration = Math.max(1, Math.round(media.durationMs / 1000));
  if (media.kind === 'sound') {
    const sound = { uuid: '', soundPath: '', sourceUrl: '', dataSize: file.size, duration };
    return messageBuilders.createSoundMessage(context, sound);
  }
  return messageBuilders.createVideoMessage(context, {
    videoPath: '',
    videoUUID: '',
    videoUrl: '',
    videoType: file.type,
    videoSize: file.size,
    duration,
    snapshotPath: '',
    snapshotUUID: '',
    snapshotSize: 0,
    snapshotUrl: '',
    snapshotWidth: media.width,
    snapshotHeight: media.height,
  });
}

/** Pixels; undefined for what is no picture, whatever it calls itself. */
async function pictureSize(file: File): Promise<{ width: number; height: number } | undefined> {
  if (!PICTURE_TYPES.has(file.type) || typeof createImageBitmap !== 'function') return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return undefined;
  }
}

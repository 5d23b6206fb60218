import { messageBuilders, type MessageContext, type MessageItem, type Picture } from '../protocol/index.js';

/** What every browser shows as a picture. SVG is not among them: it is a document. */
const PICTURE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

/** A message for a file that is still to be uploaded: a picture of known size, or a file. */
export async function fileMessage(context: MessageContext, file: File): Promise<MessageItem> {
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

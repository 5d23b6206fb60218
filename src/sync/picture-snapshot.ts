/** The longest side of a snapshot in pixels: that of a picture in a list of messages, on a screen of high resolution. */
const MAX_SIDE_PX = 800;
const QUALITY = 0.8;

/** The media type of photos. Pictures of other types are small already, may move, or be transparent. */
const type = 'image/jpeg';

export type Snapshot = { readonly file: Blob; readonly width: number; readonly height: number };

/**
 * Makes a smaller copy of a photo. Resolves to undefined if it would not save much, or if this host cannot draw. Never
 * rejects.
 */
export async function makeSnapshot(photo: Blob): Promise<Snapshot | undefined> {
  if (photo.type !== type) return undefined;
  try {
    const bitmap = await createImageBitmap(photo);
    const scale = MAX_SIDE_PX / Math.max(bitmap.width, bitmap.height);
    if (scale >= 1) return undefined;
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
    const context = canvas.getContext('2d');
    if (!context || isDistorted(context)) return undefined;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const file = await canvas.convertToBlob({ type, quality: QUALITY });
    return file.size < photo.size / 2 ? { file, width: canvas.width, height: canvas.height } : undefined;
  } catch {
    // It is not a picture after all, or this host has no canvas, or not one as large as the picture.
    return undefined;
  }
}

/** Whether the browser lets pages read noise instead of what they have drawn, as those that resist fingerprinting do. */
function isDistorted(context: OffscreenCanvasRenderingContext2D): boolean {
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  // Black, give or take the little that some browsers change.
  return red + green + blue > 9;
}

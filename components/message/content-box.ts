/** Computes how large a message's content will be, so that nothing moves when the code that renders it is fetched. Pure. */
import { ContentType, type MessageItem } from '../../src/index.js';

/** CSS pixels. */
export type Box = { readonly width: number; readonly height: number };

/** The largest box in which a picture is shown, and the minimum length of its sides. */
const MAX_IMAGE_WIDTH_PX = 280;
const MAX_IMAGE_HEIGHT_PX = 320;
const MIN_IMAGE_SIDE_PX = 56;
/** For a picture whose size is not known. */
const UNKNOWN_IMAGE_SIZE: Box = { width: 216, height: 162 };
const UNKNOWN_VIDEO_SIZE: Box = { width: 280, height: 158 };

/** Returns the size at which a picture is shown: its own, within the limits. */
export function pictureBox(
  sizes: readonly { readonly width: number; readonly height: number }[],
  unknown = UNKNOWN_IMAGE_SIZE,
): Box {
  const size = sizes.find(({ width, height }) => width > 0 && height > 0);
  if (!size) return unknown;
  const scale = Math.min(1, MAX_IMAGE_WIDTH_PX / size.width, MAX_IMAGE_HEIGHT_PX / size.height);
  return {
    width: Math.max(MIN_IMAGE_SIDE_PX, Math.round(size.width * scale)),
    height: Math.max(MIN_IMAGE_SIDE_PX, Math.round(size.height * scale)),
  };
}

/** Returns the size at which a video is shown: that of its poster, but never too small for its controls. */
export function videoBox({ videoElem }: Readonly<MessageItem>): Box {
  const { snapshotWidth: width, snapshotHeight: height } = videoElem;
  const box = pictureBox([{ width: width * 4, height: height * 4 }], UNKNOWN_VIDEO_SIZE);
  return { width: Math.max(box.width, 180), height: Math.max(box.height, 120) };
}

/** Returns the room that a message's content takes up, without the padding of its bubble. */
export function contentBox(message: Readonly<MessageItem>): Box {
  switch (message.contentType) {
    case ContentType.Picture: {
      const { sourcePicture, bigPicture, snapshotPicture } = message.pictureElem;
      return pictureBox([sourcePicture, bigPicture, snapshotPicture]);
    }
    case ContentType.Video:
      return videoBox(message);
    case ContentType.Sound:
      return { width: 220, height: 44 };
    case ContentType.Location:
      return { width: 240, height: 142 };
    case ContentType.Card:
      return { width: 220, height: 78 };
    case ContentType.Merger:
      return { width: 220, height: 54 + 21 * Math.min(4, message.mergeElem.abstractList?.length ?? 0) };
    case ContentType.Face:
      return { width: 84, height: 84 };
    default:
      return { width: 200, height: 44 };
  }
}

/** Uploaded files, and where they belong in the messages that carry them. */
import { ContentType } from './constants.js';
import type { MessageItem, Picture } from './message-entities.js';
import { withElement } from './messages.js';

/** The response of `POST /files`. */
export type UploadedFile = {
  readonly url: string;
  /** Bytes. */
  readonly size: number;
  /** The name under which the file is stored: without path, control and bidi characters. */
  readonly name: string;
  /**
   * A media type, determined from the file's bytes; `application/octet-stream` for types that are not shown in pages.
   */
  readonly type: string;
};

/** A `Blob` or `File`, in browsers and in Node. */
export type FileData = { readonly size: number; readonly type: string; arrayBuffer(): Promise<ArrayBuffer> };

/** Whether messages of this type can carry a file: pictures, sounds, videos and files. */
export function carriesFile(contentType: number): boolean {
  return contentType >= ContentType.Picture && contentType <= ContentType.File;
}

/**
 * Returns a copy of a message that {@link carriesFile} with the URL and size of its uploaded file. A name or media type
 * from the upload is only used if the message has none.
 *
 * @param snapshot a smaller copy of the picture, which lists of messages show; default: the picture itself
 */
export function withUploadedFile(
  message: MessageItem,
  file: UploadedFile,
  snapshot: UploadedPicture = file,
): MessageItem {
  return { ...message, ...membersWithFile(message, file, snapshot) };
}

type UploadedPicture = UploadedFile & Partial<Picture>;

function membersWithFile(message: MessageItem, file: UploadedFile, snapshot: UploadedPicture) {
  switch (message.contentType) {
    case ContentType.Picture: {
      const { sourcePicture, bigPicture, snapshotPicture, ...rest } = message.pictureElem;
      return withElement('pictureElem', {
        ...rest,
        sourcePicture: completePicture(sourcePicture, file),
        bigPicture: completePicture(bigPicture, file),
        snapshotPicture: completePicture(snapshotPicture, snapshot),
      });
    }
    case ContentType.Sound: {
      const { soundElem } = message;
      return withElement('soundElem', { ...soundElem, sourceUrl: file.url, dataSize: file.size });
    }
    case ContentType.Video: {
      const { videoElem } = message;
      const videoType = videoElem.videoType || file.type;
      return withElement('videoElem', {
        ...videoElem,
        videoUrl: file.url,
        videoSize: file.size,
        videoType,
      });
    }
    // A file: there is no other type.
    default: {
      const { fileElem } = message;
      const fileName = fileElem.fileName || file.name;
      return withElement('fileElem', {
        ...fileElem,
        sourceUrl: file.url,
        fileSize: file.size,
        fileName,
      });
    }
  }
}

/** Fills in a picture that has no URL yet; a picture with a URL was uploaded before and stays as it is. */
function completePicture(picture: Picture, file: UploadedPicture): Picture {
  const { url, size, type, width = picture.width, height = picture.height } = file;
  return picture.url === '' ? { ...picture, url, size, type, width, height } : picture;
}

import type { Engine } from '../connection/engine.js';
import { ContentType, toJson, withUploadedFile, type EventFrame, type MessageItem } from '../protocol/index.js';
import type { Upload } from './outbox-item.js';
import { makeSnapshot } from './picture-snapshot.js';

/** The highest percentage reported for an upload: the gateway reports 100 when it has stored the message. */
const MAX_UPLOAD_PERCENT = 99;

/** Does what `upload` of outbox-upload.ts describes. `upload` stops it, and has the percentage uploaded. */
export async function uploadFile(
  engine: Engine,
  message: MessageItem,
  file: Blob,
  upload: Upload,
  onProgress: (frame: EventFrame) => void,
): Promise<MessageItem> {
  const { clientMsgID, contentType, fileElem, pictureElem } = message;
  const { signal } = upload.stop;
  const tell = (percent: number): void => {
    upload.percent = percent;
    const data = toJson({ progress: percent, clientMsgID });
    onProgress({ event: 'OnProgress', errCode: 0, errMsg: '', data, operationID: '' });
  };
  // The message may have been discarded while this code was fetched.
  signal.throwIfAborted();
  tell(0);
  const lacksSnapshot = contentType === ContentType.Picture && pictureElem.snapshotPicture.url === '';
  const making = lacksSnapshot ? makeSnapshot(file) : undefined;
  const uploaded = await engine.upload(file, {
    signal,
    ...(fileElem.fileName ? { name: fileElem.fileName } : {}),
    onProgress: (given) => {
      const percent = Math.min(Math.floor(given), MAX_UPLOAD_PERCENT);
      if (percent > upload.percent && !signal.aborted) tell(percent);
    },
  });
  const snapshot = await making;
  // If this fails, the message is sent all the same: lists then show the picture itself.
  const small =
    snapshot && (await engine.upload(snapshot.file, { signal, name: 'snapshot.jpg' }).catch(() => undefined));
  return withUploadedFile(message, uploaded, small && { ...snapshot, ...small });
}

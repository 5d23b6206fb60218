import type { Engine } from '../connection/engine.js';
import { laterPart } from '../connection/later-part.js';
import { ErrorCode, OpenIMError, type EventFrame, type MessageItem } from '../protocol/index.js';
import { messageOf, type Item } from './outbox-item.js';

/**
 * After this many network failures of an upload while the socket is online, the upload is given up: the page's security
 * policy may forbid it.
 */
const MAX_UNEXPLAINED_FAILURES = 4;

/** Fetched with the first file. */
export const loadUpload = laterPart(() => import('./upload-file.js'));

/**
 * Uploads the file of a message in the outbox; resolves to the message with its URL. An interrupted upload starts again
 * from the beginning.
 *
 * @param onProgress called when the percentage uploaded has changed, with the event to emit
 * @throws {OpenIMError} as {@link Engine.upload}
 */
export async function upload(
  engine: Engine,
  item: Item,
  file: Blob,
  onProgress: (frame: EventFrame) => void,
): Promise<MessageItem> {
  const running = { stop: new AbortController(), percent: 0 };
  item.upload = running;
  try {
    const { uploadFile } = await loadUpload();
    return await uploadFile(engine, messageOf(item.entry), file, running, onProgress);
  } catch (error) {
    const { errCode, errMsg } = error as OpenIMError;
    const isUnexplained = errCode === ErrorCode.NoSocket && engine.state.kind === 'online';
    if (!isUnexplained || ++item.unexplainedFailures < MAX_UNEXPLAINED_FAILURES) throw error;
    throw new OpenIMError(ErrorCode.ReceiverOrUploadFailed, errMsg);
  } finally {
    item.upload = undefined;
  }
}

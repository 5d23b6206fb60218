import type { Engine } from '../connection/engine.js';
import {
  ErrorCode,
  OpenIMError,
  toJson,
  withUploadedFile,
  type EventFrame,
  type MessageItem,
  type UploadedFile,
} from '../protocol/index.js';

/** An upload that does not get through although the socket does is given up then: it may be forbidden to the page. */
const MAX_UNEXPLAINED_FAILURES = 4;
/** The gateway says 100 when it has the message. */
const MAX_UPLOAD_PERCENT = 99;

export type UploadsHost = {
  readonly engine: Engine;
  /** The progress of this message changed. */
  readonly onProgress: (clientMsgID: string) => void;
  /** Tells an event of this client's own making. */
  readonly announce: (frame: EventFrame) => void;
};

type Running = { readonly stop: AbortController; percent: number };

/** The files of messages on their way out. What is cancelled or cut off begins anew; nothing is kept of half a file. */
export class OutboxUploads {
  readonly #host: UploadsHost;
  readonly #running = new Map<string, Running>();
  readonly #unexplained = new Map<string, number>();

  constructor(host: UploadsHost) {
    this.#host = host;
  }

  /** Percent that have gone out; undefined when nothing of the message is being uploaded. */
  progressOf(clientMsgID: string): number | undefined {
    return this.#running.get(clientMsgID)?.percent;
  }

  /**
   * Uploads a message's file; the message with its URL.
   * @throws {OpenIMError} as {@link Engine.upload}; 1005 the engine cannot take files
   */
  async run(message: MessageItem, file: Blob): Promise<MessageItem> {
    const { engine } = this.#host;
    const { clientMsgID } = message;
    const running: Running = { stop: new AbortController(), percent: 0 };
    this.#running.set(clientMsgID, running);
    this.#tell(clientMsgID, 0);
    try {
      const uploaded = await this.#upload(clientMsgID, file, running, message.fileElem.fileName);
      this.#unexplained.delete(clientMsgID);
      return withUploadedFile(message, uploaded);
    } catch (error) {
      const isUnexplained = error instanceof OpenIMError && error.errCode === ErrorCode.NoSocket;
      if (!isUnexplained || engine.state.kind !== 'online') throw error;
      const failures = (this.#unexplained.get(clientMsgID) ?? 0) + 1;
      this.#unexplained.set(clientMsgID, failures);
      if (failures < MAX_UNEXPLAINED_FAILURES) throw error;
      this.#unexplained.delete(clientMsgID);
      throw new OpenIMError(ErrorCode.ReceiverOrUploadFailed, error.errMsg);
    } finally {
      this.#running.delete(clientMsgID);
    }
  }

  /** Aborts the upload of a message that is not wanted any more. */
  cancel(clientMsgID: string): void {
    this.#running.get(clientMsgID)?.stop.abort();
    this.#unexplained.delete(clientMsgID);
  }

  close(): void {
    for (const { stop } of this.#running.values()) stop.abort();
  }

  #upload(clientMsgID: string, file: Blob, running: Running, fileName: string): Promise<UploadedFile> {
    const { engine } = this.#host;
    if (!engine.upload) throw new OpenIMError(ErrorCode.NotSupported, 'this server does not accept files');
    return engine.upload(file, {
      signal: running.stop.signal,
      ...(fileName ? { name: fileName } : {}),
      onProgress: (given) => {
        const percent = Math.min(Math.floor(given), MAX_UPLOAD_PERCENT);
        if (percent <= running.percent || running.stop.signal.aborted) return;
        running.percent = percent;
        this.#tell(clientMsgID, percent);
      },
    });
  }

  #tell(clientMsgID: string, progress: number): void {
    const { announce, onProgress } = this.#host;
    onProgress(clientMsgID);
    announce({
      event: 'OnProgress',
      errCode: 0,
      errMsg: '',
      data: toJson({ progress, clientMsgID }),
      operationID: '',
    });
  }
}

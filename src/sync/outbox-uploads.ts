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

/**
 * After this many network failures of an upload while the socket is online, the upload is given up: the page's security
 * policy may forbid it.
 */
const MAX_UNEXPLAINED_FAILURES = 4;
/** The highest percentage reported for an upload: the gateway reports 100 when it has stored the message. */
const MAX_UPLOAD_PERCENT = 99;

export type UploadsHost = {
  readonly engine: Engine;
  /** Called when the upload of this message has made progress. */
  readonly onProgress: (clientMsgID: string) => void;
  /** Emits an event that this client creates itself. */
  readonly announce: (frame: EventFrame) => void;
};

type Running = { readonly stop: AbortController; percent: number };

/** Uploads the files of messages in the outbox. An interrupted upload starts again from the beginning. */
export class OutboxUploads {
  readonly #host: UploadsHost;
  readonly #running = new Map<string, Running>();
  readonly #unexplained = new Map<string, number>();

  constructor(host: UploadsHost) {
    this.#host = host;
  }

  /** Returns the percentage uploaded; undefined if no file of the message is being uploaded. */
  progressOf(clientMsgID: string): number | undefined {
    return this.#running.get(clientMsgID)?.percent;
  }

  /**
   * Uploads a message's file; resolves to the message with the URL of the file.
   * @throws {OpenIMError} as {@link Engine.upload}; 1005 the server takes no files
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

  /** Aborts the upload of a message that has left the outbox. */
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

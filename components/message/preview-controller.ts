import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ContentType, type TimelineMessage } from '../../src/index.js';

/**
 * Provides the picture, audio or video of a message while it exists only in this page. It is kept after the upload, so that
 * nothing flickers. There is no preview if the page's policy forbids `blob:` URLs.
 */
export class PreviewController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #clientMsgID: string | undefined;
  #url: string | undefined;
  #message: TimelineMessage | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get url(): string | undefined {
    return this.#url;
  }

  /** Shows the file of this message from now on. */
  follow(message: TimelineMessage | undefined): void {
    this.#message = message;
    if (message?.message.clientMsgID !== this.#clientMsgID) {
      this.#forget();
      this.#clientMsgID = undefined;
    }
    if (this.#clientMsgID !== undefined || !message?.file || message.message.contentType === ContentType.File)
      return;
    this.#clientMsgID = message.message.clientMsgID;
    this.#url = URL.createObjectURL(message.file);
  }

  /** Called when the preview cannot be shown. */
  giveUp(): void {
    this.#forget();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.follow(this.#message);
  }

  hostDisconnected(): void {
    this.#forget();
    this.#clientMsgID = undefined;
  }

  #forget(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
  }
}

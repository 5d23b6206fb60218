import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Timeline } from '../../src/index.js';

/** Keeps what is being written as the conversation's draft, and puts it back when the conversation is opened. */
export class DraftKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & { value: string };
  #timeline: Timeline | undefined;
  /** The timeline whose draft was put into the field. */
  #restored: Timeline | undefined;
  /** That draft, until the user writes something. */
  #restoredText: string | undefined;

  /** @param host the element whose `value` is the text in the field */
  constructor(host: ReactiveControllerHost & { value: string }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('pagehide', this.#save);
    document.addEventListener('visibilitychange', this.#save);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('beforeunload', this.#save);
    globalThis.removeEventListener('pagehide', this.#save);
    document.removeEventListener('visibilitychange', this.#save);
  }

  /**
   * Puts the draft into the field when a conversation is opened, unless the field already contains a text. The cached draft
   * comes first, then any that another tab or device has saved since; once the user writes something, drafts from elsewhere are
   * ignored. Call it from the host's `willUpdate`.
   */
  restore(timeline: Timeline | undefined): void {
    this.#timeline = timeline;
    const draftText = timeline?.conversation.value?.draftText;
    if (!timeline || draftText === undefined) return;
    const isOpened = timeline !== this.#restored;
    const shown = isOpened ? '' : this.#restoredText;
    this.#restored = timeline;
    if (shown === undefined) return;
    const isUntouched = this.#host.value === shown;
    if (isUntouched) this.#host.value = draftText;
    this.#restoredText = isUntouched ? draftText : undefined;
  }

  /** Called when the text in the field was written or sent: no other draft may replace it from now on. */
  leave(): void {
    this.#restoredText = undefined;
  }

  /** Saves the text after the user has changed it. */
  keep(): void {
    this.leave();
    this.#timeline?.setDraft(this.#host.value);
    // On `pagehide`, the session may have closed its connection already, so `beforeunload` saves too. Its listener is added
    // only once something is written, because some browsers keep pages with such a listener out of the back/forward cache.
    globalThis.addEventListener('beforeunload', this.#save);
  }

  /** Saves at once: a page that is hidden may never run again. */
  readonly #save = (): void => {
    if (this.#restored === this.#timeline) this.#timeline?.setDraft(this.#host.value, true);
  };
}

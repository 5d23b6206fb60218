import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Timeline } from '../../src/index.js';

/** Keeps what is being written as the conversation's draft, and puts it back when the conversation is opened. */
export class DraftKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & { value: string };
  #timeline: Timeline | undefined;
  /** The timeline whose draft was put into the field. */
  #restored: Timeline | undefined;
  /** That draft, as long as nothing was written since. */
  #restoredText: string | undefined;

  /** @param host the field is its `value` */
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
   * Puts the draft into the field when a conversation is opened, and not over what stands there. The cache's comes first,
   * then what another page or device has saved since; once something is written, what is written counts. Call it from the
   * host's `willUpdate`.
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

  /** What stands in the field was written, or sent: no other draft takes its place. */
  leave(): void {
    this.#restoredText = undefined;
  }

  /** Something was written. */
  keep(): void {
    this.leave();
    this.#timeline?.setDraft(this.#host.value);
    // When the page hides, the session may have given up its connection already. Only once something was written: some
    // browsers keep no page for the back button that asks for this.
    globalThis.addEventListener('beforeunload', this.#save);
  }

  /** A page that is left may never come back to it. */
  readonly #save = (): void => {
    if (this.#restored === this.#timeline) this.#timeline?.setDraft(this.#host.value, true);
  };
}

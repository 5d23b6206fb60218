import { effect } from '@preact/signals-core';
import type { Session } from '../../src/index.js';
import { pageAttention } from '../internal/attention.js';
import { badgeText } from '../internal/badge-text.js';

const TITLE_BADGE = /^\(\d+\+?\) /;
/** Two tones, one after the other. */
const TONES_HZ = [660, 880];
const TONE_S = 0.09;
const VOLUME = 0.08;

/**
 * Draws attention to messages that arrive while nobody is looking: plays a sound, and shows the number of unread messages in
 * front of the page's title. It does so only in the tab that the session has chosen.
 */
export class Notifier {
  #unread = 0;
  #isChosen = false;
  #hasBadge = false;
  #stops: (() => void)[] = [];
  #audio: AudioContext | undefined;

  /**
   * Follows a session until {@link stop}.
   *
   * @param isUnheard whether a message in this conversation should play a sound
   */
  start(session: Session, isUnheard: (conversationID: string) => boolean): void {
    this.stop();
    this.#stops = [
      effect(() => {
        this.#isChosen = session.notifies.value;
        this.#showTitle();
      }),
      pageAttention.subscribe(() => this.#showTitle()),
      session.onMessage(({ notifies, message }) => {
        if (notifies && isUnheard(message.conversationID)) this.#sound();
      }),
    ];
  }

  setUnread(count: number): void {
    this.#unread = count;
    this.#showTitle();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#isChosen = false;
    this.setUnread(0);
    void this.#audio?.close();
    this.#audio = undefined;
  }

  #showTitle(): void {
    const { title } = document;
    const plain = this.#hasBadge ? title.replace(TITLE_BADGE, '') : title;
    const isShown = this.#unread > 0 && this.#isChosen && !pageAttention.hasAttention;
    const next = isShown ? `(${badgeText(this.#unread)}) ${plain}` : plain;
    if (next !== title) document.title = next;
    this.#hasBadge = isShown;
  }

  /**
   * Generates the sound, since a file would be one more request. Browsers allow it once the user has interacted with the page.
   */
  #sound(): void {
    const { userActivation } = navigator as { userActivation?: UserActivation };
    if (userActivation?.hasBeenActive === false) return;
    this.#audio ??= new AudioContext();
    const { currentTime, destination } = this.#audio;
    const gain = this.#audio.createGain();
    gain.connect(destination);
    gain.gain.setValueAtTime(VOLUME, currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, currentTime + TONE_S * (TONES_HZ.length + 1));
    for (const [index, frequency] of TONES_HZ.entries()) {
      const tone = this.#audio.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(currentTime + index * TONE_S);
      tone.stop(currentTime + (index + 1) * TONE_S);
    }
  }
}

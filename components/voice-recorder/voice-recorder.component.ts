import { html, svg, type TemplateResult } from 'lit';
import { state, property } from 'lit/decorators.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sendButtonStyles } from '../internal/send-button.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { composerWords } from '../locales/composer/index.js';
import { Recording } from './recording.js';
import { voiceRecorderStyles } from './voice-recorder.styles.js';

/** A recording that reaches this length ends by itself and waits to be sent. */
const MAX_DURATION_MS = 10 * 60_000;
const TICK_MS = 100;
const BARS = 40;
/** Anything shorter was started by accident. */
const MIN_DURATION_MS = 500;

type Obstacle = 'microphoneRefused' | 'microphoneMissing' | 'microphoneFailed';

/** What is in the way, by the name of the error; most others mean that the device does not start. */
const obstacles: Partial<Record<string, Obstacle>> = {
  NotAllowedError: 'microphoneRefused',
  NotFoundError: 'microphoneMissing',
};

type Phase = 'asking' | 'recording' | 'ending';

/**
 * Records a voice message while it is in the page: time, level, a discard button and a send button. Escape
 * discards, Enter sends. Part of the composer; not yet meant for direct use.
 *
 * @tagname openim-voice-recorder
 * @summary Records a voice message.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The row.
 * @csspart time - The elapsed time.
 * @csspart discard - The discard button.
 * @csspart send - The submit button.
 */
export class OpenIMVoiceRecorder extends OpenIMElement {
  static override styles = [sharedStyles, sendButtonStyles, voiceRecorderStyles];

  @state() private phase: Phase = 'asking';
  @state() private obstacle: Obstacle | undefined;
  @state() private durationMs = 0;
  @state() private levels: readonly number[] = [];

  /** Called once with the recording and its length in milliseconds; undefined if it was discarded. */
  @property({ attribute: false }) onDone: ((file: File | undefined, durationMs: number) => void) | undefined;

  #recording: Recording | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop()?.discard();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.base')?.focus({ preventScroll: true });
    void this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      const recording = await Recording.begin();
      if (!this.isConnected) {
        recording.discard();
        return;
      }
      this.#recording = recording;
      this.phase = 'recording';
      this.#timer = setInterval(this.#tick, TICK_MS);
    } catch (error) {
      this.obstacle = obstacles[(error as Error).name] ?? 'microphoneFailed';
    }
  }

  readonly #tick = (): void => {
    const recording = this.#recording;
    if (!recording) return;
    this.durationMs = recording.durationMs;
    this.levels = [...this.levels, recording.level()].slice(-BARS);
    if (this.durationMs >= MAX_DURATION_MS) void this.#finish();
  };

  async #finish(): Promise<void> {
    const recording = this.#recording;
    if (!recording || this.phase !== 'recording') return;
    const { durationMs } = recording;
    if (durationMs < MIN_DURATION_MS) {
      this.#discard();
      return;
    }
    this.#stop();
    this.phase = 'ending';
    this.onDone?.(await recording.finish(), durationMs);
  }

  #discard(): void {
    this.#stop()?.discard();
    this.onDone?.(undefined, 0);
  }

  /** Stops following the recording, and returns it. */
  #stop(): Recording | undefined {
    clearInterval(this.#timer);
    const recording = this.#recording;
    this.#recording = undefined;
    return recording;
  }

  readonly #handleSend = (): void => void this.#finish();
  readonly #handleDiscard = (): void => this.#discard();

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#discard();
    else if (event.key === 'Enter' && event.target === event.currentTarget) void this.#finish();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): TemplateResult {
    const { obstacle } = this;
    const words = composerWords(this.localizer);
    return html`<div
      part="base"
      class="base"
      role="group"
      aria-label=${words.recording}
      tabindex="-1"
      @keydown=${this.#handleKeydown}
    >
      <button
        part="discard"
        class="icon-button ${obstacle ? '' : 'discard'}"
        type="button"
        aria-label=${obstacle ? words.close : words.cancelRecording}
        title=${obstacle ? words.close : words.cancelRecording}
        @click=${this.#handleDiscard}
      >
        ${icon(obstacle ? 'close' : 'trash')}
      </button>
      ${obstacle ? html`<span class="problem" role="alert">${words[obstacle]}</span>` : this.#recordingTemplate()}
    </div>`;
  }

  #recordingTemplate(): TemplateResult {
    const { localizer, levels } = this;
    const words = composerWords(localizer);
    return html`<span class="light" aria-hidden="true"></span>
      <span part="time" class="time" role="timer">${localizer.duration(this.durationMs / 1000)}</span>
      <svg class="loudness" viewBox="0 0 ${BARS * 4} 28" preserveAspectRatio="none" aria-hidden="true">
        ${levels.map((level, index) => {
          const height = Math.max(2.4, level * 28);
          const x = index * 4;
          return svg`<rect x=${x} y=${(28 - height) / 2} width="2.4" height=${height} rx="1.2" />`;
        })}
      </svg>
      <button
        part="send"
        class="send"
        type="button"
        aria-label=${words.sendRecording}
        title=${words.sendRecording}
        ?disabled=${this.phase !== 'recording'}
        @click=${this.#handleSend}
      >
        ${icon('send')}
      </button>`;
  }
}

import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { claimPlayback, releasePlayback } from '../internal/playback.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { messageWords } from '../locales/message/index.js';
import { audioPlayerStyles } from './audio-player.styles.js';
import { WAVEFORM_BARS, waveformOf } from './waveform.js';

const SPEEDS = [1, 1.5, 2] as const;
/** Distance between two bars, width of a bar and height of the waveform, in the SVG's own units. */
const BAR_STEP = 4;
const BAR_WIDTH = 2.4;
const HEIGHT = 24;
/** A position beyond the end of every recording. */
const FAR_SECONDS = 1e7;

/**
 * A voice message with a play button, waveform and length. Starting one stops any other. The waveform is a slider:
 * use arrow keys or a pointer to seek.
 *
 * @tagname openim-audio-player
 * @summary Plays a voice message.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The row.
 * @csspart play - The button that plays and pauses.
 * @csspart waveform - The waveform.
 * @csspart time - The length, or the remaining time during playback.
 * @csspart speed - The button that changes the playback speed.
 */
export class OpenIMAudioPlayer extends OpenIMElement {
  static override styles = [sharedStyles, audioPlayerStyles];

  @query('audio') private audio!: HTMLAudioElement | null;

  @state() private isPlaying = false;
  @state() private isBroken = false;
  /** Seconds. */
  @state() private position = 0;
  @state() private speedIndex = 0;
  @state() private bars: readonly number[] | undefined;
  /** Seconds; undefined until the file's metadata is known. */
  @state() private measured: number | undefined;

  /** URL of the recording; without it, nothing can be played. */
  @property() src = '';

  /** Length in seconds, as reported by the sender. */
  @property({ type: Number, attribute: 'duration-seconds' }) durationSeconds = 0;

  /** Position in seconds to return to once the duration is known. */
  #wanted: number | undefined;
  /** URL of the recording in the `<audio>` element; while it is played, still that of the local file. */
  #loaded = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
    releasePlayback(this.#pause);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { src } = this;
    if (src !== this.#loaded) this.#replace(src);
    if (!changed.has('src')) return;
    this.isBroken = false;
    if (!src) return;
    void waveformOf(src).then((bars) => {
      if (this.src === src) this.bars = bars ?? this.bars;
    });
  }

  /** A recording gets another URL once it is uploaded. If it is being played, that waits until it pauses. */
  #replace(src: string): void {
    if (src && isLocal(this.#loaded) && !isLocal(src)) {
      if (this.isPlaying) return;
      this.#wanted ??= this.position || undefined;
    }
    // Without a `src`, the `<audio>` element plays on; a new one stops it without a pause event.
    this.#pause();
    this.isPlaying = false;
    this.#loaded = src;
  }

  readonly #pause = (): void => {
    this.audio?.pause();
  };

  #duration(): number {
    return this.measured ?? this.durationSeconds;
  }

  readonly #handleToggle = (): void => {
    if (this.isPlaying) this.#pause();
    else void this.play();
  };

  /** Starts or resumes playback. */
  async play(): Promise<void> {
    const { audio } = this;
    if (!audio || !this.src) return;
    claimPlayback(this.#pause);
    audio.playbackRate = SPEEDS[this.speedIndex] ?? 1;
    try {
      await audio.play();
    } catch (error) {
      // Pausing before playback has begun rejects with AbortError, which is not a failure.
      if ((error as Error).name !== 'AbortError') this.isBroken = true;
    }
  }

  readonly #handlePlay = (): void => {
    this.isPlaying = true;
  };

  readonly #handlePause = (): void => {
    this.isPlaying = false;
  };

  readonly #handleEnded = (): void => {
    this.isPlaying = false;
    this.position = 0;
    if (this.audio) this.audio.currentTime = 0;
    releasePlayback(this.#pause);
  };

  readonly #handleTime = (): void => {
    if (this.audio && this.#wanted === undefined) this.position = this.audio.currentTime;
  };

  /** Recordings made by browsers report an infinite duration until the player has sought to their end. */
  readonly #handleDuration = (): void => {
    const { audio } = this;
    if (!audio) return;
    if (!Number.isFinite(audio.duration)) {
      this.#wanted ??= audio.currentTime;
      audio.currentTime = FAR_SECONDS;
      return;
    }
    this.measured = audio.duration;
    if (this.#wanted === undefined) return;
    audio.currentTime = this.#wanted;
    this.#wanted = undefined;
  };

  readonly #handleError = (): void => {
    this.isPlaying = false;
    this.isBroken = true;
  };

  readonly #handleSeek = (event: Event): void => {
    const position = Number((event.target as HTMLInputElement).value);
    this.position = position;
    if (this.#wanted !== undefined) this.#wanted = position;
    else if (this.audio) this.audio.currentTime = position;
  };

  readonly #handleSpeed = (): void => {
    this.speedIndex = (this.speedIndex + 1) % SPEEDS.length;
    if (this.audio) this.audio.playbackRate = SPEEDS[this.speedIndex] ?? 1;
  };

  protected override render(): TemplateResult {
    const { localizer } = this;
    const words = messageWords(localizer);
    const duration = this.#duration();
    const isBegun = this.isPlaying || this.position > 0;
    const clock = localizer.duration(isBegun ? Math.max(0, duration - this.position) : duration);
    if (this.isBroken) {
      return html`<div part="base" class="base base--broken">
        <span class="play play--broken" aria-hidden="true">${icon('alert')}</span>
        <span class="words">${words.cannotPlay}</span>
        <a class="text-button" href=${this.src} download>${words.download}</a>
      </div>`;
    }
    return html`<div part="base" class="base">
      <button
        part="play"
        class="play"
        type="button"
        aria-label=${this.isPlaying ? words.pauseVoice : words.playVoice(localizer.duration(duration))}
        ?disabled=${!this.src}
        @click=${this.#handleToggle}
      >
        ${icon(this.isPlaying ? 'pause' : 'play')}
      </button>
      <span class="track">
        ${this.#waveformTemplate(duration)}
        <input
          class="seek"
          type="range"
          max=${Math.max(duration, 0.1)}
          step="0.1"
          aria-label=${words.position}
          aria-valuetext=${localizer.duration(this.position)}
          ?disabled=${!this.src}
          .value=${String(this.position)}
          @input=${this.#handleSeek}
        />
      </span>
      <span part="time" class="time">${clock}</span>
      ${
        isBegun
          ? html`<button
              part="speed"
              class="speed"
              type="button"
              dir="ltr"
              aria-label=${words.speed(`${String(SPEEDS[this.speedIndex])}×`)}
              @click=${this.#handleSpeed}
            >
              ${SPEEDS[this.speedIndex]}×
            </button>`
          : nothing
      }
      <audio
        src=${this.#loaded || nothing}
        preload="none"
        @play=${this.#handlePlay}
        @pause=${this.#handlePause}
        @ended=${this.#handleEnded}
        @timeupdate=${this.#handleTime}
        @durationchange=${this.#handleDuration}
        @error=${this.#handleError}
      ></audio>
    </div>`;
  }

  #waveformTemplate(duration: number): TemplateResult {
    const played = duration > 0 ? this.position / duration : 0;
    return html`<svg
      part="waveform"
      class="waveform"
      viewBox="0 0 ${WAVEFORM_BARS * BAR_STEP} ${HEIGHT}"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      ${Array.from({ length: WAVEFORM_BARS }, (_, index) => {
        const height = Math.max(BAR_WIDTH, (this.bars?.[index] ?? 0) * HEIGHT);
        return svg`<rect
          class=${index < played * WAVEFORM_BARS ? 'bar bar--played' : 'bar'}
          x=${index * BAR_STEP}
          y=${(HEIGHT - height) / 2}
          width=${BAR_WIDTH}
          height=${height}
          rx=${BAR_WIDTH / 2}
        />`;
      })}
    </svg>`;
  }
}

function isLocal(src: string): boolean {
  return src.startsWith('blob:');
}

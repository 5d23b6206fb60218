import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { claimPlayback, releasePlayback } from '../internal/playback.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { messageWords } from '../locales/message/index.js';
import { videoPlayerStyles } from './video-player.styles.js';

/** Far enough into a video to avoid a black first frame. */
const PREVIEW_FRAGMENT = '#t=0.1';

/**
 * An inline video: its poster, or its first frame, with a play button; then the browser's own player, including
 * full screen. Starting one stops any other.
 *
 * @tagname openim-video-player
 * @summary Plays a video.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The box.
 * @csspart play - The play button.
 * @csspart time - Its length.
 */
export class OpenIMVideoPlayer extends OpenIMElement {
  static override styles = [sharedStyles, videoPlayerStyles];

  @query('video') private video!: HTMLVideoElement | null;

  @state() private isBegun = false;
  @state() private isBroken = false;

  /** URL of the video. */
  @property() src = '';

  /** URL of the poster; defaults to the first frame of the video. */
  @property() poster = '';

  /** Length in seconds. */
  @property({ type: Number, attribute: 'duration-seconds' }) durationSeconds = 0;

  /** Width of its box in CSS pixels; it shrinks in narrower places. */
  @property({ type: Number }) width = 280;
  /** Height of its box in CSS pixels. */
  @property({ type: Number }) height = 158;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
    releasePlayback(this.#pause);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) this.isBroken = false;
  }

  readonly #pause = (): void => {
    this.video?.pause();
  };

  /** Plays from the current position. */
  async play(): Promise<void> {
    if (!this.src) return;
    this.isBegun = true;
    await this.updateComplete;
    try {
      await this.video?.play();
      this.video?.focus({ preventScroll: true });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') this.isBroken = true;
    }
  }

  readonly #handleBegin = (): void => {
    void this.play();
  };

  readonly #handlePlay = (): void => {
    claimPlayback(this.#pause);
  };

  readonly #handleError = (): void => {
    this.isBroken = true;
  };

  protected override render(): TemplateResult {
    const { localizer, width, height } = this;
    const words = messageWords(localizer);
    const duration = localizer.duration(this.durationSeconds);
    return html`<div part="base" class="base ${this.isBegun ? 'base--begun' : ''}">
      <svg class="room" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true"></svg>
      ${
        this.isBroken
          ? html`<div class="broken">
              <span class="words">${words.cannotPlay}</span>
              <a class="text-button" href=${this.src} download target="_blank" rel="noopener noreferrer"
                >${words.download}</a
              >
            </div>`
          : this.#filmTemplate(words.playVideo(duration), duration)
      }
    </div>`;
  }

  #filmTemplate(label: string, duration: string): TemplateResult {
    const { src, poster, isBegun } = this;
    // Without a poster, the browser fetches as much as it needs to draw the first frame.
    const address = src && (isBegun || poster ? src : src + PREVIEW_FRAGMENT);
    return html`${
      src
        ? html`<video
            src=${address}
            poster=${poster || nothing}
            preload=${poster ? 'none' : 'metadata'}
            ?controls=${isBegun}
            playsinline
            aria-hidden=${isBegun ? nothing : 'true'}
            tabindex=${isBegun ? '0' : '-1'}
            @play=${this.#handlePlay}
            @error=${this.#handleError}
          ></video>`
        : nothing
    }
    ${
      isBegun
        ? nothing
        : html`<button
            part="play"
            class="play"
            type="button"
            aria-label=${label}
            ?disabled=${!src}
            @click=${this.#handleBegin}
          >
            <span class="sign">${icon('play')}</span>
            ${this.durationSeconds > 0 ? html`<span part="time" class="time">${duration}</span>` : nothing}
          </button>`
    }`;
  }
}

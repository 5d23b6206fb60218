import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { iconButton } from '../internal/icon-button.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { claimPlayback, releasePlayback } from '../internal/playback.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { messageWords } from '../locales/message/index.js';
import { Gestures, HOME, zoomAt, type View } from './gestures.js';
import { lightboxStyles } from './lightbox.styles.js';

/** A picture or video to show, with its sender and time. */
export type LightboxPicture = {
  readonly id: string;
  readonly src: string;
  /** Only videos have one; `''` stands for the video's own first frame. */
  readonly poster?: string;
  readonly sender: string;
  /** Milliseconds since 1970. */
  readonly sentMs: number;
};

const ZOOM_STEP = 1.6;
const DOUBLE_CLICK_ZOOM = 2.5;
const PAN_STEP_PX = 60;

/** Height of the controls at the bottom of a video. */
const CONTROLS_PX = 76;
/** Two taps within this time and distance are a double tap. */
const DOUBLE_TAP_MS = 350;
const DOUBLE_TAP_PX = 30;

/**
 * Pictures and videos at full size over the page, open while it is in the page. Arrow keys go to the next one, +
 * and − zoom, 0 fits it to the window, Escape closes; the wheel, a double click or tap, or two fingers zoom; a
 * swipe goes to the next, a swipe down closes. Part of messages; not yet meant for direct use.
 *
 * @tagname openim-lightbox
 * @summary Pictures at full size.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The box.
 * @csspart picture - The picture.
 * @csspart toolbar - The bar above the picture.
 * @csspart button - A button.
 */
export class OpenIMLightbox extends OpenIMElement {
  static override styles = [sharedStyles, lightboxStyles];

  readonly #gestures = new Gestures();
  #lastTap: { readonly x: number; readonly y: number; readonly timeMs: number } | undefined;
  #isTouch = false;

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @query('.picture') private picture!: HTMLElement | null;
  @query('video') private film!: HTMLVideoElement | null;
  @query('.toolbar > :last-child') private closeButton!: HTMLElement | null;

  @state() private view: View = HOME;
  @state() private isLoaded = false;
  @state() private isBroken = false;

  /** The pictures, in order. */
  @property({ attribute: false }) pictures: readonly LightboxPicture[] = [];

  /** `id` of the picture that is shown. */
  @property() current = '';

  /** Called when another picture is shown. */
  @property({ attribute: false }) onView: ((id: string) => void) | undefined;

  /** Goes to the message with the picture. */
  @property({ attribute: false }) onShowInChat: ((id: string) => void) | undefined;

  /** Called when it is closed. */
  @property({ attribute: false }) onDone: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    releasePlayback(this.#pause);
  }

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('current')) return;
    this.view = HOME;
    this.isLoaded = false;
    this.isBroken = false;
    if (this.hasUpdated) this.onView?.(this.current);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The message that was shown has been revoked or deleted meanwhile.
    if (this.#index() === -1) this.dialog?.close();
    const { x, y, scale } = this.view;
    // Set through the CSSOM, which pages with a strict policy allow.
    this.picture?.style.setProperty(
      'transform',
      `translate(${String(x)}px, ${String(y)}px) scale(${String(scale)})`,
    );
  }

  #index(): number {
    return this.pictures.findIndex(({ id }) => id === this.current);
  }

  #go(step: number): void {
    const next = this.pictures[this.#index() + step];
    if (next) this.current = next.id;
    else this.view = HOME;
  }

  /** Zooms; videos are not magnified. */
  #zoom(factor: number, point = { x: 0, y: 0 }): void {
    if (!this.film) this.view = zoomAt(this.view, factor, point);
  }

  #isRTL(): boolean {
    return getComputedStyle(this).direction === 'rtl';
  }

  /** Returns the position from the centre of the window. */
  #pointOf(event: MouseEvent): { x: number; y: number } {
    return { x: event.clientX - innerWidth / 2, y: event.clientY - innerHeight / 2 };
  }

  readonly #handleClose = (): void => {
    this.onDone?.();
  };

  readonly #handleDismiss = (): void => {
    this.dialog?.close();
  };

  readonly #handlePrevious = (): void => this.#go(-1);
  readonly #handleNext = (): void => this.#go(1);
  readonly #handleZoomIn = (): void => this.#zoom(ZOOM_STEP);
  readonly #handleZoomOut = (): void => this.#zoom(1 / ZOOM_STEP);

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const forward = this.#isRTL() ? -1 : 1;
    const { view } = this;
    const pan = (x: number, y: number) => () => {
      this.view = { ...view, x: view.x + x * PAN_STEP_PX, y: view.y + y * PAN_STEP_PX };
    };
    const isZoomed = view.scale > 1;
    const actions: Partial<Record<string, () => void>> = {
      ArrowLeft: isZoomed ? pan(1, 0) : () => this.#go(-forward),
      ArrowRight: isZoomed ? pan(-1, 0) : () => this.#go(forward),
      ArrowUp: isZoomed ? pan(0, 1) : undefined,
      ArrowDown: isZoomed ? pan(0, -1) : undefined,
      Home: () => (this.current = this.pictures[0]?.id ?? this.current),
      End: () => (this.current = this.pictures.at(-1)?.id ?? this.current),
      '+': this.#handleZoomIn,
      '=': this.#handleZoomIn,
      '-': this.#handleZoomOut,
      '0': () => (this.view = HOME),
    };
    const act = actions[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  readonly #handleWheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY / 300), this.#pointOf(event));
  };

  readonly #handleDoubleClick = (event: MouseEvent): void => {
    // Some browsers dispatch `dblclick` for two taps and some do not; taps are handled elsewhere, and must not zoom twice.
    if (!this.#isTouch) this.#toggleZoom(event);
  };

  #toggleZoom(event: MouseEvent): void {
    if (this.view.scale > 1) this.view = HOME;
    else this.#zoom(DOUBLE_CLICK_ZOOM, this.#pointOf(event));
  }

  #handleTap(event: PointerEvent): void {
    const { x, y } = this.#pointOf(event);
    const last = this.#lastTap;
    const isDouble =
      last && event.timeStamp - last.timeMs < DOUBLE_TAP_MS && Math.hypot(x - last.x, y - last.y) < DOUBLE_TAP_PX;
    this.#lastTap = isDouble ? undefined : { x, y, timeMs: event.timeStamp };
    if (isDouble) this.#toggleZoom(event);
  }

  readonly #handlePointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#isOnControls(event)) return;
    this.#isTouch = event.pointerType !== 'mouse';
    this.#gestures.down(event.pointerId, this.#pointOf(event));
    this.requestUpdate();
  };

  #isOnControls({ clientY }: PointerEvent): boolean {
    return this.film !== null && clientY > this.film.getBoundingClientRect().bottom - CONTROLS_PX;
  }

  readonly #handlePointerMove = (event: PointerEvent): void => {
    const view = this.#gestures.move(event.pointerId, this.#pointOf(event), this.view);
    if (!view) return;
    this.view = view;
    // Captured only once the pointer moves, so that a click on a video reaches its controls.
    if (this.#gestures.isDragging) (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly #handlePointerUp = (event: PointerEvent): void => {
    const meant = this.#gestures.up(event.pointerId);
    if (this.view.scale === 1) this.view = HOME;
    if (meant === 'close') this.dialog?.close();
    else if (meant === 'tap') {
      if (this.#isTouch) this.#handleTap(event);
    }
    // A swipe to the left shows the picture on the right.
    else if (meant) this.#go((meant === 'next') === !this.#isRTL() ? 1 : -1);
    this.requestUpdate();
  };

  readonly #handleShowInChat = (): void => {
    this.dialog?.close();
    this.onShowInChat?.(this.current);
  };

  readonly #pause = (): void => this.film?.pause();
  readonly #handlePlay = (): void => claimPlayback(this.#pause);

  readonly #handleLoad = (): void => {
    this.isLoaded = true;
  };

  readonly #handleError = (): void => {
    this.isBroken = true;
  };

  readonly #handleAgain = (): void => {
    this.isBroken = false;
    // The button is gone, and the dialog needs the focus to receive keys.
    this.closeButton?.focus();
  };

  protected override render(): TemplateResult {
    const { localizer, pictures } = this;
    const words = messageWords(localizer);
    const index = this.#index();
    const picture = pictures[index];
    const isFilm = picture?.poster !== undefined;
    return html`<dialog
      part="base"
      class="base"
      aria-label=${words.photoViewer}
      @close=${this.#handleClose}
      @keydown=${this.#handleKeydown}
      @contextmenu=${stop}
    >
      <div part="toolbar" class="toolbar">
        <div class="about" role="status">
          <span class="about__who" dir="auto">${shownName(picture?.sender, this.localizer.text.somebody)}</span>
          <span class="about__when">
            ${pictures.length > 1 ? html`<span>${words.photoOf(index + 1, pictures.length)}</span>` : ''}
            ${picture ? html`<span>${localizer.dayAndTime(picture.sentMs)}</span>` : ''}
          </span>
        </div>
        ${
          isFilm
            ? ''
            : html`<span class="zoom"
                >${iconButton('minus', words.zoomOut, this.#handleZoomOut, this.view.scale === 1)}
                ${iconButton('plus', words.zoomIn, this.#handleZoomIn)}</span
              >`
        }
        ${this.onShowInChat ? iconButton('chat', words.showInChat, this.#handleShowInChat) : ''}
        ${
          picture
            ? html`<a
                part="button"
                class="icon-button"
                href=${picture.src}
                download
                target="_blank"
                rel="noopener noreferrer"
                aria-label=${words.download}
                title=${words.download}
                >${icon('download')}</a
              >`
            : ''
        }
        ${iconButton('close', words.close, this.#handleDismiss)}
      </div>
      <div
        class="stage ${isFilm ? 'stage--film' : ''} ${this.view.scale > 1 ? 'stage--zoomed' : ''} ${this.#gestures.isActive ? 'stage--held' : ''}"
        @wheel=${this.#handleWheel}
        @dblclick=${this.#handleDoubleClick}
        @pointerdown=${this.#handlePointerDown}
        @pointermove=${this.#handlePointerMove}
        @pointerup=${this.#handlePointerUp}
        @pointercancel=${this.#handlePointerUp}
      >
        ${this.#pictureTemplate(picture)}
      </div>
      ${
        pictures.length > 1
          ? html`<div class="side side--start">
                ${iconButton('back', words.previousPhoto, this.#handlePrevious, index <= 0)}
              </div>
              <div class="side side--end">
                ${iconButton('next', words.nextPhoto, this.#handleNext, index >= pictures.length - 1)}
              </div>`
          : ''
      }
    </dialog>`;
  }

  #pictureTemplate(picture: LightboxPicture | undefined): TemplateResult | string {
    const { text } = this.localizer;
    if (!picture) return '';
    if (this.isBroken)
      return html`<div class="broken" role="alert">
        ${icon('brokenImage')} ${messageWords(this.localizer).photoFailed}
        <button part="button" class="text-button broken__again" type="button" @click=${this.#handleAgain}>
          ${text.tryAgain}
        </button>
      </div>`;
    if (picture.poster !== undefined)
      return html`<video
        part="picture"
        class="picture picture--film"
        src=${picture.src}
        poster=${picture.poster || nothing}
        aria-label=${text.video}
        controls
        playsinline
        @play=${this.#handlePlay}
        @error=${this.#handleError}
      ></video>`;
    return html`${this.isLoaded ? '' : html`<span class="spinner" aria-hidden="true"></span>`}
      <img
        part="picture"
        class="picture"
        src=${picture.src}
        alt=${text.photo}
        draggable="false"
        referrerpolicy="no-referrer"
        @load=${this.#handleLoad}
        @error=${this.#handleError}
      />`;
  }
}

function stop(event: Event): void {
  event.stopPropagation();
}

import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { deepActiveElement } from '../internal/deep-active-element.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { dialogStyles } from './dialog.styles.js';

/**
 * A modal dialog, open while it is in the page. Escape, its button and a click outside close it; the focus returns
 * to where it was. Part of other elements; not yet meant for direct use.
 *
 * @tagname openim-dialog
 * @summary A modal box over the page.
 * @status experimental
 * @since 0.1.0
 *
 * @slot - The content.
 * @slot footer - Below the scrolling content.
 *
 * @csspart base - The dialog.
 * @csspart heading - Its heading.
 */
export class OpenIMDialog extends OpenIMElement {
  static override styles = [sharedStyles, dialogStyles];

  @query('dialog') private dialog!: HTMLDialogElement | null;

  /** The heading, which is also its label for screen readers. */
  @property() heading = '';

  /** Uses the available height, with content up to the edges; in a narrow window, opens as a sheet. */
  @property({ type: Boolean, reflect: true }) tall = false;

  /** Called when the user closes it. */
  @property({ attribute: false }) onClose: (() => void) | undefined;

  #focusBefore: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#focusBefore = deepActiveElement();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A dialog that the browser has closed has returned the focus, which may be elsewhere since.
    if (this.dialog?.open) {
      this.dialog.close();
      // One that is removed from the document does not return it by itself.
      if (this.#focusBefore?.isConnected) this.#focusBefore.focus({ preventScroll: true });
    }
    this.#focusBefore = undefined;
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  #open(): void {
    this.dialog?.showModal();
    void this.#focusStart();
  }

  /** Focuses the first field: the browser looks for `autofocus` neither in slotted elements nor in their shadow roots. */
  async #focusStart(): Promise<void> {
    const inside = [...this.querySelectorAll('*')].filter((element) => element instanceof OpenIMElement);
    await Promise.all(inside.map(({ updateComplete }) => updateComplete));
    findStart(this)?.focus();
  }

  readonly #handleClose = (): void => {
    // The dialog also closes when it is removed from the document, which the user has not asked for.
    if (this.isConnected) this.onClose?.();
  };

  /** The dialog itself is the event's target only beside its contents. */
  readonly #handlePointerDown = (event: Event): void => {
    if (event.target === this.dialog) this.onClose?.();
  };

  protected override render(): TemplateResult {
    return html`<dialog
      part="base"
      class="base"
      aria-labelledby="heading"
      @close=${this.#handleClose}
      @pointerdown=${this.#handlePointerDown}
      @keydown=${stop}
      @contextmenu=${stop}
    >
      <div class="head">
        <h2 part="heading" class="heading" id="heading"><bdi>${this.heading}</bdi></h2>
        <button
          class="icon-button"
          type="button"
          aria-label=${this.localizer.text.dismiss}
          @click=${this.#handleClose}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="inside"><slot></slot></div>
      <slot name="footer"></slot>
    </dialog>`;
  }
}

/** Keeps keys and clicks from reaching the page behind. */
function stop(event: Event): void {
  event.stopPropagation();
}

/**
 * Returns the element that is marked to be focused first, also inside open shadow roots. One marked `mouse` is not, where a
 * touch screen would open its keyboard over what the user has come for.
 */
function findStart(root: ParentNode): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const { focus } = element.dataset;
    if (focus === '' || (focus && !matchMedia('(pointer: coarse)').matches)) return element;
    const inner = element.shadowRoot && findStart(element.shadowRoot);
    if (inner) return inner;
  }
  return undefined;
}

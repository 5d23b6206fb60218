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
    // A dialog that is taken out of the page does not give the focus back by itself.
    this.dialog?.close();
    if (this.#focusBefore?.isConnected) this.#focusBefore.focus({ preventScroll: true });
    this.#focusBefore = undefined;
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  #open(): void {
    this.dialog?.showModal();
    void this.#focusStart();
  }

  /** The browser looks for `autofocus` neither in slots nor in the shadow roots of what stands in them. */
  async #focusStart(): Promise<void> {
    const inside = [...this.querySelectorAll('*')].filter((element) => element instanceof OpenIMElement);
    await Promise.all(inside.map(({ updateComplete }) => updateComplete));
    findStart(this)?.focus();
  }

  private readonly handleClose = (): void => {
    // It is closed also when it is taken out of the page, which is nobody's wish to close it.
    if (this.isConnected) this.onClose?.();
  };

  /** The dialog itself is hit only beside its contents. */
  private readonly handlePointerDown = (event: Event): void => {
    if (event.target === this.dialog) this.onClose?.();
  };

  protected override render(): TemplateResult {
    return html`<dialog
      part="base"
      class="base"
      aria-labelledby="heading"
      @close=${this.handleClose}
      @pointerdown=${this.handlePointerDown}
      @keydown=${stop}
      @contextmenu=${stop}
    >
      <div class="head">
        <h2 part="heading" class="heading" id="heading"><bdi>${this.heading}</bdi></h2>
        <button
          class="icon-button"
          type="button"
          aria-label=${this.localizer.text.dismiss}
          @click=${this.handleClose}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="inside"><slot></slot></div>
      <slot name="footer"></slot>
    </dialog>`;
  }
}

/** The page behind takes neither keys nor clicks. */
function stop(event: Event): void {
  event.stopPropagation();
}

/** What is marked to have the focus first, inside of open shadow roots too. */
function findStart(root: ParentNode): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches('[data-focus]')) return element;
    const inner = element.shadowRoot && findStart(element.shadowRoot);
    if (inner) return inner;
  }
  return undefined;
}

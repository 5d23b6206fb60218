import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { deepActiveElement } from '../internal/deep-active-element.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';

/**
 * A dialog over the page, open as long as it stands in it. Escape, the button and a click beside it close it; the focus
 * goes back to where it was. Part of other elements; not meant for pages yet.
 *
 * @tagname openim-dialog
 * @summary A box over the page that has to be answered or closed.
 * @status experimental
 * @since 0.1.0
 *
 * @slot - What is in it.
 * @slot footer - Below what scrolls.
 *
 * @csspart base - The dialog.
 * @csspart heading - Its heading.
 */
export class OpenIMDialog extends OpenIMElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: contents;
      }

      .base {
        inline-size: min(430px, calc(100vw - 24px));
        max-block-size: min(680px, calc(100dvh - 24px));
        margin: auto;
        padding: 0;
        border: 1px solid var(--_line);
        border-radius: 18px;
        background: var(--_surface-raised);
        color: var(--_text);
        box-shadow:
          0 2px 6px rgb(0 0 0 / 8%),
          0 24px 64px rgb(16 20 32 / 28%);
        overflow: hidden;
      }

      .base[open] {
        display: flex;
        flex-direction: column;
        animation: open 150ms ease-out;
      }

      .base::backdrop {
        background: rgb(13 16 24 / 42%);
      }

      .head {
        display: flex;
        align-items: center;
        gap: 8px;
        flex: none;
        padding-block: 14px 6px;
        padding-inline: 20px 14px;
      }

      .heading {
        flex: 1;
        margin: 0;
        font-size: 16px;
        font-weight: 600;
        line-height: 1.35;
        unicode-bidi: plaintext;
      }

      .inside {
        flex: 1;
        min-block-size: 0;
        padding: 4px 20px 20px;
        overflow: hidden auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }

      :host([tall]) .base {
        block-size: min(600px, calc(100dvh - 48px));
      }

      :host([tall]) .inside {
        padding: 0;
      }

      @media (width < 480px) {
        :host([tall]) .base {
          inline-size: 100vw;
          max-inline-size: none;
          block-size: calc(100dvh - 40px);
          max-block-size: none;
          margin-block-end: 0;
          border-width: 1px 0 0;
          border-end-start-radius: 0;
          border-end-end-radius: 0;
        }
      }

      @keyframes open {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement | null;

  /** What stands at its top, and names it for screen readers. */
  @property() heading = '';

  /** As high as there is room, its content up to its edges; in a narrow window a sheet. */
  @property({ type: Boolean, reflect: true }) tall = false;

  /** Told when the user closes it. */
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

  private readonly handleCancel = (event: Event): void => {
    event.preventDefault();
    this.onClose?.();
  };

  private readonly handleClose = (): void => {
    this.onClose?.();
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
      @cancel=${this.handleCancel}
      @pointerdown=${this.handlePointerDown}
      @keydown=${stop}
      @contextmenu=${stop}
    >
      <div class="head">
        <h2 part="heading" class="heading" id="heading">${this.heading}</h2>
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

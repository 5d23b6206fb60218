import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { deepActiveElement } from '../internal/deep-active-element.js';
import { icon, type IconName } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { showOverlay } from '../internal/overlay.js';
import { MARGIN_PX, placeInWindow } from '../internal/place-in-window.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { menuStyles } from './menu.styles.js';

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly isDangerous?: boolean;
  /** Asked before the action; the item is chosen only if the answer is yes. */
  readonly question?: string;
};

/** Where a menu opens: below an element, or at a point of the viewport. */
export type MenuAnchor = Element | { readonly x: number; readonly y: number };

/**
 * A menu in the top layer, open while it is in the page. Arrow keys move, Home and End jump, Enter and Space
 * select, Escape and Tab close. The focus returns to where it was. Part of other elements; not yet meant for direct
 * use.
 *
 * @tagname openim-menu
 * @summary A list of actions at a point or below an element.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The menu.
 * @csspart item - An action; also `item--danger`.
 * @csspart note - A line of text.
 * @csspart question - The confirmation before a dangerous action.
 */
export class OpenIMMenu extends OpenIMElement {
  static override styles = [sharedStyles, menuStyles];

  @query('.base') private base!: HTMLElement | null;

  /** The item whose question is shown. */
  @state() private asked: MenuItem | undefined;

  /** The actions. */
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  /** The point or element where it opens. */
  @property({ attribute: false }) anchor: MenuAnchor | undefined;

  /** Text below the actions. */
  @property({ attribute: false }) notes: readonly string[] = [];

  /** More text, loaded after the menu opens. */
  @property({ attribute: false }) laterNotes: Promise<readonly string[]> | undefined;

  @state() private moreNotes: readonly string[] = [];

  /** Label for screen readers. */
  @property() label = '';

  /** Called once with the selected item; undefined if the menu was closed without one. */
  @property({ attribute: false }) onDone: ((id: string | undefined) => void) | undefined;

  #focusBefore: HTMLElement | undefined;
  #isDone = false;
  #hide: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Once it was taken out of the page, it is hidden.
    if (this.hasUpdated) this.#done(undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide?.();
  }

  protected override firstUpdated(): void {
    this.#focusBefore = deepActiveElement();
    this.#hide = showOverlay(this, this.base, this.#place, () => this.#done(undefined), this.anchor);
    this.#focusItem(0);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('laterNotes')) void this.laterNotes?.then((notes) => (this.moreNotes = notes));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.moreNotes.length > 0) this.#place();
    if (!changed.has('asked') || !this.asked) return;
    this.#place();
    this.#focusItem(0);
  }

  #done(id: string | undefined): void {
    if (this.#isDone) return;
    this.#isDone = true;
    // The focus returns unless the user has moved it elsewhere.
    if (this.shadowRoot?.activeElement || !deepActiveElement()) this.#focusBefore?.focus({ preventScroll: true });
    this.onDone?.(id);
  }

  /** Places the menu on the side with room, within the window, whose size changes when the menu takes the focus from a keyboard. */
  readonly #place = (): void => {
    const { base, anchor } = this;
    if (!base || !anchor) return;
    const { innerWidth, innerHeight } = globalThis;
    const { width, height } = base.getBoundingClientRect();
    const isRTL = getComputedStyle(this).direction === 'rtl';
    const box = anchor instanceof Element ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0);
    const below = box.bottom + (anchor instanceof Element ? 4 : 0);
    const top = below + height + MARGIN_PX <= innerHeight ? below : box.top - height - 4;
    const opensToEnd = anchor instanceof Element ? box.left + width + MARGIN_PX > innerWidth : isRTL;
    const left = opensToEnd ? box.right - width : box.left;
    placeInWindow(base, left, top);
  };

  #items(): HTMLElement[] {
    return [...(this.base?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  }

  #focusItem(index: number): void {
    const items = this.#items();
    items.at(index % items.length)?.focus({ preventScroll: true });
  }

  #choose(item: MenuItem): void {
    if (item.question && this.asked?.id !== item.id) this.asked = item;
    else this.#done(item.id);
  }

  readonly #handleClick = (event: Event): void => {
    event.stopPropagation();
    const id = (event.target as Element).closest<HTMLElement>('[data-id]')?.dataset['id'];
    const item = this.items.find((candidate) => candidate.id === id);
    if (item) this.#choose(item);
    else if (id === '') this.#done(undefined);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const items = this.#items();
    const index = items.findIndex((item) => item.matches(':focus'));
    const steps: Partial<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1 + items.length,
      Home: 0,
      End: -1,
    };
    const step = steps[event.key];
    event.stopPropagation();
    if (step !== undefined) {
      event.preventDefault();
      this.#focusItem(step);
    } else if (event.key === 'Enter' && event.repeat) {
      // An Enter that is held since it opened the menu chooses nothing.
      event.preventDefault();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      this.#done(undefined);
    }
  };

  readonly #handleContextMenu = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): TemplateResult {
    const { asked } = this;
    return html`<div
      part="base"
      class="base"
      popover="manual"
      role="menu"
      tabindex="-1"
      aria-label=${this.label}
      @click=${this.#handleClick}
      @keydown=${this.#handleKeydown}
      @contextmenu=${this.#handleContextMenu}
    >
      ${
        asked
          ? html`<p part="question" class="question" role="presentation">${asked.question}</p>
              ${this.#itemTemplate({ id: '', label: this.localizer.text.cancel, icon: 'close' })}
              ${this.#itemTemplate(asked)}`
          : html`${this.items.map((item) => this.#itemTemplate(item))}
            ${[...this.notes, ...this.moreNotes].map((note) => html`<p part="note" class="note" role="presentation">${note}</p>`)}`
      }
    </div>`;
  }

  #itemTemplate(item: MenuItem): TemplateResult {
    const modifier = item.isDangerous ? 'item--danger' : '';
    return html`<button
      part="item ${modifier}"
      class="item ${modifier}"
      type="button"
      role="menuitem"
      tabindex="-1"
      data-id=${item.id}
    >
      ${icon(item.icon)}${item.label || nothing}
    </button>`;
  }
}

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { isComposing } from '../internal/is-composing.js';
import { nextItem } from '../internal/item-keys.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { showOverlay } from '../internal/overlay.js';
import { MARGIN_PX, placeInWindow } from '../internal/place-in-window.js';
import { searchFieldStyles } from '../internal/lists/search-field.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { usePart } from '../internal/use-part.js';
import { composerWords } from '../locales/composer/index.js';
import { emojiGroups, type EmojiGroup } from './emoji-data.js';
import { emojiPickerStyles } from './emoji-picker.styles.js';
import { namesIn, searchEmoji } from './search.js';

/** Stickers that every device can draw. A sticker is sent with its position in this list as its `index`. */
const STICKERS = '👍 👏 🙏 💪 🎉 ❤️ 😂 🥳 😍 😎 🤔 😭 😡 😴 🤯 🥺 👋 🔥 🌹 ☕ 🍻 🎂 🚀 💯'.split(' ');
const MAX_RECENT = 24;
const MAX_FOUND = 120;

/** The emoji that were picked last, until the page is reloaded. */
let recent: readonly string[] = [];

const signs: Readonly<Record<EmojiGroup, string>> = {
  faces: '😀',
  people: '👋',
  nature: '🐻',
  food: '🍎',
  activities: '⚽',
  travel: '🚗',
  objects: '💡',
  symbols: '🔣',
};

/**
 * Emoji and stickers to choose from, next to the button that opens it, open while it is in the page. Its data comes
 * with it; nothing is loaded from other servers. Arrow keys move, Enter selects, Escape closes. Part of the
 * composer; not yet meant for direct use.
 *
 * @tagname openim-emoji-picker
 * @summary Emoji and stickers.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The box.
 * @csspart search - The search field.
 * @csspart tab - A group's tab; also `tab--active`.
 * @csspart emoji - An emoji.
 */
export class OpenIMEmojiPicker extends OpenIMElement {
  static override styles = [sharedStyles, searchFieldStyles, emojiPickerStyles];

  @query('.base') private base!: HTMLElement | null;

  @state() private group: EmojiGroup | 'stickers' = 'faces';
  @state() private words = '';
  /** Undefined while there is no search. */
  @state() private found: readonly string[] | undefined;

  /** The element it opens next to. */
  @property({ attribute: false }) anchor: Element | undefined;

  /** Called with each selected emoji; the picker stays open. */
  @property({ attribute: false }) onEmoji: ((emoji: string) => void) | undefined;

  /** Called with the selected sticker. */
  @property({ attribute: false }) onSticker: ((index: number, data: string) => void) | undefined;

  /** Called once, when it is closed. */
  @property({ attribute: false }) onDone: (() => void) | undefined;

  #isDone = false;
  #hide: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Once it was taken out of the page, it is hidden.
    if (this.hasUpdated) this.#close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide?.();
  }

  protected override firstUpdated(): void {
    this.#hide = showOverlay(this, this.base, this.#place, this.#close, this.anchor);
    // On a touch screen, focusing the search field would open a keyboard over the emoji.
    const first = matchMedia('(pointer: coarse)').matches ? '.base' : '.search__input';
    this.renderRoot.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('group') || changed.has('found')) this.renderRoot.querySelector('.grid')?.scrollTo({ top: 0 });
  }

  readonly #close = (): void => {
    if (this.#isDone) return;
    this.#isDone = true;
    this.onDone?.();
  };

  /** Places the picker above its button, within the window, whose size changes with a keyboard. */
  readonly #place = (): void => {
    const { base, anchor } = this;
    if (!base || !anchor) return;
    const box = anchor.getBoundingClientRect();
    const { width, height } = base.getBoundingClientRect();
    const isRTL = getComputedStyle(this).direction === 'rtl';
    const left = isRTL ? box.left : box.right - width;
    placeInWindow(base, left, box.top - height - MARGIN_PX);
  };

  readonly #handleSearch = (event: Event): void => {
    this.words = (event.target as HTMLInputElement).value;
    const { words, localizer } = this;
    if (words.trim() === '') {
      this.found = undefined;
      return;
    }
    void usePart(this, namesIn[localizer.language], ({ emojiNames }) => {
      if (this.words === words) this.found = searchEmoji(words, emojiNames, localizer.locale).slice(0, MAX_FOUND);
    });
  };

  readonly #handleTab = (event: Event): void => {
    this.group = (event.currentTarget as HTMLElement).dataset['group'] as EmojiGroup | 'stickers';
    this.words = '';
    this.found = undefined;
  };

  readonly #handleChoose = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('.emoji');
    const emoji = button?.dataset['emoji'];
    if (!button || !emoji) return;
    if (button.dataset['sticker']) {
      this.onSticker?.(Number(button.dataset['sticker']), emoji);
      return;
    }
    recent = [emoji, ...recent.filter((other) => other !== emoji)].slice(0, MAX_RECENT);
    this.onEmoji?.(emoji);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#close();
      return;
    }
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.emoji')];
    const present = buttons.find((button) => button.matches(':focus'));
    const field = this.renderRoot.querySelector<HTMLElement>('.search__input');
    const isSearching = event.target === field;
    let next = present && nextItem(buttons, present, event);
    if (isSearching && event.key === 'ArrowDown') next = buttons[0];
    if (isSearching && event.key === 'Enter') buttons[0]?.click();
    else if (next) next.focus();
    else if (present && event.key === 'ArrowUp') field?.focus();
    else return;
    event.preventDefault();
  };

  protected override render(): TemplateResult {
    const words = composerWords(this.localizer);
    return html`<div
      part="base"
      class="base"
      popover="manual"
      role="dialog"
      tabindex="-1"
      aria-label=${this.localizer.text.emoji}
      @keydown=${this.#handleKeydown}
    >
      <label class="search">
        ${icon('search')}
        <input
          part="search"
          class="search__input"
          type="search"
          autocomplete="off"
          placeholder=${words.searchEmoji}
          aria-label=${words.searchEmoji}
          .value=${this.words}
          @input=${this.#handleSearch}
        />
      </label>
      ${this.#gridTemplate()}
      <div class="tabs" role="group" aria-label=${this.localizer.text.emoji}>
        ${(Object.keys(emojiGroups) as EmojiGroup[]).map((group) => this.#tabTemplate(group, signs[group]))}
        ${this.#tabTemplate('stickers', icon('smile'))}
      </div>
    </div>`;
  }

  #gridTemplate(): TemplateResult {
    const { found, group } = this;
    const isStickers = !found && group === 'stickers';
    const shown = found ?? (group === 'stickers' ? STICKERS : emojiGroups[group].split(' '));
    // eslint-disable-next-line lit-a11y/click-events-have-key-events -- the clicks are those of the buttons in it
    return html`<div class="grid ${isStickers ? 'grid--stickers' : ''}" @click=${this.#handleChoose}>
      ${!found && group === 'faces' ? recent.map((emoji) => this.#emojiTemplate(emoji)) : nothing}
      ${!found && group === 'faces' && recent.length > 0 ? html`<span class="rule" aria-hidden="true"></span>` : nothing}
      ${shown.map((emoji, index) => this.#emojiTemplate(emoji, isStickers ? index : undefined))}
      ${shown.length === 0 ? html`<p class="nothing" role="status">${composerWords(this.localizer).noEmoji}</p>` : nothing}
    </div>`;
  }

  #emojiTemplate(emoji: string, stickerIndex?: number): TemplateResult {
    return html`<button
      part="emoji"
      class="emoji"
      type="button"
      tabindex="-1"
      data-emoji=${emoji}
      data-sticker=${stickerIndex === undefined ? nothing : String(stickerIndex + 1)}
    >
      ${emoji}
    </button>`;
  }

  #tabTemplate(group: EmojiGroup | 'stickers', sign: unknown): TemplateResult {
    const label = composerWords(this.localizer)[group];
    const isActive = this.group === group && !this.found;
    return html`<button
      part="tab ${isActive ? 'tab--active' : ''}"
      class="tab ${isActive ? 'tab--active' : ''}"
      type="button"
      aria-label=${label}
      title=${label}
      aria-pressed=${isActive ? 'true' : 'false'}
      data-group=${group}
      @click=${this.#handleTab}
    >
      ${sign}
    </button>`;
  }
}

import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Conversation } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { isComposing } from '../internal/is-composing.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { searchFieldStyles } from '../internal/lists/search-field.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { forwardWords } from '../locales/forward-dialog/index.js';
import { forwardDialogStyles } from './forward-dialog.styles.js';

/**
 * A modal list of conversations, open while it is in the page: select several to forward to, or one whose card to
 * share. Arrow keys move, Space and Enter select, Escape closes. Part of other elements; not yet meant for direct
 * use.
 *
 * @tagname openim-forward-dialog
 * @summary Selects conversations.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-dialog
 * @dependency openim-avatar
 *
 * @csspart base - The box.
 * @csspart search - The search field.
 * @csspart item - A conversation; also `item--chosen`.
 * @csspart submit - The confirm button.
 */
export class OpenIMForwardDialog extends OpenIMElement {
  static override styles = [sharedStyles, searchFieldStyles, forwardDialogStyles];
  static override readonly needsProvider = true;

  @state() private words = '';
  @state() private chosen: ReadonlySet<string> = new Set();

  /** The purpose: forwarding messages or sharing a card. */
  @property() purpose: 'forward' | 'share' = 'forward';

  /** Called once with the selection; undefined if it was closed without one. */
  @property({ attribute: false }) onDone: ((chosen: readonly Conversation[] | undefined) => void) | undefined;

  #isDone = false;

  #shown(): readonly Conversation[] {
    const wanted = this.words.trim().toLocaleLowerCase();
    return (this.activeSession?.conversations.value ?? []).filter(
      ({ showName, isNotInGroup }) => !isNotInGroup && shownName(showName).toLocaleLowerCase().includes(wanted),
    );
  }

  #done(chosen: readonly Conversation[] | undefined): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.onDone?.(chosen);
  }

  private readonly handleClose = (): void => this.#done(undefined);

  private readonly handleSearch = (event: Event): void => {
    this.words = (event.target as HTMLInputElement).value;
  };

  private readonly handleChoose = (event: Event): void => {
    const id = (event.currentTarget as HTMLElement).dataset['id'] ?? '';
    const chosen = new Set(this.purpose === 'share' ? [] : this.chosen);
    if (!this.chosen.has(id)) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
  };

  private readonly handleSubmit = (): void => {
    const conversations = this.activeSession?.conversations.peek() ?? [];
    this.#done(conversations.filter(({ conversationID }) => this.chosen.has(conversationID)));
  };

  private readonly handleKeydown = (event: KeyboardEvent): void => {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
    const index = rows.findIndex((row) => row.matches(':focus'));
    const steps: Partial<Record<string, number>> = { ArrowDown: index + 1, ArrowUp: Math.max(0, index - 1) };
    const step = steps[event.key];
    if (step === undefined || isComposing(event)) return;
    event.preventDefault();
    rows[Math.min(step, rows.length - 1)]?.focus();
  };

  protected override render(): TemplateResult {
    const { localizer } = this;
    const words = forwardWords(localizer);
    const isForward = this.purpose === 'forward';
    const shown = this.#shown();
    return html`<openim-dialog
      part="base"
      heading=${isForward ? words.forwardTo : words.shareCard}
      tall
      .onClose=${this.handleClose}
    >
      <div class="choices" @keydown=${this.handleKeydown}>
        <label class="search">
          ${icon('search')}
          <input
            part="search"
            class="search__input"
            type="search"
            data-focus
            autocomplete="off"
            placeholder=${this.localizer.text.search}
            aria-label=${this.localizer.text.search}
            .value=${this.words}
            @input=${this.handleSearch}
          />
        </label>
        ${shown.map((conversation) => this.#rowTemplate(conversation))}
        ${shown.length === 0 ? html`<p class="nothing" role="status">${words.nothingFound}</p>` : ''}
      </div>
      <footer slot="footer" class="footer">
        <span class="count" role="status"
          >${this.chosen.size > 0 && isForward ? words.chosen(this.chosen.size) : ''}</span
        >
        <button
          part="submit"
          class="button"
          type="button"
          ?disabled=${this.chosen.size === 0}
          @click=${this.handleSubmit}
        >
          ${isForward ? words.forward : words.share}
        </button>
      </footer>
    </openim-dialog>`;
  }

  #rowTemplate(conversation: Conversation): TemplateResult {
    const { conversationID, showName } = conversation;
    const isChosen = this.chosen.has(conversationID);
    const state = isChosen ? 'item--chosen' : '';
    return html`<button
      part="item ${state}"
      class="item ${state}"
      type="button"
      role="checkbox"
      aria-checked=${isChosen ? 'true' : 'false'}
      data-id=${conversationID}
      @click=${this.handleChoose}
    >
      ${avatarTemplate(conversation, showName)}
      <span class="item__name" dir="auto">${shownName(showName)}</span>
      <span class="mark" aria-hidden="true">${isChosen ? icon('check') : ''}</span>
    </button>`;
  }
}

import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { isComposing } from '../internal/is-composing.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { peopleWords } from '../locales/people/index.js';
import { fieldRowStyles } from './field-row.styles.js';

/**
 * A field of a person or group that may be edited in place: Enter saves, Escape cancels. Part of other elements;
 * not yet meant for direct use.
 *
 * @tagname openim-field-row
 * @summary A label with a value that can be edited in place.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The row.
 * @csspart input - The input while editing.
 */
export class OpenIMFieldRow extends OpenIMElement {
  static override styles = [sharedStyles, peopleStyles, fieldRowStyles];

  @query('.input') private input!: HTMLInputElement | HTMLTextAreaElement | null;
  @query('.edit') private editButton!: HTMLButtonElement | null;

  @state() private isEditing = false;

  /** The label. */
  @property() label = '';

  /** The current value. */
  @property() value = '';

  /** Shown while there is no value. */
  @property() placeholder = '';

  /** Whether the value can be edited. */
  @property({ type: Boolean }) editable = false;

  /** Whether the value can have several lines. */
  @property({ type: Boolean }) multiline = false;

  /** Maximum length of the value. */
  @property({ type: Number, attribute: 'max-length' }) maxLength = 255;

  /** Called with the new value. */
  @property({ attribute: false }) onSave: ((value: string) => void) | undefined;

  readonly #handleEdit = async (): Promise<void> => {
    this.isEditing = true;
    await this.updateComplete;
    this.input?.focus();
    this.input?.select();
  };

  async #close(): Promise<void> {
    this.isEditing = false;
    await this.updateComplete;
    this.editButton?.focus();
  }

  readonly #handleCancel = (): void => {
    void this.#close();
  };

  readonly #handleSave = (event: Event): void => {
    event.preventDefault();
    const value = this.input?.value.trim() ?? '';
    if (value !== this.value) this.onSave?.(value);
    void this.#close();
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#handleCancel();
    } else if (event.key === 'Enter' && !event.shiftKey && this.multiline) {
      this.#handleSave(event);
    }
  };

  protected override render(): TemplateResult {
    return this.isEditing ? this.#editorTemplate() : this.#valueTemplate();
  }

  #valueTemplate(): TemplateResult {
    const words = peopleWords(this.localizer);
    const value = html`<span class="fact__value">${this.value || this.placeholder}</span>`;
    const edit = this.editable
      ? html`<button
          class="text-button edit"
          type="button"
          aria-label=${words.editOf(this.label)}
          @click=${this.#handleEdit}
        >
          ${words.edit}
        </button>`
      : nothing;
    return this.multiline
      ? html`<div part="base" class="fact fact--whole">
          <span class="head"><span class="label">${this.label}</span>${edit}</span>${value}
        </div>`
      : html`<div part="base" class="fact">
          <span class="label">${this.label}</span><span class="value">${value}${edit}</span>
        </div>`;
  }

  #editorTemplate(): TemplateResult {
    const words = peopleWords(this.localizer);
    return html`<form part="base" class="editor" @submit=${this.#handleSave} @keydown=${this.#handleKeydown}>
      <span class="label" aria-hidden="true">${this.label}</span>
      ${
        this.multiline
          ? html`<textarea
              part="input"
              class="input"
              aria-label=${this.label}
              maxlength=${this.maxLength}
              dir="auto"
              .value=${this.value}
            ></textarea>`
          : html`<input
              part="input"
              class="input"
              aria-label=${this.label}
              maxlength=${this.maxLength}
              dir="auto"
              autocomplete="off"
              .value=${this.value}
            />`
      }
      <span class="buttons">
        <button class="button button--plain button--small" type="button" @click=${this.#handleCancel}>
          ${this.localizer.text.cancel}
        </button>
        <button class="button button--small" type="submit">${words.save}</button>
      </span>
    </form>`;
  }
}

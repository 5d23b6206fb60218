import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Pictured } from '../internal/avatar-template.js';
import { isComposing } from '../internal/is-composing.js';
import { personTemplate } from '../internal/people/person-templates.js';
import { icon } from '../internal/more-icons.js';
import { nameMatcher } from '../internal/people/name-order.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { peopleWords } from '../locales/people/index.js';
import { peoplePickerStyles } from './people-picker.styles.js';

/** A person or conversation to choose. */
export type Pickable = Pictured & { readonly id: string; readonly name: string };

/**
 * Selects several people or conversations from a list. Arrow keys move, Space and Enter select. Part of other elements;
 * not yet meant for direct use.
 *
 * @tagname openim-people-picker
 * @summary A list of people or conversations to select, with search.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @csspart base - The box.
 * @csspart search - The search field.
 * @csspart item - A person or conversation.
 */
export class OpenIMPeoplePicker extends OpenIMElement {
  static override styles = [sharedStyles, peopleStyles, peoplePickerStyles];

  @state() private query = '';

  /** The people or conversations to choose from. */
  @property({ attribute: false }) people: readonly Pickable[] = [];

  /** IDs of those that are selected. */
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();

  /** Called with the selection whenever it changes. */
  @property({ attribute: false }) onChange: ((ids: ReadonlySet<string>) => void) | undefined;

  readonly #handleSearch = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
  };

  readonly #handleChange = (event: Event): void => {
    const { value, checked } = event.target as HTMLInputElement;
    const chosen = new Set(this.chosen);
    if (checked) chosen.add(value);
    else chosen.delete(value);
    this.onChange?.(chosen);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const checks = [...this.renderRoot.querySelectorAll<HTMLElement>('.check')];
    const index = checks.findIndex((check) => check.matches(':focus'));
    const targets: Partial<Record<string, HTMLElement>> = {
      ArrowDown: checks[index + 1],
      ArrowUp: checks[index - 1],
      Enter: checks[index],
    };
    const target = targets[event.key];
    if (!target || isComposing(event)) return;
    event.preventDefault();
    if (event.key === 'Enter') target.click();
    else target.focus();
  };

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    const matches = nameMatcher(this.query);
    const shown = this.people.filter(({ name }) => matches(name));
    return html`<div part="base" class="base" @keydown=${this.#handleKeydown}>
      <label class="search">
        ${icon('search')}
        <input
          part="search"
          class="search__input"
          type="search"
          data-focus="mouse"
          autocomplete="off"
          aria-label=${text.search}
          placeholder=${text.search}
          .value=${this.query}
          @input=${this.#handleSearch}
        />
      </label>
      <div class="list" @change=${this.#handleChange}>
        ${repeat(
          shown,
          ({ id }) => id,
          (pickable) =>
            html`<label part="item" class="row row--pick row--quick">
              <input
                class="check"
                type="checkbox"
                .value=${pickable.id}
                .checked=${this.chosen.has(pickable.id)}
              />
              ${personTemplate(pickable, pickable.name)}
            </label>`,
        )}
        ${
          shown.length === 0
            ? html`<p class="hint" role="status">
                ${this.people.length === 0 ? peopleWords(this.localizer).nobodyToPick : text.noMatches}
              </p>`
            : nothing
        }
      </div>
    </div>`;
  }
}

import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { personTemplate } from '../internal/people/person-templates.js';
import { icon } from '../internal/more-icons.js';
import { nameMatcher } from '../internal/people/name-order.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { peopleWords } from '../locales/people/index.js';
import { peoplePickerStyles } from './people-picker.styles.js';

export type PickablePerson = { readonly userID: string; readonly name: string; readonly faceURL: string };

/**
 * Selects several people from a list. Part of other elements; not yet meant for direct use.
 *
 * @tagname openim-people-picker
 * @summary A list of people to select, with search.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The box.
 */
export class OpenIMPeoplePicker extends OpenIMElement {
  static override styles = [sharedStyles, peopleStyles, peoplePickerStyles];

  @state() private query = '';

  /** The people to choose from. */
  @property({ attribute: false }) people: readonly PickablePerson[] = [];

  /** userIDs of the selected people. */
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();

  /** Called with the selection whenever it changes. */
  @property({ attribute: false }) onChange: ((userIDs: ReadonlySet<string>) => void) | undefined;

  private readonly handleSearch = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
  };

  private readonly handleChange = (event: Event): void => {
    const { value, checked } = event.target as HTMLInputElement;
    const chosen = new Set(this.chosen);
    if (checked) chosen.add(value);
    else chosen.delete(value);
    this.onChange?.(chosen);
  };

  protected override render(): TemplateResult {
    const words = peopleWords(this.localizer);
    const matches = nameMatcher(this.query);
    const shown = this.people.filter(({ name, userID }) => matches(name, userID));
    return html`<div part="base" role="group" aria-label=${words.people}>
      <div class="search">
        ${icon('search')}
        <input
          class="search__input"
          type="search"
          autocomplete="off"
          aria-label=${words.searchPeople}
          placeholder=${this.localizer.text.search}
          .value=${this.query}
          @input=${this.handleSearch}
        />
      </div>
      <div class="list" @change=${this.handleChange}>
        ${repeat(
          shown,
          ({ userID }) => userID,
          ({ userID, name, faceURL }) =>
            html`<label class="row row--pick row--quick">
              <input class="check" type="checkbox" .value=${userID} .checked=${this.chosen.has(userID)} />
              ${personTemplate({ userID, faceURL }, name)}
            </label>`,
        )}
        ${shown.length === 0 ? html`<p class="hint">${this.people.length === 0 ? words.nobodyToPick : this.localizer.text.noMatches}</p>` : nothing}
      </div>
    </div>`;
  }
}

import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { MAX_GROUP_NAME_LENGTH } from '../../src/index.js';
import { formText } from '../internal/people/form-text.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { createGroupStyles } from './create-group.styles.js';

/**
 * Creates a group from a name and a selection of friends, and then selects its conversation.
 *
 * @tagname openim-create-group
 * @summary A form that creates a group of friends.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-people-picker
 *
 * @event {CustomEvent<{name: string, userIDs: string[]}>} openim-group-create-request - Before a group is created. Cancelable.
 *
 * @csspart base - The form.
 * @csspart failure - The error message.
 */
export class OpenIMCreateGroup extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles, createGroupStyles];

  @state() private chosen: ReadonlySet<string> = new Set();

  readonly #handleChosen = (chosen: ReadonlySet<string>): void => {
    this.chosen = chosen;
  };

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    const name = formText(event, 'name');
    void this.act('openim-group-create-request', { name, userIDs: [...this.chosen] });
  };

  protected override render(): TemplateResult {
    const { words } = this;
    return html`<form part="base" @submit=${this.#handleSubmit}>
      ${this.asidesTemplate()}
      <label class="field"
        >${words.groupName}
        <input
          class="input"
          name="name"
          required
          pattern=".*\\S.*"
          maxlength=${MAX_GROUP_NAME_LENGTH}
          dir="auto"
          autocomplete="off"
          data-focus
        />
      </label>
      ${this.friendPickerTemplate(this.chosen, this.#handleChosen)}
      <div class="buttons">
        <button class="button" type="submit" ?disabled=${this.isPending('openim-group-create-request')}>
          ${words.createGroupWith(this.chosen.size)}
        </button>
      </div>
    </form>`;
  }
}

import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { ConversationTarget, FriendItem, GroupItem } from '../../src/index.js';
import { personTemplate } from '../internal/people/person-templates.js';
import { groupByLetter, nameMatcher } from '../internal/people/name-order.js';
import { noticeTemplate } from '../internal/notice.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { RowFocus, rowID } from '../internal/lists/row-focus.js';
import { searchLineTemplate } from '../internal/lists/search-line.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { roomTemplate, VirtualRows } from '../internal/lists/virtual-rows.js';
import { contactListStyles } from './contact-list.styles.js';

/** A contact as `user:<userID>` or `group:<groupID>`. */
type Contact = {
  readonly kind: 'contact';
  readonly id: string;
  readonly name: string;
  readonly faceURL: string;
  readonly hint: string;
  readonly target: ConversationTarget;
};
type Row = { readonly kind: 'heading'; readonly id: string; readonly label: string } | Contact;

/**
 * The user's groups and friends, with friends in alphabetical sections. It is one Tab stop: arrow keys move, Home
 * and End jump, a letter goes to the next name that begins with it, Enter and Space select.
 *
 * @tagname openim-contact-list
 * @summary Friends and groups in alphabetical sections, with search.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{userID: string} | {groupID: string}>} openim-contact-select-request - Before the conversation of the selected contact opens. Cancelable.
 *
 * @slot search-end - Beside the search field, for example for an add button.
 * @slot header - Above the contacts, below the search field.
 * @slot empty - Shown instead of the default text for an empty list.
 *
 * @csspart base - The box.
 * @csspart search - The search field's box.
 * @csspart search-input - The search field.
 * @csspart list - The list.
 * @csspart heading - A heading: a letter or a section.
 * @csspart item - A contact; also `item--active`.
 * @csspart letters - The letters to jump to.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder for an empty list.
 */
export class OpenIMContactList extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles, contactListStyles];

  readonly #virtual = new VirtualRows(this, () => this.list, 56, 30);
  readonly #focus = new RowFocus(this, this.#virtual, (id) => this.#select(id));
  #rows: readonly Row[] = [];

  @query('.contacts') private list!: HTMLElement | null;

  /** The selected contact: `user:<userID>` or `group:<groupID>`. */
  @property({ attribute: 'active-id' }) activeID = '';

  /** Shows only contacts whose name or ID contains this. */
  @property() filter = '';

  /** Hides the search field. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  protected override willUpdate(): void {
    const { contacts, groups, words, localizer } = this;
    const matches = nameMatcher(this.filter);
    const friends = (contacts?.friends.value.value ?? [])
      .map(contactOfFriend)
      .filter(({ name, hint, id }) => matches(name, hint, id.slice('user:'.length)));
    const joined = (groups?.joined.value.value ?? [])
      .map(contactOfGroup)
      .filter(({ name, id }) => matches(name, id.slice('group:'.length)));
    const letters = groupByLetter(friends, ({ name }) => name, localizer.locale);
    const { compare } = new Intl.Collator(localizer.locale, { numeric: true });
    this.#rows = [
      ...rowsOf(
        'groups',
        `${words.myGroups} · ${String(joined.length)}`,
        joined.sort((a, b) => compare(a.name, b.name)),
      ),
      ...letters.flatMap(({ letter, items }) => rowsOf(letter, letter, items)),
    ];
    const ids = this.#rows.map(({ kind, id }) => (kind === 'contact' ? id : undefined));
    this.#focus.update(ids, this.activeID);
  }

  #select(id: string): void {
    this.#focus.currentID = id;
    const contact = this.#contacts().find((candidate) => candidate.id === id);
    if (contact) this.request('openim-contact-select-request', contact.target);
  }

  readonly #handleClick = (event: Event): void => {
    const id = rowID(event.target);
    if (id !== undefined) this.#select(id);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (!this.#focus.handleKeydown(event) && this.#typeAhead(event)) event.preventDefault();
  };

  #typeAhead({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    if (Array.from(key).length !== 1 || key === ' ' || ctrlKey || altKey || metaKey) return false;
    const wanted = key.toLocaleLowerCase();
    const contacts = this.#contacts();
    const place = contacts.findIndex(({ id }) => id === this.#focus.currentID);
    const ahead = [...contacts.slice(place + 1), ...contacts.slice(0, place + 1)];
    const found = ahead.find(({ name }) => name.toLocaleLowerCase().startsWith(wanted));
    if (found) this.#focus.goTo(found.id);
    return found !== undefined;
  }

  #contacts(): Contact[] {
    return this.#rows.filter((row) => row.kind === 'contact');
  }

  readonly #handleLetter = (event: Event): void => {
    const letter = (event.target as Element).closest<HTMLElement>('[data-letter]')?.dataset['letter'];
    const index = this.#rows.findIndex(({ kind, id }) => kind === 'heading' && id === letter);
    if (index !== -1) this.#virtual.scrollTo(index);
  };

  protected override render(): TemplateResult {
    const instead = this.insteadTemplate(this.contacts?.friends) ?? this.insteadTemplate(this.groups?.joined);
    return html`<div part="base" class="base">
      ${this.noSearch || !this.activeSession ? nothing : this.#searchTemplate()} ${this.asidesTemplate()}
      <slot name="header"></slot>
      ${instead ?? (this.#rows.length > 0 ? this.#listTemplate() : this.#emptyTemplate())}
    </div>`;
  }

  #searchTemplate(): TemplateResult {
    return searchLineTemplate({
      words: this.filter,
      label: this.words.searchContacts,
      text: this.localizer.text,
      onWords: (words) => {
        this.filter = words;
      },
      onDown: () => this.#focus.goTo(),
    });
  }

  #emptyTemplate(): TemplateResult {
    const { words, localizer } = this;
    const query = this.filter.trim();
    return query
      ? noticeTemplate({
          icon: 'search',
          title: localizer.text.noMatches,
          hint: localizer.text.noMatchesHint(query),
        })
      : html`<slot name="empty"
          >${noticeTemplate({ icon: 'users', title: words.noContacts, hint: words.noContactsHint })}</slot
        >`;
  }

  #listTemplate(): TemplateResult {
    const rows = this.#rows;
    const { start, end, beforePx, afterPx } = this.#virtual.range(rows);
    const { currentID } = this.#focus;
    const places = new Map(this.#contacts().map(({ id }, place) => [id, place + 1]));
    return html`<div class="lists">
      <div
        part="list"
        class="contacts"
        role="listbox"
        aria-label=${this.words.contacts}
        tabindex=${rows.slice(start, end).some(({ id }) => id === currentID) ? '-1' : '0'}
        @click=${this.#handleClick}
        @keydown=${this.#handleKeydown}
      >
        ${roomTemplate(beforePx)}
        ${rows
          .slice(start, end)
          .map((row) =>
            row.kind === 'heading'
              ? html`<div part="heading" class="heading" role="presentation" aria-hidden="true">${row.label}</div>`
              : this.#contactTemplate(row, row.id === currentID, places.get(row.id) ?? 0, places.size),
          )}
        ${roomTemplate(afterPx)}
      </div>
      ${this.#lettersTemplate()}
    </div>`;
  }

  #contactTemplate(
    { id, name, hint, faceURL, target }: Contact,
    isCurrent: boolean,
    place: number,
    count: number,
  ): TemplateResult {
    const isActive = id === this.activeID;
    const names = isActive ? 'item item--active' : 'item';
    return html`<div
      part=${names}
      class="row row--pick ${isActive ? 'row--active' : ''}"
      role="option"
      aria-selected=${isActive ? 'true' : 'false'}
      aria-posinset=${place}
      aria-setsize=${count}
      tabindex=${isCurrent ? '0' : '-1'}
      data-id=${id}
    >
      ${personTemplate({ ...target, faceURL }, name, hint && html`<span class="row__hint" dir="auto">${hint}</span>`)}
    </div>`;
  }

  /** Renders the letters for touch and mouse; keyboard users type a letter instead. */
  #lettersTemplate(): TemplateResult | typeof nothing {
    const letters = this.#rows.flatMap((row) =>
      row.kind === 'heading' && row.id !== 'groups' ? [row.label] : [],
    );
    if (letters.length < 5) return nothing;
    return html`<div part="letters" class="letters" aria-hidden="true" @click=${this.#handleLetter}>
      ${letters.map((letter) => html`<span class="letter" data-letter=${letter}>${letter}</span>`)}
    </div>`;
  }
}

function rowsOf(id: string, label: string, items: readonly Contact[]): readonly Row[] {
  return items.length > 0 ? [{ kind: 'heading', id, label }, ...items] : [];
}

function contactOfFriend({ userID, remark, nickname, faceURL }: FriendItem): Contact {
  const name = shownName(remark, nickname, userID);
  return {
    kind: 'contact',
    id: `user:${userID}`,
    name,
    faceURL,
    hint: shownName(remark) ? shownName(nickname) : '',
    target: { userID },
  };
}

function contactOfGroup({ groupID, groupName, faceURL }: GroupItem): Contact {
  return {
    kind: 'contact',
    id: `group:${groupID}`,
    name: shownName(groupName, groupID),
    faceURL,
    hint: '',
    target: { groupID },
  };
}

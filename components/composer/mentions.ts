/**
 * Mentions of group members in a text: the list that opens after an @, and who was chosen from it. Fetched with the first @.
 */
import '../avatar/avatar.js';

import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { AT_ALL_TAG, GroupRole, type GroupMemberItem, type Timeline } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import type { Mention } from '../internal/events.js';
import type { Localizer } from '../internal/localizer.js';
import { shownName } from '../internal/shown-name.js';
import { composerWords } from '../locales/composer/index.js';
import { insertText } from './insert-text.js';

export { mentionsStyles } from './mentions.styles.js';

type Candidate = Mention & { readonly faceURL: string };

/** An @ at the start of the text or after a space or parenthesis, and the beginning of a name up to the caret. */
const BEGUN_NAME = /(?:^|[\s(（])@([^\s@]{0,40})$/u;
const MAX_SHOWN = 50;

export class Mentions {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #viewerID: string;
  readonly #timeline: Timeline;
  #members: readonly GroupMemberItem[] | undefined;
  #shown: readonly Candidate[] = [];
  #active = 0;
  /** Position of the @ that is being completed. */
  #from = 0;
  /** Every member that was chosen; sending determines which of them the text still mentions. */
  readonly #chosen = new Map<string, Mention>();

  constructor(host: ReactiveControllerHost & HTMLElement, timeline: Timeline, viewerID: string) {
    this.#host = host;
    this.#timeline = timeline;
    this.#viewerID = viewerID;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** DOM id of the list's active row; undefined while it is closed. */
  get activeID(): string | undefined {
    return this.#shown.length > 0 ? `mention-${String(this.#active)}` : undefined;
  }

  /** Opens, narrows or closes the list, depending on the text before the caret. */
  async follow(field: HTMLTextAreaElement, localizer: Localizer): Promise<void> {
    if (beginningIn(field) === undefined) {
      this.close();
      return;
    }
    field.addEventListener('blur', this.close);
    this.#members ??= await this.#timeline.loadMembers().catch(() => undefined);
    // The text may have changed while the members were loaded.
    const begun = beginningIn(field);
    if (begun === undefined) return;
    const wanted = begun.toLocaleLowerCase();
    this.#from = placeOf(field, begun);
    this.#shown = this.#candidates(localizer)
      .filter(({ nickname }) => nickname.toLocaleLowerCase().includes(wanted))
      .slice(0, MAX_SHOWN);
    this.#active = 0;
    this.#host.requestUpdate();
  }

  #candidates(localizer: Localizer): readonly Candidate[] {
    const members = this.#members ?? [];
    const isAdmin = members.some(
      ({ userID, roleLevel }) => userID === this.#viewerID && roleLevel !== GroupRole.Member,
    );
    const everyone = { userID: AT_ALL_TAG, nickname: composerWords(localizer).everyone, faceURL: '' };
    const others = members
      .filter(({ userID }) => userID !== this.#viewerID)
      .map(({ userID, nickname, faceURL }) => ({ userID, nickname: shownName(nickname, userID), faceURL }));
    return isAdmin ? [everyone, ...others] : others;
  }

  readonly close = (): void => {
    if (this.#shown.length === 0) return;
    this.#shown = [];
    this.#host.requestUpdate();
  };

  /** Handles a key if it is meant for the list; returns whether it was. */
  handleKey(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
    if (this.#shown.length === 0) return false;
    const begun = beginningIn(field);
    if (begun === undefined || placeOf(field, begun) !== this.#from) {
      // The caret has moved elsewhere.
      this.close();
      return false;
    }
    const { length } = this.#shown;
    switch (event.key) {
      case 'ArrowDown':
        this.#active = (this.#active + 1) % length;
        break;
      case 'ArrowUp':
        this.#active = (this.#active - 1 + length) % length;
        break;
      case 'Enter':
      case 'Tab':
        this.#choose(this.#shown[this.#active], field);
        break;
      case 'Escape':
        this.close();
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#host.requestUpdate();
    return true;
  }

  #choose(candidate: Candidate | undefined, field: HTMLTextAreaElement): void {
    if (!candidate) return;
    const { userID, nickname } = candidate;
    this.#chosen.set(userID, { userID, nickname });
    this.close();
    insertText(field, `@${nickname} `, this.#from);
  }

  /** Returns the chosen members whom the text still mentions. */
  namedIn(text: string): readonly Mention[] {
    const names = this.#members?.map(({ userID, nickname }) => shownName(nickname, userID)) ?? [];
    return [...this.#chosen.values()].filter(({ nickname }) => {
      // @Anna does not name Ann.
      const longer = names.filter((name) => name !== nickname && name.startsWith(nickname));
      return longer.reduce((rest, name) => rest.replaceAll(`@${name}`, ''), text).includes(`@${nickname}`);
    });
  }

  clear(): void {
    this.#chosen.clear();
    this.close();
  }

  template(field: HTMLTextAreaElement | null, localizer: Localizer): TemplateResult | typeof nothing {
    if (this.#shown.length === 0 || !field) return nothing;
    return html`<ul
      part="mentions"
      class="mentions"
      id="mentions"
      role="listbox"
      aria-label=${composerWords(localizer).mentions}
    >
      ${this.#shown.map((candidate, index) => this.#rowTemplate(candidate, index, field))}
    </ul>`;
  }

  #rowTemplate(candidate: Candidate, index: number, field: HTMLTextAreaElement): TemplateResult {
    const isActive = index === this.#active;
    const { userID, nickname, faceURL } = candidate;
    // eslint-disable-next-line lit-a11y/click-events-have-key-events -- the keys are the field's, which keeps the focus
    return html`<li
      part="mention ${isActive ? 'mention--active' : ''}"
      class="mention ${isActive ? 'mention--active' : ''}"
      id="mention-${index}"
      role="option"
      aria-selected=${isActive ? 'true' : 'false'}
      @mousedown=${keepFocus}
      @click=${() => this.#choose(candidate, field)}
    >
      ${avatarTemplate(userID === AT_ALL_TAG ? { groupID: userID, faceURL } : candidate, nickname)}
      <span class="mention__name" dir="auto">${nickname}</span>
    </li>`;
  }
}

/** Returns the beginning of a name between an @ and the caret; undefined if there is none. */
function beginningIn({ value, selectionStart }: HTMLTextAreaElement): string | undefined {
  return BEGUN_NAME.exec(value.slice(0, selectionStart))?.[1];
}

/** Returns the position of the @ before that beginning. */
function placeOf({ selectionStart }: HTMLTextAreaElement, begun: string): number {
  return selectionStart - begun.length - 1;
}

/** Keeps the focus in the text field while the user chooses a name. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

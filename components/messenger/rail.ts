/** The messenger's sections, and the entries above the contacts. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FullUserItem } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { badgeText } from '../internal/badge-text.js';
import { handleTabKeydown } from '../internal/item-keys.js';
import { icon } from '../internal/more-icons.js';
import type { PeopleWords } from '../locales/people/index.js';

const SECTIONS = ['chats', 'contacts', 'me'] as const;
export type Section = (typeof SECTIONS)[number];

export type Badges = {
  readonly unread: number;
  readonly friendRequests: number;
  readonly groupRequests: number;
};

type Rail = {
  readonly section: Section;
  readonly badges: Badges;
  readonly words: PeopleWords;
  readonly self: FullUserItem | undefined;
  readonly onSelect: (section: Section) => void;
};

export function railTemplate({ section, badges, words, self, onSelect }: Rail): TemplateResult {
  const counts = { chats: badges.unread, contacts: badges.friendRequests + badges.groupRequests, me: 0 };
  const spoken = { chats: words.newChats, contacts: words.waitingRequests, me: words.newChats };
  const pictures = {
    chats: icon('chats'),
    contacts: icon('users'),
    me: self ? avatarTemplate(self, self.nickname) : icon('user'),
  };
  return html`<div
    part="rail"
    class="rail"
    role="tablist"
    aria-label=${words.sections}
    tabindex="-1"
    @keydown=${handleTabKeydown}
  >
    ${SECTIONS.map((name) => {
      const isActive = name === section;
      const count = counts[name];
      return html`<button
        part="section ${isActive ? 'section--active' : ''}"
        class="tab ${isActive ? 'tab--active' : ''}"
        id="tab-${name}"
        type="button"
        role="tab"
        aria-selected=${isActive ? 'true' : 'false'}
        aria-controls=${isActive ? 'panel' : nothing}
        tabindex=${isActive ? '0' : '-1'}
        @click=${() => {
          onSelect(name);
        }}
      >
        <span class="tab__name">${words[name]}</span>
        <span class="tab__picture">${pictures[name]}${badgeTemplate(count, spoken[name])}</span>
      </button>`;
    })}
  </div>`;
}

/** @param spoken the count in words, for screen readers */
function badgeTemplate(count: number, spoken: (count: number) => string): TemplateResult | typeof nothing {
  if (count <= 0) return nothing;
  return html`<span class="badge" aria-hidden="true">${badgeText(count)}</span
    ><span class="visually-hidden">${spoken(count)}</span>`;
}

type Entry = 'friend-requests' | 'group-requests' | 'blocked';

/** Renders the entries for requests and for blocked users. */
export function entriesTemplate(
  words: PeopleWords,
  badges: Badges,
  active: string,
  onSelect: (entry: Entry) => void,
  entries: readonly Entry[] = ['friend-requests', 'group-requests'],
): TemplateResult {
  const looks = {
    'friend-requests': { label: words.friendRequests, picture: icon('user'), count: badges.friendRequests },
    'group-requests': { label: words.groupRequests, picture: icon('users'), count: badges.groupRequests },
    blocked: { label: words.blockedPeople, picture: icon('lock'), count: 0 },
  } as const;
  return html`<div class="entries">
    ${entries.map((entry) => {
      const { label, picture, count } = looks[entry];
      return html`<button
        class="row ${entry === active ? 'row--active' : ''}"
        type="button"
        aria-current=${entry === active ? 'page' : nothing}
        @click=${() => {
          onSelect(entry);
        }}
      >
        <span class="entry__picture">${picture}</span>
        <span class="row__words"><span class="row__name">${label}</span></span>
        ${badgeTemplate(count, words.waitingRequests)}
      </button>`;
    })}
  </div>`;
}

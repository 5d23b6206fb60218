/** The pages of the messenger's middle pane, each with a back button for a narrow box. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/more-icons.js';
import { noticeTemplate } from '../internal/notice.js';
import type { PeopleWords } from '../locales/people/index.js';
import type { Section } from './rail.js';

export type Page =
  | { readonly kind: 'chat' | 'friend-requests' | 'group-requests' | 'blocked' }
  | { readonly kind: 'user' | 'group'; readonly id: string };

type PageContext = {
  readonly words: PeopleWords;
  /** What the side pane shows. */
  readonly section: Section;
  /** Whether the details of the other side are shown beside the chat. */
  readonly hasDetails: boolean;
  readonly onBack: () => void;
  readonly onDetails: () => void;
  /** Opens the search for people, if there is no conversation yet. */
  readonly onFind: (() => void) | undefined;
};

export function pageTemplate(
  page: Page,
  { words, section, hasDetails, onBack, onDetails, onFind }: PageContext,
): TemplateResult {
  const back = html`<button
    slot="header-start"
    class="icon-button back"
    type="button"
    aria-label=${words.back}
    @click=${onBack}
  >
    ${icon('back')}
  </button>`;
  switch (page.kind) {
    case 'chat':
      return html`<openim-chat part="chat"
        >${back}<button
          slot="header-end"
          class="icon-button"
          type="button"
          aria-label=${words.details}
          aria-expanded=${hasDetails ? 'true' : 'false'}
          @click=${onDetails}
        >
          ${icon('more')}
        </button>
        ${onFind ? firstChatTemplate(words, onFind) : otherSideTemplate(section, words)}</openim-chat
      >`;
    case 'friend-requests':
      return html`<openim-friend-requests>${back}</openim-friend-requests>`;
    case 'group-requests':
      return html`<openim-group-requests>${back}</openim-group-requests>`;
    case 'blocked':
      return html`<openim-block-list>${back}</openim-block-list>`;
    case 'user':
      return html`<openim-user-card user-id=${page.id}>${back}</openim-user-card>`;
    case 'group':
      return html`<openim-group-details group-id=${page.id}>${back}</openim-group-details>`;
  }
}

/** Replaces the chat if there is no conversation to choose, and leads to the first one. */
function firstChatTemplate(words: PeopleWords, onFind: () => void): TemplateResult {
  return html`<div slot="empty" class="first">
    ${noticeTemplate({
      icon: 'user',
      title: words.findContact,
      hint: words.noContactsHint,
      action: { label: words.find, run: onFind },
    })}
  </div>`;
}

/** Replaces the chat while none is chosen, if there are no chats beside it to choose from. */
function otherSideTemplate(section: Section, { nobodyChosen }: PeopleWords): TemplateResult | typeof nothing {
  if (section === 'chats') return nothing;
  return html`<div slot="empty" class="first">
    ${noticeTemplate({ icon: 'user', title: section === 'contacts' ? nobodyChosen : '' })}
  </div>`;
}

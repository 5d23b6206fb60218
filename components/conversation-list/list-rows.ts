/** The rows of the list: conversations and, during a search, the other results under headings. */
import type { TemplateResult } from 'lit';
import type { Conversation } from '../../src/index.js';

/** A row that only a search has. Its template is fetched with the first search. */
type SearchRow = {
  readonly id: string;
  /** @param isCurrent whether Tab moves the focus to the row */
  readonly template: (isCurrent: boolean) => TemplateResult;
};

/** A search result other than a conversation; `choose` opens it. */
export type FoundRow = SearchRow & { readonly kind: 'found'; readonly choose: (host: HTMLElement) => void };

export type ListRow =
  | { readonly kind: 'conversation'; readonly id: string; readonly conversation: Conversation }
  | (SearchRow & { readonly kind: 'heading' })
  | FoundRow;

export function conversationRows(conversations: readonly Conversation[]): ListRow[] {
  return conversations.map((conversation) => ({
    kind: 'conversation',
    id: conversation.conversationID,
    conversation,
  }));
}

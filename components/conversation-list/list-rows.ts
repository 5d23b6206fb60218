/** The rows of the list: conversations and, during a search, the other results under headings. */
import type { TemplateResult } from 'lit';
import type { Conversation } from '../../src/index.js';

/** What a search adds. It comes with its looks, which are fetched with the first search. */
type SearchRow = {
  readonly id: string;
  /** @param isCurrent whether Tab goes to it */
  readonly template: (isCurrent: boolean) => TemplateResult;
};

/** Something that was found beside the conversations; `choose` goes there. */
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

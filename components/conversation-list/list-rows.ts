/** The rows of the list: conversations and, during a search, the other results under headings. */
import type { TemplateResult } from 'lit';
import type { Conversation } from '../../src/index.js';

/** A search result other than a conversation. */
export type FoundRow = {
  readonly kind: 'found';
  /** Differs from every conversationID. */
  readonly id: string;
  readonly name: string;
  readonly faceURL: string;
  /** Determines the colour of the avatar. */
  readonly seed: string;
  readonly isGroup: boolean;
  /** The line below the name; undefined for none. */
  readonly preview: string | TemplateResult | undefined;
  /** Shown at the end of that line. */
  readonly note: string;
  /** Opens the result. */
  readonly choose: (host: HTMLElement) => void;
};

export type ListRow =
  | { readonly kind: 'conversation'; readonly id: string; readonly conversation: Conversation }
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | FoundRow;

export function conversationRows(conversations: readonly Conversation[]): ListRow[] {
  return conversations.map((conversation) => ({
    kind: 'conversation',
    id: conversation.conversationID,
    conversation,
  }));
}

/** Whether a row can be selected. */
export function isChoosable({ kind }: ListRow): boolean {
  return kind === 'conversation' || kind === 'found';
}

/** What stands in the list: conversations, and while somebody searches, what else was found, under headings. */
import type { TemplateResult } from 'lit';
import type { Conversation } from '../../src/index.js';

/** Something that was found beside the conversations. */
export type FoundRow = {
  readonly kind: 'found';
  /** Unlike any conversationID. */
  readonly id: string;
  readonly name: string;
  readonly faceURL: string;
  /** What the picture's colour comes from. */
  readonly seed: string;
  readonly isGroup: boolean;
  /** The line below the name; undefined for none. */
  readonly preview: string | TemplateResult | undefined;
  /** The line's right end. */
  readonly note: string;
  /** Goes there. */
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

/** Whether a row can be gone to. */
export function isChoosable({ kind }: ListRow): boolean {
  return kind === 'conversation' || kind === 'found';
}

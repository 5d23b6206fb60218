/**
 * What the user is doing in a conversation: the message they answer, their selection, the text they edit. It exists only in
 * this page and session; none of it is saved.
 */
import { signal } from '@preact/signals-core';
import type { Session, TimelineMessage } from '../../src/index.js';

export class ChatState {
  /** The message that the next text answers. */
  readonly quoted = signal<TimelineMessage | undefined>(undefined);
  /** clientMsgIDs; undefined while nothing is being selected. */
  readonly selection = signal<ReadonlySet<string> | undefined>(undefined);
  /** The words with which the search was opened, as a new object for each request; undefined while the search is closed. */
  readonly search = signal<{ readonly words: string } | undefined>(undefined);
  /** The words of the last search, to be highlighted in the messages; `''` if there are none. */
  readonly marked = signal('');
  /** A text that the composer is to insert; the composer resets it. */
  readonly edited = signal<string | undefined>(undefined);
  /** Files that could not be sent, which the composer is to take back; the composer resets it. */
  readonly unsent = signal<readonly File[]>([]);
  /** The texts that the user has revoked in this page, by clientMsgID, so that they can be edited and sent again. */
  readonly recalled = signal<ReadonlyMap<string, string>>(new Map());
  /**
   * The message that was being read when the conversation was left, and its position on screen; undefined at the end. A message
   * list that opens the conversation again resets it; one that closes before it has messages leaves it as it is.
   */
  place: { readonly clientMsgID: string; readonly topPx?: number } | undefined;

  select(clientMsgID: string, isSelected: boolean): void {
    const selection = new Set(this.selection.peek());
    if (isSelected) selection.add(clientMsgID);
    else selection.delete(clientMsgID);
    this.selection.value = selection;
  }
}

const states = new WeakMap<Session, Map<string, ChatState>>();

/** Returns the state of a conversation. All elements that show the conversation share it. */
export function chatStateOf(session: Session, conversationID: string): ChatState;
export function chatStateOf(
  session: Session | undefined,
  conversationID: string | undefined,
): ChatState | undefined;
export function chatStateOf(session?: Session, conversationID?: string): ChatState | undefined {
  if (!session || !conversationID) return undefined;
  const ofSession = states.get(session) ?? new Map<string, ChatState>();
  states.set(session, ofSession);
  const state = ofSession.get(conversationID) ?? new ChatState();
  ofSession.set(conversationID, state);
  return state;
}

/**
 * What a reader is about to do in a conversation: what they answer, have selected, or want to write anew. Of this page
 * and session alone; nothing of it is saved.
 */
import { signal } from '@preact/signals-core';
import type { Session, TimelineMessage } from '../../src/index.js';

export class ChatState {
  /** The message that the next text answers. */
  readonly quoted = signal<TimelineMessage | undefined>(undefined);
  /** clientMsgIDs; undefined while nothing is being selected. */
  readonly selection = signal<ReadonlySet<string> | undefined>(undefined);
  /** The words the open search begins with, anew for each request; undefined while it is closed. */
  readonly search = signal<{ readonly words: string } | undefined>(undefined);
  /** The words that were searched for last, to be marked in the messages; `''` while there are none. */
  readonly marked = signal('');
  /** A text for the composer to take over; it takes it away. */
  readonly edited = signal<string | undefined>(undefined);
  /** Texts the user has recalled here, by clientMsgID, so that they can be written anew. */
  readonly recalled = signal<ReadonlyMap<string, string>>(new Map());
  /**
   * The message that was read when the conversation was left, and where on screen it stood; undefined at the end. A list
   * that comes back takes it away; one that leaves before it had messages leaves it as it is.
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

/** The state of a conversation. All elements that show it share one. */
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

import { signal, untracked } from '@preact/signals-core';
import type { ReactiveController } from 'lit';
import {
  conversationIDOf,
  ErrorCode,
  OpenIMError,
  type ConversationTarget,
  type Session,
} from '../../src/index.js';
import type { OpenIMElement } from '../internal/openim-element.js';

export type FinderState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly conversationID: string }
  /** `isMissing`: there is no such user or group. */
  | { readonly kind: 'failed'; readonly isMissing: boolean };

/**
 * Finds the conversation with a user or group, or has it created. Call `find` while rendering: the host renders again when its
 * result changes.
 */
export class ConversationFinder implements ReactiveController {
  readonly #state = signal<FinderState>({ kind: 'idle' });
  #session: Session | undefined;
  #target: ConversationTarget | undefined;

  constructor(host: OpenIMElement) {
    host.addController(this);
  }

  get state(): FinderState {
    return this.#state.value;
  }

  hostDisconnected(): void {
    this.#session = undefined;
  }

  /** Returns the ID of the conversation with `target`; undefined until it is known. */
  find(session: Session | undefined, target: ConversationTarget | undefined): string | undefined {
    if (session !== this.#session || JSON.stringify(target) !== JSON.stringify(this.#target)) {
      this.#session = session;
      this.#target = target;
      untracked(() => this.#search());
    }
    const state = this.#state.value;
    return state.kind === 'found' ? state.conversationID : undefined;
  }

  retry(): void {
    this.#search();
  }

  #search(): void {
    const session = this.#session;
    const target = this.#target;
    if (!session || !target) {
      this.#state.value = { kind: 'idle' };
      return;
    }
    // A conversation that is already in the list is shown in the same render.
    const conversationID = conversationIDOf(target);
    if (session.conversations.value.some((conversation) => conversation.conversationID === conversationID)) {
      this.#state.value = { kind: 'found', conversationID };
      return;
    }
    this.#state.value = { kind: 'searching' };
    const isCurrent = (): boolean => this.#session === session && this.#target === target;
    session.startConversation(target).then(
      (startedID) => {
        if (isCurrent()) this.#state.value = { kind: 'found', conversationID: startedID };
      },
      (error: unknown) => {
        const isMissing = error instanceof OpenIMError && error.errCode === ErrorCode.RecordMissing;
        if (isCurrent()) this.#state.value = { kind: 'failed', isMissing };
      },
    );
  }
}

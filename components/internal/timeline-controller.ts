import { untracked, type ReadonlySignal } from '@preact/signals-core';
import type { ReactiveController } from 'lit';
import type { Session, Timeline } from '../../src/index.js';
import { ContextSignal, conversationContext, type ChatScope } from './context.js';
import type { OpenIMElement } from './openim-element.js';

/** An element that shows one conversation. */
export type ConversationHost = OpenIMElement & { conversationID: string };

/**
 * Keeps the timeline of the host's conversation open: the one it names, or that of the surrounding chat, or the one selected in
 * the list. It is released when the host leaves the document, but not when it is only moved.
 */
export class TimelineController implements ReactiveController {
  readonly #host: ConversationHost;
  readonly #conversation: ContextSignal<ReadonlySignal<string | undefined>>;
  #session: Session | undefined;
  #timeline: Timeline | undefined;

  constructor(host: ConversationHost) {
    this.#host = host;
    this.#conversation = new ContextSignal(host, conversationContext);
    host.addController(this);
  }

  /** Returns the ID of the conversation. It reads signals: call it while updating. */
  resolveID(scope: ChatScope | undefined): string | undefined {
    if (this.#host.conversationID) return this.#host.conversationID;
    const surrounding = this.#conversation.value;
    return surrounding ? surrounding.value : scope?.activeConversationID.value;
  }

  /** Returns the open timeline. Call it from the host's `willUpdate`, which then follows the signals that determine it. */
  follow(scope: ChatScope | undefined, conversationID = this.resolveID(scope)): Timeline | undefined {
    const session = conversationID ? scope?.session.value : undefined;
    if (session === this.#session && conversationID === this.#timeline?.conversationID) return this.#timeline;
    untracked(() => {
      const former = this.#timeline;
      // Opened before the former one is released, so that a conversation that stays the same stays open.
      this.#timeline = session && conversationID ? session.openTimeline(conversationID) : undefined;
      this.#session = this.#timeline && session;
      former?.release();
    });
    return this.#timeline;
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#timeline?.release();
      this.#timeline = undefined;
      this.#session = undefined;
    });
  }
}

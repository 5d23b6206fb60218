import { untracked, type ReadonlySignal } from '@preact/signals-core';
import type { ReactiveController } from 'lit';
import type { Session, Timeline } from '../../src/index.js';
import { ContextSignal, conversationContext, type ChatScope } from './context.js';
import type { OpenIMElement } from './openim-element.js';

/** An element that shows one conversation. */
export type ConversationHost = OpenIMElement & { conversationID: string };

/**
 * Keeps the timeline of the host's conversation open: the one it names, else that of the chat it stands in, else the one
 * chosen in the list. Released when the host leaves the page, but not when it only moves.
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

  /** Which conversation it is; read it while updating, the answer is followed. */
  resolveID(scope: ChatScope | undefined): string | undefined {
    if (this.#host.conversationID) return this.#host.conversationID;
    const surrounding = this.#conversation.value;
    return surrounding ? surrounding.value : scope?.activeConversationID.value;
  }

  /** The open timeline. Call it from the host's `willUpdate`; what decides it is followed. */
  follow(scope: ChatScope | undefined, conversationID = this.resolveID(scope)): Timeline | undefined {
    const session = conversationID ? scope?.session.value : undefined;
    if (session === this.#session && conversationID === this.#timeline?.conversationID) return this.#timeline;
    untracked(() => {
      const former = this.#timeline;
      // Opened before the former one is let go, so that the same conversation stays open.
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

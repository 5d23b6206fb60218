/**
 * The logic of a provider: creates and closes the session, passes it down, carries out requests and reports facts. It renders
 * nothing. <openim-provider> has one; <openim-chat> and <openim-messenger> have one when they are used without a provider.
 */
import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { LitElement, ReactiveController } from 'lit';
import { isTokenError, type Session } from '../../../src/index.js';
import { chatContext, ContextSource, DEFAULT_MAP_URL, type ChatScope, type ScopeProblem } from '../context.js';
import { emit, errorDetail, type OpenIMEventMap, type RequestName } from '../events.js';
import type { MediaOrigins } from '../links.js';
import { localizerOf, type Localizer } from '../localizer.js';
import { isLoggedOut } from '../notice.js';
import type { RequestFailure } from '../requests/request-failure.js';
import { laterRequests, requestNames, runRequest } from '../requests/request-map.js';
import type { SessionSource } from './session-source.js';

/** Requests and errors that a scope has handled, so that an outer scope leaves them alone. */
const taken = new WeakSet<Event>();

export class ScopeHost implements ChatScope, ReactiveController {
  readonly session = signal<Session | undefined>(undefined);
  readonly problem = signal<ScopeProblem | undefined>(undefined);
  readonly localizer = signal<Localizer>(localizerOf());
  readonly activeConversationID = signal<string | undefined>(undefined);
  readonly failure = computed(() => {
    const failure = this.#failure.value;
    const localizer = this.localizer.value;
    // If the words cannot be fetched, there is no connection.
    return failure && (laterRequests.value?.explainFailure(failure, localizer) ?? localizer.text.offline);
  });
  readonly mapURL = signal(DEFAULT_MAP_URL);
  readonly mediaOrigins = signal<MediaOrigins>(undefined);

  readonly #failure = signal<RequestFailure | undefined>(undefined);
  readonly #host: LitElement;
  readonly #inside: ContextSource<ChatScope>;
  #source: SessionSource | undefined;
  /** Whether the session was created here, and is therefore closed here. */
  #isOwn = false;
  /** Ends listening to requests and errors; undefined while nothing listens. */
  #stopListening: AbortController | undefined;
  /**
   * Number of requests so far, and the last one that selected a conversation: an earlier request that takes longer must not
   * override it.
   */
  #requests = 0;
  #choice = 0;
  #stopFacts: (() => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    this.#inside = new ContextSource(host, chatContext);
    host.addController(this);
  }

  /** Answers context requests of elements inside the host from now on. */
  handDown(): void {
    this.#inside.give(this);
  }

  /** Takes the session from another source; undefined removes it. */
  setSource(source: SessionSource | undefined): void {
    const former = this.#source;
    this.#source = source;
    // A problem is shown by the host itself, which may still be moved into a provider.
    if (source && source.kind !== 'problem') this.handDown();
    if (!this.#host.isConnected) return;
    this.#listen();
    if (former?.key === source?.key) {
      const hasNewToken =
        source?.kind === 'login' && former?.kind === 'login' && source.options.token !== former.options.token;
      if (!hasNewToken) return;
      const session = this.session.peek();
      // After a logout, a new session is created.
      if (session && !isLoggedOut(session.connection.peek())) {
        session.reconnect(source.options.token);
        return;
      }
    }
    this.#close();
    this.#open();
  }

  activate(conversationID: string | undefined): void {
    this.#choice = ++this.#requests;
    this.activeConversationID.value = conversationID;
  }

  dismissFailure(): void {
    this.#failure.value = undefined;
  }

  hostConnected(): void {
    this.#listen();
    if (!this.session.peek()) this.#open();
  }

  hostDisconnected(): void {
    // An element that is moved in the document is disconnected and at once connected again.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#close();
      this.#stopListening?.abort();
      this.#stopListening = undefined;
    });
  }

  #listen(): void {
    if (this.#stopListening || !this.#source) return;
    this.#stopListening = new AbortController();
    const listening = { signal: this.#stopListening.signal };
    for (const name of requestNames) this.#host.addEventListener(name, this.#handleRequest, listening);
    this.#host.addEventListener('openim-error', this.#handleError, listening);
  }

  #open(): void {
    const source = this.#source;
    if (!source) return;
    untracked(() => {
      this.problem.value = source.kind === 'problem' ? source.problem : undefined;
      if (source.kind === 'problem') return;
      this.#isOwn = source.kind !== 'session';
      const session = source.open();
      this.session.value = session;
      this.#stopFacts = this.#tellFacts(session);
    });
  }

  #close(): void {
    const session = this.session.peek();
    this.#stopFacts?.();
    this.#stopFacts = undefined;
    this.session.value = undefined;
    this.problem.value = undefined;
    this.#failure.value = undefined;
    // The selected conversation has no meaning for another user.
    this.activate(undefined);
    if (session && this.#isOwn) void session.close();
  }

  #tellFacts(session: Session): () => void {
    const host = this.#host;
    let isReady = false;
    const stops = [
      onChange(
        () => session.conversationsState.value.kind,
        (kind) => {
          if (kind !== 'ready' || isReady) return;
          isReady = true;
          emit(host, 'openim-ready', { userID: session.userID });
        },
      ),
      onChange(
        () => session.totalUnread.value,
        (total) => emit(host, 'openim-unread-change', { total }),
      ),
      onChange(
        () => session.connection.value,
        (state) => {
          emit(host, 'openim-connection-change', { state });
          if (state.kind === 'closed' && state.reason === 'expired')
            emit(host, 'openim-token-expired', { userID: session.userID });
        },
      ),
      session.onMessage(({ kind, message: { conversationID, message }, notifies }) => {
        if (kind === 'sent') emit(host, 'openim-message-sent', { conversationID, message });
        else emit(host, 'openim-message-received', { conversationID, message, notifies });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  readonly #handleRequest = (event: Event): void => {
    if (taken.has(event)) return;
    taken.add(event);
    const origin = event.composedPath()[0] ?? this.#host;
    // Listeners further out are still to be called; after a microtask, all of them have been.
    queueMicrotask(() => {
      if (!event.defaultPrevented) void this.#run(event as OpenIMEventMap[RequestName], origin);
    });
  };

  /** Handles every failure inside: of a request, or of something that an element does by itself. */
  readonly #handleError = (event: OpenIMEventMap['openim-error']): void => {
    if (taken.has(event)) return;
    taken.add(event);
    // A login that has ended is reported elsewhere.
    if (!isTokenError(event.detail.code)) this.#failure.value = event.detail;
  };

  async #run(event: OpenIMEventMap[RequestName], origin: EventTarget): Promise<void> {
    const name = event.type as RequestName;
    const request = ++this.#requests;
    if (name === 'openim-conversation-select-request') {
      this.#choose(request, conversationIDOf(event), origin);
      return;
    }
    const session = this.session.peek();
    if (!session) return;
    try {
      const chosenID = await runRequest(name, session, event.detail as never);
      if (typeof chosenID === 'string') this.#choose(request, chosenID, origin);
      if (
        name === 'openim-conversation-delete-request' &&
        conversationIDOf(event) === this.activeConversationID.peek()
      )
        this.#choose(++this.#requests, undefined, origin);
      emit(this.#targetOf(origin), 'openim-request-done', { name });
    } catch (error) {
      emit(this.#targetOf(origin), 'openim-error', errorDetail(error));
    }
  }

  #choose(request: number, conversationID: string | undefined, origin: EventTarget): void {
    if (request < this.#choice) return;
    this.#choice = request;
    if (conversationID === this.activeConversationID.peek()) return;
    this.activeConversationID.value = conversationID;
    emit(this.#targetOf(origin), 'openim-conversation-change', { conversationID });
  }

  /**
   * Returns the target for the outcome of a request: the element that dispatched it if it is still in the document, or the
   * host.
   */
  #targetOf(origin: EventTarget): EventTarget {
    return origin instanceof Node && origin.isConnected ? origin : this.#host;
  }
}

function conversationIDOf(event: CustomEvent): string | undefined {
  return (event.detail as { conversationID?: string } | null)?.conversationID;
}

/** Calls `tell` with each new value of `read`, but not with the present one. */
function onChange<Value>(read: () => Value, tell: (value: Value) => void): () => void {
  const current = computed(read);
  let isFirst = true;
  return effect(() => {
    const { value } = current;
    if (!isFirst) untracked(() => tell(value));
    isFirst = false;
  });
}

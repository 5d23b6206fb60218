/** Passes state down: the provider's scope, and the conversation of a chat. */
import { ContextEvent, createContext, type Context } from '@lit/context';
import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../../src/index.js';
import type { MediaOrigins } from './links.js';
import type { Localizer } from './localizer.js';

/** Why a provider has no session. */
export type ScopeProblem =
  /** The page has set nothing yet, or a token is being fetched. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'invalid-url'; readonly url: string }
  /** The SDK that the page has set is not logged in. */
  | { readonly kind: 'sdk-idle' };

/** What a provider gives to everything inside it. The object stays the same; its signals change. */
export interface ChatScope {
  readonly session: ReadonlySignal<Session | undefined>;
  readonly problem: ReadonlySignal<ScopeProblem | undefined>;
  readonly localizer: ReadonlySignal<Localizer>;
  /** The conversation that is selected in the list. */
  readonly activeConversationID: ReadonlySignal<string | undefined>;
  /** The failure of the last request, in words, until it is dismissed. */
  readonly failure: ReadonlySignal<string | undefined>;
  /** URL of a map for locations, with the placeholders `{latitude}` and `{longitude}`. */
  readonly mapURL: ReadonlySignal<string>;
  /** The origins from which pictures, audio and video may be loaded. */
  readonly mediaOrigins: ReadonlySignal<MediaOrigins>;
  /** Selects a conversation without dispatching an event, for a page that sets it. */
  activate(conversationID: string | undefined): void;
  dismissFailure(): void;
}

/** Opened only when the user follows the link; a provider's `map-url` replaces it. */
export const DEFAULT_MAP_URL =
  'https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}';

export const chatContext = createContext<ChatScope>(Symbol('openim-chat'));

/** The conversation of the chat that contains the element; the signal is undefined in a chat that shows none. */
export const conversationContext = createContext<ReadonlySignal<string | undefined>>(
  Symbol('openim-conversation'),
);

type Request = HTMLElementEventMap['context-request'];

/** Answers context requests of elements inside a host. The value stays the same object; its signals change. */
export class ContextSource<Value> {
  readonly #host: HTMLElement;
  #value: Value | undefined;
  /** Requests from inside the host that came before there was a value. */
  #waiting: readonly Request[] = [];

  constructor(host: HTMLElement, context: Context<unknown, Value>) {
    this.#host = host;
    host.addEventListener('context-request', (request) => {
      if ((request.context as unknown) !== context || request.contextTarget === host) return;
      if (this.#value) {
        request.stopImmediatePropagation();
        request.callback(this.#value);
      } else this.#waiting = [...this.#waiting, request].filter(this.#isInside);
    });
  }

  /** Answers requests from now on. Earlier requests are repeated, since there may be a nearer source by now. */
  give(value: Value): void {
    this.#value = value;
    for (const { context, contextTarget, callback } of this.#waiting.filter(this.#isInside))
      contextTarget.dispatchEvent(new ContextEvent(context, contextTarget, callback, true));
    this.#waiting = [];
  }

  /** Leaves out elements that the host itself has rendered: they are rendered again once there is a value. */
  readonly #isInside = ({ contextTarget }: Request): boolean => this.#host.contains(contextTarget);
}

/** The value of a context as a signal, so that rendering that reads it is repeated when it changes. */
export class ContextSignal<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: Context<unknown, Value>;
  readonly #value = signal<Value | undefined>(undefined);

  constructor(host: ReactiveControllerHost & HTMLElement, context: Context<unknown, Value>) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  get value(): Value | undefined {
    return this.#value.value;
  }

  /** Whether a surrounding provider is not defined yet. */
  get isWaiting(): boolean {
    return !this.#value.value && hasWaitingProvider(this.#host);
  }

  hostConnected(): void {
    this.#ask();
    // The page has defined this element before the provider around it.
    if (this.#value.peek() || !hasWaitingProvider(this.#host)) return;
    void customElements.whenDefined('openim-provider').then(() => {
      if (this.#host.isConnected && !this.#value.peek()) this.#ask();
    });
  }

  hostDisconnected(): void {
    this.#value.value = undefined;
  }

  #ask(): void {
    // A nearer source that gets its value later also gives it to elements that already have another one.
    this.#host.dispatchEvent(
      new ContextEvent(this.#context, this.#host, (value) => (this.#value.value = value), true),
    );
  }
}

/** Whether a provider around the element has not been upgraded yet. */
function hasWaitingProvider(element: Element): boolean {
  if (customElements.get('openim-provider')) return false;
  for (let node: Node | null = element; node; node = parentAcrossShadows(node)) {
    if (node instanceof Element && node.localName === 'openim-provider') return true;
  }
  return false;
}

function parentAcrossShadows(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

/** How state comes down: a scope from the provider, and which conversation a chat shows. */
import { ContextEvent, createContext, type Context } from '@lit/context';
import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../../src/index.js';
import type { MediaOrigins } from './links.js';
import type { Localizer } from './localizer.js';

/** Why a provider has no session. */
export type ScopeProblem =
  /** The page has said nothing yet, or a token is on its way. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'invalid-url'; readonly url: string }
  /** The SDK it was given is not logged in. */
  | { readonly kind: 'sdk-idle' };

/** What a provider gives to everything inside it. The object stays, its signals change. */
export interface ChatScope {
  readonly session: ReadonlySignal<Session | undefined>;
  readonly problem: ReadonlySignal<ScopeProblem | undefined>;
  readonly localizer: ReadonlySignal<Localizer>;
  /** The conversation chosen in the list. */
  readonly activeConversationID: ReadonlySignal<string | undefined>;
  /** The last request that failed, until it is dismissed. */
  readonly failure: ReadonlySignal<string | undefined>;
  /** Address of a map for places, with `{latitude}` and `{longitude}` in it. */
  readonly mapURL: ReadonlySignal<string>;
  /** Where pictures, sounds and films may come from. */
  readonly mediaOrigins: ReadonlySignal<MediaOrigins>;
  /** Chooses a conversation without telling: for a page that sets it. */
  activate(conversationID: string | undefined): void;
  dismissFailure(): void;
}

/** Opened only when somebody follows the link; a provider's `map-url` says otherwise. */
export const DEFAULT_MAP_URL =
  'https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}';

export const chatContext = createContext<ChatScope>(Symbol('openim-chat'));

/** The conversation of the chat an element stands in, undefined in one that shows none. */
export const conversationContext = createContext<ReadonlySignal<string | undefined>>(
  Symbol('openim-conversation'),
);

type Request = HTMLElementEventMap['context-request'];

/** Answers elements inside a host that ask for a context. What they get stays the same object; its signals change. */
export class ContextSource<Value> {
  readonly #host: HTMLElement;
  #value: Value | undefined;
  /** Who stood in the host before there was an answer. */
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

  /** Answers from now on. Who has asked before asks again: there may be a nearer source by now. */
  give(value: Value): void {
    this.#value = value;
    for (const { context, contextTarget, callback } of this.#waiting.filter(this.#isInside))
      contextTarget.dispatchEvent(new ContextEvent(context, contextTarget, callback, true));
    this.#waiting = [];
  }

  /** Not what the host has rendered itself: that is made anew once there is an answer. */
  readonly #isInside = ({ contextTarget }: Request): boolean => this.#host.contains(contextTarget);
}

/** The value of a context as a signal, so that whoever reads it while rendering renders again when it changes. */
export class ContextSignal<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: Context<unknown, Value>;
  readonly #value = signal<Value | undefined>(undefined);
  readonly #isWaiting = signal(false);

  constructor(host: ReactiveControllerHost & HTMLElement, context: Context<unknown, Value>) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  get value(): Value | undefined {
    return this.#value.value;
  }

  /** Whether a provider around the host has still to be defined. */
  get isWaiting(): boolean {
    return this.#isWaiting.value;
  }

  hostConnected(): void {
    this.#ask();
    if (this.#value.peek() || !hasWaitingProvider(this.#host)) return;
    // The page defined this element before the provider around it.
    this.#isWaiting.value = true;
    void customElements.whenDefined('openim-provider').then(() => {
      this.#isWaiting.value = false;
      if (this.#host.isConnected && !this.#value.peek()) this.#ask();
    });
  }

  hostDisconnected(): void {
    this.#value.value = undefined;
  }

  #ask(): void {
    // A nearer source that has its answer later gives it to those who have another one, too.
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

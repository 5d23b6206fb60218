import { effect, untracked, type ReadonlySignal } from '@preact/signals-core';
import { LitElement, type CSSResult, type PropertyValues } from 'lit';
import type { Session } from '../../src/index.js';
import { chatContext, ContextSignal, type ChatScope, type ScopeProblem } from './context.js';
import { request, type RequestDetails, type RequestName } from './events.js';
import { loadCatalog } from '../locales/index.js';
import { localizerOf, type Localizer } from './localizer.js';
import { Patience } from './patience.js';

/**
 * The base class of all elements: the provider's scope, and rendering that follows every signal it reads. No element keeps
 * subscriptions of its own: reading `signal.value` in `willUpdate` or `render` subscribes, until the element is removed from
 * the document.
 */
export abstract class OpenIMElement extends LitElement {
  /** Registers the class under a tag, unless the tag is taken. */
  static define(tag: string): void {
    const known: unknown = customElements.get(tag);
    if (!known) customElements.define(tag, this as unknown as CustomElementConstructor);
    else if (known !== this && tag === 'openim-provider') {
      console.warn('[openim-chat] is loaded twice');
    }
  }

  /** Whether the element does nothing without a provider, which it then reports in the console. */
  static readonly needsProvider: boolean = false;

  /** Whether the element has a box of its own, whose direction is that of its language. */
  static readonly hasDirection: boolean = true;

  /**
   * Converts text and number properties, whatever a page sets: null, as when an attribute is removed, and undefined become the
   * initial value; any other value is converted to the type.
   */
  protected static override finalize(): void {
    if (Object.hasOwn(this, 'finalized')) return;
    super.finalize();
    for (const [name, { attribute }] of this.elementProperties) {
      const accessor = Object.getOwnPropertyDescriptor(this.prototype, name);
      // Properties without an attribute are not texts, and their first values must not be kept: they are sessions or messages.
      if (!accessor || attribute === false) continue;
      let first: { readonly value: unknown } | undefined;
      Object.defineProperty(this.prototype, name, {
        ...accessor,
        set(this: OpenIMElement, value: unknown) {
          first ??= { value };
          accessor.set?.call(this, this.#fitting(String(name), value, first.value));
        },
      });
    }
  }

  readonly #outerScope = new ContextSignal(this, chatContext);
  readonly #patience = new Patience(this);
  #stopTracking: (() => void) | undefined;
  #hasWarned = false;
  /** The `dir` that was set here; one that the page has set is left alone. */
  #direction: string | undefined;

  /** The scope of the nearest provider; undefined without one. */
  protected get scope(): ChatScope | undefined {
    return this.#outerScope.value;
  }

  /** Whether a surrounding provider is not defined yet. */
  protected get isProviderComing(): boolean {
    return this.#outerScope.isWaiting;
  }

  /** Why there is no session; undefined while there may still be one. */
  protected get problem(): ScopeProblem | undefined {
    if (this.scope) return this.scope.problem.value;
    const mayCome = !this.isConnected || this.isProviderComing || this.#patience.lasts;
    return mayCome ? undefined : { kind: 'incomplete', missing: ['<openim-provider>'] };
  }

  protected get activeSession(): Session | undefined {
    return this.scope?.session.value;
  }

  protected get localizer(): Localizer {
    return this.scope?.localizer.value ?? localizerOf();
  }

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        // Signals were not followed while the element was outside the document.
        if (this.hasUpdated) this.requestUpdate();
      },
      hostUpdate: () => {
        this.#applyDirection();
      },
      hostDisconnected: () => {
        this.#stopTracking?.();
        this.#stopTracking = undefined;
      },
    });
  }

  /** Delays the update until the words of the language are loaded; until then, the former content stays. */
  protected override scheduleUpdate(): ReturnType<LitElement['scheduleUpdate']> {
    const { hasDirection } = this.constructor as typeof OpenIMElement;
    // An element without a box shows no words, and logs in without waiting for them.
    const loading = hasDirection ? loadCatalog(untracked(() => this.localizer.language)) : undefined;
    return loading ? loading.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#stopTracking?.();
    let isRendering = true;
    this.#stopTracking = effect(() => {
      if (isRendering) {
        isRendering = false;
        super.performUpdate();
      } else {
        this.requestUpdate();
      }
    });
    if (!this.isConnected) {
      this.#stopTracking();
      this.#stopTracking = undefined;
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { needsProvider } = this.constructor as typeof OpenIMElement;
    if (needsProvider && !this.scope && this.problem) this.warn('must be inside an <openim-provider>');
  }

  /** A language that was set brings its direction with it, whatever that of the page. */
  #applyDirection(): void {
    const { hasDirection } = this.constructor as typeof OpenIMElement;
    const direction = hasDirection ? this.localizer.direction : undefined;
    if (direction === this.#direction || (this.dir && this.dir !== this.#direction)) return;
    if (direction) this.dir = direction;
    else this.removeAttribute('dir');
    this.#direction = direction;
  }

  #fitting(name: string, given: unknown, first: unknown): unknown {
    const type = typeof first;
    if (typeof given === type || (type !== 'string' && type !== 'number')) return given;
    if (given === null || given === undefined) return first;
    if (typeof given !== 'string') this.warn(`has a ${name} that is not a ${type}`);
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a page in plain JavaScript may set anything
    return type === 'string' ? String(given) : Number(given);
  }

  /** Reports a mistake in the use of the element to the page's developer, once. */
  protected warn(message: string): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    console.warn(`[openim-chat] <${this.localName}> ${message}`);
  }

  /** Adds styles that are loaded together with the code that needs them. */
  protected adopt(styles: CSSResult | undefined): void {
    const root = this.renderRoot;
    const sheet = styles?.styleSheet;
    if (!sheet || !(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  /** Dispatches a request. Returns false if the page has prevented it. */
  protected request<Name extends RequestName>(name: Name, detail: RequestDetails[Name]): boolean {
    return request(this, name, detail);
  }
}

/** Returns a signal's value without subscribing to it. */
export function peek<Value>(source: ReadonlySignal<Value> | undefined): Value | undefined {
  return untracked(() => source?.value);
}

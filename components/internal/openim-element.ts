import { effect, untracked, type ReadonlySignal } from '@preact/signals-core';
import { LitElement, type CSSResult, type PropertyValues } from 'lit';
import type { Session } from '../../src/index.js';
import { chatContext, ContextSignal, type ChatScope, type ScopeProblem } from './context.js';
import {
  emit,
  request,
  type FactDetails,
  type FactName,
  type RequestDetails,
  type RequestName,
} from './events.js';
import { loadCatalog } from '../locales/index.js';
import { localizerOf, type Localizer } from './localizer.js';
import { Patience } from './patience.js';

/**
 * What all elements have in common: the provider's scope, and rendering that follows every signal it reads. No element
 * keeps a subscription of its own: reading `signal.value` in `willUpdate` or `render` is the subscription, and it ends
 * when the element leaves the page.
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

  /** Whether the element is of no use without a provider, and says so in the console. */
  static readonly needsProvider: boolean = false;

  /** Whether it has a box of its own that runs in the direction of its language. */
  static readonly hasDirection: boolean = true;

  /**
   * Texts and numbers are such, whatever a page sets: nothing, as of an attribute that is taken away, is what they were at
   * first; anything else is made one.
   */
  protected static override finalize(): void {
    if (Object.hasOwn(this, 'finalized')) return;
    super.finalize();
    for (const [name, { attribute }] of this.elementProperties) {
      const accessor = Object.getOwnPropertyDescriptor(this.prototype, name);
      // What has no attribute is no text, and must not be kept: it is somebody's session, or message.
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
  /** What `dir` was set to here; a page's own is left alone. */
  #direction: string | undefined;

  /** What the nearest provider gives, undefined without one. */
  protected get scope(): ChatScope | undefined {
    return this.#outerScope.value;
  }

  /** Whether a provider around it has still to be defined. */
  protected get isProviderComing(): boolean {
    return this.#outerScope.isWaiting;
  }

  /** Why there is no session; undefined while one may be coming. */
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
        // Signals were not followed while the element was out of the page.
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

  /** What is shown stays until the words of its language are here. */
  protected override scheduleUpdate(): ReturnType<LitElement['scheduleUpdate']> {
    const { hasDirection } = this.constructor as typeof OpenIMElement;
    // What has no box has no words, and logs in without them.
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

  /** A chosen language brings its direction along, whatever the page around it does. */
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

  /** Tells the page's developer once what is wrong with how the element is used. */
  protected warn(message: string): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    console.warn(`[openim-chat] <${this.localName}> ${message}`);
  }

  /** Adds styles that come with what needs them. */
  protected adopt(styles: CSSResult | undefined): void {
    const root = this.renderRoot;
    const sheet = styles?.styleSheet;
    if (!sheet || !(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  /** Tells the page that something happened. */
  protected emit<Name extends FactName>(name: Name, detail: FactDetails[Name]): void {
    emit(this, name, detail);
  }

  /** Asks the provider for something. False when the page prevented it. */
  protected request<Name extends RequestName>(name: Name, detail: RequestDetails[Name]): boolean {
    return request(this, name, detail);
  }
}

/** A signal's value without following it. */
export function peek<Value>(source: ReadonlySignal<Value> | undefined): Value | undefined {
  return untracked(() => source?.value);
}

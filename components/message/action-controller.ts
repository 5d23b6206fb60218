import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { revokedIDOf, type Session, type TimelineMessage } from '../../src/index.js';
import { request } from '../internal/events.js';
import { Lazy } from '../internal/lazy.js';
import type { MediaOrigins } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import { usePart } from '../internal/use-part.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import type { DeliveryActions } from './delivery-template.js';

/** The code of a message's menu and of its actions. */
export const menuParts = new Lazy(() => import('./message-actions.js'));

type ActionHost = ReactiveControllerHost & HTMLElement & { message: TimelineMessage | undefined };

type ActionContext = {
  readonly session: Session | undefined;
  readonly localizer: Localizer;
  readonly mediaOrigins: MediaOrigins;
};

/** Carries out what the user does with a message, and holds the overlay that is open for it: a menu, a picture or a dialog. */
export class ActionController implements ReactiveController, DeliveryActions {
  readonly #host: ActionHost;
  readonly #context: () => ActionContext;
  #overlay: TemplateResult | undefined;
  #isMenuOpen = false;

  constructor(host: ActionHost, context: () => ActionContext) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  /** The open overlay, to be rendered within the message. */
  get overlay(): TemplateResult | undefined {
    return this.#overlay;
  }

  get isMenuOpen(): boolean {
    return this.#isMenuOpen;
  }

  hostDisconnected(): void {
    this.#overlay = undefined;
    this.#isMenuOpen = false;
  }

  readonly close = (): void => {
    if (this.#overlay) this.#show(undefined);
  };

  openMenu(anchor: MenuAnchor): void {
    this.#use((parts, message) => {
      this.#show(
        parts.menuTemplate(message, this.#context(), anchor, (action) => {
          this.close();
          if (action) this.#use(({ carryOut }) => carryOut(action, message, this.#host, this.#show, this.close));
        }),
      );
      this.#isMenuOpen = this.#overlay !== undefined;
    });
  }

  /** Shows a picture at full size, or the messages in a merged message. */
  openContent(event: Event): void {
    // With a modifier key, the browser opens the URL elsewhere.
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    const { session, localizer, mediaOrigins } = this.#context();
    this.#use(async ({ contentOverlay }, message) => {
      this.#show(await contentOverlay(message, session, localizer, mediaOrigins, this.close));
    });
  }

  select(isSelected: boolean): void {
    const ref = this.#ref();
    if (ref) request(this.#host, 'openim-message-select-request', { ...ref, isSelected });
  }

  readonly editAgain = (): void => {
    const { message } = this.#host;
    const clientMsgID = message && revokedIDOf(message.message);
    if (clientMsgID)
      request(this.#host, 'openim-edit-request', { conversationID: message.conversationID, clientMsgID });
  };

  readonly onRetry = (): void => this.#request('openim-retry-request');

  readonly onDiscard = (): void => this.#request('openim-discard-request');

  #request(name: 'openim-retry-request' | 'openim-discard-request'): void {
    const ref = this.#ref();
    if (ref) request(this.#host, name, ref);
  }

  #ref(): { readonly conversationID: string; readonly clientMsgID: string } | undefined {
    const { message } = this.#host;
    return message && { conversationID: message.conversationID, clientMsgID: message.message.clientMsgID };
  }

  readonly #show = (overlay: TemplateResult | undefined): void => {
    if (!this.#host.isConnected) return;
    this.#overlay = overlay;
    this.#isMenuOpen = false;
    this.#host.requestUpdate();
  };

  /** Runs an action once its code is fetched, from the second time on at once; reports a failure to the page. */
  #use(
    act: (parts: typeof import('./message-actions.js'), message: TimelineMessage) => Promise<void> | void,
  ): void {
    void usePart(this.#host, menuParts, (parts) => {
      const { message } = this.#host;
      return message && this.#host.isConnected ? act(parts, message) : undefined;
    });
  }
}

import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Session, TimelineMessage } from '../../src/index.js';
import { emit, request } from '../internal/events.js';
import { Lazy } from '../internal/lazy.js';
import type { MediaOrigins } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import { recalledID } from '../internal/notice-text.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import type { DeliveryActions } from './delivery-template.js';
import type { MessageAction } from './message-actions.js';
import { isBare } from './message-content.js';

/** What a message's menu is made of. */
export const menuParts = new Lazy(() => import('./message-actions.js'));

type ActionHost = ReactiveControllerHost & HTMLElement & { message: TimelineMessage | undefined };

type ActionContext = {
  readonly session: Session | undefined;
  readonly localizer: Localizer;
  readonly mediaOrigins: MediaOrigins;
};

/** What a message's user does with it, and what is open over the page for it: a menu, a picture, a dialog. */
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

  /** What is open, to be rendered within the message. */
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
    if (!this.#overlay) return;
    this.#overlay = undefined;
    this.#isMenuOpen = false;
    this.#host.requestUpdate();
  };

  openMenu(anchor: MenuAnchor): void {
    const parts = menuParts.value;
    // At once from the second time on.
    if (parts) this.#showMenu(parts, anchor);
    else
      void menuParts.load().then(
        (loaded) => this.#showMenu(loaded, anchor),
        (error: unknown) => this.#fail(error),
      );
  }

  #showMenu({ menuTemplate }: typeof import('./message-actions.js'), anchor: MenuAnchor): void {
    const { message } = this.#host;
    if (!message || !this.#host.isConnected) return;
    this.#overlay = menuTemplate(message, this.#context().localizer, anchor, this.#handleMenuDone);
    this.#isMenuOpen = this.#overlay !== undefined;
    this.#host.requestUpdate();
  }

  /** Shows a picture at full size, or what is in a merged message. */
  openContent(event: Event): void {
    // With a modifier the browser opens the address elsewhere.
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    void this.#open(async (message) => {
      const { session, localizer, mediaOrigins } = this.#context();
      const { lightboxOverlay, mergedOverlay } = await import('./overlays.js');
      return isBare(message.message)
        ? lightboxOverlay(message, session, localizer, mediaOrigins, this.close)
        : mergedOverlay(message.message, localizer, this.close);
    });
  }

  select(isSelected: boolean): void {
    const ref = this.#ref();
    if (ref) request(this.#host, 'openim-message-select-request', { ...ref, isSelected });
  }

  readonly editAgain = (): void => {
    const { message } = this.#host;
    const clientMsgID = message && recalledID(message.message);
    if (clientMsgID)
      request(this.#host, 'openim-edit-request', { conversationID: message.conversationID, clientMsgID });
  };

  readonly onRetry = (): void => this.#act('retry');
  readonly onDelete = (): void => this.#act('delete');
  readonly onCancel = (): void => {
    const ref = this.#ref();
    if (ref) request(this.#host, 'openim-discard-request', ref);
  };

  readonly #handleMenuDone = (id: string | undefined): void => {
    this.close();
    if (id) this.#act(id as MessageAction);
  };

  #ref(): { readonly conversationID: string; readonly clientMsgID: string } | undefined {
    const { message } = this.#host;
    return message && { conversationID: message.conversationID, clientMsgID: message.message.clientMsgID };
  }

  /** Opens what is fetched for it; a page that cannot be reached any more is told so. */
  async #open(fetch: (message: TimelineMessage) => Promise<TemplateResult | undefined>): Promise<void> {
    const { message } = this.#host;
    if (!message) return;
    try {
      const overlay = await fetch(message);
      if (!this.#host.isConnected) return;
      this.#overlay = overlay;
      this.#host.requestUpdate();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    emit(this.#host, 'openim-error', { code: 0, message: String(error) });
  }

  #act(action: MessageAction): void {
    const host = this.#host;
    const { message } = host;
    const ref = this.#ref();
    if (!message || !ref) return;
    const isOnItsWay = message.delivery.kind === 'queued' || message.delivery.kind === 'failed';
    switch (action) {
      case 'copy':
      case 'save':
        void this.#take(action, message);
        break;
      case 'reply':
        request(host, 'openim-quote-request', ref);
        break;
      case 'edit':
        request(host, 'openim-edit-request', ref);
        break;
      case 'forward':
        this.#forward(ref);
        break;
      case 'select':
        this.select(true);
        break;
      case 'retry':
        request(host, 'openim-retry-request', ref);
        break;
      case 'recall':
        request(host, 'openim-revoke-request', ref);
        break;
      case 'delete':
        request(host, message.outgoing && isOnItsWay ? 'openim-discard-request' : 'openim-delete-request', ref);
        break;
    }
  }

  #forward({
    conversationID,
    clientMsgID,
  }: {
    readonly conversationID: string;
    readonly clientMsgID: string;
  }): void {
    void this.#open(async () => {
      const { forwardOverlay } = await import('./overlays.js');
      return forwardOverlay((chosen) => {
        this.close();
        const targetIDs = chosen?.map((conversation) => conversation.conversationID) ?? [];
        if (targetIDs.length === 0) return;
        request(this.#host, 'openim-forward-request', { conversationID, clientMsgIDs: [clientMsgID], targetIDs });
      });
    });
  }

  async #take(action: 'copy' | 'save', { message }: TimelineMessage): Promise<void> {
    try {
      const { copyableText, saveFile } = await menuParts.load();
      if (action === 'copy') await navigator.clipboard.writeText(copyableText(message));
      else saveFile(message);
    } catch (error) {
      this.#fail(error);
    }
  }
}

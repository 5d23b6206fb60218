import { untracked } from '@preact/signals-core';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  conversationIDOf,
  visitorIDOfGroup,
  type Conversation,
  type Session,
  type Timeline,
} from '../../src/index.js';
import { pageAttention } from '../internal/attention.js';
import { emit, errorDetail } from '../internal/events.js';
import { icon } from '../internal/more-icons.js';
import { localizerOf, type Localizer } from '../internal/localizer.js';
import { noticeTemplate, waitingTemplate } from '../internal/notice.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { selectStyles } from '../internal/select.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { supportStateOf } from '../internal/support-notes.js';
import { memoryKey } from '../launcher/memory.js';
import type {
  LauncherPanel,
  LauncherTarget,
  OutgoingMessage,
  PanelConfig,
  VisitorDetails,
} from '../launcher/types.js';
import { launcherWords, type LauncherWords } from '../locales/launcher/index.js';
import { launcherPanelStyles } from './launcher-panel.styles.js';
import { Notifier } from './notifier.js';
import { focusEnd, focusStart } from './panel-focus.js';
import { PreChatForm } from './pre-chat-form.js';
import { SupportBar } from './support-bar.js';
import { Visit, type Ready, type VisitFailure } from './visit.js';

/** How often an open panel asks whether an agent is available. */
const AVAILABILITY_INTERVAL_MS = 60_000;

/**
 * The panel of the launcher: availability, the pre-chat form and the chat. Part of `<openim-launcher>`, which loads
 * it; not meant for direct use.
 *
 * @tagname openim-launcher-panel
 * @summary The content of the launcher.
 * @status experimental
 * @since 0.2.0
 *
 * @dependency openim-provider
 * @dependency openim-chat
 *
 * @event {CustomEvent<{total: number}>} openim-unread-change - The number of unread messages changed.
 * @event {CustomEvent<{code: number, message: string}>} openim-error - An action failed.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart heading - The first line.
 * @csspart subheading - The second line.
 * @csspart close - The close button in the header.
 * @csspart away - The line that says that nobody is available.
 * @csspart form - The pre-chat form.
 * @csspart form__button - The submit button.
 * @csspart choices - Answers to pick from.
 * @csspart choice - One of them.
 * @csspart closed - Shown below a closed conversation.
 */
export class OpenIMLauncherPanel extends OpenIMElement implements LauncherPanel {
  static override styles = [sharedStyles, launcherPanelStyles, selectStyles];

  readonly #visit = Visit.make();
  readonly #notifier = new Notifier();
  readonly #bar = new SupportBar();
  readonly #form = new PreChatForm((answers) => this.#beginByHand(answers));
  #timeline: Timeline | undefined;
  #timelineSession: Session | undefined;
  #followed: Ready | undefined;
  #unread = 0;
  #availabilityTimer: ReturnType<typeof setInterval> | undefined;
  #wasOpen = false;

  /** The user or group that the page has asked for, instead of the usual one. */
  @state() private chosenTarget: LauncherTarget | undefined;

  @property({ attribute: false }) config: PanelConfig | undefined = undefined;

  constructor() {
    super();
    // These events come from the provider inside the panel; the launcher reports only the unread count of its own conversation.
    this.addEventListener('openim-unread-change', (event) => {
      if (event.composedPath()[0] !== this) event.stopImmediatePropagation();
    });
  }

  protected override get localizer(): Localizer {
    return localizerOf(this.config?.locale);
  }

  get userID(): string {
    return this.#followed?.session.userID ?? '';
  }

  get conversationID(): string {
    return this.#followed ? conversationIDOf(this.#target(this.#followed)) : '';
  }

  get connection(): string {
    return this.#followed?.session.connection.peek().kind ?? 'idle';
  }

  // ── Life ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('storage', this.#handleStorage);
    window.addEventListener('online', this.#handleOnline);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      // An element that is moved, for example when a page swaps its body, is connected again by now.
      if (this.isConnected) return;
      window.removeEventListener('storage', this.#handleStorage);
      window.removeEventListener('online', this.#handleOnline);
      clearInterval(this.#availabilityTimer);
      this.#visit.close();
      this.#follow(undefined);
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { config } = this;
    if (!config) return;
    if (changed.has('config')) {
      if (changed.get('config') && changed.get('config')?.userID !== config.userID) this.chosenTarget = undefined;
      this.#visit.follow(config);
      this.#handleShown(config.isOpen);
    }
    const current = this.#visit.state.value;
    const isWanted = this.#visit.isReturning || (config.isOpen && !this.#asks(config));
    if (current.kind === 'idle' && isWanted) this.#begin();
    this.#follow(current.kind === 'ready' ? current : undefined);
    this.#followUnread();
  }

  #handleShown(isOpen: boolean): void {
    if (isOpen === this.#wasOpen) return;
    this.#wasOpen = isOpen;
    clearInterval(this.#availabilityTimer);
    if (!isOpen) return;
    const current = this.#visit.state.peek();
    if (current.kind === 'failed') this.#begin();
    void this.#visit.refresh();
    const check = (): void => void this.#visit.checkAvailability();
    check();
    this.#availabilityTimer = setInterval(() => {
      if (document.visibilityState === 'visible') check();
    }, AVAILABILITY_INTERVAL_MS);
  }

  /** Whether there are questions to ask before the chat. */
  #asks(config: PanelConfig): boolean {
    return !config.target && !this.#visit.isReturning && this.#questions(config).some(({ required }) => required);
  }

  /** Returns the questions whose answers the page does not know already. */
  #questions({ fields, name, email, attributes }: PanelConfig): PanelConfig['fields'] {
    const known = new Set([...(name ? ['name'] : []), ...(email ? ['email'] : []), ...Object.keys(attributes)]);
    return fields.filter((field) => !known.has(field.name));
  }

  #begin(answers?: VisitorDetails): void {
    // The failure is already on screen.
    this.#visit.begin(answers).catch((error: unknown) => this.#tellError(error));
  }

  /** Begins because the user has pressed a button. The button disappears, so the focus moves on to what replaces it. */
  #beginByHand(answers?: VisitorDetails): void {
    this.#begin(answers);
    this.focusStart();
  }

  #tellError(error: unknown): void {
    console.warn('[openim-chat] the chat could not start', error);
    if (this.isConnected) emit(this, 'openim-error', errorDetail(error));
  }

  readonly #handleStorage = (event: StorageEvent): void => {
    const key = this.config && memoryKey(this.config.url);
    if (event.key === null || event.key === key) this.#visit.handleMemoryChange();
  };

  readonly #handleOnline = (): void => {
    const current = this.#visit.state.peek();
    if (current.kind === 'failed' && current.reason === 'unreachable') this.#begin();
  };

  // ── Following the session ────────────────────────────────────────────────────────────────────────────────────────

  #target({ target }: Ready): LauncherTarget {
    return this.chosenTarget ?? target;
  }

  #follow(ready: Ready | undefined): void {
    if (ready?.session !== this.#followed?.session) {
      this.#notifier.stop();
      if (ready) this.#notifier.start(ready.session, (conversationID) => this.#isUnheard(conversationID));
    }
    this.#followed = ready;
    const conversationID = this.#conversation?.conversationID;
    if (conversationID === this.#timeline?.conversationID && ready?.session === this.#timelineSession) return;
    untracked(() => {
      this.#timeline?.release();
      this.#timeline = conversationID ? ready?.session.openTimeline(conversationID) : undefined;
      this.#timelineSession = this.#timeline && ready?.session;
    });
  }

  /** The conversation, if it is in the list, where it appears with its first message. */
  get #conversation(): Conversation | undefined {
    const { conversationID } = this;
    return this.#followed?.session.conversations.value.find((item) => item.conversationID === conversationID);
  }

  #followUnread(): void {
    const total = this.#conversation?.unreadCount ?? 0;
    if (total === this.#unread) return;
    this.#unread = total;
    this.#notifier.setUnread(total);
    // Deferred until after rendering, because a listener may change what is rendered.
    queueMicrotask(() => emit(this, 'openim-unread-change', { total: this.#unread }));
  }

  #isUnheard(conversationID: string): boolean {
    const { config } = this;
    const isRead = config?.isOpen === true && pageAttention.hasAttention;
    return conversationID === this.conversationID && !isRead && !config?.isSilent;
  }

  // ── Of the launcher ──────────────────────────────────────────────────────────────────────────────────────────────

  focusStart(): void {
    void this.updateComplete.then(() => focusStart(this.renderRoot as ShadowRoot));
  }

  focusEnd(): void {
    focusEnd(this.renderRoot as ShadowRoot);
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<void> {
    const ready = await this.#visit.begin();
    const conversationID = await ready.session.startConversation(this.#target(ready));
    if (signal?.aborted) throw signal.reason;
    const timeline = ready.session.openTimeline(conversationID);
    try {
      if (typeof message === 'string') await timeline.sendText(message);
      else if ('text' in message) await timeline.sendText(message.text);
      else {
        const { data, description = '', extension = '' } = message;
        const text = typeof data === 'string' ? data : JSON.stringify(data);
        await timeline.create('createCustomMessage', { data: text, description, extension });
      }
    } finally {
      timeline.release();
    }
  }

  async startConversation(target: LauncherTarget): Promise<string> {
    const { session } = await this.#visit.begin();
    const conversationID = await session.startConversation(target);
    this.chosenTarget = target;
    return conversationID;
  }

  async whenForgotten(): Promise<number> {
    await this.updateComplete;
    return this.#visit.forgotten;
  }

  async forget(): Promise<number> {
    if (this.config) this.#visit.follow(this.config);
    return this.#visit.forget();
  }

  readonly #handleRetry = (): void => {
    this.#beginByHand();
  };

  // ── Rendering ────────────────────────────────────────────────────────────────────────────────────────────────────

  protected override render(): TemplateResult | typeof nothing {
    const { config, localizer } = this;
    if (!config) return nothing;
    const words = launcherWords(localizer);
    const isAway = config.isAway || (!config.target && this.#visit.isAvailable.value === false);
    return html`<div part="base" class="base">
      <header part="header" class="header">
        <div class="header__words">
          <h2 part="heading" class="header__heading" tabindex="-1">
            <bdi>${config.heading || words.heading}</bdi>
          </h2>
          <p part="subheading" class="header__subheading"><bdi>${config.subheading || words.subheading}</bdi></p>
        </div>
        <button
          part="close"
          class="icon-button close"
          type="button"
          aria-label=${words.close}
          @click=${config.close}
        >
          ${icon('close')}
        </button>
      </header>
      ${isAway ? html`<p part="away" class="away" role="status">${words.away}</p>` : nothing}
      <div class="content">${this.#contentTemplate(config, words, isAway)}</div>
    </div>`;
  }

  #contentTemplate(config: PanelConfig, words: LauncherWords, isAway: boolean): unknown {
    const current = this.#visit.state.value;
    switch (current.kind) {
      case 'idle':
        return this.#asks(config)
          ? this.#form.template(this.#questions(config), words, isAway)
          : waitingTemplate(this.localizer.text);
      case 'starting':
        return waitingTemplate(this.localizer.text);
      case 'moved-on':
        return noticeTemplate({
          icon: 'users',
          title: words.movedOn,
          hint: words.movedOnHint,
          action: { label: words.start, run: this.#handleRetry },
        });
      case 'failed':
        return this.#failedTemplate(current.reason, words);
      case 'ready':
        return this.#chatTemplate(current, config, words);
    }
  }

  #failedTemplate(reason: VisitFailure, words: LauncherWords): TemplateResult {
    const hints: Partial<Record<VisitFailure, string>> = {
      unreachable: words.startFailedHint,
      'too-many': words.tooMany,
    };
    return noticeTemplate({
      icon: reason === 'unreachable' ? 'offline' : 'alert',
      title: words.startFailed,
      hint: hints[reason] ?? words.unavailable,
      isAlert: true,
      ...(reason === 'unavailable'
        ? {}
        : { action: { label: this.localizer.text.tryAgain, run: this.#handleRetry } }),
    });
  }

  #chatTemplate(ready: Ready, config: PanelConfig, words: LauncherWords): TemplateResult {
    const target = this.#target(ready);
    return html`<openim-provider .session=${ready.session} locale=${config.locale}>
      ${
        // A closed panel contains no chat: messages that nobody sees must not be marked as read.
        config.isOpen
          ? html`<openim-chat
              no-header
              placeholder=${this.localizer.text.writeMessage}
              peer-id=${'userID' in target ? target.userID : ''}
              group-id=${'groupID' in target ? target.groupID : ''}
              ><div slot="before-composer">${this.#barTemplate(words)}</div></openim-chat
            >`
          : nothing
      }
    </openim-provider>`;
  }

  #barTemplate(words: LauncherWords): TemplateResult | typeof nothing {
    const timeline = this.#timeline;
    const group = timeline?.group.value;
    const visitorID = group && visitorIDOfGroup(group);
    if (!timeline || visitorID === undefined) return nothing;
    return this.#bar.template(supportStateOf(timeline.messages.value, visitorID), timeline.conversationID, words);
  }
}

/**
 * The bubble, its badge, the greeting and the frame of the panel. Written without lit, because a page that embeds the chat
 * loads this before anybody wants to chat; everything else is behind `loadPanel`.
 */
import { isComposing } from '../internal/is-composing.js';
import { whenIdle } from '../internal/when-idle.js';
import { bubbleWords, type BubbleWords } from '../locales/launcher/bubble.js';
import { directionOf, languageOf } from '../locales/words.js';
import { Bubble } from './bubble.js';
import { create, styleOf } from './dom.js';
import { Greeting } from './greeting.js';
import { adoptEarlyProperties, defineProperties, launcherAttributes } from './launcher-properties.js';
import { launcherStyles } from './launcher.styles.js';
import { clearMemory, isOfUser, readMemory, rememberOpen, wasOpen, writeMemory } from './memory.js';
import { PanelFrame } from './panel-frame.js';
import { fieldsOf } from './pre-chat.js';
import type {
  LauncherPanel,
  LauncherTarget,
  OutgoingMessage,
  PanelConfig,
  PreChatField,
  VisitorAttributes,
} from './types.js';
import { followVisibleArea } from './visible-area.js';

/** How long a busy page may delay the unread count of a returning visitor. */
const IDLE_TIMEOUT_MS = 4000;

/** Outside a page, for example when rendering on a server, importing this module must not fail. */
const PageElement =
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- absent outside of a browser
  globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * A button in a corner of the window that opens a chat with the support agents. A visitor has a conversation of
 * their own, which they find again when they come back; with `user-id` and a token, they are a user of the site.
 *
 * Escape closes the panel, and where it fills the window, Android's Back; Tab stays within it while it is open.
 *
 * @tagname openim-launcher
 * @summary The support bubble with its panel.
 * @status experimental
 * @since 0.2.0
 *
 * @attr {string} url - URL of the gateway: `wss://chat.example`.
 * @attr {string} api-url - URL of the gateway's REST API, if it is not on the host of `url`.
 * @attr {string} user-id - ID of a user of the site, with a token from its back end; a visitor by default.
 * @attr {string} token - The user's token.
 * @attr {string} peer-id - ID of the user that a user with a token chats with.
 * @attr {string} group-id - ID of the group in which a user with a token chats.
 * @attr {string} name - The visitor's name, if the page knows it.
 * @attr {string} email - The visitor's email address.
 * @attr {'bottom-end' | 'bottom-start' | 'bottom-left' | 'bottom-right'} position - The corner; `bottom-end` by default.
 * @attr {string} heading - First line of the panel.
 * @attr {string} subheading - Second line of the panel.
 * @attr {string} greeting - A text shown beside the bubble after a delay, until it is dismissed.
 * @attr {number} greeting-delay - Seconds until the greeting; 5 by default.
 * @attr {string} pre-chat - Questions asked before the chat: `name email?`, where a question mark makes one optional.
 * @attr {string} locale - Language, such as `zh-CN`; defaults to the page's `lang`.
 * @attr {'light' | 'dark'} color-scheme - The colour scheme; defaults to the page's.
 * @attr {string} color - The accent colour, any CSS colour.
 * @attr {boolean} open - Whether the panel is open.
 * @attr {boolean} away - Says that nobody is available.
 * @attr {boolean} no-sound - Turns off the sound for new messages.
 * @attr {string} nonce - The page's nonce, for browsers without constructable style sheets.
 *
 * @slot icon - Replaces the speech bubble on the button.
 *
 * @event {CustomEvent<undefined>} openim-launcher-open - The panel was opened.
 * @event {CustomEvent<undefined>} openim-launcher-close - The panel was closed.
 * @event {CustomEvent<{userID: string}>} openim-ready - The visitor's conversation is available.
 * @event {CustomEvent<{total: number}>} openim-unread-change - The number of unread messages changed.
 * @event {CustomEvent<{conversationID: string, message: MessageItem}>} openim-message-sent - The server has received a message from the visitor.
 * @event {CustomEvent<{conversationID: string, message: MessageItem}>} openim-message-received - A message was received.
 * @event {CustomEvent<{state: ConnectionState}>} openim-connection-change - The connection changed.
 * @event {CustomEvent<{userID: string}>} openim-token-expired - The user's token has expired, and `getToken` returned no new one.
 * @event {CustomEvent<{code: number, message: string}>} openim-error - An action failed.
 *
 * @csspart bubble - The button.
 * @csspart badge - The unread count on it.
 * @csspart greeting - The greeting beside the bubble.
 * @csspart panel - The frame of the panel.
 *
 * @cssproperty [--openim-launcher-size=56px] - Width and height of the button.
 * @cssproperty [--openim-launcher-offset=20px] - Distance from the edges of the window.
 * @cssproperty [--openim-launcher-radius=50%] - Corner radius of the button.
 * @cssproperty [--openim-launcher-z-index=2147483000] - Stacking order.
 * @cssproperty [--openim-launcher-width=376px] - Width of the panel.
 * @cssproperty [--openim-launcher-height=640px] - Maximum height of the panel.
 * @cssproperty [--openim-launcher-panel-radius=18px] - Corner radius of the panel.
 * @cssproperty [--openim-launcher-badge-color=#d92d4a] - Colour of the badge.
 */
export class OpenIMLauncher extends PageElement {
  static readonly observedAttributes = launcherAttributes;

  /** Fetches and registers the panel. Set by the module that registers the launcher. */
  static loadPanel: () => Promise<unknown> = () => Promise.reject(new Error('There is no panel to load.'));
  /** Makes the browser fetch the panel without running it, if that is possible. Called when the page is idle. */
  static prefetchPanel: () => void = () => undefined;

  static define(tag: string): void {
    if (!customElements.get(tag)) customElements.define(tag, this);
  }

  declare url: string;
  declare apiURL: string;
  declare userID: string;
  declare token: string;
  declare peerID: string;
  declare groupID: string;
  declare name: string;
  declare email: string;
  declare position: string;
  declare heading: string;
  declare subheading: string;
  declare greeting: string;
  declare greetingDelay: string;
  declare preChat: string;
  declare locale: string;
  declare colorScheme: string;
  declare color: string;
  declare open: boolean;
  declare away: boolean;
  declare noSound: boolean;

  /** Called for a token when there is none, and again when the current one has expired. */
  declare getToken: (() => Promise<string>) | undefined;
  /** More about the visitor for the agents, such as a plan or a cart, by name. */
  declare visitorAttributes: VisitorAttributes | undefined;
  /** Questions of the pre-chat form, instead of those in `pre-chat`. */
  declare preChatFields: readonly PreChatField[] | undefined;

  readonly #start = create('div', { className: 'edge', tabIndex: 0 });
  readonly #end = create('div', { className: 'edge', tabIndex: 0 });
  readonly #bubble = new Bubble();
  readonly #frame = new PanelFrame(
    () => OpenIMLauncher.loadPanel(),
    () => this.#config(),
  );
  readonly #greeting = new Greeting(
    () => this.#toggleByHand(),
    () => {
      this.#dismissGreeting();
      this.#bubble.element.focus();
    },
  );
  #unread = 0;
  #isShown = false;
  #isScheduled = false;
  #isSetUp = false;
  /** Whether the next change is made by a user of the launcher, so that the focus moves with it. */
  #isByHand = false;
  #identity: string | undefined;
  #stopFollowing = (): void => undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.append(this.#start, this.#greeting.element, this.#frame.element, this.#bubble.element, this.#end);
    this.#listen(root);
  }

  // ── Life ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  connectedCallback(): void {
    if (!this.#isSetUp) {
      this.#isSetUp = true;
      adoptEarlyProperties(this);
      if (this.shadowRoot) styleOf(this.shadowRoot, launcherStyles, this.nonce);
    }
    if (wasOpen() && this.#isExpected()) this.open = true;
    this.#stopFollowing = followVisibleArea(this.#frame.element);
    this.#schedule();
    whenIdle(() => {
      if (!this.isConnected) return;
      // A returning visitor wants to know whether there is an answer; for anybody else, nothing is run unasked.
      if (readMemory(this.url).userID && this.#isExpected()) this.#frame.load().catch(() => undefined);
      else OpenIMLauncher.prefetchPanel();
    }, IDLE_TIMEOUT_MS);
  }

  disconnectedCallback(): void {
    this.#stopFollowing();
    this.#frame.takeBack(false);
    this.#greeting.cancel();
  }

  attributeChangedCallback(name: string, _former: string | null, value: string | null): void {
    // Set only when they change: a style and a direction that the page has set are left alone.
    if (name === 'color') this.style.setProperty('--openim-color-accent', value);
    if (name === 'locale') this.dir = value ? directionOf(languageOf(value)) : '';
    this.#schedule();
  }

  /** Whether the remembered visitor is still here: after a user of the site, the page may not have said yet who is here now. */
  #isExpected(): boolean {
    return this.userID !== '' || !isOfUser(readMemory(this.url));
  }

  #listen(root: ShadowRoot): void {
    const bubble = this.#bubble.element;
    bubble.addEventListener('click', () => this.#toggleByHand());
    for (const event of ['pointerenter', 'focus', 'touchstart'] as const)
      bubble.addEventListener(event, () => void OpenIMLauncher.loadPanel().catch(() => undefined), {
        passive: true,
      });
    this.#start.addEventListener('focus', () => {
      if (bubble.offsetParent) bubble.focus();
      else this.panel?.focusEnd();
    });
    this.#end.addEventListener('focus', () => {
      if (this.panel) this.panel.focusStart();
      else (root.querySelector<HTMLElement>('.wait button') ?? bubble).focus();
    });
    root.addEventListener('keydown', (event) => {
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape' && !isComposing(event);
      if (!isEscape || event.defaultPrevented || !this.open) return;
      event.stopPropagation();
      // Otherwise the browser would close something of the page as well.
      event.preventDefault();
      this.#closeByHand();
    });
    root.addEventListener('openim-unread-change', (event) => {
      this.#unread = (event as CustomEvent<{ total: number }>).detail.total;
      this.#schedule();
    });
  }

  // ── What a page can do ───────────────────────────────────────────────────────────────────────────────────────────

  /** Number of unread messages, as far as it is known before the chat is loaded. */
  get unread(): number {
    return this.#unread;
  }

  /** The panel, once it is loaded. */
  get panel(): LauncherPanel | undefined {
    return this.#frame.panel;
  }

  toggle(): void {
    this.open = !this.open;
  }

  /** Resolves once the content of the open panel is loaded; rejects if it cannot be loaded. */
  async whenOpen(): Promise<void> {
    await this.#frame.load();
  }

  /** Shows a text beside the bubble now. */
  greet(text: string): void {
    if (!this.open) this.#greeting.show(text);
  }

  /**
   * Sends a message as the visitor. Resolves once the message is stored; it goes out as soon as possible. Aborting
   * `signal` before then prevents the send.
   */
  async sendMessage(message: OutgoingMessage, signal?: AbortSignal): Promise<void> {
    const panel = await this.#frame.load();
    await panel.send(message, signal);
  }

  /** Opens the panel with a conversation; resolves to its conversationID. */
  async startConversation(target: LauncherTarget): Promise<string> {
    this.open = true;
    const panel = await this.#frame.load();
    return panel.startConversation(target);
  }

  /** Resolves once nothing of the previous user is left, to the number of their messages that were never sent. */
  async whenForgotten(): Promise<number> {
    // Changes of properties are carried out in a microtask.
    await Promise.resolve();
    return (await (await this.#frame.loading)?.whenForgotten()) ?? 0;
  }

  /**
   * Forgets the user: screen, storage and connection. A visitor who starts again is a new one. Unsent messages get
   * a moment to go out; resolves to the number of those that did not.
   */
  async forget(): Promise<number> {
    const { url } = this;
    const { userID, formerGuest } = readMemory(url);
    const former = this.#frame.release();
    this.open = false;
    this.#unread = 0;
    this.#greeting.hide();
    clearMemory(url);
    rememberOpen(false);
    this.#schedule();
    if (!former && !userID) return 0;
    // Only the panel can delete its cache. If it cannot be loaded, the next one finds here whom it still has to forget.
    if (userID) writeMemory(url, { userID, formerGuest });
    return (former ?? (await this.#frame.create())).forget();
  }

  // ── Opening and closing ──────────────────────────────────────────────────────────────────────────────────────────

  #toggleByHand(): void {
    this.#isByHand = true;
    this.toggle();
  }

  readonly #closeByHand = (): void => {
    this.#isByHand = true;
    this.open = false;
  };

  // ── Drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────

  #schedule(): void {
    if (this.#isScheduled || !this.isConnected) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.isConnected) this.#update();
    });
  }

  #update(): void {
    this.#followIdentity();
    const words = bubbleWords(languageOf(this.locale || document.documentElement.lang));
    this.#bubble.update(this.open, this.#unread, words);
    this.#greeting.name(words.dismiss);
    this.#frame.element.ariaLabel = this.heading || words.chat;
    this.#frame.element.hidden = this.#start.hidden = this.#end.hidden = !this.open;
    if (this.greeting && !this.open) {
      this.#greeting.plan(this.greetingDelay, () => {
        if (!readMemory(this.url).isGreeted) this.greet(this.greeting);
      });
    }
    if (this.panel) this.panel.config = this.#config();
    if (this.open !== this.#isShown) this.#handleShown(this.open, words);
    this.#frame.takeBack(this.open);
  }

  #handleShown(isOpen: boolean, words: BubbleWords): void {
    this.#isShown = isOpen;
    rememberOpen(isOpen);
    if (isOpen) {
      this.#dismissGreeting();
      void this.#frame.show(words, this.#isByHand);
    } else if (this.#isByHand) {
      this.#bubble.element.focus();
    }
    this.#isByHand = false;
    const name = isOpen ? 'openim-launcher-open' : 'openim-launcher-close';
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }

  /** Handles a change of user: the panel forgets the former one, and is loaded for that if necessary. */
  #followIdentity(): void {
    const identity = JSON.stringify([this.url, this.userID]);
    const isFirst = this.#identity === undefined;
    if (identity === this.#identity) return;
    this.#identity = identity;
    if (isFirst) return;
    this.#unread = 0;
    this.#greeting.hide();
    if (wasOpen()) this.open = true;
    if (!this.panel && readMemory(this.url).userID) this.#frame.load().catch(() => undefined);
  }

  #dismissGreeting(): void {
    if (this.greeting) writeMemory(this.url, { isGreeted: true });
    this.#greeting.hide();
  }

  #config(): PanelConfig {
    const { url, apiURL, userID, token, peerID, groupID, getToken, name, email, heading, subheading, locale } =
      this;
    return {
      url,
      apiURL,
      userID,
      token,
      getToken,
      name,
      email,
      heading,
      subheading,
      locale,
      target: peerID ? { userID: peerID } : groupID ? { groupID } : undefined,
      fields: this.preChatFields ?? fieldsOf(this.preChat),
      attributes: this.visitorAttributes ?? {},
      isOpen: this.open,
      isAway: this.away,
      isSilent: this.noSound,
      close: this.#closeByHand,
    };
  }

  static {
    defineProperties(this.prototype, (launcher) => launcher.#schedule());
  }
}

import type {
  LauncherTarget,
  OutgoingMessage,
  PreChatField,
  VisitorAttributes,
} from '../components/launcher/launcher.js';
import type { FactDetails } from '../components/index.js';

/** The options of a chat: its gateway, the visitor, and its look. */
export type EmbedOptions = {
  /** URL of the gateway: `wss://chat.example`. */
  readonly url: string;
  /** URL of the gateway's REST API, if it is not on the host of `url`. */
  readonly apiURL?: string;

  /** The visitor's name and email address, if the page knows them. */
  readonly name?: string;
  readonly email?: string;
  /** More information for the agents: strings, numbers and booleans by name. */
  readonly attributes?: VisitorAttributes;
  /** A user of the site, with a token from its back end, as in `setUser`. */
  readonly userID?: string;
  readonly token?: string;
  readonly getToken?: () => Promise<string>;
  /** Whom a user with a token chats with, instead of the support agents. */
  readonly peerID?: string;
  readonly groupID?: string;

  /** Questions asked before the chat: `name email?`, or a list. */
  readonly preChat?: string | readonly PreChatField[];
  readonly heading?: string;
  readonly subheading?: string;
  /** Shown beside the bubble after `greetingDelay` seconds, 5 by default. */
  readonly greeting?: string;
  readonly greetingDelay?: number;
  /** Says that nobody is available, whatever the gateway reports. */
  readonly away?: boolean;
  readonly noSound?: boolean;

  /** `en`, `zh-CN` or `ar`; defaults to the page's `lang`. */
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark' | 'auto';
  /** The accent colour, any CSS colour. */
  readonly color?: string;
  readonly position?: 'bottom-end' | 'bottom-start' | 'bottom-left' | 'bottom-right';
  /** Whether the panel is initially open. */
  readonly open?: boolean;
  /** Whether the bubble is initially hidden, until `show` or `open`. */
  readonly hidden?: boolean;
  /** The page's nonce, for browsers without constructable style sheets. */
  readonly nonce?: string;
};

/** A user of the site, verified by its back end. */
export type EmbedUser = {
  readonly userID: string;
  /** Gets a token from the site's back end; called again when it has expired. */
  readonly getToken?: () => Promise<string>;
  readonly token?: string;
};

/** The events of `on`, with the argument of their listeners. */
export type EmbedEvents = {
  ready: FactDetails['openim-ready'];
  open: undefined;
  close: undefined;
  message: FactDetails['openim-message-received'];
  'message-sent': FactDetails['openim-message-sent'];
  /** The unread count. */
  unread: number;
  /** `idle | connecting | online | waiting | closed`. */
  connection: FactDetails['openim-connection-change']['state']['kind'];
  'token-expired': FactDetails['openim-token-expired'];
  error: FactDetails['openim-error'];
};
export type EmbedEventName = keyof EmbedEvents;

/** The values that `get` can return. */
export type EmbedState = {
  unread: number;
  open: boolean;
  /** Whether the bubble is visible. */
  visible: boolean;
  /** The user's ID; `''` until there is one. */
  userID: string;
  conversationID: string;
  connection: EmbedEvents['connection'];
  locale: string;
};

export type Listener<Name extends EmbedEventName> = (detail: EmbedEvents[Name]) => void;

/**
 * Removes the listener when called. You can also await it, like everything a verb returns, to get the same function.
 */
export type Unsubscribe = (() => void) & Promise<() => void>;

/** How many unsent messages of the previous user were discarded. */
export type Leaving = { readonly unsent: number };

/** The verbs with their arguments; each returns a promise of the result given here. */
export type Verbs = {
  boot(options?: Partial<EmbedOptions>): void;
  shutdown(): Leaving;
  open(): void;
  close(): void;
  toggle(): void;
  show(): void;
  hide(): void;
  update(options: Partial<EmbedOptions>): void;
  setUser(user: EmbedUser | null): Leaving;
  setLocale(locale: string): void;
  setColorScheme(scheme: 'light' | 'dark' | 'auto'): void;
  greet(text: string): void;
  startConversation(target: LauncherTarget): string;
  sendMessage(message: OutgoingMessage): void;
  off(event: EmbedEventName, listener?: (detail: never) => void): void;
};

/** `OpenIMChat(verb, …)` carries out a verb. Its promise settles within 3 seconds; it rejects with an `EmbedError`. */
export interface OpenIMChat {
  <Name extends EmbedEventName>(verb: 'on', event: Name, listener: Listener<Name>): Unsubscribe;
  <Name extends keyof EmbedState>(verb: 'get', name: Name): Promise<EmbedState[Name]>;
  <Verb extends keyof Verbs>(verb: Verb, ...args: Parameters<Verbs[Verb]>): Promise<ReturnType<Verbs[Verb]>>;
  /** True for this function, absent on the snippet's function that queues calls until the script is loaded. */
  readonly isLoaded: true;
}

import type {
  LauncherTarget,
  OutgoingMessage,
  PreChatField,
  VisitorAttributes,
} from '../components/launcher/launcher.js';
import type { FactDetails } from '../components/index.js';

/** What a page tells about itself and its visitor. */
export type EmbedOptions = {
  /** Address of the gateway: `wss://chat.example`. */
  readonly url: string;
  /** Address of the gateway's REST interface, when it is not at the host of `url`. */
  readonly apiURL?: string;

  /** The visitor's name and email address, where the page knows them. */
  readonly name?: string;
  readonly email?: string;
  /** What else the agents are to know: texts, numbers and booleans by their names. */
  readonly attributes?: VisitorAttributes;
  /** A user of the site, by a token of its back end, as with `setUser`. */
  readonly userID?: string;
  readonly token?: string;
  readonly getToken?: () => Promise<string>;
  /** Whom a user with a token chats with, instead of the support agents. */
  readonly peerID?: string;
  readonly groupID?: string;

  /** Asked before the chat: `name email?`, or a list of questions. */
  readonly preChat?: string | readonly PreChatField[];
  readonly heading?: string;
  readonly subheading?: string;
  /** Said beside the bubble after `greetingDelay` seconds, 5 when absent. */
  readonly greeting?: string;
  readonly greetingDelay?: number;
  /** Says that nobody is there, whatever the gateway knows. */
  readonly away?: boolean;
  readonly noSound?: boolean;

  /** `en`, `zh-CN` or `ar`; the page's `lang` when absent. */
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark' | 'auto';
  /** The accent, any CSS colour. */
  readonly color?: string;
  readonly position?: 'bottom-end' | 'bottom-start' | 'bottom-left' | 'bottom-right';
  /** Whether it begins open. */
  readonly open?: boolean;
  /** Whether it begins without a bubble, until `show` or `open`. */
  readonly hidden?: boolean;
  /** The page's nonce, for browsers without constructed style sheets. */
  readonly nonce?: string;
};

/** A user of the site, whom its back end vouches for. */
export type EmbedUser = {
  readonly userID: string;
  /** Asks the site's back end for a token; called again when it has expired. */
  readonly getToken?: () => Promise<string>;
  readonly token?: string;
};

/** What listeners of `on` are called with. */
export type EmbedEvents = {
  ready: FactDetails['openim-ready'];
  open: undefined;
  close: undefined;
  message: FactDetails['openim-message-received'];
  'message-sent': FactDetails['openim-message-sent'];
  /** How many messages are unread. */
  unread: number;
  /** `idle | connecting | online | waiting | closed`. */
  connection: FactDetails['openim-connection-change']['state']['kind'];
  'token-expired': FactDetails['openim-token-expired'];
  error: FactDetails['openim-error'];
};
export type EmbedEventName = keyof EmbedEvents;

/** What `get` knows. */
export type EmbedState = {
  unread: number;
  open: boolean;
  /** Whether there is a bubble. */
  visible: boolean;
  /** Who chats; `''` until somebody does. */
  userID: string;
  conversationID: string;
  connection: EmbedEvents['connection'];
  locale: string;
};

export type Listener<Name extends EmbedEventName> = (detail: EmbedEvents[Name]) => void;

/** Ends listening when called. It can also be awaited, as everything a verb returns: that gives the same function. */
export type Unsubscribe = (() => void) & Promise<() => void>;

/** How many messages of whoever was here before never went out. They are gone. */
export type Leaving = { readonly unsent: number };

/** What can be done, and what it resolves to. */
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

/** `OpenIMChat(verb, …)`: does it, within 3 seconds, or rejects with the reason. */
export interface OpenIMChat {
  <Name extends EmbedEventName>(verb: 'on', event: Name, listener: Listener<Name>): Unsubscribe;
  <Name extends keyof EmbedState>(verb: 'get', name: Name): Promise<EmbedState[Name]>;
  <Verb extends keyof Verbs>(verb: Verb, ...args: Parameters<Verbs[Verb]>): Promise<ReturnType<Verbs[Verb]>>;
  /** Tells the function from what queues for it. */
  readonly isLoaded: true;
}

import type { SupportSessionRequest } from '../../src/index.js';

/** A question that the form asks before a chat begins. */
export type PreChatField = {
  /** `name` and `email` become the visitor's own; every other answer becomes an attribute that agents see. */
  readonly name: string;
  /** The label on screen; `name` and `email` have default labels. */
  readonly label?: string;
  readonly type?: 'text' | 'email' | 'tel' | 'textarea' | 'select';
  /** The options of a `select`. */
  readonly options?: readonly string[];
  readonly required?: boolean;
};

export type VisitorAttributes = NonNullable<SupportSessionRequest['attributes']>;

/** What the visitor has entered, or what the page knows about them. */
export type VisitorDetails = {
  readonly name: string;
  readonly email: string;
  readonly attributes: VisitorAttributes;
};

/** The other side of the chat: the visitor's own group, or a user or group that the page names. */
export type LauncherTarget = { readonly userID: string } | { readonly groupID: string };

/** Everything that the panel needs to know. It is replaced by a new object whenever anything changes. */
export type PanelConfig = VisitorDetails & {
  readonly url: string;
  readonly apiURL: string;
  /** The user that is logged in with a token of the site; `''` for a visitor. */
  readonly userID: string;
  readonly token: string;
  readonly getToken: (() => Promise<string>) | undefined;
  readonly target: LauncherTarget | undefined;
  readonly fields: readonly PreChatField[];
  readonly heading: string;
  readonly subheading: string;
  readonly locale: string;
  readonly isOpen: boolean;
  readonly isAway: boolean;
  readonly isSilent: boolean;
  readonly close: () => void;
};

/** A message that a page sends in the visitor's name: a text, or the data of a custom message. */
export type OutgoingMessage =
  | string
  | { readonly text: string }
  | { readonly data: unknown; readonly description?: string; readonly extension?: string };

/** What the launcher needs of its panel. */
export interface LauncherPanel extends HTMLElement {
  config: PanelConfig | undefined;
  /** ID of the visitor or user, once the chat has begun. */
  readonly userID: string;
  /** ID of the conversation, once the chat has begun. */
  readonly conversationID: string;
  /** `idle | connecting | online | waiting | closed`. */
  readonly connection: string;
  focusStart(): void;
  focusEnd(): void;
  /** Resolves once the message is stored; it is sent as soon as the gateway can be reached. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<void>;
  /** Opens the conversation; resolves to its conversationID. */
  startConversation(target: LauncherTarget): Promise<string>;
  /** Resolves once nothing of the previous user is left, to the number of their messages that were never sent. */
  whenForgotten(): Promise<number>;
  /** Ends the session for good and deletes the user's cache. Resolves like `whenForgotten`. */
  forget(): Promise<number>;
}

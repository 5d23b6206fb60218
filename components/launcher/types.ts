import type { SupportSessionRequest } from '../../src/index.js';

/** A question the form asks before a chat begins. */
export type PreChatField = {
  /** `name` and `email` become the visitor's own; any other goes into the attributes agents see. */
  readonly name: string;
  /** What it is called on screen; `name` and `email` have words of their own. */
  readonly label?: string;
  readonly type?: 'text' | 'email' | 'tel' | 'textarea' | 'select';
  /** What can be chosen, for `select`. */
  readonly options?: readonly string[];
  readonly required?: boolean;
};

export type VisitorAttributes = NonNullable<SupportSessionRequest['attributes']>;

/** What a visitor gave or a page knows of them. */
export type VisitorDetails = {
  readonly name: string;
  readonly email: string;
  readonly attributes: VisitorAttributes;
};

/** Whom the chat is with: everybody of the visitor's own group, or somebody a page names. */
export type LauncherTarget = { readonly userID: string } | { readonly groupID: string };

/** Everything the panel is told. A new object whenever anything changes. */
export type PanelConfig = VisitorDetails & {
  readonly url: string;
  readonly apiURL: string;
  /** Who is logged in by a token of the site's own; `''` for a visitor. */
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
  close(): void;
};

/** A message a page sends in the visitor's name: a text, or a custom message's data. */
export type OutgoingMessage =
  | string
  | { readonly text: string }
  | { readonly data: unknown; readonly description?: string; readonly extension?: string };

/** What the bubble asks of the panel behind it. */
export interface LauncherPanel extends HTMLElement {
  config: PanelConfig | undefined;
  /** Who chats, once they do. */
  readonly userID: string;
  /** Where they chat, once they do. */
  readonly conversationID: string;
  /** `idle | connecting | online | waiting | closed`. */
  readonly connection: string;
  focusStart(): void;
  focusEnd(): void;
  /** Resolves once the message is stored; it is sent as soon as the gateway can be reached. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<void>;
  /** Opens the conversation; resolves to its conversationID. */
  startConversation(target: LauncherTarget): Promise<string>;
  /** Resolves once nothing of the user before the present one is left, to how many of their messages never went out. */
  whenForgotten(): Promise<number>;
  /** Ends the session for good: nothing of the user stays in the cache. Resolves as `whenForgotten` does. */
  forget(): Promise<number>;
}

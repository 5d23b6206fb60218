/**
 * Every event the elements fire. All bubble and cross shadow boundaries; details are plain data.
 *
 * Requests say what the user wants, before it happens. The nearest provider carries a request out once all listeners
 * have seen it, unless one called `preventDefault()`: a page can refuse or take over any action. A page may also
 * dispatch requests of its own.
 *
 * Facts say what has happened. They cannot be prevented.
 */
import { OpenIMError, type ConnectionState, type MessageItem } from '../../src/index.js';
import type { PeopleRequestDetails } from './people-events.js';

type MessageRef = { readonly conversationID: string; readonly clientMsgID: string };

/** Somebody named in a text: `@` and the nickname stand in it. */
export type Mention = { readonly userID: string; readonly nickname: string };

/** Messages that are neither a text nor a file. */
export type ComposedContent =
  | {
      readonly kind: 'location';
      readonly description: string;
      /** Degrees. */
      readonly latitude: number;
      readonly longitude: number;
    }
  | {
      readonly kind: 'card';
      /** One of both is `''`. */
      readonly userID: string;
      readonly groupID: string;
      readonly nickname: string;
      readonly faceURL: string;
    }
  | { readonly kind: 'face'; readonly index: number; readonly data: string }
  | { readonly kind: 'custom'; readonly data: string; readonly description: string; readonly extension: string };

/** Details of the requests. */
export type RequestDetails = PeopleRequestDetails & {
  'openim-conversation-select-request': { readonly conversationID: string };
  'openim-conversation-pin-request': { readonly conversationID: string; readonly isPinned: boolean };
  'openim-conversation-mute-request': { readonly conversationID: string; readonly isMuted: boolean };
  'openim-conversation-read-request': { readonly conversationID: string };
  'openim-conversation-delete-request': { readonly conversationID: string };
  'openim-send-request': {
    readonly conversationID: string;
    readonly text: string;
    /** clientMsgID of the message it answers. */
    readonly quotedID?: string;
    readonly mentions?: readonly Mention[];
  };
  /** A recording is to be uploaded and sent. */
  'openim-voice-request': { readonly conversationID: string; readonly file: File; readonly durationMs: number };
  'openim-compose-request': { readonly conversationID: string; readonly content: ComposedContent };
  /** The next text shall answer this message. */
  'openim-quote-request': MessageRef;
  /** A message's text shall be written anew: one that waits is taken back, one that was recalled is put into the field. */
  'openim-edit-request': MessageRef;
  /** Selects a message, or no longer. The first one begins selecting. */
  'openim-message-select-request': MessageRef & { readonly isSelected: boolean };
  /** Messages go to other conversations: as one that holds them all, or each by itself. */
  'openim-forward-request': {
    readonly conversationID: string;
    readonly clientMsgIDs: readonly string[];
    readonly targetIDs: readonly string[];
    /** What the message that holds them is called, and a line for each of them. */
    readonly merged?: { readonly title: string; readonly summaries: readonly string[] };
  };
  /** The user wants to write to a person or into a group: its conversation is found or made, and chosen. */
  'openim-conversation-start-request': { readonly userID: string } | { readonly groupID: string };
  /** The reader wants to see this message where it stands, wherever in the history that is. */
  'openim-jump-request': MessageRef;
  /** The reader wants to see what was written from a moment on: milliseconds since 1970. */
  'openim-time-jump-request': { readonly conversationID: string; readonly ms: number };
  /** Messages of a conversation shall be looked for: opens its search with these words, which may be none. */
  'openim-search-request': { readonly conversationID: string; readonly words: string };
  /** Files are to be uploaded and sent. A page that prevents it stores them elsewhere and sends messages with their URLs. */
  'openim-upload-request': { readonly conversationID: string; readonly files: readonly File[] };
  'openim-retry-request': MessageRef;
  /** Takes back a message that was not sent. */
  'openim-discard-request': MessageRef;
  'openim-revoke-request': MessageRef;
  /** Deletes one's own copy of a message. */
  'openim-delete-request': MessageRef;
  /** Connect now; after being kicked, take the connection over. */
  'openim-reconnect-request': undefined;
};

/** Details of the facts. */
export type FactDetails = {
  /** The user's conversations are there. */
  'openim-ready': { readonly userID: string };
  'openim-message-sent': { readonly conversationID: string; readonly message: Readonly<MessageItem> };
  /** `notifies` in the one tab of the user's that makes a sound about it, see `Session.notifies`. */
  'openim-message-received': {
    readonly conversationID: string;
    readonly message: Readonly<MessageItem>;
    readonly notifies: boolean;
  };
  'openim-unread-change': { readonly total: number };
  /** The user chose another conversation, or none is left open. */
  'openim-conversation-change': { readonly conversationID: string | undefined };
  'openim-connection-change': { readonly state: ConnectionState };
  /** The token's time is over and no other one was to be had. Give the provider a new one. */
  'openim-token-expired': { readonly userID: string };
  'openim-launcher-open': undefined;
  'openim-launcher-close': undefined;
  /** A request was carried out. `name` is the request's. */
  'openim-request-done': { readonly name: RequestName };
  /** A request could not be carried out. */
  'openim-error': { readonly code: number; readonly message: string };
};

export type RequestName = keyof RequestDetails;
export type FactName = keyof FactDetails;

export type OpenIMEventMap = {
  [Name in RequestName]: CustomEvent<RequestDetails[Name]>;
} & { [Name in FactName]: CustomEvent<FactDetails[Name]> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extending is the only way to add computed members
  interface GlobalEventHandlersEventMap extends OpenIMEventMap {}
}

/** Tells that something happened. */
export function emit<Name extends FactName>(target: EventTarget, name: Name, detail: FactDetails[Name]): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}

/** What `openim-error` says of an error: 0 and its text, where it has no code. */
export function errorDetail(error: unknown): FactDetails['openim-error'] {
  return error instanceof OpenIMError
    ? { code: error.errCode, message: error.errMsg }
    : { code: 0, message: String(error) };
}

/** Asks for something. False when a listener prevented it; otherwise it will be carried out. */
export function request<Name extends RequestName>(
  target: EventTarget,
  name: Name,
  detail: RequestDetails[Name],
): boolean {
  return target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }));
}

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

/** A user who is mentioned in a text, which contains `@` and the nickname. */
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
      /** One of `userID` and `groupID` is `''`. */
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
  /** Uploads and sends a recording. */
  'openim-voice-request': { readonly conversationID: string; readonly file: File; readonly durationMs: number };
  'openim-compose-request': { readonly conversationID: string; readonly content: ComposedContent };
  /** The next text answers this message. */
  'openim-quote-request': MessageRef;
  /** Puts a message's text back into the text field: a waiting message is discarded for that, a revoked one only copied. */
  'openim-edit-request': MessageRef;
  /** Selects or deselects a message. The first selected message starts the selection mode. */
  'openim-message-select-request': MessageRef & { readonly isSelected: boolean };
  /** Forwards messages to other conversations: merged into one message, or each by itself. */
  'openim-forward-request': {
    readonly conversationID: string;
    readonly clientMsgIDs: readonly string[];
    readonly targetIDs: readonly string[];
    /** The title of the merged message, and a line for each message in it. */
    readonly merged?: { readonly title: string; readonly summaries: readonly string[] };
  };
  /** Finds or creates the conversation with a user or group, and selects it. */
  'openim-conversation-start-request': { readonly userID: string } | { readonly groupID: string };
  /** Shows a message in its place, wherever in the history that is. */
  'openim-jump-request': MessageRef;
  /** Shows the messages from a moment on: milliseconds since 1970. */
  'openim-time-jump-request': { readonly conversationID: string; readonly ms: number };
  /** Opens the search in a conversation with these words, which may be empty. */
  'openim-search-request': { readonly conversationID: string; readonly words: string };
  /** Uploads and sends files. A page that prevents it stores them elsewhere and sends messages with their URLs. */
  'openim-upload-request': { readonly conversationID: string; readonly files: readonly File[] };
  'openim-retry-request': MessageRef;
  /** Discards a message that was not sent. */
  'openim-discard-request': MessageRef;
  'openim-revoke-request': MessageRef;
  /** Deletes the user's own copy of a message. */
  'openim-delete-request': MessageRef;
  /** Connects now; after another client has taken the connection over, takes it back. */
  'openim-reconnect-request': undefined;
};

/** Details of the facts. */
export type FactDetails = {
  /** The user's conversations are loaded. */
  'openim-ready': { readonly userID: string };
  'openim-message-sent': { readonly conversationID: string; readonly message: Readonly<MessageItem> };
  /** `notifies` is true in the one tab of the user that plays a sound for the message; false if the conversation is muted. */
  'openim-message-received': {
    readonly conversationID: string;
    readonly message: Readonly<MessageItem>;
    readonly notifies: boolean;
  };
  'openim-unread-change': { readonly total: number };
  /** The user selected another conversation, or closed the last one. */
  'openim-conversation-change': { readonly conversationID: string | undefined };
  'openim-connection-change': { readonly state: ConnectionState };
  /** The token has expired, and no other one was available. Give the provider a new one. */
  'openim-token-expired': { readonly userID: string };
  'openim-launcher-open': undefined;
  'openim-launcher-close': undefined;
  /** A request was carried out; `name` is its name. */
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

/** Dispatches an event that reports a fact. */
export function emit<Name extends FactName>(target: EventTarget, name: Name, detail: FactDetails[Name]): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}

/** Returns the detail of `openim-error` for an error; an error without a code gets 0 and its text. */
export function errorDetail(error: unknown): FactDetails['openim-error'] {
  return error instanceof OpenIMError
    ? { code: error.errCode, message: error.errMsg }
    : { code: 0, message: String(error) };
}

/** Dispatches a request. Returns false if a listener has prevented it; otherwise it will be carried out. */
export function request<Name extends RequestName>(
  target: EventTarget,
  name: Name,
  detail: RequestDetails[Name],
): boolean {
  return target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }));
}

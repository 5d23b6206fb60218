/** The messages between the tabs of one user, over one BroadcastChannel per user and server. */
import type { ConnectionState, EngineCapabilities } from '../../connection/engine.js';
import type { FullUserItem, MethodArgs, MethodName } from '../../protocol/index.js';
import { ErrorCode, OpenIMError } from '../../protocol/index.js';
import type { OutgoingMessage, Sync, SyncEvents } from '../types.js';

/** To be incremented with incompatible changes of the messages: tabs with different versions ignore each other. */
export const TAB_PROTOCOL_VERSION = 3;

/** Questions that the leader answers by calling the method of {@link Sync} with the same name. */
export type SyncQuestion =
  | 'getOverview'
  | 'getNewest'
  | 'refresh'
  | 'loadOlder'
  | 'loadAround'
  | 'loadNewer'
  | 'retry'
  | 'discard'
  | 'saveDraft'
  | 'call';

/** The questions that a tab may ask the leader, with their arguments. */
export type TabQuestions = { readonly [Question in SyncQuestion]: Parameters<Sync[Question]> } & {
  /** Answered twice: when the message is stored, and when it is sent. */
  readonly send: [outgoing: OutgoingMessage];
  /** Like `call`, but calls the engine instead of the cache, for methods that end the login. */
  readonly callEngine: [name: MethodName, args: MethodArgs<MethodName>, operationID: string | undefined];
};
export type TabQuestion = keyof TabQuestions;

export type Answer =
  /** Only sent for `send`, before one of the other two. */
  | { readonly stage: 'stored' }
  | { readonly stage: 'done'; readonly value: unknown }
  | { readonly stage: 'failed'; readonly error: unknown };

/** The state of the shared connection. */
export type SharedState = { readonly state: ConnectionState; readonly capabilities: EngineCapabilities };

/** The leader's state, for a tab that joins. */
export type TabSnapshot = SharedState & {
  readonly storeKind: Sync['storeKind'];
  readonly self: FullUserItem | undefined;
};

/** Events of sync that the leader forwards to the other tabs. */
export const sharedEvents = ['change', 'frame', 'listed', 'storage'] as const;
export type TabEvent = {
  readonly [Name in (typeof sharedEvents)[number]]: { readonly name: Name; readonly payload: SyncEvents[Name] };
}[(typeof sharedEvents)[number]];

/** `from` and `to` are IDs of tabs. A tab ignores messages from leaders other than the one it follows. */
export type TabMessage = { readonly from: string } & (
  | {
      readonly kind: 'ask';
      readonly to: string;
      readonly id: string;
      readonly question: TabQuestion;
      readonly args: readonly unknown[];
    }
  /** Asks for a leader, which answers `alive` at once; if `isNew`, it also answers `welcome` once its cache is open. */
  | { readonly kind: 'ping'; readonly isNew: boolean }
  /** To the leader: connect now, even after the session was closed; `token`, if given, replaces the present one. */
  | { readonly kind: 'reconnect'; readonly token: string | undefined }
  /** To the leader: if it waits for a retry, connect now, because the user has turned to this tab. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'alive' }
  /** There is a new leader; the previous one will not answer any more questions. */
  | { readonly kind: 'elected' }
  | { readonly kind: 'welcome'; readonly snapshot: TabSnapshot }
  | { readonly kind: 'answer'; readonly to: string; readonly id: string; readonly answer: Answer }
  | { readonly kind: 'state'; readonly shared: SharedState }
  | { readonly kind: 'event'; readonly event: TabEvent }
  /** The user has logged out in one of the tabs. */
  | { readonly kind: 'logout' }
);

/** An error as a plain object, because cloning an Error only keeps its message. */
type TabError = Pick<OpenIMError, 'errCode' | 'errMsg' | 'event' | 'data' | 'operationID'>;

function packError(error: unknown): TabError {
  const { errCode, errMsg, event, data, operationID } =
    error instanceof OpenIMError ? error : new OpenIMError(ErrorCode.Internal, String(error));
  return { errCode, errMsg, event, data, operationID };
}

function unpackError(error: unknown): OpenIMError {
  const data = error as TabError;
  return new OpenIMError(data.errCode, data.errMsg, data);
}

/** Converts a message into a form that can be cloned. The inverse of {@link unpack}. */
export function pack(message: TabMessage): unknown {
  return withErrors(message, packError);
}

export function unpack(data: unknown): TabMessage {
  return withErrors(data as TabMessage, unpackError);
}

function withErrors(message: TabMessage, convert: (error: unknown) => unknown): TabMessage {
  if (message.kind === 'answer' && message.answer.stage === 'failed') {
    return { ...message, answer: { stage: 'failed', error: convert(message.answer.error) } };
  }
  if (message.kind !== 'event' || message.event.name !== 'listed' || !message.event.payload.error) return message;
  const error = convert(message.event.payload.error) as OpenIMError;
  return { ...message, event: { name: 'listed', payload: { error } } };
}

/** What the tabs of one user tell each other, over one BroadcastChannel per user and server. */
import type { ConnectionState, EngineCapabilities } from '../../connection/engine.js';
import type { FullUserItem, MethodArgs, MethodName } from '../../protocol/index.js';
import { ErrorCode, OpenIMError } from '../../protocol/index.js';
import type { CallableName, OutgoingMessage, Sync, SyncEvents } from '../types.js';

/** Counts incompatible changes of what follows: tabs with different ones have nothing to do with each other. */
export const TAB_PROTOCOL_VERSION = 2;

/** What whoever leads answers just as the member of {@link Sync} of that name does. */
export type ReadQuestion =
  'getOverview' | 'getNewest' | 'refresh' | 'loadOlder' | 'loadAround' | 'loadNewer' | 'retry' | 'discard';

/** What one tab may ask of the leader, with its arguments. */
export type TabQuestions = { readonly [Question in ReadQuestion]: Parameters<Sync[Question]> } & {
  /** Answered twice: when the message is stored, and when it is sent. */
  readonly send: [outgoing: OutgoingMessage];
  readonly call: [name: CallableName, args: MethodArgs<CallableName>, operationID: string | undefined];
  /** The same past the cache, for what ends the login. */
  readonly callEngine: [name: MethodName, args: MethodArgs<MethodName>, operationID: string | undefined];
};
export type TabQuestion = keyof TabQuestions;

export type Answer =
  /** To `send` only, before the other two. */
  | { readonly stage: 'stored' }
  | { readonly stage: 'done'; readonly value: unknown }
  | { readonly stage: 'failed'; readonly error: unknown };

/** How the shared connection is. */
export type SharedState = { readonly state: ConnectionState; readonly capabilities: EngineCapabilities };

/** Where the leader stands, for a tab that joins. */
export type TabSnapshot = SharedState & {
  readonly storeKind: Sync['storeKind'];
  readonly self: FullUserItem | undefined;
};

/** Events of sync that the leader passes on. */
export const sharedEvents = ['change', 'frame', 'listed', 'storage'] as const;
export type TabEvent = {
  readonly [Name in (typeof sharedEvents)[number]]: { readonly name: Name; readonly payload: SyncEvents[Name] };
}[(typeof sharedEvents)[number]];

/** `from` and `to` are IDs of tabs. What a leader says counts only for those who follow it. */
export type TabMessage = { readonly from: string } & (
  | {
      readonly kind: 'ask';
      readonly to: string;
      readonly id: string;
      readonly question: TabQuestion;
      readonly args: readonly unknown[];
    }
  /** Is somebody leading? Answered with `alive` at once, and with `welcome` when there is a cache, if it `isNew`. */
  | { readonly kind: 'ping'; readonly isNew: boolean }
  /** To whoever leads: try now, also after the gateway ended it; `token` is the newest, which all use from now on. */
  | { readonly kind: 'reconnect'; readonly token: string | undefined }
  /** To whoever leads: trying now may help. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'alive' }
  /** There is a new leader. What was asked of the one before is not answered. */
  | { readonly kind: 'elected' }
  | { readonly kind: 'welcome'; readonly snapshot: TabSnapshot }
  | { readonly kind: 'answer'; readonly to: string; readonly id: string; readonly answer: Answer }
  | { readonly kind: 'state'; readonly shared: SharedState }
  | { readonly kind: 'event'; readonly event: TabEvent }
  /** The user logged out, in whichever tab. */
  | { readonly kind: 'logout' }
);

/** An error as data: a cloned Error keeps nothing but its message. */
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

/** A message as it travels, and {@link unpack} back. */
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

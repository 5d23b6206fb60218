/**
 * Compiled by `npm run typecheck`, never run: calls and listeners that compile with the types of the published 2.3.0
 * client compile with ours.
 */
import type { OpenIMSDK as Original } from '../../node_modules/open-im-sdk-v2.3.0/index.js';
import type { EventName, MethodName, OpenIMSDK, WsResponse } from '../../src/index.js';
import { exactly } from './exactly.js';

/** Every method of the table is one of theirs, but for our extension of the protocol. */
declare const ofOurOwn: Exclude<MethodName, keyof Original>;
exactly<'getInboxChanges'>()(ofOurOwn);
type Theirs = Exclude<MethodName, 'getInboxChanges'>;

/** Methods whose arguments, as theirs are typed, ours do not take. */
declare const refused: {
  [Name in Theirs]: Parameters<Original[Name]> extends Parameters<OpenIMSDK[Name]> ? never : Name;
}[Theirs];
exactly<
  // Any number there, one of the values there are here.
  | 'getOneConversation'
  | 'getConversationIDBySessionType'
  | 'getGroupMemberList'
  | 'setGroupVerification'
  // One conversation there, but what gateways take is a list of them.
  | 'findMessageList'
  // Their messages lack the element of formatted texts.
  | 'createMergerMessage'
>()(refused);

/** Answers are frames, whichever method's. */
declare const otherAnswers: {
  [Name in MethodName]: Awaited<ReturnType<OpenIMSDK[Name]>> extends WsResponse ? never : Name;
}[MethodName];
exactly<never>()(otherAnswers);

/** Their listeners take any frame, and can be taken off again. */
export function listeners(openIM: OpenIMSDK, names: readonly EventName[]): void {
  const listener = (frame: { event: string; errCode: number; data: unknown }): void => {
    if (frame.errCode !== 0) throw new Error(frame.event);
  };
  for (const name of names) openIM.on(name, listener).off(name, listener);
}

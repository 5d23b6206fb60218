/**
 * Compiled by `npm run typecheck`, never run: what the types promise to those who write against them. A line that no
 * longer compiles, or an expected error that is none any more, fails.
 */
import type { OpenIMSDK } from '../../../src/index.js';
import {
  CbEvents,
  parse,
  RequestFunc,
  toJson,
  type ConversationItem,
  type EventFrame,
  type FriendItem,
  type Json,
  type MessageItem,
  type TotalUserStruct,
  type WsResponse,
} from '../../../src/protocol/index.js';
import { exactly } from '../../types/exactly.js';

// ── Json and parse ─────────────────────────────────────────────────────────────────────────────────────────────────

declare const friends: Json<FriendItem[]>;
exactly<FriendItem[]>()(parse(friends));
exactly<{ a: number }>()(parse(toJson({ a: 1 })));

/** A Json is a string wherever one is asked for. */
export const text: string = friends;

/** Text of one type is not that of another. */
// @ts-expect-error -- conversations are no friends
export const wrong: Json<ConversationItem[]> = friends;

// ── Responses and events ───────────────────────────────────────────────────────────────────────────────────────────

declare const sdk: OpenIMSDK;

export async function methods(): Promise<void> {
  exactly<ConversationItem[]>()(parse(await sdk.getAllConversationList()));
  exactly<TotalUserStruct[]>()(parse(await sdk.getUsersInfo(['a'], 'operation')));
  exactly<MessageItem>()(parse(await sdk.createTextMessage('hi')));
  exactly<string>()((await sdk.getTotalUnreadMsgCount()).data);
  exactly<''>()((await sdk.deleteConversation('single_a')).data);

  // @ts-expect-error -- a list of IDs, not one
  await sdk.getUsersInfo('a');
  // @ts-expect-error -- nothing to give it
  await sdk.getFriendList(['a']);
}

// @ts-expect-error -- no such method
export type Everything = OpenIMSDK['getEverything'];

export function events(): void {
  sdk
    .on(CbEvents.ONRECVNEWMESSAGE, (frame) => {
      exactly<EventFrame<'OnRecvNewMessage'>>()(frame);
      exactly<MessageItem>()(parse(frame));
    })
    .on('OnConversationChanged', (frame) => parse(frame).map(({ showName }) => showName))
    // Listeners written for the original client.
    .on(CbEvents.ONKICKEDOFFLINE, (frame: WsResponse) => frame.errCode)
    .off(CbEvents.ONKICKEDOFFLINE)
    .emit('OnConnecting', { event: 'OnConnecting', errCode: 0, errMsg: '', data: '', operationID: '' });
  // @ts-expect-error -- no such event
  sdk.on('OnEverything', () => undefined);
}

exactly<'OnRecvNewMessage'>()(CbEvents.ONRECVNEWMESSAGE);
exactly<'SendMessage'>()(RequestFunc.SENDMESSAGE);
exactly<'CreateImageMessageByURL'>()(RequestFunc.CREATEIMAGEMESSAGEFROMBYURL);

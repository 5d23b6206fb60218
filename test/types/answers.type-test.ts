/**
 * Compiled by `npm run typecheck`, never run: what `parse` makes of answers and events, method by method where they
 * differ, and which arguments are refused. What Json is by itself stands in test/src/protocol/json.type-test.ts.
 */
import {
  ErrorCode,
  GroupRole,
  OpenIMError,
  parse,
  SessionType,
  type BlackItem,
  type ConversationItem,
  type EventFrame,
  type EventName,
  type Events,
  type FriendApplicationItem,
  type FullUserItem,
  type GroupActionResult,
  type GroupApplicationItem,
  type GroupItem,
  type GroupMemberItem,
  type Json,
  type MessageItem,
  type MethodData,
  type MethodName,
  type OpenIMSDK,
  type ReadReceiptItem,
  type SearchedMessages,
  type TotalUserStruct,
} from '../../src/index.js';
import { exactly } from './exactly.js';

declare const openIM: OpenIMSDK;

// ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function answers(): Promise<void> {
  exactly<FullUserItem>()(parse(await openIM.getSelfUserInfo()));
  exactly<TotalUserStruct[]>()(parse(await openIM.getFriendList()));
  exactly<BlackItem[]>()(parse(await openIM.getBlackList()));
  exactly<FriendApplicationItem[]>()(parse(await openIM.getSendFriendApplicationList()));
  exactly<GroupItem[]>()(parse(await openIM.getGroupsInfo(['g'])));
  exactly<GroupApplicationItem[]>()(parse(await openIM.getRecvGroupApplicationList()));
  exactly<ConversationItem>()(parse(await openIM.getOneConversation({ sourceID: 'bob', sessionType: 1 })));

  const group = { groupID: 'g', userIDList: ['bob'], reason: '' };
  exactly<GroupActionResult[]>()(parse(await openIM.inviteUserToGroup(group)));
  exactly<GroupMemberItem[]>()(parse(await openIM.getGroupMembersInfo(group)));
  exactly<SearchedMessages>()(parse(await openIM.searchLocalMessages({ keywordList: ['a'] })));

  // Two quotes are the JSON of nothing.
  exactly<''>()(parse(await openIM.addBlack('bob')));
  exactly<string>()((await openIM.getLoginUser()).data);
}

export async function sending(): Promise<void> {
  const { data: message } = await openIM.createTextMessage('hello');
  exactly<Json<MessageItem>>()(message);
  const answer = await openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  exactly<MessageItem>()(parse(answer));
  exactly<number>()(parse(answer.data).sendTime);
}

/** A message inside a conversation is JSON once more, unless there is none. */
export function latest({ latestMsg }: ConversationItem): string | undefined {
  exactly<Json<MessageItem> | ''>()(latestMsg);
  return latestMsg === '' ? undefined : parse(latestMsg).content;
}

/** Nothing an application gets is `any`, and all of it is text. */
type Untyped<Table> = {
  [Name in keyof Table]: 0 extends 1 & Table[Name] ? Name : Table[Name] extends string ? never : Name;
};
declare const untypedAnswers: Untyped<{ [Name in MethodName]: MethodData<Name> }>[MethodName];
exactly<never>()(untypedAnswers);
declare const untypedEvents: Untyped<Events>[EventName];
exactly<never>()(untypedEvents);

// ── Arguments ──────────────────────────────────────────────────────────────────────────────────────────────────────

export async function refusedArguments(message: Json<MessageItem>): Promise<void> {
  // @ts-expect-error -- groupID is '' for a person, not absent
  await openIM.sendMessage({ recvID: 'bob', message });
  // @ts-expect-error -- the message is its JSON, not the object
  await openIM.sendMessage({ recvID: 'bob', groupID: '', message: parse(message) });
  // @ts-expect-error -- one message, not a list
  await openIM.revokeMessage([message]);
  // @ts-expect-error -- there are two session types, single and group
  await openIM.getOneConversation({ sourceID: 'bob', sessionType: 3 });
  // @ts-expect-error -- 0, 1 and 2 are all the options
  await openIM.setConversationRecvMessageOpt({ conversationIDList: [], opt: 3 });
  // @ts-expect-error -- the group's name is what a group needs
  await openIM.createGroup({ groupBaseInfo: { groupType: 0 }, memberList: [] });
  // @ts-expect-error -- no such member
  await openIM.setSelfInfo({ nickName: 'Ada' });
  // @ts-expect-error -- an operationID is text
  await openIM.getFriendList(1);
  // @ts-expect-error -- a login needs a token
  await openIM.login({ userID: 'ada', url: 'ws://host', platformID: 5 });
  await openIM.getOneConversation({ sourceID: 'g', sessionType: SessionType.Group }, 'operation');
  await openIM.createGroup({
    groupBaseInfo: { groupType: 0, groupName: 'G' },
    memberList: [{ userID: 'bob', roleLevel: GroupRole.Admin }],
  });
}

// ── Events ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export function events(): void {
  openIM.on('OnRecvC2CReadReceipt', (frame) => exactly<ReadReceiptItem[]>()(parse(frame)));
  openIM.on('OnTotalUnreadMessageCountChanged', ({ data }) => exactly<string>()(data));
  openIM.on('OnRecvNewMessages', (frame) => {
    exactly<'OnRecvNewMessages'>()(frame.event);
    exactly<MessageItem[]>()(parse(frame));
  });
  openIM.on('OnConnecting', ({ data }) => exactly<''>()(data));
  openIM.on('OnGroupInfoChanged', (frame) => {
    // @ts-expect-error -- one group, not a list of them
    exactly<GroupItem[]>()(parse(frame));
  });
  // @ts-expect-error -- a listener to messages hears no friends
  openIM.on('OnFriendAdded', (frame: EventFrame<'OnRecvNewMessage'>) => frame.data);
}

/** One handler for all events knows by the name what it has. */
export function anyEvent(frame: EventFrame): string {
  switch (frame.event) {
    case 'OnRecvNewMessage':
      return parse(frame).content;
    case 'OnConversationChanged':
      return parse(frame)
        .map(({ showName }) => showName)
        .join(', ');
    default:
      return frame.event;
  }
}

// ── Errors ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function errors(): Promise<void> {
  try {
    await openIM.deleteFriend('bob');
  } catch (error) {
    if (!(error instanceof OpenIMError)) throw error;
    exactly<number>()(error.errCode);
    exactly<boolean>()(error.retryable);
    if (error.errCode === ErrorCode.RecordMissing) return;
  }
  exactly<802>()(ErrorCode.RecordMissing);
}

/** How successful calls change the cache, for those changes that no event reports. */
import {
  conversationIDOf,
  parse,
  textMember,
  type ConversationItem,
  type GetHistoryMsgParams,
  type GroupItem,
  type Json,
  type MethodArgs,
  type MethodName,
  type MethodResponse,
} from '../protocol/index.js';
import { putSelf } from './apply-event.js';
import { putConversation, putConversationList } from './apply-conversations.js';
import { conversationOf, putArrival, readMessage, removeRevoked } from './apply-message.js';
import type { CacheDraft } from './cache-draft.js';
import { applyPage, readPage, type PageAnchor } from './history.js';

type Applications = {
  readonly [Name in MethodName]?: (
    draft: CacheDraft,
    args: MethodArgs<Name>,
    response: MethodResponse<Name>,
  ) => Promise<void> | void;
};

const applications: Applications = {
  getHistoryMessageList: async (draft, [params], response) => {
    const { startClientMsgID, count } = params;
    const conversationID = conversationOfParams(params);
    const anchor = startClientMsgID ? await anchorOf(draft, conversationID, startClientMsgID) : undefined;
    // Without the anchor's time, it is unknown which messages lie between the anchor and the page.
    if (count <= 0 || (startClientMsgID && !anchor)) return;
    await applyPage(draft, conversationID, readPage(response), count, anchor);
  },
  revokeMessage: (draft, [message]) => withID(message, (clientMsgID) => removeRevoked(draft, clientMsgID)),
  deleteMessageFromLocalStorage: deleteMessage,
  deleteMessageFromLocalAndSvr: deleteMessage,
  clearC2CHistoryMessage: clearSingle,
  clearC2CHistoryMessageFromLocalAndSvr: clearSingle,
  clearGroupHistoryMessage: clearGroup,
  clearGroupHistoryMessageFromLocalAndSvr: clearGroup,
  deleteAllMsgFromLocal: clearAll,
  deleteAllMsgFromLocalAndSvr: clearAll,
  insertSingleMessageToLocalStorage: (draft, _, response) => putInserted(draft, parse(response)),
  insertGroupMessageToLocalStorage: (draft, _, response) => putInserted(draft, parse(response)),
  markC2CMessageAsRead: (draft, [{ msgIDList }]) => markRead(draft, msgIDList),
  markGroupMessageAsRead: (draft, [{ msgIDList }]) => markRead(draft, msgIDList),
  markMessageAsReadByConID: (draft, [{ msgIDList }]) => markRead(draft, msgIDList),

  getAllConversationList: (draft, _, response) => putConversationList(draft, parse(response)),
  getConversationListSplit: (draft, _, response) => putAll(draft, response),
  getMultipleConversation: (draft, _, response) => putAll(draft, response),
  getOneConversation: (draft, _, response) => putConversation(draft, parse(response)),
  getConversationIDBySessionType: (draft, _, response) => putConversation(draft, parse(response)),
  deleteConversation: (draft, [conversationID]) => draft.deleteConversation(conversationID),
  deleteConversationFromLocalAndSvr: (draft, [conversationID]) => draft.deleteConversation(conversationID),
  deleteAllConversationFromLocal: (draft) => {
    for (const conversationID of draft.cache.conversations.keys()) draft.deleteConversation(conversationID);
  },

  getSelfUserInfo: (draft, _, response) => putSelf(draft, parse(response)),
  getJoinedGroupList: (draft, _, response) => putGroups(draft, response),
  getGroupsInfo: (draft, _, response) => putGroups(draft, response),
  createGroup: (draft, _, response) => draft.putGroup(parse(response)),
};

/** Whether a successful call of the method changes the cache. */
export function meansSomething(name: MethodName): boolean {
  return name in applications;
}

/** Applies a successful call to the draft. @throws {SyntaxError} if the reply's data is not valid JSON */
export async function applyReply<Name extends MethodName>(
  draft: CacheDraft,
  name: Name,
  args: MethodArgs<Name>,
  response: MethodResponse<Name>,
): Promise<void> {
  const apply: Applications[Name] = applications[name];
  await apply?.(draft, args, response);
}

function deleteMessage(draft: CacheDraft, [message]: readonly [string]): Promise<void> {
  return withID(message, async (clientMsgID) => {
    await draft.deleteRow(clientMsgID);
    // The gateway may have refused the message and stored a copy all the same.
    if (draft.isUnsent(clientMsgID)) draft.deleteOutbox(clientMsgID);
  });
}

function clearSingle(draft: CacheDraft, [userID]: readonly [string]): void {
  draft.clear(conversationIDOf({ userID }));
}

function clearGroup(draft: CacheDraft, [groupID]: readonly [string]): void {
  draft.clear(conversationIDOf({ groupID }));
}

function clearAll(draft: CacheDraft): void {
  for (const conversationID of draft.cache.conversations.keys()) draft.clear(conversationID);
}

/** Marks messages of others as read. On a connection that reports every change, the gateway reports what it has marked. */
async function markRead(draft: CacheDraft, clientMsgIDs: readonly string[]): Promise<void> {
  if (draft.cache.isFollowing) return;
  await draft.prefetch(clientMsgIDs);
  for (const clientMsgID of clientMsgIDs) {
    const row = await draft.row(clientMsgID);
    if (row && row.sendID !== draft.cache.userID) await draft.putRow({ ...row, isRead: true });
  }
}

function conversationOfParams({ conversationID, userID, groupID }: GetHistoryMsgParams): string {
  return conversationID || conversationIDOf(userID ? { userID } : { groupID });
}

async function anchorOf(
  draft: CacheDraft,
  conversationID: string,
  clientMsgID: string,
): Promise<PageAnchor | undefined> {
  const segments = await draft.segments(conversationID);
  const segment = segments.find(({ oldestClientMsgID }) => oldestClientMsgID === clientMsgID);
  const sendTime = segment?.oldestSendTime ?? (await draft.row(clientMsgID))?.sendTime;
  return sendTime === undefined ? undefined : { sendTime, clientMsgID };
}

async function withID(messageJson: string, apply: (clientMsgID: string) => Promise<void>): Promise<void> {
  const clientMsgID = textMember(messageJson, 'clientMsgID');
  if (clientMsgID) await apply(clientMsgID);
}

/** Stores a message that was inserted into the user's own copy of a conversation, like one that has arrived. */
async function putInserted(draft: CacheDraft, value: unknown): Promise<void> {
  const message = readMessage(value);
  if (message) await putArrival(draft, message, conversationOf(draft, message));
}

async function putAll(draft: CacheDraft, response: { readonly data: Json<ConversationItem[]> }): Promise<void> {
  for (const item of parse(response)) await putConversation(draft, item);
}

function putGroups(draft: CacheDraft, response: { readonly data: Json<GroupItem[]> }): void {
  for (const group of parse(response)) draft.putGroup(group);
}

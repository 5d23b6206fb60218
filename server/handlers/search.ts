import {
  ContentType,
  conversationIDOfSource,
  ErrorCode,
  MAX_HISTORY_PAGE,
  OpenIMError,
  toJson,
  type MessageItem,
  type SearchItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { Hit } from '../db/message-search.js';
import { messageItem } from '../db/message-item.js';
import type { Input } from '../schemas/index.js';

type SearchInput = Input<'searchLocalMessages'>;

/** Types in which keywords are searched (protocol 8): texts, mentions, names of files. */
const KEYWORD_TYPES: readonly number[] = [ContentType.Text, ContentType.At, ContentType.File];

/** Finding messages again, protocol 8: by what they say, and by their IDs. Only what the caller sees is found. */
export const searchHandlers: Pick<Handlers, 'searchLocalMessages' | 'findMessageList'> = {
  searchLocalMessages: (call, input) => {
    const conversationID = conversationOf(input);
    const keywords = [...new Set(input.keywordList)].filter((keyword) => keyword !== '');
    const contentTypes = searchedTypes(keywords, input.messageTypeList);
    if (conversationID !== undefined && (input.pageIndex < 1 || input.count < 1)) {
      throw new OpenIMError(ErrorCode.NotAllowedNow, 'a conversation is searched page by page');
    }
    // Keywords in types that have none to search.
    if (contentTypes.length === 0) return call.reply(toJson({ totalCount: 0, searchResultItems: [] }));
    const hits = call.store.search.find({
      ownerID: call.userID,
      conversationID,
      keywords,
      matchAll: input.keywordListMatchType === 1,
      senderIDs: input.senderUserIDList,
      contentTypes,
      ...timeWindow(input, call.nowMs),
    });
    const pageStart = conversationID === undefined ? 0 : (input.pageIndex - 1) * input.count;
    const pageLength = conversationID === undefined ? MAX_HISTORY_PAGE : Math.min(input.count, MAX_HISTORY_PAGE);
    const page = hits.slice(pageStart, pageStart + pageLength);
    const items = [...byConversation(page)].flatMap(([id, listed]) => {
      const messageCount = hits.filter(({ conversation_id }) => conversation_id === id).length;
      return searchItem(call, id, messageCount, messagesOf(call, listed));
    });
    return call.reply(toJson({ totalCount: hits.length, searchResultItems: items }));
  },

  findMessageList: (call, asked) => {
    const items = asked.flatMap(({ conversationID, clientMsgIDList }) => {
      const messages = seenMessages(call, conversationID, clientMsgIDList);
      return messages.length === 0 ? [] : searchItem(call, conversationID, messages.length, messages);
    });
    const totalCount = items.reduce((sum, { messageCount }) => sum + messageCount, 0);
    return call.reply(toJson({ totalCount, findResultItems: items }));
  },
};

/** The conversation to search in, under the name of either generation of clients; undefined for all of them. */
function conversationOf({ conversationID, sourceID, sessionType }: SearchInput): string | undefined {
  if (conversationID !== '') return conversationID;
  if (sourceID === '') return undefined;
  if (sessionType === undefined) throw new OpenIMError(ErrorCode.BadArguments, 'no sessionType');
  return conversationIDOfSource(sourceID, sessionType);
}

/** @throws {OpenIMError} 201 neither keywords nor types */
function searchedTypes(keywords: readonly string[], types: readonly number[]): readonly number[] {
  if (keywords.length === 0 && types.length === 0) {
    throw new OpenIMError(ErrorCode.NotAllowedNow, 'neither keywords nor types');
  }
  if (keywords.length === 0) return types;
  return types.length === 0 ? KEYWORD_TYPES : KEYWORD_TYPES.filter((type) => types.includes(type));
}

/** Whole seconds on the wire, both ends included. */
function timeWindow({ searchTimePosition, searchTimePeriod }: SearchInput, nowMs: number) {
  const endS = searchTimePosition === 0 ? Math.floor(nowMs / 1000) : searchTimePosition;
  return {
    fromMs: searchTimePeriod === 0 ? 0 : (endS - searchTimePeriod) * 1000,
    // A chat's clock may be ahead of ours: up to now means everything there is.
    untilMs: searchTimePosition === 0 ? Number.MAX_SAFE_INTEGER : endS * 1000 + 999,
  };
}

/** In the order of the first hit of each. */
function byConversation(hits: readonly Hit[]): Map<string, Hit[]> {
  const grouped = new Map<string, Hit[]>();
  for (const hit of hits) grouped.set(hit.conversation_id, [...(grouped.get(hit.conversation_id) ?? []), hit]);
  return grouped;
}

function messagesOf(call: Call, hits: readonly Hit[]): MessageItem[] {
  return hits
    .map((hit) => call.store.messages.copyOf(hit.conversation_pk, hit))
    .filter((row) => row !== undefined)
    .map((row) => messageItem(row, call.userID));
}

/** Those of the messages that the caller sees in the conversation, in the order asked for. */
function seenMessages(call: Call, conversationID: string, clientMsgIDs: readonly string[]): MessageItem[] {
  const { conversations, messages } = call.store;
  const conversation = conversations.find(call.userID, conversationID);
  if (!conversation) return [];
  return [...new Set(clientMsgIDs)]
    .map((clientMsgID) => messages.find(clientMsgID))
    .filter((body) => body !== undefined)
    .filter(({ send_time_ms }) => send_time_ms > conversation.clearedTimeMs)
    .map((body) => messages.visibleCopy(conversation.conversationPk, body.send_time_ms, body.message_pk))
    .filter((row) => row !== undefined)
    .map((row) => messageItem(row, call.userID));
}

function searchItem(
  call: Call,
  conversationID: string,
  messageCount: number,
  messageList: MessageItem[],
): SearchItem[] {
  const record = call.store.conversations.item(call.userID, conversationID);
  if (!record) return [];
  const { conversationType, showName, faceURL } = record;
  return [{ conversationID, conversationType, showName, faceURL, messageCount, messageList }];
}

import {
  ContentType,
  conversationIDOfSource,
  ErrorCode,
  MAX_ANSWER_LENGTH,
  MAX_HISTORY_PAGE,
  OpenIMError,
  toJson,
  type SearchItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { Hit } from '../db/message-search.js';
import { messageItem } from '../db/message-item.js';
import type { StoredMessage } from '../db/messages.js';
import { checkAnswer, withinLength } from '../message-length.js';
import type { Input } from '../schemas/index.js';

type SearchInput = Input<'searchLocalMessages'>;

/** Types in which keywords are searched: texts, mentions, names of files. */
const KEYWORD_TYPES: readonly number[] = [ContentType.Text, ContentType.At, ContentType.File];

/** Finding messages again: by what they say, and by their IDs. Only what the caller sees is found. */
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
    const page =
      conversationID === undefined ? newestOf(call, hits) : pageOf(call, hits, input.pageIndex - 1, input.count);
    const allHits = byConversation(hits);
    const items = [...byConversation(page)].flatMap(([id, copies]) =>
      searchItem(call, id, allHits.get(id)?.length ?? 0, copies),
    );
    return call.reply(toJson({ totalCount: hits.length, searchResultItems: items }));
  },

  findMessageList: (call, asked) => {
    const seen = asked.map(({ conversationID, clientMsgIDList }) => ({
      conversationID,
      copies: seenCopies(call, conversationID, clientMsgIDList),
    }));
    checkAnswer(seen.flatMap(({ copies }) => copies));
    const items = seen.flatMap(({ conversationID, copies }) =>
      copies.length === 0 ? [] : searchItem(call, conversationID, copies.length, copies),
    );
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

type FoundCopy = StoredMessage & Pick<Hit, 'conversation_id'>;

/** Nobody can ask for fewer of them: as many as fit. */
function newestOf(call: Call, hits: readonly Hit[]): FoundCopy[] {
  return withinLength(copiesOf(call, hits.slice(0, MAX_HISTORY_PAGE)), MAX_ANSWER_LENGTH);
}

/** @throws {OpenIMError} 803 too long: a shorter page would leave out what is on no other */
function pageOf(call: Call, hits: readonly Hit[], index: number, count: number): FoundCopy[] {
  const size = Math.min(count, MAX_HISTORY_PAGE);
  const page = copiesOf(call, hits.slice(index * size, (index + 1) * size));
  checkAnswer(page);
  return page;
}

function copiesOf({ store }: Call, hits: readonly Hit[]): FoundCopy[] {
  return hits.flatMap((hit) => {
    const copy = store.messages.copyOf(hit.conversation_pk, hit);
    return copy ? [{ ...copy, conversation_id: hit.conversation_id }] : [];
  });
}

/** In the order of the first of each. */
function byConversation<Found extends Pick<Hit, 'conversation_id'>>(all: readonly Found[]): Map<string, Found[]> {
  const grouped = new Map<string, Found[]>();
  for (const found of all) {
    const others = grouped.get(found.conversation_id);
    if (others) others.push(found);
    else grouped.set(found.conversation_id, [found]);
  }
  return grouped;
}

/** Those of the messages that the caller sees in the conversation, in the order asked for. */
function seenCopies(call: Call, conversationID: string, clientMsgIDs: readonly string[]): StoredMessage[] {
  const { conversations, messages } = call.store;
  const conversation = conversations.find(call.userID, conversationID);
  if (!conversation) return [];
  return [...new Set(clientMsgIDs)]
    .map((clientMsgID) => messages.find(clientMsgID))
    .filter((body) => body !== undefined)
    .filter(({ send_time_ms }) => send_time_ms > conversation.clearedTimeMs)
    .map((body) => messages.visibleCopy(conversation.conversationPk, body.send_time_ms, body.message_pk))
    .filter((row) => row !== undefined);
}

function searchItem(
  call: Call,
  conversationID: string,
  messageCount: number,
  copies: readonly StoredMessage[],
): SearchItem[] {
  const record = call.store.conversations.item(call.userID, conversationID);
  if (!record) return [];
  const { conversationType, showName, faceURL } = record;
  const messageList = copies.map((copy) => messageItem(copy, call.userID));
  return [{ conversationID, conversationType, showName, faceURL, messageCount, messageList }];
}

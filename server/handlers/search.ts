import {
  ContentType,
  conversationIDOf,
  ErrorCode,
  MAX_ANSWER_LENGTH,
  MAX_HISTORY_PAGE,
  OpenIMError,
  SessionType,
  toJson,
  type SearchItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { Hit } from '../db/message-search.js';
import type { StoredMessage } from '../db/message-rows.js';
import { withinLength } from '../db/within-answer.js';
import { messageList } from '../fresh-message.js';
import { checkAnswer } from '../message-length.js';
import type { Input } from '../schemas/index.js';
import { EscapedData, withMember, type Piece } from '../shared-json.js';

type SearchInput = Input<'searchLocalMessages'>;

/** Types in which keywords are searched: texts, mentions, names of files. */
const KEYWORD_TYPES: readonly number[] = [ContentType.Text, ContentType.At, ContentType.File];

/** Finds messages by keywords and by their IDs, among those that the caller sees. */
export const searchHandlers: Pick<Handlers, 'searchLocalMessages' | 'findMessageList'> = {
  searchLocalMessages: (call, input) => {
    const conversationID = conversationOf(input);
    const keywords = [...new Set(input.keywordList)].filter((keyword) => keyword !== '');
    const contentTypes = searchedTypes(keywords, input.messageTypeList);
    if (conversationID !== undefined && (input.pageIndex < 1 || input.count < 1)) {
      throw new OpenIMError(ErrorCode.NotAllowedNow, 'a conversation is searched page by page');
    }
    // There are keywords, but only types in which keywords are not searched.
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
    return call.reply(answer(hits.length, 'searchResultItems', items));
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
    const totalCount = seen.reduce((sum, { copies }) => sum + copies.length, 0);
    return call.reply(answer(totalCount, 'findResultItems', items));
  },
};

/** Returns the conversation to search in, which each generation of clients names differently; undefined for all of them. */
function conversationOf({ conversationID, sourceID, sessionType }: SearchInput): string | undefined {
  if (conversationID !== '') return conversationID;
  if (sourceID === '') return undefined;
  if (sessionType === undefined) throw new OpenIMError(ErrorCode.BadArguments, 'no sessionType');
  return conversationIDOf(sessionType === SessionType.Single ? { userID: sourceID } : { groupID: sourceID });
}

/** Returns the types to search in. @throws {OpenIMError} 201 if there are neither keywords nor types */
function searchedTypes(keywords: readonly string[], types: readonly number[]): readonly number[] {
  if (keywords.length === 0 && types.length === 0) {
    throw new OpenIMError(ErrorCode.NotAllowedNow, 'neither keywords nor types');
  }
  if (keywords.length === 0) return types;
  return types.length === 0 ? KEYWORD_TYPES : KEYWORD_TYPES.filter((type) => types.includes(type));
}

/** Converts the window's whole seconds, both ends included, to milliseconds. */
function timeWindow({ searchTimePosition, searchTimePeriod }: SearchInput, nowMs: number) {
  const endS = searchTimePosition === 0 ? Math.floor(nowMs / 1000) : searchTimePosition;
  return {
    fromMs: searchTimePeriod === 0 ? 0 : (endS - searchTimePeriod) * 1000,
    // The send times of a chat may be ahead of our clock, so "up to now" includes everything.
    untilMs: searchTimePosition === 0 ? Number.MAX_SAFE_INTEGER : endS * 1000 + 999,
  };
}

type FoundCopy = StoredMessage & Pick<Hit, 'conversation_id'>;

/** Returns as many of the newest hits as fit: this search is not paged, so the caller cannot ask for fewer. */
function newestOf(call: Call, hits: readonly Hit[]): FoundCopy[] {
  return withinLength(copiesOf(call, hits.slice(0, MAX_HISTORY_PAGE)), MAX_ANSWER_LENGTH);
}

/** Returns a page of hits. @throws {OpenIMError} 803 if it is too long: what a shorter page left out would be on no other */
function pageOf(call: Call, hits: readonly Hit[], index: number, count: number): FoundCopy[] {
  const size = Math.min(count, MAX_HISTORY_PAGE);
  const page = copiesOf(call, hits.slice(index * size, (index + 1) * size));
  checkAnswer(page);
  return page;
}

function copiesOf({ store }: Call, hits: readonly Hit[]): FoundCopy[] {
  const conversationIDs = new Map(hits.map((hit) => [hit.conversation_pk, hit.conversation_id]));
  return store.messages
    .visibleCopies(hits)
    .map((copy) => ({ ...copy, conversation_id: conversationIDs.get(copy.conversation_pk) ?? '' }));
}

/** Groups what was found by conversation, in the order of the first of each. */
function byConversation<Found extends Pick<Hit, 'conversation_id'>>(all: readonly Found[]): Map<string, Found[]> {
  const grouped = new Map<string, Found[]>();
  for (const found of all) {
    const others = grouped.get(found.conversation_id);
    if (others) others.push(found);
    else grouped.set(found.conversation_id, [found]);
  }
  return grouped;
}

/** Returns those of the messages that the caller sees in the conversation, in the order asked for. */
function seenCopies(call: Call, conversationID: string, clientMsgIDs: readonly string[]): StoredMessage[] {
  const { conversations, messages } = call.store;
  const conversation = conversations.find(call.userID, conversationID);
  if (!conversation) return [];
  const places = messages
    .places(clientMsgIDs)
    .filter(({ send_time_ms }) => send_time_ms > conversation.clearedTimeMs)
    .map((place) => ({ ...place, conversation_pk: conversation.conversationPk }));
  return messages.visibleCopies(places);
}

/** Returns a {@link SearchItem} as JSON; none if there is no such conversation. */
function searchItem(
  call: Call,
  conversationID: string,
  messageCount: number,
  copies: readonly StoredMessage[],
): Piece[][] {
  const record = call.store.conversations.item(call.userID, conversationID);
  if (!record) return [];
  const { conversationType, showName, faceURL } = record;
  const item: Omit<SearchItem, 'messageList'> = {
    conversationID,
    conversationType,
    showName,
    faceURL,
    messageCount,
  };
  return [withMember(item, 'messageList', messageList(copies, call.userID))];
}

function answer(totalCount: number, name: string, items: readonly Piece[][]): EscapedData {
  const list = items.flatMap((item, index) => (index === 0 ? item : [',', ...item]));
  return new EscapedData(withMember({ totalCount }, name, ['[', ...list, ']']));
}

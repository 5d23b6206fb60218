import { parse, type SearchItem } from '../protocol/index.js';
import type { SessionContext, SessionPart } from './session-context.js';
import type { Session } from './types.js';

/** Finds messages of the user's by words, on the gateway. */
export interface MessageSearch extends SessionPart {
  /**
   * Messages that hold all of the words, by conversation, newest first: at most 1,000 in all; `messageCount` counts all.
   * With a `conversationID` only there, at most 100. @throws {OpenIMError} 201 no words
   */
  find(words: string, conversationID?: string): Promise<readonly SearchItem[]>;
}

const ALL_WORDS = 1;

/** A session's search of messages: the same object each time. */
export function messageSearchOf(session: Session): MessageSearch {
  return session.part(makeMessageSearch);
}

/** What {@link messageSearchOf} asks a session for; a stand-in session answers it with a stand-in. */
export const makeMessageSearch = (context: SessionContext): MessageSearch => ({
  find: async (words, conversationID) => {
    const sync = await context.opened;
    const found = await sync.call('searchLocalMessages', [
      {
        keywordList: words.split(/\s+/).filter(Boolean),
        keywordListMatchType: ALL_WORDS,
        ...(conversationID && { conversationID, pageIndex: 1, count: 100 }),
      },
    ]);
    return parse(found).searchResultItems;
  },
});

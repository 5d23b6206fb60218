import { parse, type SearchItem } from '../protocol/index.js';
import type { SessionContext, SessionPart } from './session-context.js';
import type { Session } from './types.js';

/** The search for the user's messages by words, which the gateway carries out. */
export interface MessageSearch extends SessionPart {
  /**
   * Finds messages that contain all of the words, grouped by conversation, newest first: at most 1,000, while
   * `messageCount` includes all matches. With a `conversationID`, searches only there and finds at most 100.
   * @throws {OpenIMError} 201 no words
   */
  find(words: string, conversationID?: string): Promise<readonly SearchItem[]>;
}

const ALL_WORDS = 1;

/** Returns the message search of a session; the same object each time. */
export function messageSearchOf(session: Session): MessageSearch {
  return session.part(makeMessageSearch);
}

/** Creates the part of a session that {@link messageSearchOf} returns. A fake session recognizes it by this function. */
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

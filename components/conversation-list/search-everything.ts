/** The search for results other than conversations: people, groups and messages. Fetched with the first such search. */
import { html, type TemplateResult } from 'lit';
import {
  contactsOf,
  groupsOf,
  targetOfConversation,
  type Conversation,
  type SearchItem,
  type Session,
} from '../../src/index.js';
import { request } from '../internal/events.js';
import { excerptOf } from '../internal/excerpt.js';
import type { Localizer } from '../internal/localizer.js';
import { MessageFinder } from '../internal/message-finder.js';
import { messageSummary } from '../internal/message-summary.js';
import { nameMatcher } from '../internal/people/name-order.js';
import { shownName } from '../internal/shown-name.js';
import { peopleWords } from '../locales/people/index.js';
import { foundTemplate, headingTemplate, type Found } from './found-row.js';
import { conversationRows, type FoundRow, type ListRow } from './list-rows.js';

export { foundStyles } from './found-row.js';

/** One list's search. */
export class EverythingSearch {
  readonly #messages = new MessageFinder();

  /**
   * Returns all rows for a query, including the conversations already found, and the progress of the search in words. It reads
   * signals: call it while rendering.
   */
  rows(
    query: string,
    conversations: readonly Conversation[],
    session: Session,
    localizer: Localizer,
  ): { readonly rows: readonly ListRow[]; readonly note: string } {
    const words = peopleWords(localizer);
    this.#messages.find(session, query);
    const { kind, items, words: soughtWords } = this.#messages.found;
    const shown = new Set(conversations.map(({ conversationID }) => conversationID));
    const notShown = (row: FoundRow): boolean => !shown.has(row.id.slice(row.id.indexOf(':') + 1));
    const note = kind === 'searching' ? words.searching : kind === 'failed' ? words.searchFailed : '';
    const rows = [
      ...section('chats', localizer.text.conversations, conversationRows(conversations)),
      ...section('people', words.people, people(query, session).filter(notShown)),
      ...section('groups', words.myGroups, groups(query, session).filter(notShown)),
      ...section(
        'messages',
        words.messagesHeading,
        items.map((item) => messageRow(item, soughtWords, session, localizer)),
      ),
    ];
    return { rows, note };
  }

  clear(): void {
    this.#messages.clear();
  }
}

function section(id: string, label: string, rows: readonly ListRow[]): ListRow[] {
  return rows.length === 0 ? [] : [{ kind: 'heading', id, template: () => headingTemplate(label) }, ...rows];
}

/** Returns the friends whose remark, nickname or ID matches. */
function people(query: string, session: Session): FoundRow[] {
  const matches = nameMatcher(query);
  return contactsOf(session)
    .friends.value.value.filter(({ userID, remark, nickname }) => matches(remark, nickname, userID))
    .map(({ userID, remark, nickname, faceURL }) =>
      foundRow(
        {
          id: `person:single_${userID}`,
          name: shownName(remark, nickname, userID),
          who: { userID, faceURL },
          preview: shownName(remark) && shownName(nickname),
        },
        (host) => request(host, 'openim-conversation-start-request', { userID }),
      ),
    );
}

function groups(query: string, session: Session): FoundRow[] {
  const matches = nameMatcher(query);
  return groupsOf(session)
    .joined.value.value.filter(({ groupID, groupName }) => matches(groupName, groupID))
    .map(({ groupID, groupName, faceURL }) =>
      foundRow(
        {
          id: `group:group_${groupID}`,
          name: shownName(groupName, groupID),
          who: { groupID, faceURL },
        },
        (host) => request(host, 'openim-conversation-start-request', { groupID }),
      ),
    );
}

/** Returns the row of a conversation that contains matches: its newest match, and their number. */
function messageRow(
  { conversationID, showName, faceURL, messageCount, messageList }: SearchItem,
  words: string,
  session: Session,
  localizer: Localizer,
): FoundRow {
  const newest = messageList[0];
  const found = {
    id: `messages:${conversationID}`,
    name: shownName(showName),
    who: { ...(targetOfConversation(conversationID) ?? { userID: conversationID }), faceURL },
    preview: newest && excerpt(messageSummary(newest, localizer, session.userID), words),
    note: messageCount > 1 ? peopleWords(localizer).hits(messageCount) : '',
  };
  return foundRow(found, (host) => {
    request(host, 'openim-conversation-select-request', { conversationID });
    request(host, 'openim-search-request', { conversationID, words });
    if (newest) request(host, 'openim-jump-request', { conversationID, clientMsgID: newest.clientMsgID });
  });
}

function foundRow(found: Found, choose: FoundRow['choose']): FoundRow {
  return { kind: 'found', id: found.id, template: (isCurrent) => foundTemplate(found, isCurrent), choose };
}

function excerpt(text: string, words: string): TemplateResult {
  return html`${excerptOf(text, words).map(({ text: piece, isHit }) => (isHit ? html`<mark>${piece}</mark>` : piece))}`;
}

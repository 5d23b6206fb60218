import { ErrorCode, MAX_HISTORY_PAGE, OpenIMError, toJson, type ChangedInbox } from '../../src/protocol/index.js';
import type { Handlers } from '../call.js';
import { messageItem } from '../db/message-item.js';
import { isVisible } from '../db/messages.js';
import { blankChanges, stateOf } from '../inbox-changes.js';
import { withinLength } from '../db/within-answer.js';

/** Maximum number of characters of all messages in a page; a single message may have more. */
const MAX_PAGE_LENGTH = 1024 * 1024;

/** See docs/protocol-extensions.md. */
export const inboxChangeHandlers: Pick<Handlers, 'getInboxChanges'> = {
  getInboxChanges: (call, { epoch, seq, change, records, count }) => {
    if (count <= 0) throw new OpenIMError(ErrorCode.BadArguments, 'count is not positive');
    const { store, userID } = call;
    const { inboxPk, lastSeq } = store.inboxes.get(userID);
    const now = {
      epoch: store.changes.epoch(),
      seq: lastSeq,
      change: store.changes.last(),
      records: { seq: lastSeq, change: store.conversations.lastChange() },
    };
    // A cursor beyond the newest seq or change comes from another copy of this database, which went on without this one.
    const isContinued =
      epoch === now.epoch &&
      seq <= now.seq &&
      change <= now.change &&
      (!records || (records.seq <= now.records.seq && records.change <= now.records.change));
    if (!isContinued) {
      return call.reply(toJson({ ...blankChanges(), isContinued, cursor: now, isEnd: true }));
    }

    const limit = Math.min(count, MAX_HISTORY_PAGE);
    const changed = records && store.conversations.changedSince(userID, inboxPk, records, limit + 1);
    // So many are left to the list, which the messages do not have to wait for on a slow connection.
    const conversations = changed && changed.length <= limit ? { conversations: changed } : {};
    const copies = withinLength(store.messages.inboxPage(inboxPk, seq, limit), MAX_PAGE_LENGTH);
    const messages = copies
      .filter((copy) => isVisible(copy, copy.cleared_time_ms))
      .map((copy) => messageItem(copy, userID));
    const last = copies.at(-1);
    if (last && last.seq < now.seq) {
      const cursor = { ...now, seq: last.seq, change };
      return call.reply(
        toJson({ ...blankChanges(), messages, ...conversations, isContinued, cursor, isEnd: false }),
      );
    }

    let changes = store.changes.after(inboxPk, change, limit);
    let isEnd = changes.length < limit;
    let state = stateOf(store, userID, changes);
    while (changes.length > 1 && isTooLong(state)) {
      changes = changes.slice(0, changes.length / 2);
      isEnd = false;
      state = stateOf(store, userID, changes);
    }
    const cursor = isEnd ? now : { ...now, change: changes.at(-1)?.number ?? change };
    return call.reply(
      toJson({
        ...state,
        messages: [...messages, ...state.messages],
        ...conversations,
        isContinued,
        cursor,
        isEnd,
      }),
    );
  },
};

function isTooLong({ messages }: ChangedInbox): boolean {
  return (
    messages.reduce(
      (sum, { content, ex, attachedInfo }) => sum + content.length + ex.length + attachedInfo.length,
      0,
    ) > MAX_PAGE_LENGTH
  );
}

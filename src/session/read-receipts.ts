import {
  ErrorCode,
  FIRST_NOTIFICATION_TYPE,
  MAX_LIST_LENGTH,
  OpenIMError,
  targetOfConversation,
} from '../protocol/index.js';
import type { CachedMessage, Sync } from '../sync/types.js';
import type { TimerHandle } from '../util/clock.js';
import type { ConversationList } from './conversation-list.js';
import type { SessionContext } from './session-context.js';
import type { TimelineMessage } from './types.js';

/** Messages that scroll into view together are told together. */
const RECEIPT_PAUSE_MS = 100;

/** A gateway that could not take them is told again after so long. */
const RETRY_MS = 3000;

/** In larger groups nobody is told: every reader would be one more receipt for each message. */
const MAX_RECEIPT_MEMBERS = 200;

type Seen = {
  /** Messages whose senders are to be told. */
  readonly untold: Set<string>;
  /** All that were before the user's eyes, told or not; so each counts once. */
  readonly all: Set<string>;
  /** The newest message of the timeline as it was last seen. */
  newestID: string | undefined;
  /** The newest message when the count was last zeroed: it is not zeroed twice for the same. */
  zeroedAtID: string | undefined;
};

/** Tells the peers what was read, and zeroes unread counts. Nothing is told while offline; it is made up for. */
export class ReadReceipts {
  readonly #context: SessionContext;
  readonly #list: ConversationList;
  readonly #seen = new Map<string, Seen>();
  #timer: TimerHandle;

  constructor(context: SessionContext, list: ConversationList) {
    this.#context = context;
    this.#list = list;
  }

  /**
   * The user has these messages before their eyes.
   * @param newestID the newest message of the timeline, their own included
   */
  markSeen(conversationID: string, messages: readonly TimelineMessage[], newestID: string | undefined): void {
    const seen = this.#seenOf(conversationID);
    const news = messages.filter(({ message }) => !seen.all.has(message.clientMsgID));
    for (const { message, outgoing } of news) {
      seen.all.add(message.clientMsgID);
      const { groupMemberCount } = message.attachedInfoElem.groupHasReadInfo;
      const isToTell = !outgoing && !message.isRead && groupMemberCount <= MAX_RECEIPT_MEMBERS;
      if (isToTell && message.contentType < FIRST_NOTIFICATION_TYPE) {
        seen.untold.add(message.clientMsgID);
      }
    }
    if (messages.some(({ message }) => message.clientMsgID === newestID)) seen.newestID = newestID;
    if (news.length > 0) this.#schedule();
  }

  /** What is read already, another tab has told of it for instance, need not be told. */
  handleMessages(messages: readonly CachedMessage[]): void {
    for (const { conversationID, message } of messages) {
      if (message.isRead) this.#seen.get(conversationID)?.untold.delete(message.clientMsgID);
    }
  }

  /** The conversation's record changed: its count may have come after the message was seen. */
  handleRecord(conversationID: string): void {
    if (this.#isToZero(conversationID)) this.#schedule();
  }

  /** Makes up for what could not be told. */
  handleOnline(): void {
    if (this.#seen.size > 0) this.#schedule();
  }

  close(): void {
    this.#context.clock.clearTimeout(this.#timer);
  }

  #seenOf(conversationID: string): Seen {
    const seen = this.#seen.get(conversationID) ?? {
      untold: new Set(),
      all: new Set(),
      newestID: undefined,
      zeroedAtID: undefined,
    };
    this.#seen.set(conversationID, seen);
    return seen;
  }

  #isToZero(conversationID: string): boolean {
    const seen = this.#seen.get(conversationID);
    const conversation = this.#list.byID.value.get(conversationID);
    if (!seen?.newestID || seen.newestID === seen.zeroedAtID) return false;
    // The record may be of a moment when there were newer messages than those that were seen.
    const latestID = conversation?.latestMessage?.clientMsgID;
    const isLatest =
      latestID === undefined || seen.all.has(latestID) || conversation?.latestDelivery !== undefined;
    return isLatest && (conversation?.unreadCount ?? 0) > 0;
  }

  #schedule(delayMs = RECEIPT_PAUSE_MS): void {
    const { clock, background } = this.#context;
    clock.clearTimeout(this.#timer);
    this.#timer = clock.setTimeout(() => {
      for (const conversationID of this.#seen.keys()) background(this.#tell(conversationID));
    }, delayMs);
  }

  /** Tabs that show the same tell one after another, and each of them only what the one before has not told. */
  async #tell(conversationID: string): Promise<void> {
    const sync = this.#context.online();
    if (!sync || !this.#hasToTell(conversationID)) return;
    await sync.exclusively('receipts', async () => {
      // What the other tab changed is known here when this is answered.
      await sync.getNewest(conversationID, 1);
      await this.#tellNow(sync, conversationID);
    });
  }

  #hasToTell(conversationID: string): boolean {
    return this.#seenOf(conversationID).untold.size > 0 || this.#isToZero(conversationID);
  }

  async #tellNow(sync: Sync, conversationID: string): Promise<void> {
    const target = targetOfConversation(conversationID);
    const seen = this.#seenOf(conversationID);
    if (!target) return;
    const isSingle = 'userID' in target;
    // Receipts of single messages in groups go beyond the seed: an original gateway need not know them.
    if (!isSingle && !sync.engine.capabilities.inboxChanges) seen.untold.clear();
    const msgIDList = [...seen.untold].slice(0, MAX_LIST_LENGTH);
    await settle(seen, msgIDList, () =>
      isSingle
        ? sync.call('markC2CMessageAsRead', [{ ...target, msgIDList }])
        : sync.call('markGroupMessageAsRead', [{ ...target, msgIDList }]),
    );
    if (seen.untold.size > 0) {
      this.#schedule(seen.untold.has(msgIDList[0] ?? '') ? RETRY_MS : RECEIPT_PAUSE_MS);
    }
    if (!this.#isToZero(conversationID)) return;
    const zeroedAtID = seen.newestID;
    seen.zeroedAtID = zeroedAtID;
    try {
      if (isSingle) await sync.call('markC2CMessageAsRead', [{ ...target, msgIDList: [] }]);
      else await sync.call('markGroupMessageHasRead', [target.groupID]);
    } catch (error) {
      if (seen.zeroedAtID === zeroedAtID) seen.zeroedAtID = undefined;
      throw error;
    }
  }
}

/** Tells of `msgIDList`; they stay untold only when telling them can succeed later. */
async function settle(seen: Seen, msgIDList: readonly string[], tell: () => Promise<unknown>): Promise<void> {
  if (msgIDList.length === 0) return;
  // Taken out first: what is seen meanwhile is told with the next ones.
  for (const clientMsgID of msgIDList) seen.untold.delete(clientMsgID);
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof OpenIMError)) throw error;
    if (error.retryable) for (const clientMsgID of msgIDList) seen.untold.add(clientMsgID);
    // Nothing to mark: another tab has told already.
    else if (error.errCode !== ErrorCode.NotAllowedNow) throw error;
  }
}

import {
  ErrorCode,
  FIRST_NOTIFICATION_TYPE,
  MAX_LIST_LENGTH,
  OpenIMError,
  targetOfConversation,
  type ConversationTarget,
} from '../protocol/index.js';
import type { CachedMessage, Sync } from '../sync/types.js';
import type { TimerHandle } from '../util/clock.js';
import type { ConversationList } from './conversation-list.js';
import type { SessionContext } from './session-context.js';
import type { TimelineMessage } from './types.js';

/** How long to wait before sending receipts, so that messages that scroll into view together share one. */
const RECEIPT_PAUSE_MS = 100;

/** How long to wait before sending receipts again after a retryable error. */
const RETRY_MS = 3000;

/** In larger groups no receipts are sent, because every reader of every message would send one. */
const MAX_RECEIPT_MEMBERS = 200;

type Seen = {
  /** Seen messages for which a receipt has to be sent. */
  readonly untold: Set<string>;
  /** All messages that the user has seen, so that each is handled once. */
  readonly all: Set<string>;
  /** The newest message of the timeline when the user last saw its end. */
  newestID: string | undefined;
  /** `newestID` when the unread count was last reset, so that it is not reset twice for the same message. */
  zeroedAtID: string | undefined;
};

/** Sends read receipts and resets unread counts. While offline, it collects them and sends them when online again. */
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
   * Notes that the user sees these messages.
   * @param newestID the newest message of the timeline, including the user's own
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

  /** Drops pending receipts for messages that are already marked as read, for instance by another tab. */
  handleMessages(messages: readonly CachedMessage[]): void {
    for (const { conversationID, message } of messages) {
      if (message.isRead) this.#seen.get(conversationID)?.untold.delete(message.clientMsgID);
    }
  }

  /** To be called when a conversation's record has changed: the unread count may arrive after the message was seen. */
  handleRecord(conversationID: string): void {
    if (this.#isToZero(conversationID)) this.#schedule();
  }

  /** Sends what could not be sent while offline. */
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
    // The record may already include newer messages than the user has seen.
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

  /** Takes turns with tabs that show the same conversation, so that each only sends receipts the others have not sent. */
  async #tell(conversationID: string): Promise<void> {
    const sync = this.#context.online();
    if (!sync || !this.#hasToTell(conversationID)) return;
    await sync.exclusively('receipts', async () => {
      // By the time this request to the cache is answered, the changes made by the previous tab have arrived here.
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
    // Receipts for single messages in groups go beyond the seed's protocol; an original gateway may not support them.
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
      await resetUnread(sync, target);
    } catch (error) {
      if (seen.zeroedAtID === zeroedAtID) seen.zeroedAtID = undefined;
      throw error;
    }
  }
}

/** Sets the unread count of a conversation to 0. @throws {OpenIMError} as markC2CMessageAsRead, markGroupMessageHasRead */
export async function resetUnread(sync: Sync, target: ConversationTarget): Promise<void> {
  if ('userID' in target) await sync.call('markC2CMessageAsRead', [{ ...target, msgIDList: [] }]);
  else await sync.call('markGroupMessageHasRead', [target.groupID]);
}

/** Sends a receipt for `msgIDList`. After a retryable error the messages go back to `untold`. */
async function settle(seen: Seen, msgIDList: readonly string[], tell: () => Promise<unknown>): Promise<void> {
  if (msgIDList.length === 0) return;
  // Removed before the request, so that messages seen during it are kept for the next receipt.
  for (const clientMsgID of msgIDList) seen.untold.delete(clientMsgID);
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof OpenIMError)) throw error;
    if (error.retryable) for (const clientMsgID of msgIDList) seen.untold.add(clientMsgID);
    // 201: there is nothing to mark, because another tab or device has already sent the receipt.
    else if (error.errCode !== ErrorCode.NotAllowedNow) throw error;
  }
}

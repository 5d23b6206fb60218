import { batch, computed, signal, type ReadonlySignal } from '@preact/signals-core';
import {
  ErrorCode,
  OpenIMError,
  targetOfConversation,
  toJson,
  type CreateMethodName,
  type GroupItem,
  type GroupMemberItem,
  type MessageItem,
  type MethodArgs,
} from '../protocol/index.js';
import type { CacheChange, ConnectionState, HistoryPage, Sync } from '../sync/types.js';
import type { TimerHandle } from '../util/clock.js';
import { Absence } from './absence.js';
import { allMembers } from './all-members.js';
import type { ConversationList } from './conversation-list.js';
import type { Drafts } from './drafts.js';
import type { MediaFacts } from './message-making.js';
import { MessageWindow } from './message-window.js';
import type { ReadReceipts } from './read-receipts.js';
import type { SessionContext } from './session-context.js';
import { TimelineJumps } from './timeline-jumps.js';
import { SupportAudience } from './support-typing.js';
import { TimelineSending } from './timeline-sending.js';
import { peerAudience, TypingNotice } from './typing.js';
import type { Conversation, JumpTarget, LoadState, OlderState, Timeline, TimelineMessage } from './types.js';

/** How many messages are read at once. */
const PAGE = 50;
/** How long to wait before asking the gateway again if it could not answer although there is a connection. */
const CONFIRM_RETRY_MS = 3000;

/** What the timelines of a session share. */
export type TimelineParts = {
  readonly context: SessionContext;
  readonly list: ConversationList;
  readonly groups: ReadonlySignal<ReadonlyMap<string, GroupItem>>;
  readonly typing: ReadonlySignal<ReadonlySet<string>>;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly drafts: Drafts;
  readonly receipts: ReadReceipts;
};

/** One open conversation; see {@link Timeline}. */
export class TimelineView implements Timeline {
  readonly conversationID: string;
  readonly conversation: ReadonlySignal<Conversation | undefined>;
  readonly group: ReadonlySignal<GroupItem | undefined>;
  readonly peerTyping: ReadonlySignal<boolean>;
  readonly messages = signal<readonly TimelineMessage[]>([]);
  readonly state = signal<LoadState>({ kind: 'loading' });
  readonly older = signal<OlderState>('none');
  readonly firstUnreadID = signal<string | undefined>(undefined);
  readonly newer: ReadonlySignal<OlderState>;
  readonly missedCount: ReadonlySignal<number>;
  readonly target: ReadonlySignal<JumpTarget | undefined>;

  readonly #parts: TimelineParts;
  /** ID of the group; `''` in a single chat. */
  readonly #groupID: string;
  readonly #window: MessageWindow;
  readonly #absence: Absence;
  readonly #jumps: TimelineJumps;
  readonly #sending: TimelineSending;
  readonly #loaded: Promise<void>;
  readonly #typingNotice: TypingNotice;
  readonly #onRelease: () => void;
  #users = 0;
  #retryTimer: TimerHandle;
  /** Changes that arrive before the first page is loaded; they are applied after it. */
  #early: CacheChange[] | undefined = [];
  /** Whether messages are missing before the newest ones, which are not shown until the gap is filled. */
  #isDetached = false;
  /** Whether the gateway has confirmed the newest page. */
  #isConfirmed = false;
  /** How many of the messages that were unread at first are older than those shown. */
  #missingUnread = 0;

  constructor(conversationID: string, parts: TimelineParts, onRelease: () => void) {
    const { context, list, groups, typing } = parts;
    const target = targetOfConversation(conversationID);
    this.#groupID = target && 'groupID' in target ? target.groupID : '';
    this.conversationID = conversationID;
    this.#parts = parts;
    this.#onRelease = onRelease;
    this.#window = new MessageWindow(context.userID);
    this.#absence = new Absence(this.#window, context.clock);
    this.conversation = computed(() => list.byID.value.get(conversationID));
    this.group = computed(() => groups.value.get(this.#groupID));
    const support = new SupportAudience(context, this.group);
    this.#typingNotice = new TypingNotice(context, () =>
      target && 'userID' in target ? peerAudience(target.userID) : support.get(),
    );
    this.peerTyping = computed(() => typing.value.has(conversationID));
    this.#jumps = new TimelineJumps({
      conversationID,
      context,
      window: this.#window,
      older: this.older,
      loaded: () => this.#loaded,
      show: (older) => {
        this.older.value = older;
        this.#show();
      },
    });
    ({ newer: this.newer, missedCount: this.missedCount, target: this.target } = this.#jumps);
    this.#sending = new TimelineSending(
      conversationID,
      context,
      async () => {
        this.#typingNotice.stop();
        this.#absence.forget();
        // Users want to see the message that they have just sent.
        await this.#jumps.returnToNewest();
      },
      () => parts.drafts.flush(conversationID),
    );
    this.#loaded = this.#load();
    context.background(this.#loaded.then(() => this.#confirmFirst()));
  }

  // ── For the session ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Counts one more user of the timeline; each calls `release` once. */
  acquire(): this {
    this.#users++;
    return this;
  }

  handleChange(change: CacheChange): void {
    if (this.#early) {
      this.#early.push(change);
      return;
    }
    const { conversationID } = this;
    const changed = change.messages.filter((message) => message.conversationID === conversationID);
    const deleted = change.deletedMessages.filter((message) => message.conversationID === conversationID);
    const isCleared = change.clearedConversations.includes(conversationID);
    if (change.detached.includes(conversationID) && this.#window.newestSentSortKey !== undefined) {
      this.#isDetached = true;
      this.#parts.context.background(this.#confirm());
    }
    const isRenamed = this.#window.rename(change.authors);
    if (changed.length === 0 && deleted.length === 0 && !isCleared && !isRenamed) return;
    // Determined before anything is cleared, because messages that are left may be from beyond a gap. Nothing is shown before
    // the first page, because it would move when the separator of new messages comes.
    const isAll =
      this.older.value === 'none' ||
      (this.#window.newestSentSortKey === undefined && this.state.value.kind !== 'loading');
    const oldest = isAll ? -Infinity : this.#window.oldestSortKey;
    if (isCleared) this.#window.clearSent();
    this.#window.update(
      changed,
      deleted.map(({ clientMsgID }) => clientMsgID),
      ({ delivery, sortKey }) =>
        !this.#jumps.isAway && (delivery.kind !== 'sent' || (!this.#isDetached && sortKey >= oldest)),
    );
    this.#jumps.noteArrivals(change);
    this.#absence.noteArrivals(change.arrived);
    if (isCleared) {
      this.firstUnreadID.value = undefined;
      this.#parts.context.background(this.#jumps.returnToNewest());
    }
    this.#show();
  }

  handleConnection({ kind }: ConnectionState): void {
    if (kind === 'online') {
      this.#isConfirmed = false;
      if (!this.#early) this.#parts.context.background(this.#confirm());
    } else this.#giveUpWaiting();
  }

  /** Removes everything that is shown. */
  forget(): void {
    this.#window.replace([]);
    this.older.value = 'none';
    this.firstUnreadID.value = undefined;
    this.#show();
  }

  /** Stops retrying. */
  close(): void {
    this.#parts.context.clock.clearTimeout(this.#retryTimer);
  }

  // ── For its users ────────────────────────────────────────────────────────────────────────────────────────────────

  async loadOlder(): Promise<void> {
    if (this.older.value === 'none' || this.older.value === 'loading') return;
    this.older.value = 'loading';
    const before = this.#window.oldestSortKey;
    try {
      const sync = await this.#parts.context.opened;
      const page = await sync.loadOlder(this.conversationID, before, PAGE);
      batch(() => {
        // If the window has been replaced in the meantime, this page does not adjoin it.
        const isStale = this.#window.oldestSortKey !== before;
        if (!isStale) this.#window.prepend(page.messages);
        this.older.value = page.reachesStart && !isStale ? 'none' : 'available';
        this.#show();
      });
    } catch {
      this.older.value = 'failed';
    }
  }

  loadNewer(): Promise<void> {
    return this.#jumps.loadNewer();
  }

  jumpTo(clientMsgID: string): Promise<void> {
    return this.#jumps.jumpTo(clientMsgID);
  }

  jumpToTime(ms: number): Promise<void> {
    return this.#jumps.jumpToTime(ms);
  }

  async jumpToFirstUnread(): Promise<void> {
    await this.#loaded;
    const oldestHereID = this.firstUnreadID.peek();
    if (!oldestHereID) return;
    const clientMsgID = await this.#jumps.findFirstUnread(oldestHereID, this.#missingUnread);
    this.#missingUnread = 0;
    this.firstUnreadID.value = clientMsgID;
    await this.#jumps.jumpTo(clientMsgID);
  }

  returnToNewest(): Promise<void> {
    return this.#jumps.returnToNewest();
  }

  async sendText(text: string): Promise<void> {
    const stored = this.#sending.sendText(text);
    // It is saved once the message is queued: the other way round, a text may be lost with its page.
    this.setDraft('');
    await stored;
  }

  sendFile(file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void> {
    return this.#sending.sendFile(file, media);
  }

  send(message: MessageItem): Promise<void> {
    return this.#sending.send(message);
  }

  create<Name extends CreateMethodName>(name: Name, ...args: MethodArgs<Name>): Promise<void> {
    return this.#sending.create(name, ...args);
  }

  async loadMembers(): Promise<readonly GroupMemberItem[]> {
    return this.#groupID ? allMembers(await this.#parts.context.opened, this.#groupID) : [];
  }

  async retry(clientMsgID: string): Promise<void> {
    await (await this.#parts.context.opened).retry(clientMsgID);
  }

  async discard(clientMsgID: string): Promise<void> {
    await (await this.#parts.context.opened).discard(clientMsgID);
  }

  async revoke(clientMsgID: string): Promise<void> {
    const sync = await this.#parts.context.opened;
    await sync.call('revokeMessage', [toJson(this.#require(clientMsgID).message)]);
  }

  async deleteMessage(clientMsgID: string): Promise<void> {
    const sync = await this.#parts.context.opened;
    const { delivery, message } = this.#require(clientMsgID);
    if (delivery.kind === 'sent') await sync.call('deleteMessageFromLocalStorage', [toJson(message)]);
    else await sync.discard(clientMsgID);
  }

  markSeen(clientMsgIDs: readonly string[]): void {
    const messages = clientMsgIDs.flatMap((clientMsgID) => this.#window.get(clientMsgID) ?? []);
    const newest = this.#window.messages.at(-1);
    const newestID = this.#jumps.isAway ? undefined : newest?.message.clientMsgID;
    this.#parts.receipts.markSeen(this.conversationID, messages, newestID);
    this.firstUnreadID.value = this.#absence.end(clientMsgIDs) ?? this.firstUnreadID.value;
  }

  notifyTyping(): void {
    this.#typingNotice.notify();
  }

  setDraft(text: string, isLeaving = false): void {
    if (text === '') this.#typingNotice.stop();
    this.#parts.drafts.set(this.conversationID, text);
    if (isLeaving) this.#parts.drafts.flush(this.conversationID);
  }

  async reload(): Promise<void> {
    this.state.value = { kind: 'loading' };
    this.#isConfirmed = false;
    await this.#confirm();
    this.#giveUpWaiting();
  }

  release(): void {
    if (--this.#users > 0) return;
    this.#parts.drafts.flush(this.conversationID);
    this.close();
    this.#onRelease();
  }

  // ── Loading ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async #load(): Promise<void> {
    const sync = await this.#parts.context.opened;
    const page = await sync.getNewest(this.conversationID, PAGE);
    const early = this.#early ?? [];
    this.#early = undefined;
    batch(() => {
      this.#showPage(page);
      for (const change of early) this.handleChange(change);
      if (this.#window.messages.length > 0 || page.reachesStart) this.state.value = { kind: 'ready' };
    });
  }

  async #confirmFirst(): Promise<void> {
    this.#askForGroup(await this.#parts.context.opened);
    await this.#confirm();
    this.#giveUpWaiting();
  }

  /** Gets the newest page from the gateway, and shows the messages from the cache down to the oldest one shown before. */
  async #confirm(): Promise<void> {
    const { context } = this.#parts;
    const sync = context.online();
    if (!sync) return;
    try {
      await sync.refresh(this.conversationID, this.#window.newestSentSortKey);
      const page = await this.#readNewest(sync);
      this.#isDetached = false;
      batch(() => {
        if (this.#jumps.isAway) return;
        this.#showPage(page);
        this.#isConfirmed = true;
        this.state.value = { kind: 'ready' };
      });
    } catch (error) {
      if (!(error instanceof OpenIMError)) throw error;
      if (this.state.value.kind === 'loading') this.state.value = { kind: 'failed', error };
      // Without a retry, new messages would not be shown until the next connection.
      if (error.retryable && context.online()) this.#confirmLater();
    }
  }

  /** Reads the newest messages down to the oldest shown one, again if older ones were loaded in the meantime. */
  async #readNewest(sync: Sync): Promise<HistoryPage> {
    for (;;) {
      const oldest = this.#window.oldestSortKey;
      const page = await sync.getNewest(this.conversationID, PAGE, oldest);
      if (this.#jumps.isAway || this.#window.oldestSortKey >= oldest) return page;
    }
  }

  #confirmLater(): void {
    const { clock, background } = this.#parts.context;
    clock.clearTimeout(this.#retryTimer);
    this.#retryTimer = clock.setTimeout(() => background(this.#confirm()), CONFIRM_RETRY_MS);
  }

  /** With neither cache nor gateway, shows a failure instead of loading forever. */
  #giveUpWaiting(): void {
    const { kind } = this.#parts.connection.value;
    if (this.#early || this.state.value.kind !== 'loading' || (kind !== 'waiting' && kind !== 'closed')) return;
    this.state.value = { kind: 'failed', error: new OpenIMError(ErrorCode.NoSocket, 'not connected') };
  }

  #showPage(page: HistoryPage): void {
    this.#window.replace(page.messages);
    this.older.value = page.reachesStart ? 'none' : 'available';
    // Computed from the cache at first, and again when the gateway confirms the page; later pages do not change it.
    if (!this.#isConfirmed) {
      const unreadCount = this.conversation.peek()?.unreadCount ?? 0;
      this.#missingUnread = unreadCount - this.#window.countUnread(unreadCount);
      this.firstUnreadID.value ??= this.#window.firstUnreadID(unreadCount);
    }
    this.#show();
  }

  #show(): void {
    this.messages.value = this.#window.messages;
  }

  #askForGroup(sync: Sync): void {
    const { context } = this.#parts;
    if (!this.#groupID || this.group.peek() || !context.online()) return;
    context.background(sync.call('getGroupsInfo', [[this.#groupID]]));
  }

  #require(clientMsgID: string): TimelineMessage {
    const message = this.#window.get(clientMsgID);
    if (!message) throw new OpenIMError(ErrorCode.RecordMissing, `no message ${clientMsgID} here`);
    return message;
  }
}

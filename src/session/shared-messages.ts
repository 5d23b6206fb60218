import { batch, signal, type ReadonlySignal } from '@preact/signals-core';
import { ContentType, OpenIMError, parse, type MessageItem } from '../protocol/index.js';
import type { CacheChange, CachedMessage, Sync } from '../sync/types.js';
import type { SessionContext, SessionPart } from './session-context.js';
import type { LoadState, OlderState, Session } from './types.js';

/** The kinds of shared content: pictures and videos, files, and links in texts. */
export type SharedKind = 'media' | 'files' | 'links';

/** The messages of one conversation with one kind of shared content. */
export interface SharedMessages {
  /** Newest first. */
  readonly messages: ReadonlySignal<readonly Readonly<MessageItem>[]>;
  /** `failed` if there is nothing to show because the request failed. */
  readonly state: ReadonlySignal<LoadState>;
  readonly older: ReadonlySignal<OlderState>;
  /**
   * Loads the next page: from the gateway, or, if that fails, from the cache as far as it has no gap. Does nothing while
   * a page is loading.
   */
  loadOlder(): Promise<void>;
  /** Stops keeping the messages up to date. */
  release(): void;
}

/** Opens the shared content of conversations. */
export interface SharedMessageSource extends SessionPart {
  open(conversationID: string, kind: SharedKind): SharedMessages;
}

/** How many messages one request to the gateway asks for. */
const PAGE = 60;
/** How many messages are read from the cache at a time, and how many times at most to find a matching one. */
const CACHE_PAGE = 200;
const MAX_CACHE_PAGES = 10;

/** For each kind, the message types to search, and words of which their text must contain one. */
const asked: Readonly<
  Record<SharedKind, { readonly types: readonly number[]; readonly words: readonly string[] }>
> = {
  media: { types: [ContentType.Picture, ContentType.Video], words: [] },
  files: { types: [ContentType.File], words: [] },
  links: { types: [ContentType.Text, ContentType.At], words: ['://', 'www.'] },
};

/** Returns the source of shared content of a session; the same object each time. */
export function sharedMessagesOf(session: Session): SharedMessageSource {
  return session.part(makeSharedMessages);
}

/** Creates the part of a session that {@link sharedMessagesOf} returns. A fake session recognizes it by this function. */
export const makeSharedMessages = (context: SessionContext): SharedMessageSource => {
  const views = new Set<SharedView>();
  return {
    open: (conversationID, kind) => {
      const view = new SharedView(conversationID, kind, context, () => views.delete(view));
      views.add(view);
      return view;
    },
    handleConnection: (isOnline) => {
      for (const view of views) view.handleConnection(isOnline);
    },
  };
};

class SharedView implements SharedMessages {
  readonly #conversationID: string;
  readonly #kind: SharedKind;
  readonly #context: SessionContext;
  readonly #onRelease: () => void;
  readonly #messages = signal<readonly Readonly<MessageItem>[]>([]);
  readonly #state = signal<LoadState>({ kind: 'loading' });
  readonly #older = signal<OlderState>('loading');
  readonly messages: ReadonlySignal<readonly Readonly<MessageItem>[]> = this.#messages;
  readonly state: ReadonlySignal<LoadState> = this.#state;
  readonly older: ReadonlySignal<OlderState> = this.#older;
  readonly #byID = new Map<string, Readonly<MessageItem>>();
  /** Where the search on the gateway continues: this page of the messages up to this second; 0 is now. */
  #place = { second: 0, page: 1 };
  /** The sort key down to which the cache has been searched; undefined once it has been searched completely. */
  #cachedDownTo: number | undefined = Infinity;
  /** The failure to show if the connection that is being established does not come about. */
  #waiting: OpenIMError | undefined;
  #unsubscribe: (() => void) | undefined;
  #isReleased = false;

  constructor(conversationID: string, kind: SharedKind, context: SessionContext, onRelease: () => void) {
    this.#conversationID = conversationID;
    this.#kind = kind;
    this.#context = context;
    this.#onRelease = onRelease;
    context.background(this.#begin());
  }

  release(): void {
    this.#isReleased = true;
    this.#unsubscribe?.();
    this.#onRelease();
  }

  /** Searches again from the newest message when back online, because messages may have been missed while offline. */
  handleConnection(isOnline: boolean): void {
    const failure = this.#waiting;
    this.#waiting = undefined;
    if (!isOnline) {
      if (failure) this.#settle('failed', failure);
    } else if (failure ?? this.#older.peek() !== 'loading') {
      this.#place = { second: 0, page: 1 };
      this.#older.value = 'available';
      this.#context.background(this.loadOlder());
    }
  }

  async loadOlder(): Promise<void> {
    if (this.#older.peek() === 'none' || this.#older.peek() === 'loading') return;
    this.#older.value = 'loading';
    const sync = await this.#context.opened;
    let older: OlderState = 'available';
    let failure: OpenIMError | undefined;
    const before = this.#byID.size;
    try {
      while (older === 'available' && this.#byID.size === before && !this.#isReleased)
        older = (await this.#askGateway(sync)) ? 'available' : 'none';
    } catch (error) {
      if (!(error instanceof OpenIMError)) throw error;
      failure = error;
      older = await this.#goThroughCache(sync);
    }
    // While a connection is being established, it is too early to show a failure.
    if (older === 'failed' && !this.#context.online() && !this.#context.isDown()) this.#waiting = failure;
    else this.#settle(older, failure);
  }

  #settle(older: OlderState, failure: OpenIMError | undefined): void {
    batch(() => {
      this.#older.value = older;
      const isFailed = failure && older === 'failed' && this.#byID.size === 0;
      this.#state.value = isFailed ? { kind: 'failed', error: failure } : { kind: 'ready' };
      this.#show();
    });
  }

  async #begin(): Promise<void> {
    const sync = await this.#context.opened;
    if (this.#isReleased) return;
    this.#unsubscribe = sync.on('change', (change) => this.#follow(change));
    const { messages, reachesStart } = await sync.getNewest(this.#conversationID, CACHE_PAGE);
    this.#takeCached(messages, reachesStart);
    this.#show();
    if (this.#byID.size > 0) this.#state.value = { kind: 'ready' };
    this.#older.value = 'available';
    await this.loadOlder();
  }

  /** Requests the next page. @returns whether there may be more pages */
  async #askGateway(sync: Sync): Promise<boolean> {
    const { types, words } = asked[this.#kind];
    const { second, page } = this.#place;
    const response = await sync.call('searchLocalMessages', [
      {
        conversationID: this.#conversationID,
        keywordList: [...words],
        messageTypeList: [...types],
        searchTimePosition: second,
        pageIndex: page,
        count: PAGE,
      },
    ]);
    const found = parse(response).searchResultItems.flatMap(({ messageList }) => messageList);
    for (const message of found) this.#byID.set(message.clientMsgID, message);
    const oldest = found.at(-1);
    // The search takes whole seconds, so a page may begin with the messages that the previous page ended with.
    const oldestSecond = oldest ? Math.floor(oldest.sendTime / 1000) : second;
    this.#place = oldestSecond === second ? { second, page: page + 1 } : { second: oldestSecond, page: 1 };
    return found.length === PAGE;
  }

  /** Searches the cache instead, for when the gateway does not answer or cannot search. */
  async #goThroughCache(sync: Sync): Promise<OlderState> {
    const before = this.#byID.size;
    for (let pages = 0; pages < MAX_CACHE_PAGES && this.#byID.size === before; pages += 1) {
      if (this.#cachedDownTo === undefined) return 'none';
      try {
        const page = await sync.loadOlder(this.#conversationID, this.#cachedDownTo, CACHE_PAGE);
        this.#takeCached(page.messages, page.reachesStart);
        if (page.messages.length === 0 && !page.reachesStart) return 'failed';
      } catch (error) {
        if (!(error instanceof OpenIMError)) throw error;
        return 'failed';
      }
    }
    return 'available';
  }

  #takeCached(messages: readonly CachedMessage[], reachesStart: boolean): void {
    for (const message of messages) this.#take(message);
    this.#cachedDownTo = reachesStart ? undefined : (messages[0]?.sortKey ?? this.#cachedDownTo);
  }

  #take({ message, delivery }: CachedMessage): void {
    if (delivery.kind === 'sent' && isShared(message, this.#kind)) this.#byID.set(message.clientMsgID, message);
  }

  #follow({ messages, deletedMessages, clearedConversations }: CacheChange): void {
    const conversationID = this.#conversationID;
    if (clearedConversations.includes(conversationID)) this.#byID.clear();
    for (const { clientMsgID } of deletedMessages) this.#byID.delete(clientMsgID);
    for (const cached of messages) {
      if (cached.conversationID !== conversationID) continue;
      this.#take(cached);
      // A revoked message that is not in the cache does not appear in `deletedMessages`.
      if (cached.message.contentType === ContentType.RevokeNotice) this.#byID.delete(cached.message.content);
    }
    this.#show();
  }

  #show(): void {
    const shown = [...this.#byID.values()].sort((one, other) => other.sendTime - one.sendTime);
    const former = this.#messages.peek();
    if (shown.length !== former.length || shown.some((message, index) => message !== former[index]))
      this.#messages.value = shown;
  }
}

function isShared({ contentType, content }: Readonly<MessageItem>, kind: SharedKind): boolean {
  const { types, words } = asked[kind];
  return types.includes(contentType) && (words.length === 0 || words.some((word) => content.includes(word)));
}

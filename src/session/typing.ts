/** Typing indicators: sends the user's own and shows those of others. They are not stored anywhere. */
import { signal, type ReadonlySignal } from '@preact/signals-core';
import { ContentType, conversationIDOf, TYPING_STOPPED_TIP, type MessageItem } from '../protocol/index.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import type { SessionContext } from './session-context.js';

/** The shortest interval between two indicators while the user keeps typing. */
const TYPING_INTERVAL_MS = 2000;
/** How long a received indicator is shown. Longer than the interval, so that it does not flicker. */
const TYPING_HINT_MS = 3000;

const TYPING_TIP = 'yes';

/** Who receives an indicator, and its text: the protocol allows any text other than {@link TYPING_STOPPED_TIP}. */
export type TypingAudience = { readonly userIDs: readonly string[]; readonly tip: string };

/** Returns the audience in a single chat: the peer. */
export function peerAudience(userID: string): TypingAudience {
  return { userIDs: [userID], tip: TYPING_TIP };
}

/** Sends typing indicators for one conversation. */
export class TypingNotice {
  readonly #context: SessionContext;
  readonly #audience: () => TypingAudience | undefined;
  /** When the last indicator was sent; undefined if it has been ended. */
  #toldAtMs: number | undefined;

  constructor(context: SessionContext, audience: () => TypingAudience | undefined) {
    this.#context = context;
    this.#audience = audience;
  }

  /** To be called on every keystroke. */
  notify(): void {
    const nowMs = this.#context.clock.now();
    if (this.#toldAtMs !== undefined && nowMs - this.#toldAtMs < TYPING_INTERVAL_MS) return;
    const audience = this.#audience();
    if (!audience) return;
    this.#toldAtMs = nowMs;
    this.#tell(audience, audience.tip);
  }

  /** Ends the indicator, because the text was sent or cleared. */
  stop(): void {
    const toldAtMs = this.#toldAtMs;
    this.#toldAtMs = undefined;
    // The last indicator has expired by itself.
    if (toldAtMs === undefined || this.#context.clock.now() - toldAtMs >= TYPING_HINT_MS) return;
    const audience = this.#audience();
    if (audience) this.#tell(audience, TYPING_STOPPED_TIP);
  }

  #tell({ userIDs }: TypingAudience, msgTip: string): void {
    const { online, background } = this.#context;
    for (const recvID of userIDs) {
      const telling = online()?.call('typingStatusUpdate', [{ recvID, msgTip }]);
      if (telling) background(telling);
    }
  }
}

/** Knows in which conversations somebody is typing. Each user types in one conversation at a time. */
export class TypingHints {
  readonly #clock: Clock;
  /** Whether a user's indicator may belong to this conversation, which is a support chat instead of the single chat. */
  readonly #isSupportChatWith: (conversationID: string, userID: string) => boolean;
  readonly #hints = new Map<string, { readonly conversationID: string; readonly timer: TimerHandle }>();
  readonly #conversationIDs = signal<ReadonlySet<string>>(new Set());
  readonly conversationIDs: ReadonlySignal<ReadonlySet<string>> = this.#conversationIDs;

  constructor(clock: Clock, isSupportChatWith: (conversationID: string, userID: string) => boolean) {
    this.#clock = clock;
    this.#isSupportChatWith = isSupportChatWith;
  }

  /** Handles a message from another user: a typing indicator starts or ends it, any other message ends it. */
  handleMessage({ sendID, contentType, content }: Pick<MessageItem, 'sendID' | 'contentType' | 'content'>): void {
    this.#clock.clearTimeout(this.#hints.get(sendID)?.timer);
    this.#hints.delete(sendID);
    if (contentType === ContentType.Typing && content !== TYPING_STOPPED_TIP) {
      const conversationID = this.#isSupportChatWith(content, sendID)
        ? content
        : conversationIDOf({ userID: sendID });
      const expire = () => {
        this.#hints.delete(sendID);
        this.#show();
      };
      this.#hints.set(sendID, { conversationID, timer: this.#clock.setTimeout(expire, TYPING_HINT_MS) });
    }
    this.#show();
  }

  close(): void {
    for (const { timer } of this.#hints.values()) this.#clock.clearTimeout(timer);
    this.#hints.clear();
  }

  #show(): void {
    const shown = this.#conversationIDs.value;
    const next = new Set([...this.#hints.values()].map(({ conversationID }) => conversationID));
    if (next.size !== shown.size || [...next].some((id) => !shown.has(id))) this.#conversationIDs.value = next;
  }
}

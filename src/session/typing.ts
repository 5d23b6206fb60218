/** "Is typing": telling the peer, and showing what the peer tells. Nothing of it is stored anywhere. */
import { signal, type ReadonlySignal } from '@preact/signals-core';
import { ContentType, conversationIDOf, TYPING_STOPPED_TIP, type MessageItem } from '../protocol/index.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import type { SessionContext } from './session-context.js';

/** While somebody goes on typing, the peer is told at most this often. */
const TYPING_INTERVAL_MS = 2000;
/** How long a sign of typing holds. Longer than the interval, so that the hint does not flicker. */
const TYPING_HINT_MS = 3000;

const TYPING_TIP = 'yes';

/** Whom to tell, and what: a text other than {@link TYPING_STOPPED_TIP}, which is free in the protocol. */
export type TypingAudience = { readonly userIDs: readonly string[]; readonly tip: string };

/** In a single chat the one peer. */
export function peerAudience(userID: string): TypingAudience {
  return { userIDs: [userID], tip: TYPING_TIP };
}

/** Tells those on the other side. */
export class TypingNotice {
  readonly #context: SessionContext;
  readonly #audience: () => TypingAudience | undefined;
  /** When they were last told that there is typing, undefined since they were told that there is none. */
  #toldAtMs: number | undefined;

  constructor(context: SessionContext, audience: () => TypingAudience | undefined) {
    this.#context = context;
    this.#audience = audience;
  }

  /** Another keystroke. */
  notify(): void {
    const nowMs = this.#context.clock.now();
    if (this.#toldAtMs !== undefined && nowMs - this.#toldAtMs < TYPING_INTERVAL_MS) return;
    const audience = this.#audience();
    if (!audience) return;
    this.#toldAtMs = nowMs;
    this.#tell(audience, audience.tip);
  }

  /** The text is gone: sent, or cleared. */
  stop(): void {
    const toldAtMs = this.#toldAtMs;
    this.#toldAtMs = undefined;
    // A hint that is over by itself need not be ended.
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

/** Shows in which conversations somebody is typing: each person in one at a time. */
export class TypingHints {
  readonly #clock: Clock;
  /** Whether somebody's typing hints may be for this conversation, which is not the single chat with them. */
  readonly #isSupportChatWith: (conversationID: string, userID: string) => boolean;
  readonly #hints = new Map<string, { readonly conversationID: string; readonly timer: TimerHandle }>();
  readonly #conversationIDs = signal<ReadonlySet<string>>(new Set());
  readonly conversationIDs: ReadonlySignal<ReadonlySet<string>> = this.#conversationIDs;

  constructor(clock: Clock, isSupportChatWith: (conversationID: string, userID: string) => boolean) {
    this.#clock = clock;
    this.#isSupportChatWith = isSupportChatWith;
  }

  /** A message from somebody else: a sign of typing, or the end of it. */
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

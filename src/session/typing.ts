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

/** Tells one peer. */
export class TypingNotice {
  readonly #context: SessionContext;
  readonly #recvID: string;
  /** When the peer was last told that there is typing, undefined since they were told that there is none. */
  #toldAtMs: number | undefined;

  constructor(context: SessionContext, recvID: string) {
    this.#context = context;
    this.#recvID = recvID;
  }

  /** Another keystroke. */
  notify(): void {
    const nowMs = this.#context.clock.now();
    if (this.#toldAtMs !== undefined && nowMs - this.#toldAtMs < TYPING_INTERVAL_MS) return;
    this.#toldAtMs = nowMs;
    this.#tell(TYPING_TIP);
  }

  /** The text is gone: sent, or cleared. */
  stop(): void {
    const toldAtMs = this.#toldAtMs;
    this.#toldAtMs = undefined;
    // A hint that is over by itself need not be ended.
    if (toldAtMs !== undefined && this.#context.clock.now() - toldAtMs < TYPING_HINT_MS) {
      this.#tell(TYPING_STOPPED_TIP);
    }
  }

  #tell(msgTip: string): void {
    const { online, background } = this.#context;
    const telling = online()?.call('typingStatusUpdate', [{ recvID: this.#recvID, msgTip }]);
    if (telling) background(telling);
  }
}

/** Shows who is typing. */
export class TypingHints {
  readonly #clock: Clock;
  readonly #timers = new Map<string, TimerHandle>();
  readonly #conversationIDs = signal<ReadonlySet<string>>(new Set());
  readonly conversationIDs: ReadonlySignal<ReadonlySet<string>> = this.#conversationIDs;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Any message of a single chat that came from a peer: a sign of typing, or the end of it. */
  handleMessage({ sendID, contentType, content }: Pick<MessageItem, 'sendID' | 'contentType' | 'content'>): void {
    const conversationID = conversationIDOf({ userID: sendID });
    this.#clock.clearTimeout(this.#timers.get(conversationID));
    this.#timers.delete(conversationID);
    const isTyping = contentType === ContentType.Typing && content !== TYPING_STOPPED_TIP;
    this.#show(conversationID, isTyping);
    if (!isTyping) return;
    const expire = () => {
      this.#timers.delete(conversationID);
      this.#show(conversationID, false);
    };
    this.#timers.set(conversationID, this.#clock.setTimeout(expire, TYPING_HINT_MS));
  }

  close(): void {
    for (const timer of this.#timers.values()) this.#clock.clearTimeout(timer);
    this.#timers.clear();
  }

  #show(conversationID: string, isTyping: boolean): void {
    const shown = this.#conversationIDs.value;
    if (shown.has(conversationID) === isTyping) return;
    const next = new Set(shown);
    if (isTyping) next.add(conversationID);
    else next.delete(conversationID);
    this.#conversationIDs.value = next;
  }
}

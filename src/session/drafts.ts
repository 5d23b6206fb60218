import type { Sync } from '../sync/types.js';
import type { TimerHandle } from '../util/clock.js';
import type { ConversationList } from './conversation-list.js';
import type { SessionContext } from './session-context.js';

/** How long the user must pause in typing before a draft is saved. */
const DRAFT_PAUSE_MS = 1000;

type Draft = { readonly text: string; timer: TimerHandle; isSaved: boolean };

/** Drafts: shown at once, and saved after a pause in typing. */
export class Drafts {
  readonly #context: SessionContext;
  readonly #list: ConversationList;
  readonly #drafts = new Map<string, Draft>();
  #sync: Sync | undefined;

  constructor(context: SessionContext, list: ConversationList) {
    this.#context = context;
    this.#list = list;
  }

  set(conversationID: string, text: string): void {
    const { clock } = this.#context;
    const former = this.#drafts.get(conversationID);
    // `former` comes first, because a conversation that was just started may not be in the list yet.
    const present = former?.text ?? this.#list.byID.value.get(conversationID)?.draftText ?? '';
    if (text === present) return;
    clock.clearTimeout(former?.timer);
    const timer = clock.setTimeout(() => this.flush(conversationID), DRAFT_PAUSE_MS);
    this.#drafts.set(conversationID, { text, timer, isSaved: false });
    this.#list.setLocalDraft(conversationID, { draftText: text, draftTextTime: text ? clock.now() : 0 });
  }

  /** Saves the conversation's draft now, unless it is already saved. */
  flush(conversationID: string): void {
    const draft = this.#drafts.get(conversationID);
    if (!draft || draft.isSaved) return;
    this.#context.clock.clearTimeout(draft.timer);
    if (this.#sync) this.#context.background(save(this.#sync, conversationID, draft));
  }

  /** To be called when the cache is open. */
  open(sync: Sync): void {
    this.#sync = sync;
    this.flushAll();
  }

  flushAll(): void {
    for (const conversationID of this.#drafts.keys()) this.flush(conversationID);
  }

  /** To be called when the record of a conversation has changed: once the draft is saved, the record contains it. */
  handleRecord(conversationID: string): void {
    if (!this.#drafts.get(conversationID)?.isSaved) return;
    this.#drafts.delete(conversationID);
    this.#list.setLocalDraft(conversationID, undefined);
  }

  close(): void {
    for (const { timer } of this.#drafts.values()) this.#context.clock.clearTimeout(timer);
  }
}

async function save(sync: Sync, conversationID: string, draft: Draft): Promise<void> {
  await sync.saveDraft(conversationID, draft.text);
  draft.isSaved = true;
}

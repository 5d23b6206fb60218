import { signal, untracked } from '@preact/signals-core';
import { messageSearchOf, OpenIMError, type SearchItem, type Session } from '../../src/index.js';

/** The state of a search; the former results stay while the next search is running. */
export type Found = {
  readonly kind: 'idle' | 'searching' | 'found' | 'failed';
  /** The words for which `items` were found. */
  readonly words: string;
  readonly items: readonly SearchItem[];
};

type Wish = { readonly session: Session; readonly words: string; readonly conversationID: string };

const NOTHING: Found = { kind: 'idle', words: '', items: [] };

/** Searches messages while the user types: one search at a time, and then the newest words. */
export class MessageFinder {
  readonly #found = signal(NOTHING);
  #wish: Wish | undefined;
  #isRunning = false;

  /** The state of the search. Rendering that reads it is repeated when it changes. */
  get found(): Found {
    return this.#found.value;
  }

  /**
   * Searches for messages that contain all of the words, in one conversation if it is given. Has no effect if nothing has
   * changed.
   */
  find(session: Session, words: string, conversationID = ''): void {
    const wish = { session, words: words.trim(), conversationID };
    if (isSame(wish, this.#wish)) return;
    this.#wish = wish;
    untracked(() => {
      if (wish.words === '') this.#found.value = NOTHING;
      else {
        this.#found.value = { ...this.#found.value, kind: 'searching' };
        void this.#run();
      }
    });
  }

  /** Repeats a search that has failed. */
  retry(): void {
    const wish = this.#wish;
    this.#wish = undefined;
    if (wish) this.find(wish.session, wish.words, wish.conversationID);
  }

  clear(): void {
    this.#wish = undefined;
    this.#found.value = NOTHING;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      let done: Wish | undefined;
      while (this.#wish && this.#wish !== done && this.#wish.words !== '') {
        done = this.#wish;
        await this.#search(done);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  async #search(wish: Wish): Promise<void> {
    const { session, words, conversationID } = wish;
    let found: Found;
    try {
      found = { kind: 'found', words, items: await messageSearchOf(session).find(words, conversationID) };
    } catch (error) {
      if (!(error instanceof OpenIMError)) throw error;
      found = { kind: 'failed', words, items: [] };
    }
    if (this.#wish === wish) this.#found.value = found;
  }
}

function isSame(a: Wish, b: Wish | undefined): boolean {
  return a.session === b?.session && a.words === b.words && a.conversationID === b.conversationID;
}

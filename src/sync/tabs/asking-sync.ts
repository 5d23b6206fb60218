import type { MethodResponse } from '../../protocol/index.js';
import type { OutgoingMessage, Sync } from '../types.js';
import type { Ask } from './tab-asks.js';
import type { SyncQuestion, TabQuestion, TabQuestions } from './tab-messages.js';

/** The methods of {@link Sync} that consist of one question to the leader, the tab that has the cache and connection. */
export abstract class AskingSync {
  readonly getOverview = this.#asking('getOverview');
  readonly getNewest = this.#asking('getNewest');
  readonly refresh = this.#asking('refresh');
  readonly loadOlder = this.#asking('loadOlder');
  readonly loadAround = this.#asking('loadAround');
  readonly loadNewer = this.#asking('loadNewer');
  readonly retry = this.#asking('retry');
  readonly discard = this.#asking('discard');
  readonly saveDraft = this.#asking('saveDraft');
  readonly call = this.#asking('call');

  protected abstract ask<Question extends TabQuestion>(question: Question, args: TabQuestions[Question]): Ask;

  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<MethodResponse<'sendMessage'>> } {
    const { stored, done } = this.ask('send', [outgoing]);
    return { stored: stored.promise, sent: done.promise as Promise<MethodResponse<'sendMessage'>> };
  }

  /** Returns the method that asks a question. The leader answers it with what its own method returns. */
  #asking<Question extends SyncQuestion>(question: Question): Sync[Question] {
    const method = (...args: TabQuestions[Question]) => this.ask(question, args).done.promise;
    return method as Sync[Question];
  }
}

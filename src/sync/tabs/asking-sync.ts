import type { MethodArgs, MethodResponse } from '../../protocol/index.js';
import type { CallableName, OutgoingMessage, Sync } from '../types.js';
import type { Ask } from './tab-asks.js';
import type { ReadQuestion, TabQuestion, TabQuestions } from './tab-messages.js';

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

  protected abstract ask<Question extends TabQuestion>(question: Question, args: TabQuestions[Question]): Ask;

  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<MethodResponse<'sendMessage'>> } {
    const { stored, done } = this.ask('send', [outgoing]);
    return { stored: stored.promise, sent: done.promise as Promise<MethodResponse<'sendMessage'>> };
  }

  call<Name extends CallableName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>> {
    return this.ask('call', [name, args, operationID]).done.promise as Promise<MethodResponse<Name>>;
  }

  /** Returns the method that asks a question. The leader answers it with what its own method returns. */
  #asking<Question extends ReadQuestion>(question: Question): Sync[Question] {
    const method = (...args: TabQuestions[Question]) => this.ask(question, args).done.promise;
    return method as Sync[Question];
  }
}

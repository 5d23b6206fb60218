import { ErrorCode, OpenIMError } from '../../protocol/index.js';
import { Deferred } from '../../util/deferred.js';
import { randomID } from '../../util/ids.js';
import type { Answer, TabQuestion, TabQuestions } from './tab-messages.js';

export type Ask = {
  readonly id: string;
  readonly question: TabQuestion;
  readonly args: readonly unknown[];
  readonly stored: Deferred<void>;
  readonly done: Deferred<unknown>;
  /** Whether the question was sent to the present leader. */
  isAsked: boolean;
};

/**
 * The questions of this tab that are not answered yet. When the leader is gone, repeatable ones are sent to the next
 * leader; the others may have been carried out, and fail with 111 as if the connection was lost.
 */
export class TabAsks {
  readonly #asks = new Map<string, Ask>();

  get isEmpty(): boolean {
    return this.#asks.size === 0;
  }

  add<Question extends TabQuestion>(question: Question, args: TabQuestions[Question]): Ask {
    const ask: Ask = {
      id: randomID(),
      question,
      args,
      stored: new Deferred(),
      done: new Deferred(),
      isAsked: false,
    };
    // A caller may use only one of the two promises; the other must not cause an unhandled rejection.
    ask.stored.promise.catch(() => undefined);
    ask.done.promise.catch(() => undefined);
    this.#asks.set(ask.id, ask);
    return ask;
  }

  /** Returns the questions that the present leader has not received yet, in order, and marks them as asked. */
  takeUnasked(): Ask[] {
    const unasked = [...this.#asks.values()].filter(({ isAsked }) => !isAsked);
    for (const ask of unasked) ask.isAsked = true;
    return unasked;
  }

  settle(id: string, answer: Answer): void {
    const ask = this.#asks.get(id);
    if (!ask) return;
    if (answer.stage !== 'failed') ask.stored.resolve();
    if (answer.stage === 'stored') return;
    this.#asks.delete(id);
    if (answer.stage === 'done') ask.done.resolve(answer.value);
    else {
      ask.stored.reject(answer.error);
      ask.done.reject(answer.error);
    }
  }

  /** To be called when the leader is gone. */
  handleLoss(): void {
    for (const ask of this.#asks.values()) {
      if (isRepeatable(ask)) ask.isAsked = false;
      else if (ask.isAsked) {
        const error = new OpenIMError(ErrorCode.SocketClosed, 'the leading tab is gone');
        this.settle(ask.id, { stage: 'failed', error });
      }
    }
  }

  failAll(error: OpenIMError): void {
    for (const id of this.#asks.keys()) this.settle(id, { stage: 'failed', error });
  }
}

/** Methods that only read. */
const REPEATABLE_METHODS = /^(get|search|find)/;

function isRepeatable({ question, args }: Ask): boolean {
  if (question === 'callEngine') return false;
  // `send` is repeatable too, because the outbox recognizes a message by its clientMsgID.
  return question !== 'call' || REPEATABLE_METHODS.test(args[0] as string);
}

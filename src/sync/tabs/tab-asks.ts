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
  /** Whether the present leader was asked. */
  isAsked: boolean;
};

/**
 * What this tab has asked for and has no answer to. Every ask settles: by its answer, or when its leader is gone. What
 * does no harm when it is done twice is then asked of the next leader; the rest may have been carried out, and fails
 * with 111 as when a connection is lost.
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
    // Whoever does not care for one of the two need not handle it.
    ask.stored.promise.catch(() => undefined);
    ask.done.promise.catch(() => undefined);
    this.#asks.set(ask.id, ask);
    return ask;
  }

  /** What the present leader does not know of yet, in order; it counts as asked from now on. */
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

  /** The leader is gone. */
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

/** A method that only asks. */
const REPEATABLE_METHODS = /^(get|search|find)/;

function isRepeatable({ question, args }: Ask): boolean {
  if (question === 'callEngine') return false;
  // A message that is sent is known again by its clientMsgID.
  return question !== 'call' || REPEATABLE_METHODS.test(args[0] as string);
}

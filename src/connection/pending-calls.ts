import { ErrorCode, OpenIMError, type RequestFrame, type WsResponse } from '../protocol/index.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import { Deferred } from '../util/deferred.js';

/** How long a call may take, including the wait for the connection, before it is rejected with 114. */
export const CALL_TIMEOUT_MS = 30_000;

type PendingCall = {
  readonly frame: RequestFrame;
  readonly deferred: Deferred<WsResponse>;
  readonly timer: TimerHandle;
  sent: boolean;
};

/**
 * The calls that wait for their replies, in the order in which they were made. Every call settles: by its reply, by its
 * timeout, or by {@link rejectAll}. Does not depend on sockets.
 */
export class PendingCalls {
  readonly #clock: Clock;
  readonly #calls = new Set<PendingCall>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Adds a call that has not been sent yet. @throws {OpenIMError} 114 no answer in time */
  add(frame: RequestFrame): Promise<WsResponse> {
    const deferred = new Deferred<WsResponse>();
    const timer = this.#clock.setTimeout(() => {
      this.#calls.delete(call);
      deferred.reject(errorFor(frame, ErrorCode.Timeout, 'no answer in time'));
    }, CALL_TIMEOUT_MS);
    const call: PendingCall = { frame, deferred, timer, sent: false };
    this.#calls.add(call);
    return deferred.promise;
  }

  /** Returns the frames that have not been sent yet, in order, and marks them as sent. */
  takeUnsent(): RequestFrame[] {
    const unsent = [...this.#calls].filter((call) => !call.sent);
    for (const call of unsent) call.sent = true;
    return unsent.map((call) => call.frame);
  }

  /**
   * Settles the call that the reply belongs to. If an application used the same operationID for several calls, that is
   * the oldest, because gateways answer in order.
   *
   * @returns whether there was such a call
   */
  settle(reply: WsResponse): boolean {
    for (const call of this.#calls) {
      if (!call.sent || call.frame.operationID !== reply.operationID) continue;
      this.#remove(call);
      if (reply.errCode === 0) call.deferred.resolve(reply);
      else call.deferred.reject(OpenIMError.fromFrame(reply));
      return true;
    }
    return false;
  }

  /** Rejects every call, with `sentCode` if it was sent, because the gateway may have carried it out nevertheless. */
  rejectAll(sentCode: number, unsentCode: number, errMsg: string): void {
    for (const call of [...this.#calls]) {
      this.#remove(call);
      call.deferred.reject(errorFor(call.frame, call.sent ? sentCode : unsentCode, errMsg));
    }
  }

  #remove(call: PendingCall): void {
    this.#clock.clearTimeout(call.timer);
    this.#calls.delete(call);
  }
}

function errorFor({ reqFuncName, operationID }: RequestFrame, errCode: number, errMsg: string): OpenIMError {
  return new OpenIMError(errCode, errMsg, { event: reqFuncName, operationID });
}

import {
  decodeRequest,
  ErrorCode,
  methodByWireName,
  methodTable,
  OpenIMError,
  unsupportedMethods,
  type MethodName,
  type RequestFrame,
  type WsResponse,
} from '../src/protocol/index.js';
import { Call, type Handler, type Services } from './call.js';
import type { UnitOfWork } from './db/unit-of-work.js';
import { handlers } from './handlers/index.js';
import type { Login } from './login.js';
import type { Output } from './output.js';
import { isAuthorized } from './policies/index.js';
import { decodeArgument, schemas } from './schemas/index.js';
import { overError, type Session } from './session.js';
import { KeyedRateLimiter } from './keyed-rate-limiter.js';

export type DispatcherDependencies = {
  readonly unitOfWork: UnitOfWork;
  readonly login: Login;
  readonly services: Services;
  /** Called for each answered request, with the time in its handler, if one ran. */
  readonly onRequest: (method: string, errCode: number, durationMs: number | undefined) => void;
  readonly onError: (error: unknown, method: string) => void;
};

/** Methods that a kicked or expired session still answers (protocol 4.5). */
const ANSWERED_WHEN_OVER: ReadonlySet<MethodName> = new Set<MethodName>([
  'getLoginStatus',
  'getLoginUser',
  'logout',
]);

/**
 * Turns a frame into its reply: decodes it, checks the session, validates and authorizes the request, and runs it
 * (protocol 3). Every frame is answered.
 */
export class Dispatcher {
  readonly #unitOfWork: UnitOfWork;
  readonly #login: Login;
  readonly #services: Services;
  readonly #onRequest: DispatcherDependencies['onRequest'];
  readonly #onError: DispatcherDependencies['onError'];
  readonly #userRates: KeyedRateLimiter;

  constructor(dependencies: DispatcherDependencies) {
    this.#unitOfWork = dependencies.unitOfWork;
    this.#login = dependencies.login;
    this.#services = dependencies.services;
    this.#onRequest = dependencies.onRequest;
    this.#onError = dependencies.onError;
    this.#userRates = new KeyedRateLimiter(dependencies.services.settings.userRateLimit);
  }

  /** Handles one frame. Returns a promise if the frames behind it must wait until it is settled. */
  handle(session: Session, text: string | undefined): Promise<void> | undefined {
    const allowed = this.#takeRequest(session, text?.length ?? 0);
    const request = text === undefined ? ({ kind: 'undecodable' } as const) : decodeRequest(text);
    if (request.kind === 'undecodable') {
      this.#refuse(
        session,
        allowed
          ? replyFrame('error', '', ErrorCode.UndecodableFrame, 'Unmarshal failed')
          : replyFrame('error', '', ErrorCode.RateLimited, 'too many requests'),
      );
      return undefined;
    }
    const { reqFuncName, operationID } = request.kind === 'request' ? request.frame : request;
    if (!allowed || request.kind === 'malformed') {
      const [code, message] = allowed
        ? [ErrorCode.BadRequest, 'Request Parameter Error']
        : [ErrorCode.RateLimited, 'too many requests'];
      this.#refuse(session, replyFrame(reqFuncName, operationID, code, message), reqFuncName);
      return undefined;
    }
    return this.#route(session, request.frame);
  }

  /** A user's limit covers all their connections. It does not apply before login, when anybody may claim to be that user. */
  #takeRequest(session: Session, length: number): boolean {
    if (!session.takeRequest(length)) return false;
    return (
      session.state.kind === 'none' ||
      this.#userRates.take(session.userID, this.#services.settings.clock.monotonicMs())
    );
  }

  #route(session: Session, frame: RequestFrame): Promise<void> | undefined {
    const { reqFuncName, operationID } = frame;
    const refuse = (code: number, message: string, event = reqFuncName): Promise<void> | undefined => {
      this.#refuse(session, replyFrame(event, operationID, code, message), reqFuncName);
      return undefined;
    };
    const method = methodByWireName.get(reqFuncName);
    if (session.state.kind === 'none' && method !== 'login') {
      return refuse(ErrorCode.NotLoggedIn, 'No Login, first Login', methodTable.login.wire);
    }
    if (!method) {
      const reason = unsupportedMethods.get(reqFuncName);
      return reason === undefined
        ? refuse(ErrorCode.BadRequest, 'Request Parameter Error')
        : refuse(ErrorCode.NotSupported, reason);
    }
    if (frame.userID !== undefined && frame.userID !== '' && frame.userID !== session.userID) {
      return refuse(ErrorCode.BadRequest, "userID is not the connection's sendID");
    }
    if (session.state.kind === 'loggedIn' && session.state.expiresAtMs <= this.#services.settings.clock.now()) {
      this.#login.expire(session);
    }
    if (session.state.kind === 'over' && !ANSWERED_WHEN_OVER.has(method)) {
      const { errCode, errMsg } = overError(session.state);
      return refuse(errCode, errMsg);
    }
    return this.#run(session, method, frame);
  }

  #run(session: Session, method: MethodName, frame: RequestFrame): Promise<void> | undefined {
    const { operationID } = frame;
    const startMs = performance.now();
    const onReply = (errCode: number): void => {
      this.#onRequest(method, errCode, performance.now() - startMs);
    };
    let input: unknown;
    try {
      input = decodeArgument(method, schemas[method], frame.data);
    } catch (error) {
      this.#answer(session, this.#errorFrame(method, operationID, error, onReply));
      return undefined;
    }
    if (method === 'login') {
      return this.#login.logIn(
        session,
        operationID,
        input as { userID: string; token: string },
        frame.batchMsg === 1,
        (errCode) => {
          this.#onRequest(method, errCode, undefined);
        },
      );
    }
    if (method === 'logout') {
      this.#login.logOut(session, operationID);
      this.#onRequest(method, 0, undefined);
      return undefined;
    }
    const handler = handlers[method] as Handler;
    this.#unitOfWork.perform({
      run: (output: Output) => {
        const call = new Call(method, operationID, session, this.#services, output, onReply);
        if (isAuthorized(call, input as never)) handler(call, input as never);
        else call.reply('[]');
      },
      fail: (error, output) => {
        output.frame(session, this.#errorFrame(method, operationID, error, onReply));
      },
    });
    return undefined;
  }

  /** @param reqFuncName what was asked for; it counts as `unknown` unless there is such a method */
  #refuse(session: Session, frame: WsResponse, reqFuncName = ''): void {
    this.#onRequest(methodByWireName.get(reqFuncName) ?? 'unknown', frame.errCode, undefined);
    this.#answer(session, frame);
  }

  /** Replies through the unit of work, like everything else, so that the reply does not overtake earlier ones. */
  #answer(session: Session, frame: WsResponse): void {
    this.#unitOfWork.perform({
      run: (output) => {
        output.frame(session, frame);
      },
      fail: (error) => {
        this.#onError(error, frame.event);
      },
    });
  }

  #errorFrame(
    method: MethodName,
    operationID: string,
    error: unknown,
    onReply: (errCode: number) => void,
  ): WsResponse {
    if (!(error instanceof OpenIMError)) this.#onError(error, method);
    const { errCode, errMsg } =
      error instanceof OpenIMError ? error : new OpenIMError(ErrorCode.Internal, 'internal error');
    onReply(errCode);
    return replyFrame(methodTable[method].wire, operationID, errCode, errMsg);
  }
}

function replyFrame(event: string, operationID: string, errCode: number, errMsg: string): WsResponse {
  return { event, errCode, errMsg, data: '', operationID };
}

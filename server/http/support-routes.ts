import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  ErrorCode,
  isTokenError,
  MAX_EMAIL_LENGTH,
  MAX_NICKNAME_LENGTH,
  MAX_VISITOR_ATTRIBUTES,
  MAX_VISITOR_ATTRIBUTES_LENGTH,
  MAX_VISITOR_ATTRIBUTE_LENGTH,
  MAX_VISITOR_ATTRIBUTE_NAME_LENGTH,
  MAX_VISITOR_TOKEN_LENGTH,
  OpenIMError,
} from '../../src/protocol/index.js';
import type { TokenService } from '../auth/token-service.js';
import type { Clock } from '../clock.js';
import type { SupportDesk, VerifiedUser } from '../support/support-desk.js';
import { WindowLimiter } from '../window-limiter.js';
import type { AddressOf } from './client-address.js';
import type { OriginRule } from './origins.js';

export type SupportRouteDependencies = {
  readonly desk: SupportDesk;
  readonly tokens: TokenService;
  readonly clock: Clock;
  readonly isAdmittedOrigin: OriginRule;
  readonly addressOf: AddressOf;
  /** Sessions one address may open in a minute. */
  readonly sessionsPerMinute: number;
};

const MINUTE_MS = 60_000;

const name = v.pipe(v.string(), v.maxLength(MAX_NICKNAME_LENGTH), v.trim());
const attribute = v.union([
  v.pipe(v.string(), v.maxLength(MAX_VISITOR_ATTRIBUTE_LENGTH)),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
]);
const attributes = v.pipe(
  v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_VISITOR_ATTRIBUTE_NAME_LENGTH)), attribute),
  v.check((given) => Object.keys(given).length <= MAX_VISITOR_ATTRIBUTES, 'too many attributes'),
  v.check((given) => JSON.stringify(given).length <= MAX_VISITOR_ATTRIBUTES_LENGTH, 'attributes too long'),
);
/** A member that may be missing, but not undefined. */
const maybe = <Output>(schema: v.GenericSchema<unknown, Output>) => v.exactOptional(schema);
const sessionRequest = v.object({
  visitorToken: maybe(v.pipe(v.string(), v.maxLength(MAX_VISITOR_TOKEN_LENGTH))),
  name: maybe(name),
  email: maybe(v.pipe(v.string(), v.maxLength(MAX_EMAIL_LENGTH), v.trim())),
  attributes: maybe(attributes),
});

/**
 * Registers `POST /support/session` and `GET /support/status`, for pages of the gateway's origins, without a secret
 * (docs/support.md). Errors by status and code: 400/1001 the body does not match, 401/701… bad `token` header, 403/801
 * not for this page or person, 409/804 try again, 429/810 too many from one address, 503/1005 no agents named.
 */
export function registerSupportRoutes(app: FastifyInstance, dependencies: SupportRouteDependencies): void {
  const { desk, tokens, clock, isAdmittedOrigin, addressOf } = dependencies;
  const sessions = new WindowLimiter(dependencies.sessionsPerMinute, MINUTE_MS);

  const verifiedUser = async (request: FastifyRequest): Promise<VerifiedUser | undefined> => {
    const { token } = request.headers;
    if (typeof token !== 'string') return undefined;
    const verified = await tokens.verify(token);
    tokens.checkStanding(verified);
    return { ...verified, token };
  };

  app.register((scope, _options, done) => {
    // CORS only hides the response from pages of other origins; their requests must not be carried out either.
    scope.addHook('onRequest', (request, _reply, next) => {
      next(
        isAdmittedOrigin(request.headers.origin) ? undefined : new OpenIMError(ErrorCode.NoPermission, 'origin'),
      );
    });
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof OpenIMError) return refuse(reply, error);
      if (error.statusCode === undefined || error.statusCode >= 500) throw error;
      return refuse(reply, new OpenIMError(ErrorCode.BadRequest, error.message), error.statusCode);
    });
    scope.post('/support/session', async (request) => {
      desk.checkOpen();
      if (!sessions.take(addressOf(request.raw), clock.monotonicMs())) {
        throw new OpenIMError(ErrorCode.RateLimited, 'too many sessions from this address');
      }
      const parsed = v.safeParse(sessionRequest, request.body ?? {});
      if (!parsed.success) throw new OpenIMError(ErrorCode.BadRequest, reasonOf(parsed.issues[0]));
      return { errCode: 0, errMsg: '', data: await desk.open(parsed.output, await verifiedUser(request)) };
    });
    scope.get('/support/status', () => {
      desk.checkOpen();
      return { errCode: 0, errMsg: '', data: { available: desk.isAvailable } };
    });
    done();
  });
}

function refuse(reply: FastifyReply, { errCode, errMsg }: OpenIMError, status = statusOf(errCode)): FastifyReply {
  return reply.status(status).send({ errCode, errMsg });
}

function statusOf(errCode: number): number {
  if (isTokenError(errCode)) return 401;
  switch (errCode) {
    case ErrorCode.NoPermission:
      return 403;
    case ErrorCode.StateAbnormal:
      return 409;
    case ErrorCode.RateLimited:
      return 429;
    case ErrorCode.NotSupported:
      return 503;
    default:
      return 400;
  }
}

function reasonOf(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => String(key)).join('.');
  return path === undefined ? issue.message : `${path}: ${issue.message}`;
}

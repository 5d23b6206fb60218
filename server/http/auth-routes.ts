import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  ErrorCode,
  MAX_EMAIL_LENGTH,
  MAX_EX_LENGTH,
  MAX_NICKNAME_LENGTH,
  MAX_PHONE_NUMBER_LENGTH,
  MAX_URL_LENGTH,
  Platform,
} from '../../src/protocol/index.js';
import { secretsEqual } from '../auth/secret.js';
import type { IssuedToken, TokenService } from '../auth/token-service.js';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Hub } from '../hub.js';
import type { Login } from '../login.js';
import type { Session } from '../session.js';
import { isUserID, USER_ID_RULE } from '../user-id.js';

export type AuthDependencies = {
  readonly secret: string;
  readonly clock: Clock;
  readonly store: Store;
  readonly tokens: TokenService;
  readonly unitOfWork: UnitOfWork;
  readonly hub: Hub<Session>;
  readonly login: Login;
};

type Answer = { status: number; errCode: number; errMsg: string; data?: object };

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const userID = v.pipe(v.string(), v.check(isUserID, `userID: ${USER_ID_RULE}`));
const secret = v.string();
const operationID = v.optional(v.string());

const registration = v.object({
  secret,
  operationID,
  userID,
  platform: v.pipe(v.picklist(Object.values(Platform)), v.maxValue(Platform.Linux)),
  nickname: v.optional(text(MAX_NICKNAME_LENGTH), ''),
  faceURL: v.optional(text(MAX_URL_LENGTH), ''),
  gender: v.optional(v.picklist([0, 1, 2]), 0),
  phoneNumber: v.optional(text(MAX_PHONE_NUMBER_LENGTH), ''),
  birth: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  email: v.optional(text(MAX_EMAIL_LENGTH), ''),
  ex: v.optional(text(MAX_EX_LENGTH), ''),
});
const tokenRequest = v.object({ secret, operationID, userID, platform: v.picklist(Object.values(Platform)) });

/**
 * Registers `/auth/user_register`, `/auth/user_token` and `/auth/force_logout`, which servers call with the secret
 * (protocol 9.2). Errors by status and code: 400/400 the body does not match, 400/401 wrong secret, 500/500 the user
 * exists already, 200/802 unknown user.
 */
export function registerAuthRoutes(app: FastifyInstance, dependencies: AuthDependencies): void {
  const { clock, hub, login, store, tokens, unitOfWork } = dependencies;

  const route = <Schema extends v.GenericSchema<unknown, { secret: string }>>(
    path: string,
    schema: Schema,
    run: (body: v.InferOutput<Schema>) => Promise<Answer>,
  ): void => {
    app.post(path, async (request: FastifyRequest, reply: FastifyReply) => {
      const parsed = v.safeParse(schema, request.body);
      if (!parsed.success) return send(reply, { status: 400, errCode: 400, errMsg: parsed.issues[0].message });
      if (!secretsEqual(parsed.output.secret, dependencies.secret)) {
        return send(reply, { status: 400, errCode: 401, errMsg: 'wrong secret' });
      }
      return send(reply, await run(parsed.output));
    });
  };

  route('/auth/user_register', registration, async (body) => {
    const issued = await tokens.sign(body.userID, body.platform);
    const isNew = await unitOfWork.transact(() => {
      if (store.users.exists(body.userID)) return false;
      store.users.create(body.userID, body, clock.now());
      tokens.register(issued);
      return true;
    });
    return isNew ? tokenAnswer(issued) : { status: 500, errCode: 500, errMsg: 'the user exists' };
  });

  route('/auth/user_token', tokenRequest, async (body) => {
    const issued = await tokens.sign(body.userID, body.platform);
    const isKnown = await unitOfWork.transact(() => {
      if (!store.users.exists(body.userID)) return false;
      tokens.register(issued);
      return true;
    });
    return isKnown ? tokenAnswer(issued) : UNKNOWN_USER;
  });

  route('/auth/force_logout', tokenRequest, async (body) => {
    const isKnown = await unitOfWork.transact((output) => {
      if (!store.users.exists(body.userID)) return false;
      store.tokens.kickPlatform(body.userID, body.platform, clock.now());
      const sessions = [...hub.sessionsOf(body.userID)].filter(({ platformID }) => platformID === body.platform);
      for (const { state } of sessions) {
        if (state.kind === 'loggedIn') store.tokens.kick(state.tokenID, clock.now());
      }
      login.kick(sessions, output);
      return true;
    });
    return isKnown ? { status: 200, errCode: 0, errMsg: '' } : UNKNOWN_USER;
  });
}

const UNKNOWN_USER: Answer = { status: 200, errCode: ErrorCode.RecordMissing, errMsg: 'unknown user' };

function tokenAnswer({ userID, token, expiresAtMs }: IssuedToken): Answer {
  return { status: 200, errCode: 0, errMsg: '', data: { userID, token, expiredTime: expiresAtMs / 1000 } };
}

function send(reply: FastifyReply, { status, ...body }: Answer): FastifyReply {
  return reply.status(status).send(body);
}

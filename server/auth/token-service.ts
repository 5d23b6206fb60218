import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { ErrorCode, OpenIMError, PLATFORM_NAMES, type Platform } from '../../src/protocol/index.js';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';

const ALGORITHM = 'HS256';
const SECONDS_PER_DAY = 24 * 60 * 60;
/** A token is valid from so long before it was issued: the clock may be set back meanwhile. As the original does. */
const VALID_BEFORE_ISSUE_S = 5 * 60;

/** A token whose signature, times and user are right; whether it was kicked is asked separately. */
export type VerifiedToken = { readonly tokenID: string; readonly userID: string; readonly expiresAtMs: number };

/** A token just made, not yet registered. */
export type IssuedToken = VerifiedToken & { readonly token: string; readonly platformID: Platform };

/** Makes and checks tokens (protocol 9.1): HS256 only, with the original's claims and a `jti` of ours. */
export class TokenService {
  readonly #key: Uint8Array;
  readonly #lifetimeS: number;
  readonly #clock: Clock;
  readonly #store: Store;

  constructor(options: { secret: string; lifetimeDays: number; clock: Clock; store: Store }) {
    this.#key = new TextEncoder().encode(options.secret);
    this.#lifetimeS = options.lifetimeDays * SECONDS_PER_DAY;
    this.#clock = options.clock;
    this.#store = options.store;
  }

  /** Signs a token. It is unknown (705) until {@link register} has stored it. */
  async sign(userID: string, platformID: Platform): Promise<IssuedToken> {
    const issuedAtS = Math.floor(this.#clock.now() / 1000);
    const expiresAtS = issuedAtS + this.#lifetimeS;
    const tokenID = randomUUID();
    const token = await new SignJWT({ UID: userID, Platform: PLATFORM_NAMES[platformID] })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setJti(tokenID)
      .setIssuedAt(issuedAtS)
      .setNotBefore(issuedAtS - VALID_BEFORE_ISSUE_S)
      .setExpirationTime(expiresAtS)
      .sign(this.#key);
    return { token, tokenID, userID, platformID, expiresAtMs: expiresAtS * 1000 };
  }

  /** Makes an issued token count. Inside a unit of work. */
  register({ tokenID, userID, platformID, expiresAtMs }: IssuedToken): void {
    const nowS = Math.floor(this.#clock.now() / 1000);
    this.#store.tokens.deleteExpired(userID, nowS - SECONDS_PER_DAY);
    this.#store.tokens.add(tokenID, userID, platformID, expiresAtMs / 1000);
  }

  /**
   * What the token itself says; {@link checkStanding} says whether it still counts.
   *
   * @param userID who must be its user; whoever it is where nobody said who they are
   * @throws {OpenIMError} 701 expired, 702 wrong signature or algorithm, 703 no token at all, 704 not yet valid, 705
   *   another user's
   */
  async verify(token: string, userID?: string): Promise<VerifiedToken> {
    let payload: JWTPayload;
    try {
      const options = { algorithms: [ALGORITHM], currentDate: new Date(this.#clock.now()) };
      ({ payload } = await jwtVerify(token, this.#key, options));
    } catch (error) {
      throw tokenError(error);
    }
    const { UID, jti, exp } = payload;
    if (typeof jti !== 'string' || typeof exp !== 'number' || typeof UID !== 'string') {
      throw new OpenIMError(ErrorCode.TokenMalformed, 'token malformed');
    }
    if (UID !== (userID ?? UID)) throw new OpenIMError(ErrorCode.TokenUnknown, 'token of another user');
    return { tokenID: jti, userID: UID, expiresAtMs: exp * 1000 };
  }

  /** @throws {OpenIMError} 705 never issued here, or the user is gone; 706 kicked */
  checkStanding({ tokenID, userID }: VerifiedToken): void {
    switch (this.#store.tokens.stateOf(tokenID, userID)) {
      case 'valid':
        return;
      case 'kicked':
        throw new OpenIMError(ErrorCode.Kicked, 'token kicked');
      case 'unknown':
        throw new OpenIMError(ErrorCode.TokenUnknown, 'token unknown');
    }
  }
}

function tokenError(error: unknown): OpenIMError {
  if (error instanceof errors.JWTExpired) return new OpenIMError(ErrorCode.TokenExpired, 'token expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'nbf'
      ? new OpenIMError(ErrorCode.TokenNotYetValid, 'token not yet valid')
      : new OpenIMError(ErrorCode.TokenMalformed, 'token malformed');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) {
    return new OpenIMError(ErrorCode.TokenInvalid, 'token invalid');
  }
  return new OpenIMError(ErrorCode.TokenMalformed, 'token malformed');
}

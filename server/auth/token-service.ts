import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { ErrorCode, OpenIMError, type Platform } from '../../src/protocol/index.js';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';

const ALGORITHM = 'HS256';
const SECONDS_PER_DAY = 24 * 60 * 60;
/** Expired tokens deleted in one step: few enough not to delay requests. */
const STEP_SIZE = 500;
/** How long before its issue a token is already valid, as on the original server: the clock may be set back meanwhile. */
const VALID_BEFORE_ISSUE_S = 5 * 60;
/** Platform names as they appear in tokens, by platformID. */
const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  1: 'IOS',
  2: 'Android',
  3: 'Windows',
  4: 'OSX',
  5: 'Web',
  6: 'MiniWeb',
  7: 'Linux',
  8: 'Admin',
};

/**
 * A token whose signature, validity period and user are correct. Whether it was kicked is a separate question
 * ({@link TokenService.checkStanding}).
 */
export type VerifiedToken = { readonly tokenID: string; readonly userID: string; readonly expiresAtMs: number };

/** A newly signed token, not yet registered. */
export type IssuedToken = VerifiedToken & { readonly token: string; readonly platformID: Platform };

/** Signs and verifies tokens (protocol 9.1): HS256 only, with the original server's claims and a `jti` that we add. */
export class TokenService {
  readonly #key: Uint8Array;
  readonly #lifetimeS: number;
  readonly #clock: Clock;
  readonly #store: Store;

  constructor(options: { secret: string; lifetimeDays: number; clock: Clock; store: Store }) {
    this.#key = new TextEncoder().encode(options.secret);
    this.#lifetimeS = Math.ceil(options.lifetimeDays * SECONDS_PER_DAY);
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

  /** Stores an issued token, which makes it valid. Must run inside a unit of work. */
  register({ tokenID, userID, platformID, expiresAtMs }: IssuedToken): void {
    this.#store.tokens.add(tokenID, userID, platformID, expiresAtMs / 1000);
  }

  /**
   * Deletes a few of the tokens that expired more than a day ago: they are refused by their own claim, also where the clock
   * is set back a little. Must run inside a unit of work. Returns whether there may be more.
   */
  deleteExpired(): boolean {
    const nowS = Math.floor(this.#clock.now() / 1000);
    return this.#store.tokens.deleteExpired(nowS - SECONDS_PER_DAY, STEP_SIZE) === STEP_SIZE;
  }

  /**
   * Verifies what the token itself says; {@link checkStanding} checks whether the gateway still accepts it.
   *
   * @param userID the user whose token it must be; if omitted, any user's token will do
   * @throws {OpenIMError} 701 expired, 702 wrong signature or algorithm, 703 not a token, 704 not yet valid, 705
   *   another user's token
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

  /**
   * Checks that the gateway still accepts the token.
   *
   * @throws {OpenIMError} 705 if it was not issued by this gateway or its user no longer exists, 706 if it was kicked
   */
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

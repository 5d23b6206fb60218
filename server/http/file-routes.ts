import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ErrorCode, isTokenError, OpenIMError } from '../../src/protocol/index.js';
import type { TokenService, VerifiedToken } from '../auth/token-service.js';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { cleanFileName } from '../files/file-name.js';
import type { FileVault, ReceivedFile } from '../files/file-vault.js';
import type { Logger } from '../logger.js';
import type { Metrics } from '../metrics.js';
import type { Settings } from '../options.js';
import { KeyedRateLimiter } from '../keyed-rate-limiter.js';
import type { AddressOf } from './client-address.js';
import { registerDownloadRoute } from './download-route.js';

export type FileDependencies = {
  readonly settings: Pick<
    Settings,
    | 'maxFileBytes'
    | 'maxFileBytesPerUser'
    | 'maxFileBytesPerGuest'
    | 'maxGuestBytesPerAddress'
    | 'uploadRateLimit'
    | 'publicUrl'
  >;
  readonly addressOf: AddressOf;
  readonly clock: Clock;
  readonly store: Store;
  readonly files: FileVault;
  readonly tokens: TokenService;
  readonly unitOfWork: UnitOfWork;
  readonly metrics: Metrics;
  readonly logger: Logger;
};

type UploadAnswer = { url: string; size: number; name: string; type: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route takes bodies that are large and slow. */
    isUpload?: boolean;
  }
  interface FastifyRequest {
    /** The verified token of the request, on routes that require one. */
    token: VerifiedToken | null;
  }
}

/** Form fields beside the file; they are ignored. */
const MAX_FIELDS = 8;
/** Bytes that the form itself may add to its file. */
const MAX_FORM_BYTES = 64 * 1024;
const SECONDS_PER_DAY = 24 * 60 * 60;

/** Registers `POST /files`, whose errors {@link refusalOf} lists, and `GET /files/<id>/<name>` (protocol 9.2). */
export async function registerFileRoutes(app: FastifyInstance, dependencies: FileDependencies): Promise<void> {
  registerDownloadRoute(app, dependencies);
  await app.register(async (scope) => {
    // Anything other than a form is refused before its body is read.
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, {
      limits: {
        files: 1,
        fields: MAX_FIELDS,
        fieldSize: 1024,
        parts: MAX_FIELDS + 1,
        fileSize: dependencies.settings.maxFileBytes,
      },
      throwFileSizeLimit: false,
    });
    registerUploadRoute(scope, dependencies);
  });
}

function registerUploadRoute(app: FastifyInstance, dependencies: FileDependencies): void {
  const { addressOf, clock, files, logger, metrics, settings, store, tokens, unitOfWork } = dependencies;
  const rates = new KeyedRateLimiter(settings.uploadRateLimit);
  const { maxGuestBytesPerAddress } = settings;
  const guestBytes = new KeyedRateLimiter({
    burst: maxGuestBytesPerAddress,
    perSecond: maxGuestBytesPerAddress / SECONDS_PER_DAY,
  });

  const admit = async (request: FastifyRequest): Promise<void> => {
    const { token, 'content-length': lengthText } = request.headers;
    const verified = await tokens.verify(typeof token === 'string' ? token : '');
    tokens.checkStanding(verified);
    request.token = verified;
    checkQuota(verified.userID, Number(lengthText) || 0);
    if (!rates.take(verified.userID, clock.monotonicMs()))
      throw new OpenIMError(ErrorCode.RateLimited, 'too many uploads');
    if (Number(lengthText) > settings.maxFileBytes + MAX_FORM_BYTES) throw tooLarge(settings.maxFileBytes);
    // Guests cost nothing to become: a quota for each of them does not keep one visitor from filling the disk.
    const bytes = Number(lengthText) || settings.maxFileBytes;
    const isGuest = store.users.isGuest(verified.userID);
    if (isGuest && !guestBytes.take(addressOf(request.raw), clock.monotonicMs(), bytes))
      throw new OpenIMError(ErrorCode.RateLimited, 'too many uploads from this address');
  };

  /** @throws {OpenIMError} 803 if the user's files would exceed their quota */
  const checkQuota = (userID: string, addedBytes: number): void => {
    const maxBytes = store.users.isGuest(userID) ? settings.maxFileBytesPerGuest : settings.maxFileBytesPerUser;
    if (store.files.totalBytesOf(userID) + addedBytes <= maxBytes) return;
    throw new OpenIMError(ErrorCode.BadArguments, `more than ${maxBytes} bytes of files`);
  };

  const upload = async (request: FastifyRequest): Promise<UploadAnswer> => {
    const { token } = request;
    if (!token) throw new Error('the upload was not admitted');
    const { file, givenName } = await receiveForm(request);
    try {
      await files.keep(file.fileID);
      const name = cleanFileName(givenName);
      const { fileID, sizeBytes, type } = file;
      await unitOfWork.transact(() => {
        // The token may have been kicked during the upload.
        tokens.checkStanding(token);
        checkQuota(token.userID, sizeBytes);
        const row = { file_id: fileID, owner_id: token.userID, name, type, size_bytes: sizeBytes };
        store.files.add({ ...row, uploaded_at_ms: clock.now() });
      });
      const base = settings.publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`;
      return { url: `${base}/files/${fileID}/${encodeURIComponent(name)}`, size: sizeBytes, name, type };
    } catch (error) {
      await files.discard(file.fileID);
      throw error;
    }
  };

  /** Reads the form to its end. A form that was cut off, or has a second file, leaves nothing on the disk. */
  const receiveForm = async (request: FastifyRequest): Promise<{ file: ReceivedFile; givenName: string }> => {
    let received: { file: ReceivedFile; givenName: string } | undefined;
    // If the connection ended while the token was verified, reading would wait forever for the end that has passed.
    if (request.raw.destroyed) throw new OpenIMError(ErrorCode.BadRequest, 'the upload was cut off');
    try {
      for await (const part of request.parts()) {
        if (part.type !== 'file') continue;
        // Whatever its type says, a part may have no name.
        const givenName = (part.filename as string | undefined) ?? '';
        received = { file: await files.receive(part.file, part.mimetype), givenName };
        if (part.file.truncated) throw tooLarge(settings.maxFileBytes);
      }
      if (!received) throw new OpenIMError(ErrorCode.BadRequest, 'the form has no file');
      return received;
    } catch (error) {
      if (received) await files.discard(received.file.fileID);
      throw error;
    }
  };

  app.decorateRequest('token', null);
  app.setErrorHandler((error: Error, request, reply) => {
    const { status, errCode, errMsg } = refusalOf(error);
    if (status >= 500) logger.error({ err: error, path: request.routeOptions.url }, 'upload failed');
    metrics.upload(errCode, 0);
    return reply.status(status).send({ errCode, errMsg });
  });
  app.post('/files', { onRequest: admit, config: { isUpload: true } }, async (request) => {
    const data = await files.during(upload(request));
    metrics.upload(0, data.size);
    logger.debug({ userID: request.token?.userID, sizeBytes: data.size, type: data.type }, 'file uploaded');
    return { errCode: 0, errMsg: '', data };
  });
}

function tooLarge(maxFileBytes: number): OpenIMError {
  return new OpenIMError(ErrorCode.BadArguments, `larger than ${maxFileBytes} bytes`);
}

/** Maps errors: 413/803 too large, 401/701… bad token, 429/810 too many, 400/1001 malformed form, 500/812 internal. */
function refusalOf(error: Error): { status: number; errCode: number; errMsg: string } {
  if (error instanceof OpenIMError) {
    const { errCode, errMsg } = error;
    if (isTokenError(errCode)) return { status: 401, errCode, errMsg };
    if (errCode === ErrorCode.RateLimited) return { status: 429, errCode, errMsg };
    return { status: errCode === ErrorCode.BadArguments ? 413 : 400, errCode, errMsg };
  }
  if (isFormError(error)) return { status: 400, errCode: ErrorCode.BadRequest, errMsg: error.message };
  return { status: 500, errCode: ErrorCode.Internal, errMsg: 'internal error' };
}

/**
 * Returns whether the error comes from the multipart plugin, from the parser below it, which throws plain errors, or from a
 * connection that ended before the form did.
 */
function isFormError(error: Error & { statusCode?: number; code?: string }): boolean {
  if (error.code === 'ECONNRESET') return true;
  if (error.statusCode !== undefined) return error.statusCode < 500;
  return error.code === undefined && /multipart|terminated early|needle/i.test(error.message);
}

import { ErrorCode, isTokenError, OpenIMError, type UploadedFile } from '../protocol/index.js';
import type { Clock } from '../util/clock.js';
import type { Credentials, UploadOptions } from './engine.js';
import { readAnswer, restURL, unreachable } from './rest.js';

/** How long an upload may go without progress before it is cancelled. */
const UPLOAD_IDLE_TIMEOUT_MS = 60_000;

const HTTP_TOO_LARGE = 413;

type Answer = { readonly status: number; readonly text: string };
type Transfer = {
  readonly url: string;
  readonly token: string;
  readonly form: FormData;
  readonly signal: AbortSignal;
  /** Called with the percentage uploaded, each time there is progress. */
  readonly onProgress: (percent: number) => void;
};

/**
 * Uploads a file to the gateway over REST (`POST /files`).
 *
 * @throws {OpenIMError} 803 too large; 301 the upload was refused or cancelled, or the file cannot be read; 701–708, 810
 *   and 812 from the gateway; 112 it cannot be reached, 113 the device is offline, 114 no progress for too long
 */
export async function upload(
  credentials: Credentials,
  file: Blob,
  { name, onProgress, signal }: UploadOptions,
  clock: Clock,
): Promise<UploadedFile> {
  const form = new FormData();
  form.set('file', file, name ?? (file instanceof File ? file.name : 'file'));
  const stop = new AbortController();
  const stall = () => stop.abort(new OpenIMError(ErrorCode.Timeout, 'the upload stalled'));
  let timer = clock.setTimeout(stall, UPLOAD_IDLE_TIMEOUT_MS);
  const cancel = () => stop.abort(new OpenIMError(ErrorCode.ReceiverOrUploadFailed, 'the upload was cancelled'));
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  const transfer: Transfer = {
    url: `${restURL(credentials)}/files`,
    token: credentials.token,
    form,
    signal: stop.signal,
    onProgress: (percent) => {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(stall, UPLOAD_IDLE_TIMEOUT_MS);
      onProgress?.(percent);
    },
  };
  try {
    const canReport = typeof XMLHttpRequest === 'function';
    return uploadedFile(await (canReport ? transferWithProgress(transfer) : transferAtOnce(transfer)));
  } catch (error) {
    if (error instanceof OpenIMError) throw error;
    throw unreachable('the upload did not get through');
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Uses XMLHttpRequest, because fetch does not report the progress of uploads. */
function transferWithProgress({ url, token, form, signal, onProgress }: Transfer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('token', token);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (loaded / total) * 100 : 0);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = reject;
    const abort = () => {
      request.abort();
      reject(signal.reason as OpenIMError);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else request.send(form);
  });
}

async function transferAtOnce({ url, token, form, signal, onProgress }: Transfer): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers: { token }, body: form, signal });
  onProgress(100);
  return { status: response.status, text: await response.text() };
}

/** Reads the response to an upload. @throws {OpenIMError} if it does not say that the file was stored */
function uploadedFile({ status, text }: Answer): UploadedFile {
  const { errCode, errMsg, data } = readAnswer<UploadedFile>(text);
  if (errCode === 0 && typeof data?.url === 'string') return data as UploadedFile;
  const message = typeof errMsg === 'string' ? errMsg : `HTTP status ${String(status)}`;
  // Checked by status, because a proxy that refuses the request does not send the gateway's error codes.
  if (status === HTTP_TOO_LARGE) throw new OpenIMError(ErrorCode.BadArguments, message);
  const isKnown = typeof errCode === 'number' && (isTokenError(errCode) || PASSED_ON.has(errCode));
  throw new OpenIMError(isKnown ? errCode : ErrorCode.ReceiverOrUploadFailed, message);
}

/** Codes of the gateway that are passed on, because they say more than 301 (the upload failed). */
const PASSED_ON: ReadonlySet<number> = new Set<number>([
  ErrorCode.BadArguments,
  ErrorCode.RateLimited,
  ErrorCode.Internal,
]);

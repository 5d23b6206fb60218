import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** A PNG as far as its first bytes say. */
export const PNG_BYTES = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

export type UploadedFile = { url: string; size: number; name: string; type: string };
export type UploadAnswer = { status: number; errCode: number; errMsg: string; data?: UploadedFile };

/** Uploads as a browser does. */
export async function upload(
  url: string,
  token: string | undefined,
  bytes: Uint8Array | string,
  {
    name = 'a.bin',
    type = 'application/octet-stream',
    headers,
  }: { name?: string; type?: string; headers?: Record<string, string> } = {},
): Promise<UploadAnswer> {
  const form = new FormData();
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
  return post(url, token, form, headers);
}

export async function post(
  url: string,
  token: string | undefined,
  body: BodyInit,
  others: Record<string, string> = {},
): Promise<UploadAnswer> {
  const headers = { ...others, ...(token === undefined ? {} : { token }) };
  const response = await fetch(`${url}/files`, { method: 'POST', headers, body });
  return { status: response.status, ...((await response.json()) as Omit<UploadAnswer, 'status'>) };
}

/** As {@link upload}, of a file that has to be taken. @throws {Error} when it is not */
export async function uploaded(
  url: string,
  token: string,
  bytes: Uint8Array | string,
  about: { name?: string; type?: string } = {},
): Promise<UploadedFile> {
  const { data, errCode, errMsg } = await upload(url, token, bytes, about);
  if (!data) throw new Error(`not taken: ${errCode} ${errMsg}`);
  return data;
}

/** A form as it goes over the wire, with whatever name. */
export function rawForm(name: string, bytes: string, type = 'text/plain'): { body: string; boundary: string } {
  const boundary = 'a-boundary-of-tests';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  return { body: `${head}${bytes}\r\n--${boundary}--\r\n`, boundary };
}

/** Begins an upload of `announced` bytes, sends `part` of it, waits for `until`, and breaks off. */
export async function cutUpload(
  url: string,
  token: string,
  boundary: string,
  part: string,
  announced: number,
  until: () => Promise<void>,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The gateway may break off first.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const head = [
    'POST /files HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Token: ${token}`,
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${announced}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  await until();
  socket.destroy();
}

/** Everything in the directory of uploads. */
export function storedFiles(dataDir: string): Promise<string[]> {
  return readdir(join(dataDir, 'files'));
}

/** Resolves as soon as the directory of uploads holds what `matches` looks for. */
export function storedFilesMatch(dataDir: string, matches: (names: string[]) => boolean): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const watcher = watch(join(dataDir, 'files'));
    const look = (): void => {
      storedFiles(dataDir).then((names) => {
        if (!matches(names)) return;
        watcher.close();
        resolve(names);
      }, reject);
    };
    watcher.on('change', look);
    watcher.on('error', reject);
    look();
  });
}

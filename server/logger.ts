import { pino, type Logger } from 'pino';
import type { LogLevel } from './options.js';

export type { Logger };

/** Members that would let a reader of the logs act as somebody else. */
const SECRET_MEMBERS = [
  'token',
  'visitorToken',
  'secret',
  'headers.token',
  'headers.authorization',
  'headers["sec-websocket-protocol"]',
  'query.token',
];

/** JSON lines on stderr, so that stdout keeps the one line scripts wait for. */
export function createLogger(level: LogLevel): Logger {
  const redacted = SECRET_MEMBERS.flatMap((member) => [member, `*.${member}`]);
  return pino(
    { level, base: undefined, redact: redacted, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** A request's path, for logs: what stands behind it may be a token under whatever spelling of its name. */
export function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/[?#].*$/s, '');
}

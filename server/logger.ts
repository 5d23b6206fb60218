import { pino, type Logger } from 'pino';
import type { LogLevel } from './options.js';

export type { Logger };

/** Members that are redacted, because they would let a reader of the logs act as somebody else. */
const SECRET_MEMBERS = [
  'token',
  'visitorToken',
  'secret',
  'headers.token',
  'headers.authorization',
  'headers["sec-websocket-protocol"]',
  'query.token',
];

/** Creates a logger of JSON lines on stderr; stdout is left to the one line that scripts wait for. */
export function createLogger(level: LogLevel): Logger {
  const redacted = SECRET_MEMBERS.flatMap((member) => [member, `*.${member}`]);
  return pino(
    { level, base: undefined, redact: redacted, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Returns a request's path, for logs, without the query, where a token may be under any spelling of its name. */
export function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/[?#].*$/s, '');
}

/** Receives the messages that the SDK has for developers. */
export interface Logger {
  warn(message: string, detail?: unknown): void;
  error(message: string, detail?: unknown): void;
}

type HostConsole = { console: Logger };

/** Logs to the host's console, each line with our prefix. */
export const consoleLogger: Logger = {
  warn: (message, detail) => {
    write('warn', message, detail);
  },
  error: (message, detail) => {
    write('error', message, detail);
  },
};

function write(level: keyof Logger, message: string, detail: unknown): void {
  const { console } = globalThis as unknown as HostConsole;
  const line = `[openim-chat] ${message}`;
  if (detail === undefined) console[level](line);
  else console[level](line, detail);
}

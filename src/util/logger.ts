/** Where the SDK says what a developer should know. */
export interface Logger {
  warn(message: string, detail?: unknown): void;
  error(message: string, detail?: unknown): void;
}

type HostConsole = { console: Logger };

/** The host's console, each line marked as ours. */
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

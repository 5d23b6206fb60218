import type { Logger } from '../../src/util/logger.js';

/** A logger that a test can read. */
export class NoteLogger implements Logger {
  readonly warnings: { readonly message: string; readonly detail: unknown }[] = [];
  readonly errors: { readonly message: string; readonly detail: unknown }[] = [];

  warn(message: string, detail?: unknown): void {
    this.warnings.push({ message, detail });
  }

  error(message: string, detail?: unknown): void {
    this.errors.push({ message, detail });
  }
}
